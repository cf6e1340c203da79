import KafkaBroker
import KafkaClient
import KafkaRecords
import KafkaWire
import NIOCore
import Testing

/// A broker of several nodes, as clients see it.
@Suite(.timeLimit(.minutes(2))) struct NodesTests {
  private func withNodes(
    _ count: Int, _ body: @Sendable (Broker, String) async throws -> Void
  ) async throws {
    var configuration = BrokerConfiguration.testing
    configuration.nodeCount = count
    try await Broker.withBroker(configuration: configuration) { broker in
      try await body(broker, broker.bootstrapServers)
    }
  }

  @Test func `each node has its own port, and all are told to clients`() async throws {
    try await withNodes(3) { broker, servers in
      #expect(try await broker.nodeIDs == [1, 2, 3])
      #expect(Set(servers.split(separator: ",")).count == 3)
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("t", partitions: 6)
        let metadata = try await reader.client.metadata(of: ["t"])
        #expect(metadata.brokers.keys.sorted() == [1, 2, 3])
        let leaders = metadata.topic("t")?.partitions.map(\.leader) ?? []
        #expect(Set(leaders) == [1, 2, 3])
        #expect(try await broker.leader(of: "t", partition: 5) == leaders.last)
      }
    }
  }

  @Test func `a producer loses nothing and repeats nothing while leaders move and nodes go and come`() async throws {
    try await withNodes(3) { broker, servers in
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("t", partitions: 2)
        let configuration = ProducerConfiguration(bootstrapServers: servers.split(separator: ",").map(String.init))
        try await KafkaProducer.withProducer(configuration: configuration) { producer in
          for round in 0..<12 {
            for number in 0..<40 {
              try await producer.enqueue("\(round * 40 + number)", to: "t", partition: Int32(number % 2))
            }
            let leader = try await broker.leader(of: "t", partition: 0) ?? 1
            switch round % 4 {
            case 0: try await broker.moveLeader(of: "t", partition: 0, to: leader % 3 + 1)
            case 1: try await broker.stopNode(leader)
            case 2: for id in try await broker.nodeIDs { try await broker.startNode(id) }
            default: try await producer.flush(within: .seconds(30))
            }
          }
          try await producer.flush(within: .seconds(30))
        }
        let records = try await reader.records(of: "t")
        for partition in 0..<2 as Range<Int32> {
          let values = records.filter { $0.partition == partition }.compactMap { $0.value.flatMap { Int($0) } }
          #expect(values == (0..<480).filter { $0 % 2 == Int(partition) })
        }
      }
    }
  }

  @Test func `a group goes on when its coordinator stops`() async throws {
    try await withNodes(2) { broker, servers in
      let list = servers.split(separator: ",").map(String.init)
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("t", partitions: 1)
        try await KafkaProducer.withProducer(configuration: ProducerConfiguration(bootstrapServers: list)) { producer in
          var configuration = ConsumerConfiguration(bootstrapServers: list)
          configuration.groupID = "g"
          configuration.autoOffsetReset = .earliest
          try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
            try consumer.subscribe(to: ["t"])
            var iterator = consumer.records.makeAsyncIterator()
            for number in 0..<4 {
              try await producer.send(ProducerRecord(topic: "t", value: "\(number)"))
              let record = try #require(try await iterator.next())
              #expect(record.value.map { String(buffer: $0) } == "\(number)")
              guard number == 1 else { continue }
              let coordinator = try #require(try await Self.coordinator(broker))
              try await broker.stopNode(coordinator)
              #expect(try await Self.coordinator(broker) != coordinator)
            }
            try await consumer.commit()
          }
        }
      }
    }
  }

  /// Who coordinates group `g`.
  private static func coordinator(_ broker: Broker) async throws -> Int32? {
    // As Kafka finds a group's partition: by the hash that Java has of its name, which is the code of a single letter.
    let partition = Int32(103) % BrokerConfiguration.testing.offsets.topicPartitionCount
    return try await broker.leader(of: "__consumer_offsets", partition: partition)
  }

  @Test func `a node may be started twice at once, and stopped on its way up`() async throws {
    try await withNodes(2) { broker, servers in
      try await TopicReader.with(servers) { try await $0.createTopic("t", partitions: 2) }
      for _ in 0..<5 {
        try await broker.stopNode(2)
        async let first: Void = broker.startNode(2)
        async let second: Void = broker.startNode(2)
        _ = try await (first, second)
        try await broker.moveLeader(of: "t", to: 2)
        #expect(try await broker.leader(of: "t") == 2)
        try await broker.stopNode(2)
        async let start: Void = broker.startNode(2)
        async let stop: Void = broker.stopNode(2)
        _ = try await (start, stop)
      }
    }
  }

  @Test func `a node that comes back leads what the last one has left`() async throws {
    try await withNodes(2) { broker, servers in
      try await TopicReader.with(servers) { try await $0.createTopic("t", partitions: 1) }
      try await broker.stopNode(1)
      #expect(try await broker.leader(of: "t") == 2)
      try await broker.stopNode(2)
      #expect(try await broker.leader(of: "t") == nil)
      try await broker.startNode(1)
      #expect(try await broker.leader(of: "t") == 1)
    }
  }

  @Test func `a node whose port somebody has taken does not start, and does when it is free again`() async throws {
    try await withNodes(2) { broker, servers in
      let port = try #require(servers.split(separator: ":").last.flatMap { Int($0) })
      try await broker.stopNode(2)
      var configuration = BrokerConfiguration.testing
      configuration.listeners = [Listener(host: "127.0.0.1", port: port)]
      try await Broker.withBroker(configuration: configuration) { _ in
        let error = await #expect(throws: BrokerLifecycleError.self) { try await broker.startNode(2) }
        #expect(error?.code == .cannotListen)
      }
      try await broker.startNode(2)
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("t", partitions: 2)
        let metadata = try await reader.client.metadata(of: ["t"])
        #expect(metadata.brokers.keys.sorted() == [1, 2])
      }
    }
  }

  @Test func `what cannot be done says why`() async throws {
    try await withNodes(2) { broker, _ in
      func code(_ body: () async throws -> Void) async -> BrokerLifecycleError.Code? {
        do {
          try await body()
          return nil
        } catch {
          return (error as? BrokerLifecycleError)?.code
        }
      }
      #expect(await code { try await broker.stopNode(3) } == .noSuchNode)
      #expect(await code { try await broker.moveLeader(of: "nowhere", to: 1) } == .noSuchPartition)
      #expect(await code { _ = try await broker.leader(of: "nowhere") } == .noSuchPartition)
    }
    var configuration = BrokerConfiguration.testing
    configuration.nodeCount = 0
    await #expect(throws: ConfigurationError.self) { try await Broker(configuration: configuration).run() }
  }
}
