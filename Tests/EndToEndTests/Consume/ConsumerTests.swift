import KafkaClient
import KafkaWire
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConsumerTests {
  @Test func `a consumer without a group reads assigned partitions from the beginning, in order`() async throws {
    try await ConsumerWorld.with(["t": 2]) { world in
      try await world.write(0..<50, to: "t", partition: 0)
      try await world.write(50..<100, to: "t", partition: 1)
      let consumer = try KafkaConsumer(configuration: world.configuration(nil))
      let partitions = [TopicPartition(topic: "t", partition: 0), TopicPartition(topic: "t", partition: 1)]
      try consumer.assign(partitions)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await consumer.run() }
        var numbers: [Int32: [Int]] = [:]
        var count = 0
        for try await record in consumer.records {
          numbers[record.partition, default: []].append(try #require(record.number))
          count += 1
          if count == 100 { break }
        }
        #expect(numbers[0] == Array(0..<50))
        #expect(numbers[1] == Array(50..<100))
        await consumer.close()
      }
    }
  }

  @Test func `a member of a group goes on where it was when it comes back`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      try await world.write(0..<10, to: "t", partition: 0)
      #expect(try await read(10, of: world, group: "g") == Array(0..<10))
      try await world.write(10..<20, to: "t", partition: 0)
      #expect(try await read(10, of: world, group: "g") == Array(10..<20))
    }
  }

  /// Reads with a new member of the group, which leaves when it has processed so many records.
  private func read(_ count: Int, of world: ConsumerWorld, group: String) async throws -> [Int] {
    let configuration = world.configuration(group)
    return try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
      try consumer.subscribe(to: ["t"])
      var numbers: [Int] = []
      for try await record in consumer.records {
        numbers.append(try #require(record.number))
        if numbers.count == count { break }
      }
      try await consumer.commit()
      return numbers
    }
  }

  @Test(arguments: [
    [ConsumerConfiguration.AssignmentStrategy.range], [.cooperativeSticky], [.range, .cooperativeSticky],
  ])
  func `two members share the partitions, and the one that stays reads everything when the other leaves`(
    strategies: [ConsumerConfiguration.AssignmentStrategy]
  ) async throws {
    try await ConsumerWorld.with(["t": 4]) { world in
      var configuration = world.configuration("g")
      configuration.group.assignmentStrategies = strategies
      let settings = configuration
      let seen = Seen()
      let first = try KafkaConsumer(configuration: settings)
      let second = try KafkaConsumer(configuration: settings)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for consumer in [first, second] {
          try consumer.subscribe(to: ["t"])
          group.addTask { try await consumer.run() }
          group.addTask {
            for try await record in consumer.records { seen.add(record.number ?? -1) }
          }
        }
        try await shared(first, second)
        for partition in 0..<4 {
          try await world.write(partition * 10..<partition * 10 + 10, to: "t", partition: Int32(partition))
        }
        await seen.wait(for: 40)
        await second.close()
        for partition in 4..<8 {
          try await world.write(partition * 10..<partition * 10 + 10, to: "t", partition: Int32(partition - 4))
        }
        await seen.wait(for: 80)
        #expect(seen.numbers.keys.sorted() == Array(0..<80))
        #expect(seen.numbers.values.allSatisfy { $0 == 1 }, "every record once: \(seen.numbers)")
        await first.close()
      }
    }
  }

  private func shared(_ first: KafkaConsumer, _ second: KafkaConsumer) async throws {
    try await eventually("the number of partitions of each") {
      [await first.assignment().count, await second.assignment().count]
    } satisfies: {
      $0 == [2, 2]
    }
  }

  @Test func `the listener hears of partitions before records come and before they go`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      try await world.write(0..<1, to: "t", partition: 0)
      let heard = Mutex<[String]>([])
      let listener = RebalanceListener(
        assigned: { partitions in heard.withLock { $0.append("assigned \(partitions)") } },
        revoked: { partitions in heard.withLock { $0.append("revoked \(partitions)") } })
      let configuration = world.configuration("g")
      try await KafkaConsumer.withConsumer(configuration: configuration, listener: listener) { consumer in
        try consumer.subscribe(to: ["t"])
        for try await _ in consumer.records {
          #expect(heard.withLock { $0 } == ["assigned [t-0]"])
          break
        }
      }
      #expect(heard.withLock { $0 } == ["assigned [t-0]", "revoked [t-0]"])
    }
  }

  @Test func `after a seek reading goes on from there`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      try await world.write(0..<10, to: "t", partition: 0)
      let partition = TopicPartition(topic: "t", partition: 0)
      try await KafkaConsumer.withConsumer(configuration: world.configuration(nil)) { consumer in
        try consumer.assign([partition])
        var numbers: [Int] = []
        for try await record in consumer.records {
          numbers.append(try #require(record.number))
          if numbers.count == 10 { consumer.seek(partition, to: 7) }
          if numbers.count == 13 { break }
        }
        #expect(numbers == Array(0..<10) + [7, 8, 9])
        #expect(await consumer.lag()[partition] == 0)
      }
    }
  }

  @Test func `subscribing without a group says what is missing`() throws {
    let consumer = try KafkaConsumer(configuration: ConsumerConfiguration(bootstrapServers: ["127.0.0.1:1"]))
    let error = #expect(throws: KafkaError.self) { try consumer.subscribe(to: ["t"]) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains("group.id") == true)
  }

  @Test func `closing ends the sequences`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      let consumer = try KafkaConsumer(configuration: world.configuration("g"))
      try consumer.subscribe(to: ["t"])
      try await withThrowingTaskGroup(of: Int.self) { group in
        group.addTask {
          try await consumer.run()
          return 0
        }
        group.addTask {
          var count = 0
          for try await _ in consumer.records { count += 1 }
          return count
        }
        await consumer.close()
        for try await count in group { #expect(count == 0) }
      }
    }
  }
}
