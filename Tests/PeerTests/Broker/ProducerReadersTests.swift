import KafkaBroker
import KafkaClient
import KafkaMessages
import KafkaRecords
import Logging
import NIOCore
import TestSupport
import Testing

/// What our producer wrote, as others read it: in batches as large as it makes them, and from a broker that is not ours.
@Suite(.enabled(if: Peers.areAvailable, "run scripts/peers first"), .timeLimit(.minutes(2)), .serialized)
struct ProducerReadersTests {
  private static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
  private static let recordsPerCodec = 3_000

  /// Of all kinds, in their order. Every other one leaves the time to the producer.
  private static func records(_ topic: String) -> [ExchangedRecord] {
    (0..<recordsPerCodec).map { number in
      var record = ExchangedRecord(
        topic: topic, key: "key \(number % 100)",
        value: "\(number) " + String(repeating: "\(topic) ", count: number % 60))
      switch number % 10 {
      case 3: record.key = nil
      case 5: record.value = nil
      case 6: record.key = ""
      case 7: record.value = ""
      case 8: record.headers = [["number", "\(number)"], ["null", nil], ["number", ""]]
      default: break
      }
      if number % 2 == 0 { record.timestamp = 1_700_000_000_000 - Int64(number) }
      return record
    }
  }

  @Test func `big batches with each codec arrive in order, with all that the records have`() async throws {
    try await Broker.withBroker { broker in
      let servers = try await broker.bootstrapServers
      var written: [String: [ExchangedRecord]] = [:]
      for codec in CompressionType.built {
        written[codec.name] = try await Self.write(Self.records(codec.name), codec, servers)
      }
      let expected = written
      try await withThrowingTaskGroup(of: (PeerClient, [ExchangedRecord]).self) { group in
        for reader in PeerClient.allCases where reader != .ours {
          group.addTask {
            let count = expected.values.reduce(0) { $0 + $1.count }
            return (
              reader,
              try await reader.read(count, from: expected.keys.sorted(), group: "group-of-\(reader)", servers: servers)
            )
          }
        }
        for try await (reader, read) in group {
          for (topic, records) in expected {
            let seen = read.filter { $0.topic == topic }
            #expect(seen.count == records.count, "\(reader), \(topic)")
            let difference = zip(seen, records).first { $0 != $1 }
            #expect(difference == nil, "\(reader), \(topic)")
          }
        }
      }
    }
  }

  /// Writes records to a topic of one partition, as few batches as possible.
  ///
  /// - Returns: The records with the times that they were given.
  private static func write(
    _ records: [ExchangedRecord], _ codec: CompressionType, _ servers: String
  ) async throws -> [ExchangedRecord] {
    let client = try KafkaClient(configuration: ClientConfiguration(bootstrapServers: [servers]), logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await client.run() }
      let created = try await KafkaAdmin(client: client).createTopics([
        .init(name: codec.name, partitionCount: 1, replicationFactor: 1)
      ])
      _ = try created[codec.name]?.get()
      var configuration = ProducerConfiguration(client: client.configuration)
      configuration.compression = ProducerConfiguration.Compression(codec)
      configuration.batchSize = 900_000
      configuration.linger = .seconds(30)
      let deliveries = try await KafkaProducer.withProducer(
        client: client, configuration: configuration, logger: logger
      ) { producer in
        let deliveries = try await producer.enqueue(contentsOf: records.map(\.forProducer))
        try await producer.flush()
        return deliveries
      }
      var written = records
      for (place, delivery) in deliveries.enumerated() {
        let metadata = try await delivery.metadata
        #expect(metadata.offset == Int64(place))
        #expect(records[place].timestamp == nil || records[place].timestamp == metadata.timestamp)
        written[place].timestamp = metadata.timestamp
      }
      #expect(try await firstBatchSize(codec.name, client) >= 1_000)
      group.cancelAll()
      return written
    }
  }

  /// How many records the first batch of a topic has.
  private static func firstBatchSize(_ topic: String, _ client: KafkaClient) async throws -> Int {
    let request = FetchRequest.with { request in
      request.minBytes = 0
      request.maxBytes = 4 << 20
      request.topics = [
        .with {
          $0.topic = topic
          $0.partitions = [.with { $0.partitionMaxBytes = 4 << 20 }]
        }
      ]
    }
    let answer = try await client.request(request, to: .leastLoaded, versions: 4...11)
    var batches = RecordBatches(answer.body.responses.first?.partitions.first?.records ?? ByteBuffer())
    guard case .batch(let batch)? = try batches.next() else { return 0 }
    return Int(batch.header.recordCount)
  }

  @Test(arguments: PeerClient.allCases)
  func `what we wrote to librdkafka's mock cluster others read from there`(reader: PeerClient) async throws {
    try await ForeignBroker.librdkafkaMock.run { servers in
      let written = ExchangedRecord.all(for: .ours, topic: "exchanged")
      try await PeerClient.ours.write(written, to: "exchanged", servers: servers)
      // kafka-python gives up when a broker answers its question for versions as the mock does.
      let read = try await reader.read(
        written.count, from: ["exchanged"], group: "readers", servers: servers,
        release: reader == .kafkaPython ? "2.1" : nil)
      ExchangedRecord.compare(read, by: reader, with: written, by: .ours)
    }
  }
}
