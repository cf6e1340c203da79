import KafkaBrokerCore
import KafkaMessages
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

@Suite struct MetadataTests {
  @Test func `a topic that is to be compacted is reported as one that keeps every record`() throws {
    let world = try NodeWorld()
    try world.createTopic("kept", options: ["cleanup.policy": "compact"])
    try world.createTopic("both", options: ["cleanup.policy": "compact,delete"])
    #expect(world.reports.filter { $0 == .neverCompacted("kept") }.count == 1)
    #expect(!world.reports.contains(.neverCompacted("both")))
  }

  @Test func `tiered storage cannot be asked for`() throws {
    let world = try NodeWorld()
    let response = try world.call(
      CreateTopicsRequest.with {
        $0.timeoutMs = 1000
        $0.topics = [
          .with {
            $0.name = "t"
            $0.numPartitions = 1
            $0.replicationFactor = 1
            $0.configs = [
              .with {
                $0.name = "remote.storage.enable"
                $0.value = "true"
              }
            ]
          }
        ]
      })
    #expect(response.topics.first?.errorCode == ErrorCode.invalidConfig.rawValue)
  }

  private func request(_ names: String..., creates: Bool = true) -> MetadataRequest {
    .with {
      $0.topics = names.map { name in .with { $0.name = name } }
      $0.allowAutoTopicCreation = creates
    }
  }

  @Test func `an unknown topic is created when broker and client want it`() throws {
    let world = try NodeWorld { $0.topics.partitionCount = 3 }
    let refused = try world.call(request("new", creates: false))
    #expect(refused.topics.map(\.errorCode) == [ErrorCode.unknownTopicOrPartition.rawValue])
    let created = try world.call(request("new"))
    let topic = try #require(created.topics.first)
    #expect(topic.errorCode == 0)
    #expect(topic.partitions.map(\.partitionIndex).sorted() == [0, 1, 2])
    #expect(topic.partitions.allSatisfy { $0.leaderId == 1 && $0.isrNodes == [1] })
    #expect(world.reports.contains(.topicCreated("new", partitions: 3)))
    #expect(try world.call(request("new", creates: false)).topics.first?.topicId == topic.topicId)
  }

