import Foundation
import KafkaCompression
import TestSupport
import Testing

/// The clients' own examples, as their descriptions have them, with many records and a broker that comes and goes.
@Suite(.enabled(if: Peers.areAvailable, "run scripts/peers first"), .timeLimit(.minutes(4)), .serialized)
struct VolumeTests {
  private static let recordCount = 100_000
  private static let codecs = CompressionType.built.map(\.name)

  /// A restart in order at two fifths of each piece of work, a kill at four fifths.
  private static let ends: [String: BrokerProcess.End] = ["at 40": .orderly, "at 80": .sudden]

  @Test(arguments: ["confluent-kafka", "kafka-python"])
  func `100,000 records with each codec outlive restarts and kills of the broker, each once`(
    client: String
  ) async throws {
    let settings = [
      "num.partitions=2", "offsets.topic.num.partitions=4", "group.initial.rebalance.delay.ms=0",
      "log.segment.bytes=1048576",
    ]
    try await BrokerProcess.with(settings: settings) { broker in
      let count = "\(Self.recordCount)"
      let written = try await run(client, ["write", broker.servers, count] + Self.codecs, broker)
      #expect(written == 2 * Self.codecs.count, "with each codec a restart and a kill")
      for codec in Self.codecs {
        let read = try await run(client, ["read", broker.servers, "readers", count, codec], broker)
        #expect(read == 2, "\(codec)")
      }
      // What has been committed outlives them, too.
      _ = try await run(client, ["committed", broker.servers, "readers", count] + Self.codecs, broker)
    }
  }

  /// Runs the script while the broker comes and goes as it tells of its progress.
  ///
  /// - Returns: How often the broker was ended meanwhile.
  private func run(
    _ client: String, _ arguments: [String], _ broker: BrokerProcess
  ) async throws -> Int {
    try await PeerProcess.run(Peers.python, [Peers.script("volume.py"), client] + arguments, limit: .seconds(150)) {
      script in
      var lines = script.lines.makeAsyncIterator()
      var isDone = false
      var endCount = 0
      while !isDone {
        try await broker.live {
          while let line = await lines.next() {
            if let end = Self.ends[line] {
              endCount += 1
              return end
            }
          }
          isDone = true
          return .sudden
        }
        // A writer waits for this before it hands over the last records.
        if !isDone { script.signal(SIGUSR1) }
      }
      try await script.succeeds()
      return endCount
    }
  }
}
