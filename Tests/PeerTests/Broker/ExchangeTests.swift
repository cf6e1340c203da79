import KafkaBroker
import KafkaClient
import KafkaMessages
import KafkaRecords
import Logging
import NIOCore
import TestSupport
import Testing

/// What one client writes to our broker all of them read from it.
@Suite(.enabled(if: Peers.areAvailable, "run scripts/peers first"), .timeLimit(.minutes(2)), .serialized)
struct ExchangeTests {
  @Test(arguments: PeerClient.allCases)
  func `what a client writes with each codec all clients read`(writer: PeerClient) async throws {
    try await Broker.withBroker { broker in
      let servers = try await broker.bootstrapServers
      let topic = "from-\(writer)"
      try await withClient(servers) { client in
        let created = try await KafkaAdmin(client: client).createTopics([
          .init(name: topic, partitionCount: 3, replicationFactor: 1)
        ])
        _ = try created[topic]?.get()
        let written = ExchangedRecord.all(for: writer, topic: topic)
        try await writer.write(written, to: topic, servers: servers)
        #expect(try await codecs(of: topic, partitions: 0..<3, client) == Set(CompressionType.built))

        try await withThrowingTaskGroup(of: (PeerClient, [ExchangedRecord]).self) { group in
          for reader in PeerClient.allCases {
            group.addTask {
              let group = "group-of-\(reader)"
              return (reader, try await reader.read(written.count, from: topic, group: group, servers: servers))
            }
          }
          for try await (reader, read) in group {
            ExchangedRecord.compare(read, by: reader, with: written, by: writer)
          }
        }
      }
    }
  }

  private func withClient(_ servers: String, _ body: @Sendable (KafkaClient) async throws -> Void) async throws {
    let client = try KafkaClient(
      configuration: ClientConfiguration(bootstrapServers: [servers]),
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await client.run() }
      try await body(client)
      group.cancelAll()
    }
  }

  /// What the batches on the broker are really compressed with.
  private func codecs(
    of topic: String, partitions: Range<Int32>, _ client: KafkaClient
  ) async throws -> Set<CompressionType> {
    var codecs: Set<CompressionType> = []
    for partition in partitions {
      let request = FetchRequest.with { request in
        request.minBytes = 0
        request.maxBytes = 1 << 20
        request.topics = [
          .with {
            $0.topic = topic
            $0.partitions = [
              .with {
                $0.partition = partition
                $0.partitionMaxBytes = 1 << 20
              }
            ]
          }
        ]
      }
      let answer = try await client.request(request, to: .leastLoaded, versions: 4...11)
      var batches = RecordBatches(answer.body.responses.first?.partitions.first?.records ?? ByteBuffer())
      while case .batch(let batch)? = try batches.next() {
        if let codec = batch.header.compression { codecs.insert(codec) }
      }
    }
    return codecs
  }
}