  @Test func `the broker's word against automatic creation counts`() throws {
    let world = try NodeWorld { $0.topics.createsAutomatically = false }
    #expect(
      try world.call(request("new")).topics.map(\.errorCode) == [ErrorCode.unknownTopicOrPartition.rawValue])
    #expect(try world.call(MetadataRequest.with { $0.topics = nil }).topics.isEmpty)
  }

  @Test(arguments: ["", "..", "a b", "a/b"])
  func `an illegal name never becomes a topic`(name: String) throws {
    let world = try NodeWorld()
    let answer = try world.call(request("good", name))
    let codes = Dictionary(uniqueKeysWithValues: answer.topics.map { ($0.name ?? "", $0.errorCode) })
    #expect(codes == ["good": 0, name: ErrorCode.invalidTopicException.rawValue])
  }

  @Test func `empty and null lists by version`() throws {
    let world = try NodeWorld()
    try world.createTopic("t")
    #expect(try world.call(MetadataRequest.with { $0.topics = [] }, version: 0).topics.count == 1)
    #expect(try world.call(MetadataRequest.with { $0.topics = [] }, version: 1).topics.isEmpty)
    #expect(try world.call(MetadataRequest.with { $0.topics = nil }, version: 1).topics.count == 1)
  }

  @Test func `each listener has its own address`() throws {
    let world = try NodeWorld()
    let inside = try world.call(request(), on: world.connect())
    #expect(inside.brokers.map { "\($0.host):\($0.port)" } == ["127.0.0.1:9092"])
    let outside = try world.call(request(), on: world.connect(listener: "OUTSIDE"))
    #expect(outside.brokers.map { "\($0.host):\($0.port)" } == ["broker.example:19092"])
    #expect(inside.clusterId == outside.clusterId)
  }

  @Test func `topics, ids and options survive restart, kill and power failure`() throws {
    let world = try NodeWorld()
    let id = try world.createTopic("t", partitions: 2, options: ["max.message.bytes": "2000"])
    for life in [world.restart, world.kill, world.losePower] {
      try life()
      let topic = try #require(try world.call(request("t", creates: false)).topics.first)
      #expect(topic.topicId == id)
      #expect(topic.partitions.count == 2)
      let large = Forge.batch([String(repeating: "x", count: 3000)])
      #expect(try world.produce(large, to: "t").errorCode == ErrorCode.messageTooLarge.rawValue)
    }
  }

  @Test func `the leader epoch grows after a stop that was not in order, and only then`() throws {
    let world = try NodeWorld()
    try world.createTopic("t")
    func epoch() throws -> Int32? { try world.call(request("t")).topics.first?.partitions.first?.leaderEpoch }
    #expect(try epoch() == 0)
    try world.restart()
    #expect(try epoch() == 0)
    try world.kill()
    #expect(try epoch() == 1)
  }

  @Test func `a deleted topic is gone with its records, and a new one of its name is empty`() throws {
    let world = try NodeWorld { $0.topics.createsAutomatically = false }
    let old = try world.createTopic("t")
    _ = try world.produce(Forge.batch(["a"]), to: "t")
    let deleted = try world.call(
      DeleteTopicsRequest.with {
        $0.topics = [.with { $0.name = "t" }]
        $0.timeoutMs = 1000
      })
    #expect(deleted.responses.map(\.errorCode) == [0])
    #expect(deleted.responses.first?.topicId == old)
    #expect(
      try world.call(request("t")).topics.map(\.errorCode) == [ErrorCode.unknownTopicOrPartition.rawValue])
    let new = try world.createTopic("t")
    #expect(new != old)
    #expect(try world.end(of: "t") == 0)
    try world.restart()
    #expect(try world.end(of: "t") == 0)
  }

  @Test func `files of a deleted topic are removed after their delay`() throws {
    let world = try NodeWorld()
    try world.createTopic("t", options: ["file.delete.delay.ms": "60000"])
    _ = try world.call(
      DeleteTopicsRequest.with {
        $0.topics = [.with { $0.name = "t" }]
        $0.timeoutMs = 1000
      })
    func deleted() throws -> Int { try world.fileSystem.list("/kafka").filter { $0.hasSuffix("-delete") }.count }
    #expect(try deleted() == 1)
    world.pass(.seconds(59))
    #expect(try deleted() == 1)
    world.pass(.seconds(1))
    #expect(try deleted() == 0)
  }

  @Test func `producer ids are never given twice, also after a crash`() throws {
    let world = try NodeWorld()
    var seen: Set<Int64> = []
    for round in 0..<3 {
      for _ in 0..<5 {
        let answer = try world.call(InitProducerIdRequest.with { $0.transactionalId = nil }, version: 4)
        #expect(answer.errorCode == 0)
        #expect(seen.insert(answer.producerId).inserted, "\(answer.producerId) in round \(round)")
      }
      try world.losePower()
    }
  }

  @Test func `a transactional id is refused`() throws {
    let world = try NodeWorld()
    let answer = try world.call(
      InitProducerIdRequest.with {
        $0.transactionalId = "tx"
        $0.transactionTimeoutMs = 1000
      }, version: 4)
    #expect(answer.errorCode == ErrorCode.transactionalIdAuthorizationFailed.rawValue)
  }

  @Test func `the first look for a coordinator makes the topic of offsets`() throws {
    let world = try NodeWorld()
    let answer = try world.call(FindCoordinatorRequest.with { $0.coordinatorKeys = ["g1", "g2"] }, version: 4)
    #expect(answer.coordinators.map(\.errorCode) == [0, 0])
    #expect(answer.coordinators.allSatisfy { $0.nodeId == 1 && $0.port == 9092 })
    let topic = try #require(try world.call(request("__consumer_offsets", creates: false)).topics.first)
    #expect(topic.isInternal)
    #expect(topic.partitions.count == 2)
  }

  @Test func `a directory that Apache Kafka wrote is taken over with its topics`() throws {
    let world = try NodeWorld()
    let id = try world.createTopic("t", partitions: 2)
    _ = try world.produce(Forge.batch(["a", "b"]), to: "t", 1)
    try world.fileSystem.removeFile("/kafka/swift-kafka.metadata")
    try world.restart()
    let topic = try #require(try world.call(request("t", creates: false)).topics.first)
    #expect(topic.topicId == id)
    #expect(topic.partitions.count == 2)
    #expect(try world.values("t", 1) == ["a", "b"])
  }
}
