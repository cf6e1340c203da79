import KafkaMessages
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

@testable import KafkaBrokerCore

/// Two nodes with one set of logs, and leaders that move between them.
@Suite struct LeadershipTests {
  private struct Pair {
    let first: NodeWorld
    let second: NodeWorld

    init(_ configure: (inout BrokerConfiguration) throws -> Void = { _ in }) throws {
      first = try NodeWorld(configure)
      second = NodeWorld(joining: first, nodeID: 2)
    }

    /// A topic with one partition, led by the first node.
    func createTopic(_ name: String = "t") throws -> KafkaUUID {
      let id = try first.createTopic(name)
      second.metadataChanged()
      try move(name, to: 1)
      return id
    }

    func move(_ topic: String, _ partition: Int32 = 0, to node: Int32) throws {
      _ = try first.storage.metadata.moveLeader(of: TopicPartition(topic: topic, partition: partition), to: node)
      let old = node == 1 ? second : first
      old.metadataChanged()
      (old === first ? second : first).metadataChanged()
    }
  }

  private func errorCode(_ response: ProduceResponse.PartitionProduceResponse) -> ErrorCode {
    ErrorCode(rawValue: response.errorCode)
  }

  @Test func `both nodes tell of both, and of the leaders`() throws {
    let pair = try Pair()
    _ = try pair.first.createTopic("many", partitions: 4)
    pair.second.metadataChanged()
    for world in [pair.first, pair.second] {
      let response = try world.call(MetadataRequest.with { $0.topics = nil })
      #expect(response.brokers.map(\.nodeId) == [1, 2])
      #expect(response.brokers.map(\.port) == [9092, 9093])
      #expect(response.controllerId == 1)
      let partitions = response.topics.first?.partitions ?? []
      #expect(Set(partitions.map(\.leaderId)) == [1, 2])
      #expect(partitions.allSatisfy { $0.errorCode == 0 && $0.replicaNodes == [$0.leaderId] })
      let described = try world.call(DescribeClusterRequest())
      #expect(described.brokers.map(\.brokerId) == [1, 2])
    }
  }

  @Test func `whoever does not lead says who does`() throws {
    let pair = try Pair()
    let id = try pair.createTopic()
    var request = NodeWorld.produceRequest([("t", 0, Forge.batch(["a"]))])
    request.topicData[0].topicId = id
    let response = try pair.second.call(request)
    let partition = try #require(response.responses.first?.partitionResponses.first)
    #expect(errorCode(partition) == .notLeaderOrFollower)
    #expect(partition.currentLeader.leaderId == 1)
    #expect(response.nodeEndpoints.map(\.nodeId) == [1])
    #expect(response.nodeEndpoints.first?.port == 9092)
    // Older clients have no place for it.
    #expect(errorCode(try pair.second.produce(Forge.batch(["a"]), to: "t", version: 9)) == .notLeaderOrFollower)

    var fetch = NodeWorld.fetchRequest([("t", 0, 0)])
    fetch.topics[0].topicId = id
    let fetched = try pair.second.call(fetch)
    let data = try #require(fetched.responses.first?.partitions.first)
    #expect(data.errorCode == ErrorCode.notLeaderOrFollower.rawValue)
    #expect(data.currentLeader.leaderId == 1)
    #expect(fetched.nodeEndpoints.map(\.nodeId) == [1])
    #expect(try errorCode(pair.second.produce(Forge.batch(["a"]), to: "nowhere")) == .unknownTopicOrPartition)
  }

  @Test func `a leader that moves takes the records and the producers with it`() throws {
    let pair = try Pair()
    _ = try pair.createTopic()
    let batch = Forge.batch(["a"], producer: 7, epoch: 0, sequence: 0)
    #expect(try pair.first.produce(batch, to: "t").baseOffset == 0)
    try pair.move("t", to: 2)
    // Sent again because the answer was lost: known there, and stored once.
    #expect(try pair.second.produce(batch, to: "t").baseOffset == 0)
    let next = Forge.batch(["b"], producer: 7, epoch: 0, sequence: 1)
    #expect(try pair.second.produce(next, to: "t").baseOffset == 1)
    #expect(errorCode(try pair.first.produce(next, to: "t")) == .notLeaderOrFollower)
    let metadata = try pair.first.call(MetadataRequest.with { $0.topics = nil })
    #expect(metadata.topics.first?.partitions.first?.leaderEpoch ?? 0 > 0)
    #expect(pair.second.storage.directory.log(of: TopicPartition(topic: "t", partition: 0))?.logEndOffset == 2)
  }

