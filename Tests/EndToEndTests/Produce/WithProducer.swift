import KafkaBroker
import KafkaClient
import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import Testing

/// A broker, a topic `t` with partitions, a producer that runs, and a reader.
func withProducer(
  partitions: Int32 = 1, _ change: @Sendable (inout ProducerConfiguration) -> Void = { _ in },
  _ body: @Sendable @escaping (KafkaProducer, TopicReader) async throws -> Void
) async throws {
  try await Broker.withBroker { broker in
    let servers = try await broker.bootstrapServers
    try await TopicReader.with(servers) { reader in
      try await reader.createTopic("t", partitions: partitions)
      var configuration = ProducerConfiguration(bootstrapServers: [servers])
      change(&configuration)
      try await KafkaProducer.withProducer(configuration: configuration) { try await body($0, reader) }
    }
  }
}
