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
  private static let patience = Duration.seconds(30)

  @Test(arguments: ForeignBroker.allCases)
  func `records with each codec make the round trip through a foreign broker, and a group goes on behind its commit`(
    broker: ForeignBroker
  ) async throws {
    try await broker.run { servers in
      let servers = servers.split(separator: ",").map(String.init)
      // The mock has no CreateTopics; it makes a topic when a producer asks for it.
      if broker != .librdkafkaMock { try await prepare(servers) }
      var expected: Set<String> = []
      for codec in CompressionType.built {
        let values = (0..<Self.countPerCodec).map { "\(codec.name)-\($0)" }
        try await write(values, codec, servers)
        expected.formUnion(values)
      }

      let read = try await read(expected.count, servers)
      #expect(read.count == expected.count)
      let values = Set(read.compactMap(\.value).map { String(buffer: $0) })
      #expect(values == expected)
      #expect(read.allSatisfy { $0.key != nil && $0.headers.count == 1 && $0.timestamp > 1_700_000_000_000 })
      #expect(hasOrderPerPartition(read))

      try await write(["after the commit"], .none, servers)
      let next = try await self.read(1, servers)
      #expect(next.compactMap(\.value).map { String(buffer: $0) } == ["after the commit"])
    }
  }

  private func write(_ values: [String], _ codec: CompressionType, _ servers: [String]) async throws {
    var configuration = ProducerConfiguration(bootstrapServers: servers)
    configuration.compression = ProducerConfiguration.Compression(codec)
    let records = values.enumerated().map { number, value in
      ProducerRecord(
        topic: "round-trip", key: "key-\(number % 17)", value: RecordBytes(value),
        headers: [RecordHeader("codec", codec.name)])
    }
    try await KafkaProducer.withProducer(configuration: configuration, logger: Self.logger) { producer in
      try await within(Self.patience, "writing \(values.count) records with \(codec.name)") {
        for result in await producer.send(contentsOf: records) { _ = try result.get() }
      } explain: {
        await producer.diagnostics()
      }
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

  /// Reads as the only member of a group, and commits.
  private func read(_ count: Int, _ servers: [String]) async throws -> [ConsumerRecord] {
    var configuration = ConsumerConfiguration(bootstrapServers: servers, groupID: "readers")
    configuration.autoOffsetReset = .earliest
    // Tansu lets a new member wait for half of its session timeout.
    configuration.group.sessionTimeout = .seconds(6)
    configuration.group.heartbeatInterval = .seconds(1)
    return try await KafkaConsumer.withConsumer(configuration: configuration, logger: Self.logger) { consumer in
      try consumer.subscribe(to: ["round-trip"])
      return try await within(Self.patience, "reading \(count) records") {
        var records: [ConsumerRecord] = []
        for try await record in consumer.records {
          records.append(record)
          if records.count == count { break }
        }
        try await consumer.commit()
        return records
      } explain: {
        await consumer.diagnostics()
      }
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
