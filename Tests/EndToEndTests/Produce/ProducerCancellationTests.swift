import KafkaBroker
import KafkaClient
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import Synchronization
import Testing

/// Tasks that are cancelled, deadlines that pass, and what becomes of their records.
@Suite(.timeLimit(.minutes(2))) struct ProducerCancellationTests {
  @Test func `a cancelled send takes its record out of the queue`() async throws {
    try await withProducer {
      $0.linger = .seconds(60)
      $0.batchSize = 1_000_000
    } _: { producer, reader in
      let before = try await producer.enqueue("before", to: "t")
      let sending = Task { try await producer.send("cancelled", to: "t", key: "k") }
      // It is in the batch when a place is missing among those of the others.
      var behind: [Delivery] = []
      while behind.last.map({ Int($0.index) == behind.count }) ?? true {
        behind.append(try await producer.enqueue("behind", to: "t"))
        await Task.yield()
      }
      sending.cancel()
      let error = await #expect(throws: KafkaError.self) { try await sending.value }
      #expect(error?.code == .cancelled)
      #expect(error?.cause is CancellationError)
      #expect(error?.message.contains("is not sent") == true)
      try await producer.flush()
      #expect(try await before.metadata.offset == 0)
      for (place, delivery) in behind.enumerated() { #expect(try await delivery.metadata.offset == Int64(place) + 1) }
      let values = try await reader.records(of: "t").map(\.value)
      #expect(values == ["before"] + behind.map { _ in "behind" })
    }
  }

  @Test func `many cancelled sends leave only the records of the others`() async throws {
    try await withProducer {
      $0.linger = .milliseconds(20)
    } _: { producer, reader in
      let sent = try await withThrowingTaskGroup(of: String?.self) { group in
        for number in 0..<200 {
          group.addTask {
            let task = Task { try await producer.send("\(number)", to: "t") }
            if number % 2 == 1 { task.cancel() }
            do {
              _ = try await task.value
              return "\(number)"
            } catch let error as KafkaError where error.code == .cancelled {
              // What was on its way already may be stored.
              return error.message.contains("is not sent") ? nil : "\(number)?"
            }
          }
        }
        return try await group.reduce(into: [String?]()) { $0.append($1) }.compactMap { $0 }
      }
      try await producer.flush()
      let stored = Set(try await reader.records(of: "t").compactMap(\.value))
      let certain = Set(sent.filter { !$0.hasSuffix("?") })
      let doubtful = Set(sent.filter { $0.hasSuffix("?") }.map { String($0.dropLast()) })
      #expect(certain.isSubset(of: stored))
      #expect(stored.isSubset(of: certain.union(doubtful)))
      #expect(certain.isSuperset(of: (0..<200).filter { $0 % 2 == 0 }.map { "\($0)" }))
    }
  }

  @Test func `a delivery can be taken back until it is on its way`() async throws {
    try await withProducer {
      $0.linger = .seconds(60)
    } _: { producer, reader in
      let first = try await producer.enqueue("1", to: "t")
      let second = try await producer.enqueue("2", to: "t")
      #expect(first.withdraw())
      #expect(!first.withdraw())
      let error = await #expect(throws: KafkaError.self) { try await first.metadata }
      #expect(error?.code == .cancelled)
      try await producer.flush()
      #expect(!second.withdraw())
      #expect(try await second.metadata.offset == 0)
      #expect(try await reader.records(of: "t").map(\.value) == ["2"])
    }
  }

  @Test func `a task that waits for memory stops waiting when it is cancelled`() async throws {
    // Takes batches and never answers, so that memory never comes back.
    try await Self.withSilentBroker { configuration in
      var configuration = configuration
      configuration.bufferMemory = 1_024
      configuration.batchSize = 1_024
      let producer = try KafkaProducer(configuration: configuration)
      let running = Task { try await producer.run() }
      let first = try await producer.enqueue(String(repeating: "x", count: 800), to: "t", partition: 0)
      let waiting = Task { try await producer.enqueue(String(repeating: "y", count: 800), to: "t", partition: 0) }
      while try producer.tryEnqueue(ProducerRecord(topic: "t", partition: 0, value: "z")).delivery != nil {}
      waiting.cancel()
      let error = await #expect(throws: KafkaError.self) { try await waiting.value }
      #expect(error?.code == .cancelled)
      #expect(producer.usedMemory <= 1_024)
      let begin = LoopClock.now
      await producer.close(within: .milliseconds(200))
      #expect(LoopClock.now - begin < .seconds(10))
      try await running.value
      let end = try #require(first.result)
      #expect(throws: KafkaError.self) { try end.get() }
    }
  }

  @Test func `closing keeps its deadline and says what may be stored`() async throws {
    try await Self.withSilentBroker { configuration in
      let producer = try KafkaProducer(configuration: configuration)
      let running = Task { try await producer.run() }
      let sent = try await producer.enqueue("x", to: "t", partition: 0)
      while await !producer.diagnostics().contains("has not answered") { await Task.yield() }
      let limit = await #expect(throws: KafkaError.self) { try await producer.flush(within: .milliseconds(50)) }
      #expect(limit?.code == .timedOut)
      #expect(limit?.message.contains("within 50 ms") == true)
      let begin = LoopClock.now
      await producer.close(within: .milliseconds(100))
      // The broker would have been waited for for 30 seconds.
      #expect(LoopClock.now - begin < .seconds(15))
      try await running.value
      guard case .failure(let error)? = sent.result else { return #expect(Bool(false)) }
      #expect(error.code == .closed)
      #expect(error.message.contains("it was sent and not acknowledged"))
      #expect(error.topicPartition == TopicPartition(topic: "t", partition: 0))
    }
  }

  /// A broker that leads `t-0`, and is silent when it is sent records.
  private static func withSilentBroker(
    _ body: @Sendable @escaping (ProducerConfiguration) async throws -> Void
  ) async throws {
    let address = Address()
    try await ScriptedBroker.run { request, _ in
      switch request {
      case is MetadataRequest: .response(ScriptedTopic.metadata(port: address.port.load(ordering: .relaxed)))
      case is InitProducerIdRequest: .response(InitProducerIdResponse.with { $0.producerId = 1 })
      case is ProduceRequest: .silence
      default: .usual
      }
    } body: { port in
      address.port.store(port, ordering: .relaxed)
      var configuration = ProducerConfiguration(bootstrapServers: ["127.0.0.1:\(port)"])
      configuration.linger = .zero
      try await body(configuration)
    }
  }

  private final class Address: Sendable {
    let port = Atomic(0)
  }
}
