import KafkaBroker
import KafkaClient
import KafkaClientCore
import KafkaWire
import Logging
import Testing

/// What is logged: with which id, at which level, and how often.
@Suite(.timeLimit(.minutes(3))) struct ClientLogTests {
  @Test func `a message that repeats is said once in ten seconds, with the number of those left out`() {
    let recorder = RecordingLog()
    let log = EventLog(recorder.logger)
    var now = Instant(nanoseconds: 0)
    for _ in 0..<100 {
      log.tell(.connectionLost, "connection lost", about: "a", at: now)
      now = now + .milliseconds(50)
    }
    #expect(recorder.lines.count == 1)
    log.tell(.connectionLost, "connection lost", about: "b", at: now)
    log.tell(.connectionFailed, "cannot connect", about: "a", at: now)
    #expect(recorder.lines.count == 3)
    now = Instant(nanoseconds: 0) + .seconds(10)
    log.tell(.connectionLost, "connection lost", about: "a", at: now)
    #expect(recorder.lines.count == 4)
    #expect(recorder.lines.last?.metadata["suppressed"] == "99")
    now = now + .seconds(10)
    log.tell(.connectionLost, "connection lost", about: "a", at: now)
    #expect(recorder.lines.last?.metadata["suppressed"] == nil)
  }

  @Test func `what has no subject is always said`() {
    let recorder = RecordingLog()
    let log = EventLog(recorder.logger)
    for _ in 0..<3 { log.tell(.connectionReady, "connected", at: Instant(nanoseconds: 0)) }
    #expect(recorder.lines.count == 3)
  }

  @Test func `what is below the logger's level is not even made`() {
    let recorder = RecordingLog(level: .warning)
    let log = EventLog(recorder.logger)
    var made = 0
    func message() -> Logger.Message {
      made += 1
      return "x"
    }
    log.tell(.connectionReady, message())
    log.tell(.connectionLost, message(), about: "a")
    #expect(made == 0)
    log.tell(.connectionFailed, message(), about: "a")
    #expect(made == 1)
  }

  @Test(arguments: KafkaLogEvent.allCases)
  func `every event is logged at its level with its id`(event: KafkaLogEvent) {
    let recorder = RecordingLog()
    EventLog(recorder.logger).tell(event, "text", ["key": "value"])
    #expect(recorder.lines.map(\.level) == [event.level])
    #expect(recorder.lines.first?.event == event.rawValue)
    #expect(recorder.lines.first?.metadata["key"] == "value")
  }

  @Test func `a producer says what it meets, with the client's name`() async throws {
    try await Broker.withBroker { broker in
      let servers = try await broker.bootstrapServers
      let recorder = RecordingLog()
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("small", partitions: 1, configuration: ["max.message.bytes": "300"])
        var configuration = ProducerConfiguration(bootstrapServers: [servers])
        configuration.client.clientID = "logged"
        configuration.client.retry.backoff = .seconds(5)
        try await KafkaProducer.withProducer(configuration: configuration, logger: recorder.logger) { producer in
          let error = await #expect(throws: KafkaError.self) {
            try await producer.send(ProducerRecord(topic: "small", value: String(repeating: "x", count: 2000)))
          }
          #expect(error?.brokerError?.code == .messageTooLarge)
        }
      }
      #expect(recorder.lines.allSatisfy { $0.event != nil })
      #expect(recorder.lines.allSatisfy { $0.metadata["client.id"] == "logged" })
      #expect(recorder.lines(of: .configurationOdd).count == 1)
      #expect(recorder.lines(of: .producerIdentity).count == 1)
      #expect(!recorder.lines(of: .connectionReady).isEmpty)
      let failed = try #require(recorder.lines(of: .batchFailed).first)
      #expect(failed.level == .warning)
      #expect(failed.metadata["partition"] == "small-0")
      #expect(failed.metadata["records"] == "1")
      #expect("\(failed.metadata["error"] ?? "")".contains("MESSAGE_TOO_LARGE"))
      // Records stay out of logs.
      #expect(!recorder.lines.contains { "\($0)".contains("xxxx") })
    }
  }
}
