import Foundation
import KafkaBroker
import KafkaClient
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// Logs that still hold messages of magic 0 and 1, as Kafka 0.10 and earlier wrote them, read through a broker.
@Suite(.timeLimit(.minutes(1))) struct OldFormatTests {
  private struct Expected: Decodable {
    struct Segment: Decodable { var batches: [Batch] }
    struct Batch: Decodable { var records: [Record] }
    struct Record: Decodable {
      var offset: Int64
      var timestamp: Int64
      var keyHex: String?
      var valueHex: String?
      var valueSha256: String?
    }
    var segments: [Segment]
  }

  /// A record as fixtures and consumer can tell of it.
  private struct Seen: Equatable {
    var offset: Int64
    var timestamp: Int64
    var key: String?
    var value: String?
  }

  private static let folder = "segments/old-formats"
  /// Those that this build can read.
  private static let cases = ((try? Fixtures.contents(of: folder)) ?? []).filter {
    $0.hasPrefix("magic") && (CompressionType.allBuilt || $0.hasSuffix("-none"))
  }

  private static func expected(_ name: String) throws -> [Seen] {
    try Fixtures.json("\(folder)/\(name)/expected.json", as: Expected.self).segments.flatMap(\.batches)
      .flatMap(\.records).map {
        Seen(offset: $0.offset, timestamp: $0.timestamp, key: $0.keyHex, value: $0.valueSha256 ?? $0.valueHex)
      }
  }

  /// A broker whose directory has a topic for each recorded segment.
  private func withBroker(_ release: String, _ body: @Sendable (String) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("old-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    var random = RandomSource.seeded(1)
    for name in Self.cases {
      let partition = directory.appendingPathComponent("\(name)-0")
      try FileManager.default.createDirectory(at: partition, withIntermediateDirectories: true)
      let log = "00000000000000000000.log"
      try Fixtures.data("\(Self.folder)/\(name)/\(log)").write(to: partition.appendingPathComponent(log))
      try Data("version: 0\ntopic_id: \(KafkaUUID.random(using: &random))".utf8)
        .write(to: partition.appendingPathComponent("partition.metadata"))
    }
    var configuration = BrokerConfiguration.testing
    configuration.storage = .directory(directory.path)
    configuration.release = release
    try configuration.apply(properties: [(name: "log.retention.ms", value: "-1")])
    try await Broker.withBroker(configuration: configuration) { broker in
      try await body(try await broker.bootstrapServers)
    }
  }

  private func read(_ count: Int, of topic: String, from offset: Int64, servers: String) async throws -> [Seen] {
    var configuration = ConsumerConfiguration(bootstrapServers: [servers])
    configuration.autoOffsetReset = .earliest
    configuration.fetch.maximumWait = .milliseconds(50)
    let partition = TopicPartition(topic: topic, partition: 0)
    return try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
      try consumer.assign([partition])
      if offset > 0 {
        while await consumer.assignment().isEmpty { await Task.yield() }
        consumer.seek(partition, to: offset)
        // An answer means that the seek before it is done.
        _ = await consumer.assignment()
      }
      var records: [Seen] = []
      for try await record in consumer.records {
        let value = record.value.map { $0.readableBytes > 1000 ? sha256($0.readableBytesView) : $0.hexadecimal }
        records.append(
          Seen(
            offset: record.offset, timestamp: record.timestamp, key: record.key.map(\.hexadecimal), value: value))
        #expect(record.headers.isEmpty || topic == "magic-mix")
        if records.count == count { break }
      }
      return records
    }
  }

  @Test(arguments: ["3.9", "4.3"])
  func `a consumer reads every recorded segment from the first record to the last`(release: String) async throws {
    #expect(Self.cases.count == (CompressionType.allBuilt ? 21 : 5))
    try await withBroker(release) { servers in
      for name in Self.cases {
        let expected = try Self.expected(name)
        let seen = try await read(expected.count, of: name, from: 0, servers: servers)
        #expect(seen.map(\.offset) == expected.map(\.offset), "\(name)")
        #expect(seen == expected, "\(name)")
      }
    }
  }

  @Test func `reading may begin within a wrapper`() async throws {
    try await withBroker("4.3") { servers in
      for name in Self.cases {
        let expected = try Self.expected(name)
        let rest = Array(expected[(expected.count / 2)...])
        let seen = try await read(rest.count, of: name, from: rest[0].offset, servers: servers)
        #expect(seen == rest, "\(name)")
      }
    }
  }
}
