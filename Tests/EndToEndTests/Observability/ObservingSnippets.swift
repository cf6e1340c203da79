import KafkaClient
import Tracing

// The code of the article "Observing a client", as far as it uses this library: it has to compile.

private final class ThrottleWatch: KafkaClientObserver {
  func observe(_ event: KafkaClientEvent, clientID: String) {
    if case .throttled(let connection, let api, let pause) = event {
      print("node \(connection.nodeID) holds \(api) back for \(pause)")
    }
  }
}

private func configure(_ myTracer: any Tracer) -> ProducerConfiguration {
  var configuration = ProducerConfiguration(bootstrapServers: ["localhost:9092"])
  configuration.client.clientID = "billing"
  configuration.client.observability.metrics = .disabled
  configuration.client.observability.tracing = .tracer(myTracer)
  configuration.client.observability.observers = [ThrottleWatch()]
  return configuration
}

private func process(_ consumer: KafkaConsumer, _ handle: (ConsumerRecord) async throws -> Void) async throws {
  for try await record in consumer.records {
    try await withSpan("process orders", context: record.serviceContext(), ofKind: .consumer) { _ in
      try await handle(record)
    }
  }
}
