import KafkaBroker
import KafkaClientCore
import KafkaWire
import Synchronization
import Testing

@testable import KafkaClient

/// Where a consumer reads, and what it says of that to its group.
@Suite(.timeLimit(.minutes(1))) struct ConsumerPositionTests {
  private static let partition = TopicPartition(topic: "t", partition: 0)

  private func numbers(_ count: Int, of consumer: KafkaConsumer) async throws -> [Int] {
    var numbers: [Int] = []
    for try await record in consumer.records {
      numbers.append(try #require(record.number))
      if numbers.count == count { break }
    }
    return numbers
  }

  @Test func `loops that end early lose nothing`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      try await world.write(0..<100, to: "t", partition: 0)
      try await KafkaConsumer.withConsumer(configuration: world.configuration(nil)) { consumer in
        try consumer.assign([Self.partition])
        var seen: [Int] = []
        for _ in 0..<10 { seen += try await numbers(10, of: consumer) }
        #expect(seen == Array(0..<100))
      }
    }
  }

  @Test func `a commit in the middle of a batch is for the records that were read`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      try await world.write(0..<10, to: "t", partition: 0)
      var configuration = world.configuration("g")
      configuration.autoCommit = false
      try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
        try consumer.subscribe(to: ["t"])
        #expect(try await numbers(4, of: consumer) == [0, 1, 2, 3])
        try await consumer.commit()
      }
      try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
        try consumer.subscribe(to: ["t"])
        #expect(try await numbers(6, of: consumer) == [4, 5, 6, 7, 8, 9])
      }
    }
  }

  @Test func `a position that is set before the start counts`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      try await world.write(0..<10, to: "t", partition: 0)
      let consumer = try KafkaConsumer(configuration: world.configuration(nil))
      try consumer.assign([Self.partition])
      consumer.seek(Self.partition, to: 7)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await consumer.run() }
        let seen = try await numbers(3, of: consumer)
        #expect(seen == [7, 8, 9])
        await consumer.close()
        try await group.waitForAll()
      }
    }
  }

  @Test func `a handler may say where its new partitions are read`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      try await world.write(0..<10, to: "t", partition: 0)
      let holder = Mutex<KafkaConsumer?>(nil)
      let listener = RebalanceListener(assigned: { partitions in
        let consumer = holder.withLock { $0 }
        for partition in partitions { consumer?.seek(partition, to: 6) }
        // Longer than a fetch would take: nothing is read meanwhile.
        try? await Task.sleep(for: .milliseconds(50))
      })
      try await KafkaConsumer.withConsumer(configuration: world.configuration("g"), listener: listener) { consumer in
        holder.withLock { $0 = consumer }
        try consumer.subscribe(to: ["t"])
        #expect(try await numbers(4, of: consumer) == [6, 7, 8, 9])
      }
      holder.withLock { $0 = nil }
    }
  }

  @Test func `an age finds the first record that is not older`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      // From 2023.
      try await world.write(0..<5, to: "t", partition: 0)
      var configuration = world.configuration(nil)
      configuration.autoOffsetReset = .byDuration(.seconds(3600))
      try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
        try consumer.assign([Self.partition])
        var producing = ProducerConfiguration(bootstrapServers: [world.servers])
        producing.linger = .zero
        _ = try await KafkaProducer.withProducer(configuration: producing) { producer in
          try await producer.send(ProducerRecord(topic: "t", partition: 0, value: "5"))
        }
        // Whatever comes first, the end or the record of now: nothing of 2023 is read.
        #expect(try await numbers(1, of: consumer) == [5])
      }
      configuration.autoOffsetReset = .byDuration(.seconds(200 * 365 * 86_400))
      try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
        try consumer.assign([Self.partition])
        #expect(try await numbers(6, of: consumer) == Array(0..<6))
      }
    }
  }

  @Test func `without limits on what a fetch brings a batch comes all the same`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      try await world.write(0..<10, to: "t", partition: 0)
      var configuration = world.configuration(nil)
      configuration.fetch.maximumBytes = 0
      configuration.fetch.maximumPartitionBytes = 0
      try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
        try consumer.assign([Self.partition])
        #expect(try await numbers(10, of: consumer) == Array(0..<10))
      }
    }
  }

  @Test func `a partition that cannot be read does not hold up the others`() async throws {
    try await ConsumerWorld.with(["t": 2]) { world in
      try await world.write(0..<3, to: "t", partition: 0)
      try await world.write(3..<6, to: "t", partition: 1)
      var configuration = world.configuration(nil)
      configuration.autoOffsetReset = .none
      let other = TopicPartition(topic: "t", partition: 1)
      try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
        try consumer.assign([Self.partition, other])
        consumer.seek(Self.partition, to: 1000)
        consumer.seek(other, to: 0)
        var seen: [Int] = []
        var errors: [KafkaError] = []
        while seen.count < 3 || errors.isEmpty {
          do {
            seen += try await numbers(1, of: consumer)
          } catch {
            errors.append(try #require(error as? KafkaError))
          }
        }
        #expect(seen == [3, 4, 5])
        // Without a position to begin with each is an error until it is sought.
        #expect(errors.last?.code == .offsetOutOfRange)
        #expect(errors.last?.topicPartition == Self.partition)
        consumer.seek(Self.partition, to: 0)
        #expect(try await numbers(3, of: consumer) == [0, 1, 2])
      }
    }
  }

  @Test func `subscribing and assigning exclude each other, and names must be possible`() throws {
    let configuration = ConsumerConfiguration(bootstrapServers: ["127.0.0.1:1"], groupID: "g")
    let subscribed = try KafkaConsumer(configuration: configuration)
    try subscribed.subscribe(to: ["t"])
    try subscribed.subscribe(to: ["u"])
    #expect(throws: KafkaError.self) { try subscribed.assign([Self.partition]) }
    let assigned = try KafkaConsumer(configuration: configuration)
    #expect(throws: KafkaError.self) { try assigned.assign([TopicPartition(topic: "t", partition: -1)]) }
    #expect(throws: KafkaError.self) { try assigned.subscribe(to: [String(repeating: "x", count: 40_000)]) }
    try assigned.assign([Self.partition])
    #expect(throws: KafkaError.self) { try assigned.subscribe(to: ["t"]) }
    var without = configuration
    without.group.assignmentStrategies = []
    let idle = try KafkaConsumer(configuration: without)
    let error = #expect(throws: KafkaError.self) { try idle.subscribe(to: ["t"]) }
    #expect(error?.code == .invalidArgument)
  }
}
