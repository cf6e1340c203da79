import KafkaBroker
import KafkaClient
import KafkaRecords
import KafkaWire
import Logging
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct InterceptorTests {
  /// Notes what it sees.
  private final class Witness: ProducerInterceptor {
    let name: String
    private let state = Mutex<(sent: [String], ended: [String])>(([], []))

    init(_ name: String) {
      self.name = name
    }

    var sent: [String] { state.withLock { $0.sent } }
    var ended: [String] { state.withLock { $0.ended } }

    func onSend(_ record: ProducerRecord) throws -> ProducerRecord {
      state.withLock { $0.sent.append(text(record)) }
      var record = record
      record.headers.append(RecordHeader("seen by", name))
      return record
    }

    func onAcknowledgement(_ result: Result<RecordMetadata, KafkaError>, of record: ProducerRecord) {
      let end =
        switch result {
        case .success(let metadata): "\(text(record)) at \(metadata.offset ?? -1)"
        case .failure(let error): "\(text(record)): \(error.code)"
        }
      state.withLock { $0.ended.append(end) }
    }

    private func text(_ record: ProducerRecord) -> String {
      record.value.map { $0.withRecordBytes { String(decoding: $0, as: UTF8.self) } } ?? "null"
    }
  }

  private struct Failing: ProducerInterceptor {
    struct Reason: Error {}

    func onSend(_ record: ProducerRecord) throws -> ProducerRecord { throw Reason() }
  }

  private func withProducer(
    _ interceptors: [any ProducerInterceptor], logger: Logger = Logger(label: "test"),
    _ body: @Sendable @escaping (KafkaProducer, TopicReader) async throws -> Void
  ) async throws {
    try await Broker.withBroker { broker in
      let servers = try await broker.bootstrapServers
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("t", partitions: 1)
        try await KafkaProducer.withProducer(
          configuration: ProducerConfiguration(bootstrapServers: [servers]), interceptors: interceptors, logger: logger
        ) { try await body($0, reader) }
      }
    }
  }

  @Test func `interceptors change records in turn and hear of every end, however the record is sent`() async throws {
    let first = Witness("first")
    let second = Witness("second")
    try await withProducer([first, second]) { producer, reader in
      try await producer.send(ProducerRecord(topic: "t", value: "a"))
      try await producer.enqueue("b", to: "t")
      try await producer.enqueue(contentsOf: [ProducerRecord(topic: "t", value: "c")])
      _ = try #require(try producer.tryEnqueue(ProducerRecord(topic: "t", value: "d")).delivery)
      try await producer.flush()
      let records = try await reader.records(of: "t")
      #expect(records.map(\.value) == ["a", "b", "c", "d"])
      for record in records {
        #expect(record.headers == [RecordHeader("seen by", "first"), RecordHeader("seen by", "second")])
      }
      #expect(first.sent == ["a", "b", "c", "d"])
      #expect(first.ended == ["a at 0", "b at 1", "c at 2", "d at 3"])
      #expect(second.ended == first.ended)
    }
  }

  @Test func `a record that is refused ends, too`() async throws {
    let witness = Witness("w")
    try await withProducer([witness]) { producer, _ in
      _ = await #expect(throws: KafkaError.self) {
        _ = try await producer.send(ProducerRecord(topic: "t", value: String(repeating: "x", count: 2_000_000)))
      }
      #expect(witness.ended.count == 1)
      #expect(witness.ended.first?.hasSuffix(": \(KafkaError.Code.recordTooLarge)") == true)
    }
  }

  @Test func `an interceptor that throws loses nothing, and is in the log`() async throws {
    let witness = Witness("w")
    let log = RecordingLog()
    try await withProducer([Failing(), witness], logger: log.logger) { producer, reader in
      try await producer.send(ProducerRecord(topic: "t", value: "a"))
      try await producer.send(ProducerRecord(topic: "t", value: "b"))
      let records = try await reader.records(of: "t")
      #expect(records.map(\.value) == ["a", "b"])
    }
    #expect(witness.ended == ["a at 0", "b at 1"])
    // Said once in a while, however often it happens.
    #expect(log.lines(of: .interceptorFailed).count == 1)
    #expect(log.lines(of: .interceptorFailed).first?.metadata["interceptor"] == "Failing")
  }
}
