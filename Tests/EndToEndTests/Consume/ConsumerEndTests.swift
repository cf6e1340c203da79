import KafkaBroker
import KafkaClientCore
import KafkaWire
import NIOCore
import Synchronization
import Testing

@testable import KafkaClient

/// How a consumer ends, and that nobody is left waiting for it.
@Suite(.timeLimit(.minutes(1))) struct ConsumerEndTests {
  @Test func `a commit that cannot be made ends with the consumer`() async throws {
    let consumers = Mutex<KafkaConsumer?>(nil)
    try await withThrowingTaskGroup(of: Void.self) { group in
      try await ConsumerWorld.with(["t": 1]) { world in
        try await world.write(0..<10, to: "t", partition: 0)
        var configuration = world.configuration("g")
        configuration.autoCommit = false
        let consumer = try KafkaConsumer(configuration: configuration)
        consumers.withLock { $0 = consumer }
        try consumer.assign([TopicPartition(topic: "t", partition: 0)])
        Task { try await consumer.run() }
        for try await _ in consumer.batches { break }
      }
      // The broker is gone.
      let consumer = try #require(consumers.withLock { $0 })
      let cancelled = Task { try await consumer.commit() }
      cancelled.cancel()
      let error = await #expect(throws: KafkaError.self) { try await cancelled.value }
      #expect(error?.code == .cancelled)
      let waiting = Task { try await consumer.commit() }
      group.addTask { await consumer.close(within: .milliseconds(300)) }
      let end = await #expect(throws: KafkaError.self) { try await waiting.value }
      #expect(end?.code == .closed)
    }
  }

  @Test func `a consumer ends with the client that it shares`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      let client = try KafkaClient(configuration: ClientConfiguration(bootstrapServers: [world.servers]))
      let running = Task { try await client.run() }
      let consumer = try KafkaConsumer(client: client, configuration: world.configuration("g"))
      try consumer.subscribe(to: ["t"])
      let reading = Task { for try await _ in consumer.records {} }
      let consuming = Task { try await consumer.run() }
      while await consumer.assignment().isEmpty { await Task.yield() }
      running.cancel()
      let error = await #expect(throws: KafkaError.self) { try await reading.value }
      #expect(error?.code == .closed)
      try await consuming.value
      // Too late for another.
      let late = try KafkaConsumer(client: client, configuration: world.configuration("g"))
      try await late.run()
      await #expect(throws: KafkaError.self) { for try await _ in late.batches {} }
    }
  }

  @Test func `a wait for metadata ends with the client`() async throws {
    let client = try KafkaClient(configuration: ClientConfiguration(bootstrapServers: ["127.0.0.1:1"]))
    let running = Task { try await client.run() }
    let waiting = Task { try await KafkaAdmin(client: client).waitForTopics(["t"]) }
    await client.loopTurn()
    running.cancel()
    let error = await #expect(throws: KafkaError.self) { try await waiting.value }
    #expect(error?.code == .closed)
    let late = await #expect(throws: KafkaError.self) { try await KafkaAdmin(client: client).waitForTopics(["t"]) }
    #expect(late?.code == .closed)
  }

  @Test func `a consumer that has ended leaves nothing behind`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      weak var mailbox: ConsumerMailbox?
      do {
        let consumer = try KafkaConsumer(client: world.client, configuration: world.configuration("g"))
        mailbox = consumer.mailbox
        try consumer.subscribe(to: ["t"])
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await consumer.run() }
          while await consumer.assignment().isEmpty { await Task.yield() }
          await consumer.close()
          try await group.waitForAll()
        }
        let error = await #expect(throws: KafkaError.self) { try await consumer.commit() }
        #expect(error?.code == .closed)
      }
      // The last word of the loop's side is a turn of its own.
      await world.client.loopTurn()
      #expect(mailbox == nil)
    }
  }
}

extension KafkaClient {
  /// Waits until the client's loop has done what it had to do.
  fileprivate func loopTurn() async {
    for _ in 0..<3 { try? await loop.submit {}.get() }
  }
}