  @Test func `who waits for the disk when the leader moves is sent to the new one`() throws {
    let pair = try Pair { $0.log.flushMessages = 1 }
    let id = try pair.createTopic()
    pair.first.holdsSyncs = true
    let connection = pair.first.connect()
    var request = NodeWorld.produceRequest([("t", 0, Forge.batch(["a"], producer: 7, epoch: 0, sequence: 0))])
    request.topicData[0].topicId = id
    try pair.first.send(request, on: connection)
    #expect(try pair.first.answer(to: ProduceRequest.self, on: connection) == nil)
    try pair.move("t", to: 2)
    let answer = try #require(try pair.first.answer(to: ProduceRequest.self, on: connection))
    let partition = try #require(answer.responses.first?.partitionResponses.first)
    #expect(errorCode(partition) == .notLeaderOrFollower)
    #expect(partition.currentLeader.leaderId == 2)
    #expect(answer.nodeEndpoints.map(\.port) == [9093])
    // The sync of the old leader ends when it does, and concerns nobody.
    let partitionName = TopicPartition(topic: "t", partition: 0)
    pair.first.performSync(partitionName)
    let again = try pair.second.call(request)
    #expect(again.responses.first?.partitionResponses.first?.baseOffset == 0)
  }

  @Test func `a fetch that waits when the leader moves is told at once`() throws {
    let pair = try Pair()
    let id = try pair.createTopic()
    let connection = pair.first.connect()
    var request = NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 30_000)
    request.topics[0].topicId = id
    try pair.first.send(request, on: connection)
    #expect(try pair.first.answer(to: FetchRequest.self, on: connection) == nil)
    try pair.move("t", to: 2)
    let answer = try #require(try pair.first.answer(to: FetchRequest.self, on: connection))
    #expect(answer.responses.first?.partitions.first?.errorCode == ErrorCode.notLeaderOrFollower.rawValue)
  }

  @Test func `the coordinator of a group moves with the partition of its offsets, and knows them there`() throws {
    let pair = try Pair { $0.offsets.topicPartitionCount = 1 }
    func find(_ world: NodeWorld) throws -> Int32 {
      let response = try world.call(FindCoordinatorRequest.with { $0.coordinatorKeys = ["g"] })
      return response.coordinators.first?.nodeId ?? -1
    }
    _ = try pair.createTopic()
    let commit = OffsetCommitRequest.with {
      $0.groupId = "g"
      $0.generationIdOrMemberEpoch = -1
      $0.topics = [
        .with {
          $0.name = "t"
          $0.partitions = [.with { $0.committedOffset = 42 }]
        }
      ]
    }
    func commitCode(_ world: NodeWorld) throws -> ErrorCode? {
      try world.call(commit, version: 8).topics.first?.partitions.first.map { ErrorCode(rawValue: $0.errorCode) }
    }
    let fetch = OffsetFetchRequest.with {
      $0.groups = [
        .with {
          $0.groupId = "g"
          $0.topics = nil
        }
      ]
    }
    _ = try find(pair.first)
    pair.second.metadataChanged()
    try pair.move(TopicName.consumerOffsets, to: 1)
    #expect(try find(pair.first) == 1)
    #expect(try find(pair.second) == 1)
    #expect(try commitCode(pair.first) == ErrorCode.none)
    #expect(try commitCode(pair.second) == .notCoordinator)

    try pair.move(TopicName.consumerOffsets, to: 2)
    #expect(try find(pair.first) == 2)
    #expect(try commitCode(pair.first) == .notCoordinator)
    let fetched = try pair.second.call(fetch, version: 8)
    #expect(fetched.groups.first?.topics.first?.partitions.first?.committedOffset == 42)
  }

  @Test func `a broker that is down leads nothing until somebody else does`() throws {
    let pair = try Pair()
    _ = try pair.createTopic()
    pair.first.members.remove(1)
    let metadata = try pair.second.call(MetadataRequest.with { $0.topics = nil })
    #expect(metadata.brokers.map(\.nodeId) == [2])
    #expect(metadata.controllerId == 2)
    let partition = try #require(metadata.topics.first?.partitions.first)
    #expect(partition.leaderId == -1)
    #expect(partition.errorCode == ErrorCode.leaderNotAvailable.rawValue)
    try pair.move("t", to: 2)
    #expect(try pair.second.produce(Forge.batch(["a"]), to: "t").baseOffset == 0)
  }

  @Test func `what brokers lead that are down is given to those that are up, in turn and under new epochs`() throws {
    let pair = try Pair()
    _ = NodeWorld(joining: pair.first, nodeID: 3)
    let metadata = pair.first.storage.metadata
    _ = try pair.first.createTopic("many", partitions: 6)
    for index in 0..<6 as Range<Int32> {
      _ = try metadata.moveLeader(of: TopicPartition(topic: "many", partition: index), to: index % 3 + 1)
    }
    let before = metadata.current
    #expect(try metadata.elect(among: pair.first.members).isEmpty)
    #expect(metadata.current == before)
    pair.first.members.remove(2)
    let moved = try metadata.elect(among: pair.first.members)
    #expect(moved.map(\.partition.partition) == [1, 4])
    #expect(moved.map(\.leader) == [1, 3])
    let after = metadata.current.topics["many"]?.partitions ?? []
    #expect(after.map(\.leader) == [1, 1, 3, 1, 3, 3])
    let epochs = before.topics["many"]?.partitions.map(\.leaderEpoch) ?? []
    #expect(after.map(\.leaderEpoch) == zip(epochs, [0, 1, 0, 0, 1, 0] as [Int32]).map { $0 + $1 })
    pair.first.members.remove(1)
    pair.first.members.remove(3)
    #expect(try metadata.elect(among: pair.first.members).isEmpty)
  }

  @Test func `a topic that one node deletes is gone from the other`() throws {
    let pair = try Pair()
    _ = try pair.createTopic()
    _ = try pair.second.call(DeleteTopicsRequest.with { $0.topics = [.with { $0.name = "t" }] })
    pair.first.metadataChanged()
    #expect(try errorCode(pair.first.produce(Forge.batch(["a"]), to: "t")) == .unknownTopicOrPartition)
    #expect(pair.first.storage.directory.log(of: TopicPartition(topic: "t", partition: 0)) == nil)
    let id = try pair.createTopic()
    #expect(id != .zero)
    #expect(try pair.first.produce(Forge.batch(["a"]), to: "t").baseOffset == 0)
  }

  @Test func `partitions are placed where an operator says`() throws {
    let pair = try Pair()
    func create(_ name: String, _ brokers: [Int32]) throws -> ErrorCode? {
      let response = try pair.first.call(
        CreateTopicsRequest.with {
          $0.topics = [
            .with {
              $0.name = name
              $0.numPartitions = -1
              $0.replicationFactor = -1
              $0.assignments = [
                .with {
                  $0.partitionIndex = 0
                  $0.brokerIds = brokers
                }
              ]
            }
          ]
        })
      pair.second.metadataChanged()
      return response.topics.first.map { ErrorCode(rawValue: $0.errorCode) }
    }
    #expect(try create("a", [2]) == ErrorCode.none)
    #expect(try pair.second.produce(Forge.batch(["a"]), to: "a").baseOffset == 0)
    #expect(try create("b", [3]) == .invalidReplicaAssignment)
    // There is one copy of everything.
    #expect(try create("c", [1, 2]) == .invalidReplicaAssignment)
  }
}
