import KafkaClient
import Logging
import NIOCore
import TestSupport
import Testing

/// Our producer and consumer against brokers that others wrote.
@Suite(.enabled(if: Peers.areAvailable, "run scripts/peers first"), .timeLimit(.minutes(2)), .serialized)
struct ForeignRoundTripTests {
  private static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
  private static let countPerCodec = 500

  @Test(arguments: [ForeignBroker.tansu, .noida])
  func `records with each codec make the round trip through a foreign broker`(broker: ForeignBroker) async throws {
    try await broker.run { servers in
      let servers = servers.split(separator: ",").map(String.init)
      try await prepare(servers)
      var expected: Set<String> = []
      for codec in CompressionType.built {
        var configuration = ProducerConfiguration(bootstrapServers: servers)
        configuration.compression = ProducerConfiguration.Compression(codec)
        let records = (0..<Self.countPerCodec).map { number in
          ProducerRecord(
            topic: "round-trip", key: "key-\(number % 17)", value: "\(codec.name)-\(number)",
            headers: [RecordHeader("codec", codec.name)])
        }
        for number in 0..<Self.countPerCodec { expected.insert("\(codec.name)-\(number)") }
        let results = try await KafkaProducer.withProducer(configuration: configuration, logger: Self.logger) {
          await $0.send(contentsOf: records)
        }
        for result in results { _ = try result.get() }
      }

      let read = try await read(expected.count, servers)
      #expect(read.count == expected.count)
      let values = Set(read.compactMap(\.value).map { String(buffer: $0) })
      #expect(values == expected)
      #expect(read.allSatisfy { $0.key != nil && $0.headers.count == 1 && $0.timestamp > 1_700_000_000_000 })
      #expect(hasOrderPerPartition(read))
    }
  }

  /// Makes the topic with several partitions.
  private func prepare(_ servers: [String]) async throws {
    let client = try KafkaClient(
      configuration: ClientConfiguration(bootstrapServers: servers), logger: Self.logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await client.run() }
      let created = try await KafkaAdmin(client: client).createTopics([
        .init(name: "round-trip", partitionCount: 3, replicationFactor: 1)
      ])
      _ = try created["round-trip"]?.get()
      group.cancelAll()
    }
  }

  /// Reads as the only member of a group.
  private func read(_ count: Int, _ servers: [String]) async throws -> [ConsumerRecord] {
    var configuration = ConsumerConfiguration(bootstrapServers: servers, groupID: "readers")
    configuration.autoOffsetReset = .earliest
    return try await KafkaConsumer.withConsumer(configuration: configuration, logger: Self.logger) { consumer in
      try consumer.subscribe(to: ["round-trip"])
      var records: [ConsumerRecord] = []
      for try await record in consumer.records {
        records.append(record)
        if records.count == count { break }
      }
      try await consumer.commit()
      return records
    }
  }

  /// Offsets of a partition grow one by one, so that nothing came twice or out of order.
  private func hasOrderPerPartition(_ records: [ConsumerRecord]) -> Bool {
    var next: [Int32: Int64] = [:]
    for record in records {
      guard record.offset == next[record.partition, default: 0] else { return false }
      next[record.partition] = record.offset + 1
    }
    return true
  }
}
