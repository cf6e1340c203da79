import KafkaBroker
import KafkaClient
import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import Testing

/// Topics that are not there, and records that do not wait.
@Suite(.timeLimit(.minutes(2))) struct ProducerTopicTests {
  @Test func `a topic that does not exist is made, where the broker does that`() async throws {
    try await withProducer { producer, reader in
      let metadata = try await producer.send(ProducerRecord(topic: "new", value: "x"))
      #expect(metadata.offset == 0)
    }
  }

  @Test func `a topic that nobody makes fails its records in time`() async throws {
    var broker = BrokerConfiguration.testing
    broker.topics.createsAutomatically = false
    try await Broker.withBroker(configuration: broker) { broker in
      var configuration = ProducerConfiguration(bootstrapServers: [try await broker.bootstrapServers])
      configuration.maximumBlockTime = .milliseconds(300)
      try await KafkaProducer.withProducer(configuration: configuration) { producer in
        let error = await #expect(throws: KafkaError.self) { try await producer.enqueue("x", to: "nowhere") }
        #expect(error?.code == .unknownTopic)
        #expect(error?.message.contains("nowhere") == true)
      }
    }
  }

  @Test func `a topic with an impossible name is refused at once`() async throws {
    try await withProducer { producer, _ in
      let error = await #expect(throws: KafkaError.self) { try await producer.enqueue("x", to: "not a topic") }
      #expect(error?.brokerError?.code == .invalidTopicException)
      // And again, and others are not harmed.
      await #expect(throws: KafkaError.self) { try await producer.enqueue("x", to: "not a topic") }
      let metadata = try await producer.send(ProducerRecord(topic: "t", value: "x"))
      #expect(metadata.offset == 0)
    }
  }

  @Test func `trying never waits, and says what it would wait for`() async throws {
    try await withProducer {
      $0.bufferMemory = 2_048
      $0.batchSize = 1_024
      $0.linger = .seconds(60)
    } _: { producer, _ in
      func tryEnqueue(_ count: Int) throws -> EnqueueAttempt {
        try producer.tryEnqueue(ProducerRecord(topic: "t", value: String(repeating: "y", count: count)))
      }
      // The topic is not known yet; it is looked up meanwhile.
      var first = try tryEnqueue(1)
      while first.delivery == nil {
        guard case .topicUnknown = first else { return #expect(Bool(false), "\(first)") }
        await Task.yield()
        first = try tryEnqueue(1)
      }
      // Nothing of it leaves before there is a producer id, and that takes a while; so the memory is used up.
      var attempt = first
      for _ in 0..<10_000 where attempt.delivery != nil { attempt = try tryEnqueue(500) }
      guard case .queueFull = attempt else { return #expect(Bool(false), "\(attempt)") }
      let error = #expect(throws: KafkaError.self) { try tryEnqueue(5_000) }
      #expect(error?.code == .recordTooLarge)
    }
  }

  @Test func `trying with a topic that the brokers refuse says why`() async throws {
    try await withProducer { producer, _ in
      let record = ProducerRecord(topic: "not a topic", value: "x")
      var refusal: KafkaError?
      while refusal == nil {
        do {
          #expect(try producer.tryEnqueue(record).delivery == nil)
          await Task.yield()
        } catch {
          refusal = error as? KafkaError
        }
      }
      #expect(refusal?.brokerError?.code == .invalidTopicException)
    }
  }
}
