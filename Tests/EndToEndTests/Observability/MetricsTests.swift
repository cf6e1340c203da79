import KafkaBroker
import KafkaClient
import KafkaClientCore
import Metrics
import MetricsTestKit
import NIOCore
import Testing

/// The numbers that a client gives to swift-metrics.
@Suite(.timeLimit(.minutes(3))) struct MetricsTests {
  private static let client = ("client_id", "metered")

  private static func run(
    _ metrics: TestMetrics, topics: [String] = ["t"],
    _ change: @Sendable (inout ProducerConfiguration) -> Void = { _ in },
    _ body: @Sendable @escaping (KafkaProducer) async throws -> Void
  ) async throws {
    try await Broker.withBroker { broker in
      let servers = try await broker.bootstrapServers
      try await TopicReader.with(servers) { reader in
        for topic in topics { try await reader.createTopic(topic, partitions: 1) }
        var configuration = ProducerConfiguration(bootstrapServers: [servers])
        configuration.client.clientID = "metered"
        configuration.client.observability.metrics = .factory(metrics)
        change(&configuration)
        try await KafkaProducer.withProducer(configuration: configuration, body)
      }
    }
  }

  @Test func `a producer counts records, batches, requests and connections under the names that are documented`()
    async throws
  {
    let metrics = TestMetrics()
    try await Self.run(metrics) {
      $0.linger = .seconds(60)
      $0.compression = .gzip
    } _: { producer in
      for _ in 0..<50 { try await producer.enqueue(String(repeating: "hello ", count: 20), to: "t") }
      try await producer.flush()
    }
    let topic = [Self.client, ("topic", "t")]
    let node = [Self.client, ("node_id", "1")]
    func total(_ metric: KafkaMetric, _ dimensions: [(String, String)]) -> Int64 {
      metrics.counterTotal(label: metric.rawValue, dimensions: dimensions)
    }
    #expect(total(.recordsSent, topic) == 50)
    #expect(total(.recordErrors, topic) == 0)
    let bytes = total(.bytesSent, topic)
    #expect(bytes > 61 && bytes < 2000)
    #expect(total(.connectionCreations, [Self.client]) == 2)
    #expect(total(.connectionCloses, [Self.client]) == 2)
    #expect(total(.requests, node) == total(.responses, node))
    #expect(total(.requests, node) >= 1)
    #expect(total(.outgoingBytes, node) > bytes)
    #expect(total(.metadataUpdates, [Self.client]) >= 1)

    let batch = try metrics.expectRecorder(KafkaMetric.batchSize.rawValue, [Self.client])
    #expect(batch.values == [Double(bytes)])
    let ratio = try #require(try metrics.expectRecorder(KafkaMetric.compressionRate.rawValue, topic).lastValue)
    #expect(ratio > 0 && ratio < 0.5)
    #expect(try metrics.expectRecorder(KafkaMetric.recordsPerRequest.rawValue, [Self.client]).values == [50])
    for metric in [KafkaMetric.queueTime, .deliveryTime] {
      #expect(try metrics.expectTimer(metric.rawValue, [Self.client]).values.count == 1)
    }
    #expect(try metrics.expectTimer(KafkaMetric.produceThrottleTime.rawValue, [Self.client]).values == [0])
    let latency = try metrics.expectTimer(KafkaMetric.produceLatency.rawValue, node)
    #expect(latency.values.count == 1)
    #expect(latency.values.allSatisfy { $0 > 0 && $0 < 60_000_000_000 })

    #expect(try metrics.expectGauge(KafkaMetric.connectionCount.rawValue, [Self.client]).lastValue == 0)
    #expect(try metrics.expectGauge(KafkaMetric.requestsInFlight.rawValue, [Self.client]).lastValue == 0)
    #expect(try metrics.expectGauge(KafkaMetric.bufferTotal.rawValue, [Self.client]).lastValue == 33_554_432)
    #expect(try metrics.expectGauge(KafkaMetric.bufferAvailable.rawValue, [Self.client]).lastValue == 33_554_432)
    let age = try #require(try metrics.expectGauge(KafkaMetric.metadataAge.rawValue, [Self.client]).lastValue)
    #expect(age >= 0 && age < 60)
  }

  @Test(arguments: KafkaMetric.allCases)
  func `every metric of the list is there, of its kind and with its dimensions`(metric: KafkaMetric) async throws {
    let metrics = Self.everything
    try await metrics.ready()
    let dimensions: [[(String, String)]] =
      switch metric.kind {
      case .counter: metrics.test.counters(label: metric.rawValue).map(\.dimensions)
      case .gauge, .recorder: metrics.test.recorders(label: metric.rawValue).map(\.dimensions)
      case .timer: metrics.test.timers(label: metric.rawValue).map(\.dimensions)
      }
    #expect(!dimensions.isEmpty, "\(metric.rawValue) was not made")
    for seen in dimensions { #expect(seen.map(\.0) == metric.dimensions) }
  }

  /// One producer's metrics, for all arguments of a test.
  private static let everything = Everything()

  private final class Everything: Sendable {
    let test = TestMetrics()
    private let run: Task<Void, any Error>

    init() {
      let test = self.test
      run = Task { try await MetricsTests.run(test) { try await $0.send(ProducerRecord(topic: "t", value: "x")) } }
    }

    func ready() async throws { try await run.value }
  }

  @Test func `records that fail are counted as errors of their topic`() async throws {
    let metrics = TestMetrics()
    try await Broker.withBroker { broker in
      let servers = try await broker.bootstrapServers
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("small", partitions: 1, configuration: ["max.message.bytes": "300"])
        var configuration = ProducerConfiguration(bootstrapServers: [servers])
        configuration.client.clientID = "metered"
        configuration.client.observability.metrics = .factory(metrics)
        configuration.linger = .seconds(60)
        try await KafkaProducer.withProducer(configuration: configuration) { producer in
          for _ in 0..<2 { try await producer.enqueue(String(repeating: "x", count: 400), to: "small") }
          try await producer.flush()
        }
      }
    }
    let topic = [Self.client, ("topic", "small")]
    #expect(metrics.counterTotal(label: KafkaMetric.recordErrors.rawValue, dimensions: topic) == 2)
    // Two in the batch, and one in each of its parts.
    #expect(metrics.counterTotal(label: KafkaMetric.recordsSent.rawValue, dimensions: topic) == 4)
    #expect(metrics.counterTotal(label: KafkaMetric.batchSplits.rawValue, dimensions: [Self.client]) == 1)
  }

  @Test func `topics beyond the bound are counted together`() async throws {
    let metrics = TestMetrics()
    try await Self.run(metrics, topics: ["a", "b", "c"]) {
      $0.client.observability.maximumMeteredTopics = 1
    } _: { producer in
      for topic in ["a", "b", "c"] { try await producer.send(ProducerRecord(topic: topic, value: "x")) }
    }
    let label = KafkaMetric.recordsSent.rawValue
    #expect(metrics.counters(label: label).count == 2)
    #expect(metrics.counterTotal(label: label, dimensions: [Self.client, ("topic", "a")]) == 1)
    #expect(metrics.counterTotal(label: label, dimensions: [Self.client, ("topic", "other")]) == 2)
  }

  @Test func `waits for memory are counted`() async throws {
    let metrics = TestMetrics()
    try await Self.run(metrics) {
      $0.bufferMemory = 20_000
      $0.linger = .milliseconds(1)
    } _: { producer in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<20 {
          group.addTask { try await producer.enqueue(String(repeating: "x", count: 9000), to: "t") }
        }
        try await group.waitForAll()
      }
      try await producer.flush()
    }
    #expect(metrics.counterTotal(label: KafkaMetric.bufferWaitTime.rawValue, dimensions: [Self.client]) > 0)
    #expect(metrics.counterTotal(label: KafkaMetric.bufferExhausted.rawValue, dimensions: [Self.client]) == 0)
  }

  @Test func `a client without a name of its own adds no series for the name made up for it`() async throws {
    let metrics = TestMetrics()
    try await Self.run(metrics) {
      $0.client.clientID = ""
    } _: { producer in
      try await producer.send(ProducerRecord(topic: "t", value: "x"))
    }
    let counters = metrics.counters(label: KafkaMetric.recordsSent.rawValue)
    #expect(counters.map { $0.dimensions[0].1 } == ["swift-kafka"])
  }

  @Test func `metrics that are off make no series`() async throws {
    var options = ClientConfiguration.Observability()
    options.metrics = .disabled
    #expect(options.metrics != .automatic)
    let client = try KafkaClient(
      configuration: {
        var configuration = ClientConfiguration(bootstrapServers: ["127.0.0.1:1"])
        configuration.observability = options
        return configuration
      }())
    let observation = try await client.loop.submit { client.cluster.hook?.observation }.get()
    #expect(observation == .changes)
  }
}
