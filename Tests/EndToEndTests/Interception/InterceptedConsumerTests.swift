import KafkaBroker
import KafkaClient
import KafkaWire
import NIOCore
import Testing

/// The consumer and the admin client through failures of what they ask.
@Suite(.timeLimit(.minutes(2))) struct InterceptedConsumerTests {
  struct Failure: Sendable, CustomTestStringConvertible {
    var api: ApiKey
    var effect: InterceptionEffect
    var testDescription: String { "\(api): \(effect)" }
  }

  static let failures: [Failure] =
    [ApiKey.fetch, .findCoordinator, .joinGroup, .syncGroup, .offsetFetch, .listOffsets, .metadata].flatMap { api in
      [
        InterceptionEffect.closeBeforeWork, .closeWithinAnswer(), .dropAnswer, .halfOpen, .throttle(.milliseconds(50)),
        .delayAnswer(.milliseconds(50)), .answer(retriable[api] ?? .unknownServerError),
      ].map { Failure(api: api, effect: $0) }
    }

  private static let retriable: [ApiKey: ErrorCode] = [
    .fetch: .notLeaderOrFollower, .findCoordinator: .coordinatorNotAvailable, .joinGroup: .coordinatorLoadInProgress,
    .syncGroup: .rebalanceInProgress, .offsetFetch: .coordinatorLoadInProgress, .listOffsets: .leaderNotAvailable,
    .metadata: .leaderNotAvailable,
  ]

  @Test(arguments: failures)
  func `a consumer reads everything once in spite of it`(failure: Failure) async throws {
    try await InterceptedProducerTests.with { broker, producer, _ in
      for number in 0..<3 { try await producer.enqueue("\(number)", to: "t") }
      try await producer.flush()
      var configuration = ConsumerConfiguration(bootstrapServers: [try await broker.bootstrapServers], groupID: "g")
      configuration.autoOffsetReset = .earliest
      configuration.client.clientID = "reader"
      configuration.client.requestTimeout = .milliseconds(700)
      configuration.client.retry.backoff = .milliseconds(5)
      configuration.client.connection.reconnectBackoff = .milliseconds(5)
      configuration.group.sessionTimeout = .milliseconds(6_000)
      configuration.group.maximumPollInterval = .seconds(6)
      configuration.fetch.maximumWait = .milliseconds(50)
      let rule = try broker.intercept(failure.api, clientID: "reader", failure.effect)
      try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
        try consumer.subscribe(to: ["t"])
        var numbers: [String] = []
        for try await record in consumer.records {
          numbers.append(record.value.map { String(buffer: $0) } ?? "")
          if numbers.count == 3 { break }
        }
        #expect(numbers == ["0", "1", "2"])
      }
      #expect(rule.hitCount == 1)
    }
  }

  @Test func `a commit that is refused reaches the application`() async throws {
    try await InterceptedProducerTests.with { broker, producer, _ in
      try await producer.send(ProducerRecord(topic: "t", value: "0"))
      var configuration = ConsumerConfiguration(bootstrapServers: [try await broker.bootstrapServers], groupID: "g")
      configuration.autoOffsetReset = .earliest
      try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
        try consumer.subscribe(to: ["t"])
        for try await _ in consumer.records { break }
        let rule = try broker.intercept(.offsetCommit, topic: "t", .answer(.topicAuthorizationFailed))
        let error = await #expect(throws: KafkaError.self) { try await consumer.commit() }
        #expect(error?.brokerError?.code == .topicAuthorizationFailed)
        #expect(rule.hits.first?.request.partitions == [TopicPartition(topic: "t", partition: 0)])
      }
    }
  }

  @Test func `an admin client is told of a refusal for its topic`() async throws {
    try await InterceptedProducerTests.with { broker, _, reader in
      try broker.intercept(.createTopics, topic: "new", .answer(.policyViolation))
      let error = await #expect(throws: KafkaError.self) { try await reader.createTopic("new", partitions: 1) }
      #expect(error?.brokerError?.code == .policyViolation)
      try await reader.createTopic("new", partitions: 1)
    }
  }
}
