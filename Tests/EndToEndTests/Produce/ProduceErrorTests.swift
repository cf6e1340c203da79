import KafkaBroker
import KafkaClient
import KafkaMessages
import KafkaWire
import Logging
import Synchronization
import TestSupport
import Testing

/// What a producer does about errors, by what lies in the topic afterwards: a real broker, with a proxy in front of it
/// that puts errors in place of answers.
@Suite(.timeLimit(.minutes(3))) struct ProduceErrorTests {
  private struct RecordedError: Decodable {
    var code: Int16
    var retriable: Bool
  }

  /// All codes that Apache Kafka had when they were recorded, and whether its client tries again.
  private static func codes() throws -> [(code: ErrorCode, isRetriable: Bool)] {
    try Fixtures.json("errors/errors.json", as: [RecordedError].self).filter { $0.code != 0 }
      .map { (ErrorCode(rawValue: $0.code), $0.retriable) } + [(ErrorCode(rawValue: 999), false)]
  }

  private static let fatal: Set<ErrorCode> = [
    .producerFenced, .transactionalIdAuthorizationFailed, .clusterAuthorizationFailed, .unsupportedVersion,
  ]

  /// What became of two records that were sent one after the other, and what the topic has.
  private struct Story: Equatable, CustomStringConvertible {
    enum End: Equatable {
      case at(Int64)
      /// Delivered, nobody knows where.
      case somewhere
      case failed(ErrorCode)
    }

    var first: End
    var second: End
    var stored: [String]

    var description: String { "\(first), \(second), \(stored)" }
  }

  private static func configuration(_ servers: String, isIdempotent: Bool) -> ProducerConfiguration {
    var configuration = ProducerConfiguration(bootstrapServers: [servers])
    configuration.idempotence = isIdempotent ? .enabled : .disabled
    configuration.linger = .zero
    configuration.client.retry.backoff = .milliseconds(1)
    configuration.client.retry.backoffMaximum = .milliseconds(5)
    return configuration
  }

  /// For errors without number.
  private static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

  private static func withProducer<Result: Sendable>(
    _ configuration: ProducerConfiguration, _ body: @Sendable (KafkaProducer) async throws -> Result
  ) async throws -> Result {
    try await KafkaProducer.withProducer(configuration: configuration, logger: logger, body)
  }

  private static func send(_ value: String, to topic: String, _ producer: KafkaProducer) async -> Story.End {
    do {
      let metadata = try await producer.send(ProducerRecord(topic: topic, value: RecordBytes(value)))
      return metadata.offset.map { .at($0) } ?? .somewhere
    } catch {
      return .failed(error.brokerError?.code ?? .none)
    }
  }

  private static func story(
    _ tampering: TamperingPlan.Tampering, topic: String, isIdempotent: Bool, _ plan: TamperingPlan, _ servers: String,
    _ reader: TopicReader
  ) async throws -> Story {
    plan.add(tampering, to: .produce)
    let (first, second) = try await withProducer(configuration(servers, isIdempotent: isIdempotent)) { producer in
      (await send("a", to: topic, producer), await send("b", to: topic, producer))
    }
    return Story(first: first, second: second, stored: try await reader.records(of: topic).map { $0.value ?? "" })
  }

  @Test(arguments: [true, false])
  func `each error that a broker gives instead of storing leads to what it should`(isIdempotent: Bool) async throws {
    try await TamperingProxy.run { plan, servers in
      try await TopicReader.with(servers) { reader in
        for (code, isRetriable) in try Self.codes() {
          let expected: Story
          switch code {
          case .duplicateSequenceNumber: expected = Story(first: .somewhere, second: .at(0), stored: ["b"])
          case .outOfOrderSequenceNumber where isIdempotent, .unknownProducerId where isIdempotent:
            expected = Story(first: .at(0), second: .at(1), stored: ["a", "b"])
          case _ where Self.fatal.contains(code) && isIdempotent:
            expected = Story(first: .failed(code), second: .failed(code), stored: [])
          case _ where isRetriable: expected = Story(first: .at(0), second: .at(1), stored: ["a", "b"])
          default: expected = Story(first: .failed(code), second: .at(0), stored: ["b"])
          }
          let story = try await Self.story(
            .refuse(code), topic: "refused.\(code.rawValue)", isIdempotent: isIdempotent, plan, servers, reader)
          #expect(story == expected, "\(code)")
        }
        #expect(plan.rest.isEmpty)
      }
    }
  }

  @Test(arguments: [true, false])
  func `each error that a broker gives although it stored the record leads to what it should`(
    isIdempotent: Bool
  ) async throws {
    try await TamperingProxy.run { plan, servers in
      try await TopicReader.with(servers) { reader in
        for (code, isRetriable) in try Self.codes() {
          let expected: Story
          switch code {
          case .duplicateSequenceNumber: expected = Story(first: .somewhere, second: .at(1), stored: ["a", "b"])
          // A broker that says so and has it all the same cannot be helped.
          case .outOfOrderSequenceNumber where isIdempotent:
            expected = Story(first: .at(1), second: .at(2), stored: ["a", "a", "b"])
          // Its answer says nothing about its log, so that the batch goes out as it was, and is known.
          case .unknownProducerId where isIdempotent:
            expected = Story(first: .at(0), second: .at(1), stored: ["a", "b"])
          case _ where Self.fatal.contains(code) && isIdempotent:
            expected = Story(first: .failed(code), second: .failed(code), stored: ["a"])
          // This is what idempotence is for.
          case _ where isRetriable && isIdempotent:
            expected = Story(first: .at(0), second: .at(1), stored: ["a", "b"])
          case _ where isRetriable: expected = Story(first: .at(1), second: .at(2), stored: ["a", "a", "b"])
          default: expected = Story(first: .failed(code), second: .at(1), stored: ["a", "b"])
          }
          let story = try await Self.story(
            .deny(code), topic: "denied.\(code.rawValue)", isIdempotent: isIdempotent, plan, servers, reader)
          #expect(story == expected, "\(code)")
        }
        #expect(plan.rest.isEmpty)
      }
    }
  }

  @Test func `each error in place of a producer id leads to another question, or ends the producer`() async throws {
    try await TamperingProxy.run { plan, servers in
      try await TopicReader.with(servers) { reader in
        for (code, isRetriable) in try Self.codes() {
          plan.add(.refuse(code), to: .initProducerId)
          let topic = "nameless.\(code.rawValue)"
          let configuration = Self.configuration(servers, isIdempotent: true)
          try await Self.withProducer(configuration) { producer in
            let first = await Self.send("a", to: topic, producer)
            let second = await Self.send("b", to: topic, producer)
            #expect(first == (isRetriable ? .at(0) : .failed(code)), "\(code)")
            #expect(second == (isRetriable ? .at(1) : .failed(code)), "\(code)")
          }
        }
        #expect(plan.rest.isEmpty)
      }
    }
  }

  @Test func `errors and losses one upon the other change neither order nor number of records`() async throws {
    try await TamperingProxy.run { plan, servers in
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("t", partitions: 2)
        plan.add(
          .pass, .refuse(.notEnoughReplicas), .deny(.requestTimedOut), .pass, .closeAfter, .closeBefore,
          .refuse(.notLeaderOrFollower), .pass, .withholdAnswer, .deny(.notEnoughReplicasAfterAppend), .closeAfter,
          .refuse(.kafkaStorageError), .pass, .pass, .closeAfter, .deny(.networkException), to: .produce)
        plan.add(.closeBefore, .refuse(.coordinatorLoadInProgress), .closeAfter, to: .initProducerId)
        var configuration = Self.configuration(servers, isIdempotent: true)
        configuration.batchSize = 0
        configuration.client.requestTimeout = .milliseconds(300)
        configuration.client.connection.reconnectBackoff = .milliseconds(1)
        configuration.client.connection.reconnectBackoffMaximum = .milliseconds(5)
        try await Self.withProducer(configuration) { producer in
          for number in 0..<60 { try await producer.enqueue("\(number)", to: "t", partition: Int32(number % 2)) }
          try await producer.flush()
        }
        #expect(plan.rest.isEmpty)
        let records = try await reader.records(of: "t")
        for partition in 0..<2 as Range<Int32> {
          let values = records.filter { $0.partition == partition }.compactMap { $0.value.flatMap { Int($0) } }
          #expect(values == (0..<60).filter { $0 % 2 == Int(partition) })
        }
      }
    }
  }

  @Test func `a producer id that cannot be is asked for again, after a pause`() async throws {
    let port = Mutex(0)
    let questions = Mutex<[ContinuousClock.Instant]>([])
    let script: ScriptedBroker.Script = { request, _ in
      switch request {
      case is MetadataRequest: return .response(ScriptedTopic.metadata(port: port.withLock { $0 }))
      case is InitProducerIdRequest:
        let first = questions.withLock { questions in
          questions.append(.now)
          return questions[0]
        }
        return .response(ScriptedTopic.identity(.now < first + .milliseconds(300) ? -1 : 5))
      case let request as ProduceRequest: return .response(ScriptedTopic.success(request))
      default: return .usual
      }
    }
    try await ScriptedBroker.run(script) { listening in
      port.withLock { $0 = listening }
      let configuration = ProducerConfiguration(bootstrapServers: ["127.0.0.1:\(listening)"])
      try await Self.withProducer(configuration) { producer in
        #expect(await Self.send("a", to: "t", producer) == .at(0))
      }
    }
    // Pauses begin at 80 ms.
    #expect((2...6).contains(questions.withLock(\.count)))
  }

  // MARK: Answers that do not come

  @Test(arguments: [TamperingPlan.Tampering.closeAfter, .withholdAnswer])
  func `a batch whose answer is lost is stored once with idempotence, and twice without`(
    loss: TamperingPlan.Tampering
  ) async throws {
    try await TamperingProxy.run { plan, servers in
      try await TopicReader.with(servers) { reader in
        for isIdempotent in [true, false] {
          plan.add(loss, to: .produce)
          var configuration = Self.configuration(servers, isIdempotent: isIdempotent)
          configuration.client.requestTimeout = .milliseconds(300)
          let topic = "lost.\(isIdempotent)"
          try await Self.withProducer(configuration) { producer in
            let end = await Self.send("a", to: topic, producer)
            #expect(end == .at(isIdempotent ? 0 : 1))
          }
          let stored = try await reader.records(of: topic).map(\.value)
          #expect(stored == (isIdempotent ? ["a"] : ["a", "a"]))
        }
      }
    }
  }

  @Test func `a batch that was sent when the shared client ends may be stored, and its error says so`() async throws {
    try await TamperingProxy.run { plan, servers in
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("t", partitions: 1)
        var clientConfiguration = ClientConfiguration(bootstrapServers: [servers])
        clientConfiguration.requestTimeout = .seconds(4)
        let client = try KafkaClient(configuration: clientConfiguration, logger: Self.logger)
        let running = Task { try await client.run() }
        var configuration = ProducerConfiguration(client: clientConfiguration)
        configuration.linger = .zero
        configuration.deliveryTimeout = .seconds(5)
        try await KafkaProducer.withProducer(client: client, configuration: configuration, logger: Self.logger) {
          producer in
          // Connected, and known to the broker.
          try await producer.send(ProducerRecord(topic: "t", value: "a"))
          plan.add(.withholdAnswer, to: .produce)
          let sent = try await producer.enqueue("b", to: "t")
          try await eventually("the topic", { try await reader.records(of: "t").count }, satisfies: { $0 == 2 })
          running.cancel()
          try await running.value
          let error = await #expect(throws: KafkaError.self) { try await sent.metadata }
          #expect(error?.code == .timedOut)
          #expect(error?.message.contains("may be stored all the same") == true, "\(error?.message ?? "")")
          #expect(error?.message.contains("sent once") == true, "\(error?.message ?? "")")
        }
      }
    }
  }
}
