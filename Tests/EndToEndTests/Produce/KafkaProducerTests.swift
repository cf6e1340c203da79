import KafkaBroker
import KafkaClient
import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// The producer against the broker of this package, over sockets.
@Suite(.timeLimit(.minutes(2))) struct KafkaProducerTests {
  /// A broker, a topic `t` with partitions, a producer that runs, and a reader.
  private func with(
    partitions: Int32 = 1, _ change: @Sendable (inout ProducerConfiguration) -> Void = { _ in },
    _ body: @Sendable @escaping (KafkaProducer, TopicReader) async throws -> Void
  ) async throws {
    try await Broker.withBroker { broker in
      let servers = try await broker.bootstrapServers
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("t", partitions: partitions)
        var configuration = ProducerConfiguration(bootstrapServers: [servers])
        change(&configuration)
        try await KafkaProducer.withProducer(configuration: configuration) { try await body($0, reader) }
      }
    }
  }

  // MARK: What arrives

  @Test func `a record arrives with everything that it has`() async throws {
    try await with { producer, reader in
      let metadata = try await producer.send(
        ProducerRecord(
          topic: "t", key: "key", value: "value",
          headers: [RecordHeader("name", "first"), RecordHeader(key: "name", value: nil)], timestamp: 1_234))
      #expect(metadata == RecordMetadata(topic: "t", partition: 0, offset: 0, timestamp: 1_234))
      let tombstone = try await producer.send(ProducerRecord(topic: "t", key: "key", value: nil, timestamp: 5))
      #expect(tombstone.offset == 1)
      let empty = try await producer.send(ProducerRecord(topic: "t", key: "", value: "", timestamp: 6))
      #expect(empty.offset == 2)
      let records = try await reader.records(of: "t")
      #expect(
        records == [
          StoredRecord(
            partition: 0, offset: 0, key: "key", value: "value",
            headers: [RecordHeader("name", "first"), RecordHeader(key: "name", value: nil)], timestamp: 1_234,
            compression: "none"),
          StoredRecord(partition: 0, offset: 1, key: "key", value: nil, timestamp: 5, compression: "none"),
          StoredRecord(partition: 0, offset: 2, key: "", value: "", timestamp: 6, compression: "none"),
        ])
    }
  }

  @Test func `strings, arrays, buffers and pointers arrive as their bytes`() async throws {
    try await with { producer, reader in
      try await producer.enqueue("text", to: "t", key: [UInt8]("k1".utf8))
      try await producer.enqueue("a text"[...].dropFirst(2), to: "t")
      try await producer.enqueue([UInt8]("array".utf8), to: "t", key: ByteBuffer(string: "k2"))
      try await producer.enqueue([UInt8]("a slice".utf8)[2...], to: "t")
      try await producer.enqueue(ByteBuffer(string: "buffer"), to: "t")
      let pointer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
      pointer.copyBytes(from: "here".utf8)
      try await producer.enqueue(UnsafeRawBufferPointer(pointer), to: "t")
      pointer.copyBytes(from: "gone".utf8)
      pointer.deallocate()
      try await producer.flush()
      let records = try await reader.records(of: "t")
      #expect(records.map(\.value) == ["text", "text", "array", "slice", "buffer", "here"])
      #expect(records.map(\.key) == ["k1", nil, "k2", nil, nil, nil])
    }
  }

  @Test func `a record without a timestamp gets the time at which it was taken`() async throws {
    try await with { producer, reader in
      let before = LoopClock.moment.wallClock
      for _ in 0..<200 { try await producer.enqueue("x", to: "t") }
      try await producer.flush()
      let after = LoopClock.moment.wallClock
      let timestamps = try await reader.records(of: "t").map(\.timestamp)
      #expect(timestamps.count == 200)
      #expect(timestamps.allSatisfy { (before...after).contains($0) })
    }
  }

  @Test(
    arguments: ([.none, .gzip, .snappy, .lz4, .zstd, .gzip(level: 1), .lz4(level: 3), .zstd(level: -5)]
      as [ProducerConfiguration.Compression]).filter(\.type.isBuilt))
  func `every codec arrives as it was sent`(compression: ProducerConfiguration.Compression) async throws {
    try await with(partitions: 2) {
      $0.compression = compression
    } _: { producer, reader in
      let values = (0..<2_000).map { "record number \($0), which looks a good deal like its neighbours" }
      for (place, value) in values.enumerated() {
        try await producer.enqueue(value, to: "t", partition: Int32(place % 2))
      }
      try await producer.flush()
      let records = try await reader.records(of: "t")
      #expect(
        records.filter { $0.partition == 0 }.map(\.value) == values.enumerated().filter { $0.0 % 2 == 0 }.map(\.1))
      #expect(
        records.filter { $0.partition == 1 }.map(\.value) == values.enumerated().filter { $0.0 % 2 == 1 }.map(\.1))
      #expect(Set(records.map(\.compression)) == [compression.type.name])
    }
  }

  @Test(arguments: [.none, .leader, .all] as [ProducerConfiguration.Acknowledgements])
  func `every kind of acknowledgement delivers`(acks: ProducerConfiguration.Acknowledgements) async throws {
    try await with {
      $0.acknowledgements = acks
    } _: { producer, reader in
      for number in 0..<100 {
        let metadata = try await producer.send(ProducerRecord(topic: "t", value: "\(number)", timestamp: 9))
        #expect(metadata.offset == (acks == .none ? nil : Int64(number)))
        #expect(metadata.timestamp == 9)
      }
      // Without acknowledgement only a later answer on the same connection says that the broker is done.
      var values: [String?] = []
      while values.count < 100 { values = try await reader.records(of: "t").map(\.value) }
      #expect(values == (0..<100).map { "\($0)" })
    }
  }

  @Test func `the broker's time counts where the topic says so`() async throws {
    try await with { producer, reader in
      try await reader.createTopic("timed", partitions: 1, configuration: ["message.timestamp.type": "LogAppendTime"])
      let metadata = try await producer.send(ProducerRecord(topic: "timed", value: "x", timestamp: 5))
      #expect(metadata.timestamp > 1_700_000_000_000)
      #expect(try await reader.records(of: "timed").map(\.timestamp) == [metadata.timestamp])
    }
  }

  // MARK: Many records

  @Test func `records of one key keep their order and share a partition`() async throws {
    try await with(partitions: 3) { producer, reader in
      for number in 0..<30_000 { try await producer.enqueue("\(number)", to: "t", key: "key \(number % 10)") }
      try await producer.flush()
      let records = try await reader.records(of: "t")
      #expect(records.count == 30_000)
      for key in 0..<10 {
        let mine = records.filter { $0.key == "key \(key)" }
        #expect(Set(mine.map(\.partition)).count == 1)
        #expect(mine.map(\.value) == stride(from: key, to: 30_000, by: 10).map { "\($0)" })
      }
    }
  }

  @Test func `many tasks with little memory are slowed down, and nothing is lost`() async throws {
    try await with(partitions: 4) {
      $0.bufferMemory = 64 * 1024
      $0.batchSize = 4 * 1024
    } _: { producer, reader in
      let most = try await withThrowingTaskGroup(of: Int.self) { group in
        for task in 0..<20 {
          group.addTask {
            var most = 0
            for number in 0..<500 {
              try await producer.enqueue("\(task)/\(number)" + String(repeating: " ", count: 100), to: "t")
              most = max(most, producer.usedMemory)
            }
            return most
          }
        }
        return try await group.reduce(0) { max($0, $1) }
      }
      try await producer.flush()
      #expect(most <= 64 * 1024)
      #expect(producer.usedMemory == 0)
      let values = Set(try await reader.records(of: "t").compactMap { $0.value?.split(separator: " ").first })
      #expect(values.count == 10_000)
    }
  }

  @Test func `a batch form tells what became of each record`() async throws {
    try await with {
      $0.maximumRequestSize = 1_000
    } _: { producer, reader in
      let results = await producer.send(contentsOf: [
        ProducerRecord(topic: "t", value: "a"), ProducerRecord(topic: "t", value: String(repeating: "b", count: 2_000)),
        ProducerRecord(topic: "t", value: "c"), ProducerRecord(topic: "t", partition: -1, value: "d"),
      ])
      let outcomes = results.map { result -> String in
        switch result {
        case .success(let metadata): "\(metadata.offset ?? -1)"
        case .failure(let error): "\(error.code)"
        }
      }
      #expect(outcomes == ["0", "record too large", "1", "invalid argument"])
      let values = try await reader.records(of: "t").map(\.value)
      #expect(values == ["a", "c"])
    }
  }

  @Test func `receipts tell offsets, whenever they are asked`() async throws {
    try await with { producer, _ in
      let deliveries = try await producer.enqueue(
        contentsOf: (0..<500).map { ProducerRecord(topic: "t", value: "\($0)") })
      #expect(try await deliveries[499].metadata.offset == 499)
      for (place, delivery) in deliveries.enumerated() {
        #expect(try delivery.result?.get().offset == Int64(place))
      }
    }
  }

  @Test func `linger gathers what comes in time`() async throws {
    try await with {
      $0.linger = .seconds(60)
    } _: { producer, reader in
      let deliveries = try await producer.enqueue(
        contentsOf: (0..<10).map { ProducerRecord(topic: "t", value: "\($0)") })
      #expect(deliveries.allSatisfy { $0.result == nil })
      // A flush does not wait for it.
      try await producer.flush()
      #expect(deliveries.allSatisfy { $0.result != nil })
      #expect(try await reader.records(of: "t").count == 10)
    }
  }

  // MARK: Partitions

  @Test func `a rule of one's own chooses the partition`() async throws {
    try await with(partitions: 4) {
      $0.partitioning.partitioner = .custom("by length") { choice in
        Int32(choice.value?.readableBytes ?? 0) % choice.partitionCount
      }
    } _: { producer, _ in
      #expect(try await producer.send(ProducerRecord(topic: "t", value: "123")).partition == 3)
      try await producer.enqueue("12", to: "t", key: "k")
      #expect(try await producer.enqueue("12345", to: "t").partition == 1)
      // What the record says goes first.
      #expect(try await producer.send(ProducerRecord(topic: "t", partition: 0, value: "1")).partition == 0)
    }
    try await with {
      $0.partitioning.partitioner = .custom("wrong") { _ in 7 }
    } _: { producer, _ in
      let error = await #expect(throws: KafkaError.self) {
        try await producer.enqueue("x", to: "t")
      }
      #expect(error?.code == .invalidArgument)
    }
  }

  @Test func `records without a key are spread over the partitions`() async throws {
    try await with(partitions: 4) {
      $0.batchSize = 2_000
    } _: { producer, reader in
      for number in 0..<4_000 { try await producer.enqueue("record \(number)", to: "t") }
      try await producer.flush()
      let counts = Dictionary(grouping: try await reader.records(of: "t"), by: \.partition).mapValues(\.count)
      #expect(counts.values.reduce(0, +) == 4_000)
      #expect(counts.count == 4)
      #expect(counts.values.allSatisfy { $0 > 300 })
    }
  }

  @Test func `a partition that comes later is waited for`() async throws {
    try await with(partitions: 1) { producer, reader in
      async let metadata = producer.send(ProducerRecord(topic: "t", partition: 2, value: "x"))
      try await reader.growTopic("t", to: 3)
      let partition = try await metadata.partition
      #expect(partition == 2)
    }
  }

  // MARK: Topics

  @Test func `a topic that does not exist is made, where the broker does that`() async throws {
    try await with { producer, reader in
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
    try await with { producer, _ in
      let error = await #expect(throws: KafkaError.self) { try await producer.enqueue("x", to: "not a topic") }
      #expect(error?.brokerError?.code == .invalidTopicException)
      // And again, and others are not harmed.
      await #expect(throws: KafkaError.self) { try await producer.enqueue("x", to: "not a topic") }
      let metadata = try await producer.send(ProducerRecord(topic: "t", value: "x"))
      #expect(metadata.offset == 0)
    }
  }

  // MARK: Without waiting

  @Test func `trying never waits`() async throws {
    try await with {
      $0.bufferMemory = 2_048
      $0.batchSize = 1_024
      $0.linger = .seconds(60)
    } _: { producer, _ in
      // The topic is not known yet; it is looked up meanwhile.
      var first = try producer.tryEnqueue(ProducerRecord(topic: "t", value: "x"))
      while first == nil {
        await Task.yield()
        first = try producer.tryEnqueue(ProducerRecord(topic: "t", value: "x"))
      }
      var taken = 0
      while try producer.tryEnqueue(ProducerRecord(topic: "t", value: String(repeating: "y", count: 500))) != nil {
        taken += 1
        if taken > 10_000 { break }
      }
      #expect(taken <= 10_000)
      #expect(throws: KafkaError.self) {
        try producer.tryEnqueue(ProducerRecord(topic: "t", value: String(repeating: "z", count: 5_000)))
      }
    }
  }

  // MARK: Ends

  @Test func `closing delivers what was taken and refuses the rest`() async throws {
    try await with {
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
    configuration.client.requestTimeout = .milliseconds(300)
    configuration.linger = .zero
    configuration.deliveryTimeout = .milliseconds(600)
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

  @Test func `a cancelled task takes its waiting record back`() async throws {
    try await with {
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
    try await with {
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
    try await with {
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
    try await with {
      $0.linger = .seconds(60)
    } _: { producer, _ in
      try await producer.enqueue("x", to: "t")
      let text = await producer.diagnostics()
      #expect(text.contains("1 batches unfinished"))
      #expect(text.contains("t-0: leader"))
    }
  }
}
