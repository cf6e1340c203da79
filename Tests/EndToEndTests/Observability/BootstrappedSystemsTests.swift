import InMemoryTracing
import KafkaClient
import KafkaClientCore
import Metrics
import MetricsTestKit
import NIOCore
import Testing
import Tracing

/// Systems of the whole process, each in a process of its own.
@Suite(.timeLimit(.minutes(3))) struct BootstrappedSystemsTests {
  @Test func `systems that the process bootstraps are used without being asked for`() async {
    await #expect(processExitsWith: .success) {
      MetricsSystem.bootstrap(TestMetrics())
      InstrumentationSystem.bootstrap(InMemoryTracer())
      var configuration = ProducerConfiguration(bootstrapServers: ["127.0.0.1:1"])
      let client = try KafkaClient(configuration: configuration.client)
      let observation = try await client.loop.submit { client.cluster.hook?.observation }.get()
      precondition(observation == .everything)
      let producer = try KafkaProducer(configuration: configuration)
      precondition(producer.isTracing)

      configuration.client.observability.metrics = .disabled
      configuration.client.observability.tracing = .disabled
      let quiet = try KafkaClient(configuration: configuration.client)
      let less = try await quiet.loop.submit { quiet.cluster.hook?.observation }.get()
      precondition(less == .changes)
      let untraced = try KafkaProducer(configuration: configuration)
      precondition(!untraced.isTracing)
    }
  }
}
