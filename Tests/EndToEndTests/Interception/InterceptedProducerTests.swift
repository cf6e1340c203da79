import KafkaBroker
import KafkaClient
import KafkaWire
import Testing

/// The producer through every effect.
@Suite(.timeLimit(.minutes(2))) struct InterceptedProducerTests {
  /// A broker with a topic `t`, and a producer that does not wait long for answers.
  static func with(
    broker configuration: BrokerConfiguration = .testing,
    _ change: @Sendable (inout ProducerConfiguration) -> Void = { _ in },
    _ body: @Sendable @escaping (Broker, KafkaProducer, TopicReader) async throws -> Void
  ) async throws {
    try await Broker.withBroker(configuration: configuration) { broker in
      let servers = try await broker.bootstrapServers
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("t", partitions: 1)
        var configuration = ProducerConfiguration(bootstrapServers: servers.split(separator: ",").map(String.init))
        configuration.client.requestTimeout = .milliseconds(700)
        configuration.client.retry.backoff = .milliseconds(5)
        configuration.client.connection.reconnectBackoff = .milliseconds(5)
        configuration.deliveryTimeout = .seconds(60)
        change(&configuration)
        try await KafkaProducer.withProducer(configuration: configuration) { try await body(broker, $0, reader) }
      }
    }
  }

  struct Effect: Sendable, CustomTestStringConvertible {
    var effect: InterceptionEffect
    var testDescription: String { effect.description }

    init(_ effect: InterceptionEffect) {
      self.effect = effect
    }
  }

  static let effects: [Effect] = [
    .init(.pass), .init(.dropRequest), .init(.dropAnswer), .init(.delayRequest(.milliseconds(50))),
    .init(.delayAnswer(.milliseconds(50))), .init(.delayRequest(.seconds(2))), .init(.delayAnswer(.seconds(2))),
    .init(.closeBeforeWork), .init(.closeAfterWork), .init(.closeWithinAnswer()),
    .init(.closeWithinAnswer(afterBytes: 2)), .init(.halfOpen), .init(.answer(.notEnoughReplicas)),
    .init(.answer(.notLeaderOrFollower)), .init(.answer(.kafkaStorageError)), .init(.throttle(.milliseconds(100))),
    .init(.deliverTwice), .init(.choose { $0.topics == ["t"] ? .closeAfterWork : nil }),
  ]

  @Test(arguments: effects)
  func `an idempotent producer delivers each record once, in order`(effect: Effect) async throws {
    try await Self.with { broker, producer, reader in
      try await producer.send(ProducerRecord(topic: "t", value: "0"))
      let rule = try broker.intercept(.produce, topic: "t", times: 2, effect.effect)
      let deliveries = try await (1..<4).asyncMap { number in
        try await producer.enqueue("\(number)", to: "t")
      }
      try await producer.flush(within: .seconds(60))
      for delivery in deliveries { _ = try await delivery.metadata }
      try await producer.send(ProducerRecord(topic: "t", value: "4"))
      #expect(rule.hitCount >= 1)
      let values = try await reader.records(of: "t").map(\.value)
      #expect(values == (0..<5).map { "\($0)" })
    }
  }

  @Test(arguments: [Effect(.dropAnswer), Effect(.closeAfterWork), Effect(.closeWithinAnswer()), Effect(.deliverTwice)])
  func `without idempotence what was stored is stored again`(effect: Effect) async throws {
    try await Self.with {
      $0.idempotence = .disabled
    } _: { broker, producer, reader in
      try broker.intercept(.produce, effect.effect)
      try await producer.send(ProducerRecord(topic: "t", value: "0"))
      let values = try await reader.records(of: "t").map(\.value)
      #expect(values == ["0", "0"])
    }
  }

  @Test(arguments: [
    Effect(.dropRequest), Effect(.closeBeforeWork), Effect(.halfOpen), Effect(.answer(.notEnoughReplicas)),
  ])
  func `what was not stored is stored once by any producer`(effect: Effect) async throws {
    try await Self.with {
      $0.idempotence = .disabled
    } _: { broker, producer, reader in
      try broker.intercept(.produce, effect.effect)
      try await producer.send(ProducerRecord(topic: "t", value: "0"))
      let values = try await reader.records(of: "t").map(\.value)
      #expect(values == ["0"])
    }
  }

  @Test func `a throttled producer pauses`() async throws {
    try await Self.with { broker, producer, _ in
      let rule = try broker.intercept(.produce, .throttle(.milliseconds(400)))
      let start = ContinuousClock.now
      try await producer.send(ProducerRecord(topic: "t", value: "0"))
      try await producer.send(ProducerRecord(topic: "t", value: "1"))
      #expect(.now - start >= .milliseconds(400))
      #expect(rule.hitCount == 1)
    }
  }

  @Test func `an error that no retry helps against reaches the application`() async throws {
    try await Self.with { broker, producer, reader in
      try broker.intercept(.produce, .answer(.topicAuthorizationFailed))
      let error = await #expect(throws: KafkaError.self) {
        try await producer.send(ProducerRecord(topic: "t", value: "0"))
      }
      #expect(error?.brokerError?.code == .topicAuthorizationFailed)
      let values = try await reader.records(of: "t").map(\.value)
      #expect(values == [])
    }
  }

  @Test func `a producer gives up when its time is over`() async throws {
    try await Self.with {
      $0.deliveryTimeout = .seconds(3)
    } _: { broker, producer, _ in
      let rule = try broker.intercept(.produce, times: .max, .answer(.notEnoughReplicas))
      let error = await #expect(throws: KafkaError.self) {
        try await producer.send(ProducerRecord(topic: "t", value: "0"))
      }
      #expect(error?.code == .timedOut, "\(String(describing: error))")
      #expect(rule.hitCount > 1)
      rule.remove()
      #expect(!rule.isActive)
    }
  }

  @Test func `a topic of its own fails beside others`() async throws {
    try await Self.with { broker, producer, reader in
      try await reader.createTopic("u", partitions: 1)
      try broker.intercept(.produce, topic: "u", times: .max, .answer(.topicAuthorizationFailed))
      // Together, so that they may share a request.
      let deliveries = try await producer.enqueue(contentsOf: [
        ProducerRecord(topic: "u", value: "0"), ProducerRecord(topic: "t", value: "0"),
      ])
      #expect(try await deliveries[1].metadata.offset == 0)
      let error = await #expect(throws: KafkaError.self) { try await deliveries[0].metadata }
      #expect(error?.brokerError?.code == .topicAuthorizationFailed)
    }
  }

  @Test func `a rule for a node is that node's alone`() async throws {
    var nodes = BrokerConfiguration.testing
    nodes.nodeCount = 2
    try await Self.with(broker: nodes) { broker, producer, _ in
      let leader = try #require(try await broker.leader(of: "t"))
      let other = try broker.intercept(.produce, node: 3 - leader, times: .max, .closeBeforeWork)
      let own = try broker.intercept(.produce, node: leader, times: .max, .pass)
      try await producer.send(ProducerRecord(topic: "t", value: "0"))
      #expect(other.hitCount == 0)
      #expect(own.hits.map(\.request.node) == [leader])
    }
  }
}

extension Sequence where Element: Sendable {
  fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try await body(element)) }
    return values
  }
}
