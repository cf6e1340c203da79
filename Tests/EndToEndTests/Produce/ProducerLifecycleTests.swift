import KafkaBroker
import KafkaClient
import KafkaCompression
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import Synchronization
import Testing

/// How a producer ends, and what becomes of the records it has taken.
@Suite(.timeLimit(.minutes(2))) struct ProducerLifecycleTests {
  @Test func `closing delivers what was taken and refuses the rest`() async throws {
    try await withProducer {
      $0.linger = .seconds(60)
    } _: { producer, reader in
      let delivery = try await producer.enqueue("last words", to: "t")
      await producer.close()
      #expect(try delivery.result?.get().offset == 0)
      let error = await #expect(throws: KafkaError.self) { try await producer.enqueue("too late", to: "t") }
      #expect(error?.code == .closed)
      await producer.close()
      #expect(try await reader.records(of: "t").map(\.value) == ["last words"])
    }
  }

  @Test func `a producer without brokers gives up when its time to close is over`() async throws {
    var configuration = ProducerConfiguration(bootstrapServers: ["127.0.0.1:1"])
    configuration.maximumBlockTime = .seconds(60)
    try await KafkaProducer.withProducer(configuration: configuration) { producer in
      let attempt = Task { try await producer.enqueue("x", to: "t") }
      await producer.close(within: .milliseconds(100))
      let error = await #expect(throws: KafkaError.self) { try await attempt.value }
      #expect(error?.code == .closed)
    }
  }

  @Test func `records for a broker that is gone fail with the reason`() async throws {
    let broker = Broker()
    let running = Task { try await broker.run() }
    var configuration = ProducerConfiguration(bootstrapServers: [try await broker.bootstrapServers])
    configuration.client.requestTimeout = .seconds(2)
    configuration.linger = .zero
    configuration.deliveryTimeout = .seconds(4)
    try await KafkaProducer.withProducer(configuration: configuration) { producer in
      #expect(try await producer.send(ProducerRecord(topic: "t", value: "x")).offset == 0)
      await broker.shutdown()
      try await running.value
      let error = await #expect(throws: KafkaError.self) {
        try await producer.send(ProducerRecord(topic: "t", value: "y"))
      }
      #expect(error?.code == .timedOut)
      #expect(error?.topicPartition == TopicPartition(topic: "t", partition: 0))
      #expect(error?.message.contains("delivery.timeout.ms") == true)
      // Whether it was sent before the loss was noticed, and whether the lost broker still counts as the leader, is a
      // matter of luck.
      let reasons = ["NETWORK_EXCEPTION", "no connection to the leader", "no leader that is known"]
      #expect(reasons.contains { error?.message.contains($0) == true }, "\(error?.message ?? "")")
    }
  }

  @Test func `metadata that does not come is explained by the state of the connections`() async throws {
    // Nobody listens there.
    var configuration = ProducerConfiguration(bootstrapServers: ["127.0.0.1:1"])
    configuration.maximumBlockTime = .milliseconds(400)
    try await KafkaProducer.withProducer(configuration: configuration) { producer in
      var message = ""
      // On a busy machine the first attempt to connect may still be under way when the time is over.
      for _ in 0..<20 where !message.contains("refused") {
        let error = await #expect(throws: KafkaError.self) { try await producer.enqueue("x", to: "t") }
        #expect(error?.code == .unknownTopic)
        message = error?.message ?? ""
        #expect(message.contains("max.block.ms"), "\(message)")
        #expect(message.contains("no broker can be reached: bootstrap server 127.0.0.1:1"), "\(message)")
      }
      #expect(message.contains("refused"), "\(message)")
    }
  }

  @Test func `a delivery timeout names what the time went by with, and the broker with its address`() async throws {
    let broker = Mutex(0)
    try await ScriptedBroker.run { request, _ in
      switch request {
      case is MetadataRequest: .response(ScriptedTopic.metadata(port: broker.withLock { $0 }))
      case is ProduceRequest: .silence
      case is InitProducerIdRequest: .response(ScriptedTopic.identity(5))
      default: .usual
      }
    } body: { port in
      broker.withLock { $0 = port }
      var configuration = ProducerConfiguration(bootstrapServers: ["127.0.0.1:\(port)"])
      configuration.client.requestTimeout = .seconds(3)
      configuration.linger = .zero
      configuration.deliveryTimeout = .seconds(4)
      try await KafkaProducer.withProducer(configuration: configuration) { producer in
        let error = await #expect(throws: KafkaError.self) {
          try await producer.send(ProducerRecord(topic: "t", value: "x"))
        }
        let message = error?.message ?? ""
        #expect(error?.code == .timedOut)
        #expect(error?.broker == "node 1 at 127.0.0.1:\(port)")
        #expect(message.contains("so it may be stored all the same"), "\(message)")
        #expect(message.contains("waiting for answers"), "\(message)")
      }
    }
  }

  @Test func `a cancelled task takes its waiting record back`() async throws {
    try await withProducer {
      $0.bufferMemory = 1_024
      $0.batchSize = 1_024
      $0.linger = .seconds(60)
    } _: { producer, reader in
      // Nothing to wait for memory with: the topic is unknown to this broker until metadata comes.
      let waiting = Task { try await producer.enqueue("x", to: "t", partition: 5) }
      waiting.cancel()
      let error = await #expect(throws: KafkaError.self) { try await waiting.value }
      #expect(error?.code == .cancelled)
      #expect(try await producer.enqueue("y", to: "t").partition == 0)
      try await producer.flush()
      #expect(try await reader.records(of: "t").map(\.value) == ["y"])
    }
  }

  @Test func `cancelling the wait for a delivery does not take the record back`() async throws {
    try await withProducer {
      $0.linger = .seconds(60)
    } _: { producer, reader in
      let delivery = try await producer.enqueue("x", to: "t")
      let waiting = Task { try await delivery.metadata }
      waiting.cancel()
      let error = await #expect(throws: KafkaError.self) { try await waiting.value }
      #expect(error?.code == .cancelled)
      try await producer.flush()
      #expect(try await delivery.metadata.offset == 0)
    }
  }

  @Test func `a cancelled run gives up what was taken`() async throws {
    try await Broker.withBroker { broker in
      var configuration = ProducerConfiguration(bootstrapServers: [try await broker.bootstrapServers])
      configuration.linger = .seconds(60)
      let producer = try KafkaProducer(configuration: configuration)
      let running = Task { try await producer.run() }
      let delivery = try await producer.enqueue("x", to: "t")
      running.cancel()
      try await running.value
      guard case .failure(let error)? = delivery.result else { return #expect(Bool(false)) }
      #expect(error.code == .closed)
    }
  }

  @Test func `a flush has a limit`() async throws {
    try await withProducer {
      $0.linger = .zero
    } _: { producer, _ in
      try await producer.flush(within: .seconds(1))
      try await producer.enqueue("x", to: "t")
      try await producer.flush(within: .seconds(30))
    }
    var configuration = ProducerConfiguration(bootstrapServers: ["127.0.0.1:1"])
    configuration.maximumBlockTime = .milliseconds(50)
    let producer = try KafkaProducer(configuration: configuration)
    let error = await #expect(throws: KafkaError.self) { try await producer.enqueue("x", to: "t") }
    #expect(error?.code == .notRunning)
    await producer.close()
    try await producer.run()
  }

  @Test func `what a client learned before the producer ran counts`() async throws {
    try await Broker.withBroker { broker in
      try await TopicReader.with(try await broker.bootstrapServers) { reader in
        try await reader.createTopic("t", partitions: 1)
        var configuration = ProducerConfiguration(client: reader.client.configuration)
        configuration.maximumBlockTime = .seconds(10)
        let producer = try KafkaProducer(client: reader.client, configuration: configuration)
        #expect(try producer.tryEnqueue(ProducerRecord(topic: "t", value: "1")).delivery == nil)
        _ = try await reader.client.metadata(of: ["t"])
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await producer.run() }
          try await producer.send(ProducerRecord(topic: "t", value: "1"))
          await producer.close()
          try await group.waitForAll()
        }
      }
    }
  }

  @Test func `producers share a client`() async throws {
    try await Broker.withBroker { broker in
      try await TopicReader.with(try await broker.bootstrapServers) { reader in
        let configuration = ProducerConfiguration(client: reader.client.configuration)
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<3 {
            group.addTask {
              _ = try await KafkaProducer.withProducer(client: reader.client, configuration: configuration) {
                try await $0.send(ProducerRecord(topic: "t", value: "\(number)"))
              }
            }
          }
          try await group.waitForAll()
        }
        #expect(Set(try await reader.records(of: "t").map(\.value)) == ["0", "1", "2"])
      }
    }
  }

  @Test func `diagnostics say what a partition waits for`() async throws {
    try await withProducer {
      $0.linger = .seconds(60)
    } _: { producer, _ in
      try await producer.enqueue("x", to: "t")
      let text = await producer.diagnostics()
      #expect(text.contains("1 batches unfinished"))
      #expect(text.contains("t-0: leader"))
    }
  }
}
