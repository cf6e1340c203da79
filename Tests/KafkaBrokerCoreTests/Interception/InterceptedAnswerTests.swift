import KafkaMessages
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

@testable import KafkaBrokerCore

/// Answers with errors, where they go and what else is in them.
@Suite struct InterceptedAnswerTests {
  private func world(
    _ api: ApiKey, _ code: ErrorCode, topic: String? = nil, partition: Int32? = nil, times: Int = 1,
    _ configure: (inout BrokerConfiguration) -> Void = { _ in }
  ) throws -> NodeWorld {
    let desk = InterceptionDesk()
    let world = try NodeWorld(desk: desk, configure)
    try world.createTopic("t", partitions: 2)
    try world.createTopic("u")
    var rule = InterceptionRule(.answer(code))
    rule.api = api
    rule.topic = topic
    rule.partition = partition
    rule.times = times
    _ = try desk.add(rule, at: world.now.instant)
    return world
  }

  private func codes(_ response: ProduceResponse) -> [String: ErrorCode] {
    Dictionary(
      uniqueKeysWithValues: response.responses.flatMap { topic in
        topic.partitionResponses.map { ("\(topic.name)-\($0.index)", ErrorCode(rawValue: $0.errorCode)) }
      })
  }

  private let batches = NodeWorld.produceRequest([
    ("t", 0, Forge.batch(["a"])), ("t", 1, Forge.batch(["b"])), ("u", 0, Forge.batch(["c"])),
  ])

  // MARK: Produce

  @Test func `all partitions of a produce are refused`() throws {
    let world = try world(.produce, .notEnoughReplicas)
    let response = try world.call(batches, version: 9)
    #expect(
      codes(response) == ["t-0": .notEnoughReplicas, "t-1": .notEnoughReplicas, "u-0": .notEnoughReplicas])
    #expect(response.responses.flatMap(\.partitionResponses).allSatisfy { $0.baseOffset == -1 })
    #expect(try world.end(of: "t") == 0)
    #expect(codes(try world.call(batches, version: 9)) == ["t-0": .none, "t-1": .none, "u-0": .none])
  }

  @Test func `only the rule's topic or partition is refused, the others are stored`() throws {
    let world = try world(.produce, .notEnoughReplicas, topic: "t", partition: 1)
    #expect(
      codes(try world.call(batches, version: 9)) == ["t-0": .none, "t-1": .notEnoughReplicas, "u-0": .none])
    #expect(try world.values("t", 0) == ["a"])
    #expect(try world.values("t", 1) == [])
    #expect(try world.values("u") == ["c"])
  }

  @Test func `what is left of a produce may wait for the disk`() throws {
    let world = try world(.produce, .notEnoughReplicas, topic: "t") { $0.log.flushMessages = 1 }
    world.holdsSyncs = true
    let connection = world.connect()
    try world.send(batches, version: 9, on: connection)
    #expect(world.outbox[connection] ?? [] == [])
    world.performSync(TopicPartition(topic: "u", partition: 0))
    let response = try #require(try world.answer(to: ProduceRequest.self, version: 9, on: connection))
    #expect(codes(response) == ["t-0": .notEnoughReplicas, "t-1": .notEnoughReplicas, "u-0": .none])
  }

  @Test func `topics are found by their ids as well`() throws {
    let desk = InterceptionDesk()
    let world = try NodeWorld(desk: desk)
    let id = try world.createTopic("t")
    var rule = InterceptionRule(.answer(.notLeaderOrFollower))
    rule.topic = "t"
    _ = try desk.add(rule, at: world.now.instant)
    var request = NodeWorld.produceRequest([("", 0, Forge.batch(["a"]))])
    request.topicData[0].topicId = id
    let response = try world.call(request, version: 13)
    #expect(response.responses.first?.topicId == id)
    #expect(
      response.responses.first?.partitionResponses.first?.errorCode == ErrorCode.notLeaderOrFollower.rawValue)
  }

  @Test(arguments: [nil, "t"] as [String?])
  func `a refused produce without an answer closes its connection`(topic: String?) throws {
    let world = try world(.produce, .notEnoughReplicas, topic: topic)
    let connection = world.connect()
    var request = batches
    request.acks = 0
    try world.send(request, version: 9, on: connection)
    #expect(world.outbox[connection] ?? [] == [])
    #expect(world.closed[connection] != nil)
    #expect(try world.values("t") == [])
    #expect(try world.values("u") == (topic == nil ? [] : ["c"]))
  }

  // MARK: Fetch

  private func open(_ world: NodeWorld, on connection: ConnectionID) throws -> Int32 {
    var request = NodeWorld.fetchRequest([("t", 0, 0), ("u", 0, 0)])
    request.sessionEpoch = 0
    let response = try world.call(request, version: 12, on: connection)
    #expect(response.sessionId > 0)
    return response.sessionId
  }

  @Test func `a fetch in a session is refused by a topic that only the session names`() throws {
    let world = try world(.metadata, .unknownServerError)
    let connection = world.connect()
    let session = try open(world, on: connection)
    _ = try world.produce(Forge.batch(["c"]), to: "u")
    var rule = InterceptionRule(.answer(.notLeaderOrFollower))
    rule.api = .fetch
    rule.topic = "t"
    let id = try #require(try world.desk?.add(rule, at: world.now.instant))
    var request = NodeWorld.fetchRequest([], maxWait: 500)
    request.sessionId = session
    request.sessionEpoch = 1
    let response = try world.call(request, version: 12, on: connection)
    let found = Dictionary(
      uniqueKeysWithValues: response.responses.map { ($0.topic, $0.partitions.first) })
    #expect(found["t"]??.errorCode == ErrorCode.notLeaderOrFollower.rawValue)
    #expect(found["u"]??.errorCode == 0)
    #expect((found["u"]??.records?.readableBytes ?? 0) > 0, "others get their records")
    #expect(response.sessionId == 0, "the client begins a new session")
    #expect(world.node.fetchSessions.count == 0)
    #expect(
      world.desk?.hits(of: id).first?.request.partitions == [
        TopicPartition(topic: "t", partition: 0), TopicPartition(topic: "u", partition: 0),
      ])
    _ = try open(world, on: connection)
  }

  @Test func `a session's changes count for what it names`() throws {
    let world = try world(.metadata, .unknownServerError)
    let connection = world.connect()
    let session = try open(world, on: connection)
    var rule = InterceptionRule(.answer(.notLeaderOrFollower))
    rule.topic = "t"
    let id = try #require(try world.desk?.add(rule, at: world.now.instant))
    var request = NodeWorld.fetchRequest([("u", 0, 0)])
    request.sessionId = session
    request.sessionEpoch = 1
    request.forgottenTopicsData = [
      .with {
        $0.topic = "t"
        $0.partitions = [0]
      }
    ]
    #expect(try world.call(request, version: 12, on: connection).errorCode == 0)
    #expect(world.desk?.hitCount(of: id) == 0, "the session forgets the topic with this request")
  }

  @Test(arguments: [.fetchSessionIdNotFound, .invalidFetchSessionEpoch] as [ErrorCode])
  func `an error of a session concerns the whole fetch`(code: ErrorCode) throws {
    let world = try world(.fetch, code)
    let response = try world.call(NodeWorld.fetchRequest([("t", 0, 0)]), version: 12)
    #expect(response.errorCode == code.rawValue)
    #expect(response.responses == [])
  }

  // MARK: Others

  @Test func `metadata tells the brokers beside the error, and makes no topic`() throws {
    let world = try world(.metadata, .leaderNotAvailable)
    let request = MetadataRequest.with { $0.topics = ["t", "new"].map { name in .with { $0.name = name } } }
    let response = try world.call(request, version: 9)
    #expect(!response.brokers.isEmpty)
    #expect(response.topics.map(\.name) == ["t", "new"])
    #expect(response.topics.allSatisfy { $0.errorCode == ErrorCode.leaderNotAvailable.rawValue && $0.partitions == [] })
    let all = try world.call(MetadataRequest.with { $0.topics = nil }, version: 9)
    #expect(all.topics.map(\.name) == ["t", "u"])
    #expect(all.topics.allSatisfy { $0.errorCode == 0 })
  }

  @Test func `metadata fails for the rule's topic alone`() throws {
    let world = try world(.metadata, .leaderNotAvailable, topic: "t")
    let request = MetadataRequest.with { $0.topics = ["t", "u"].map { name in .with { $0.name = name } } }
    let response = try world.call(request, version: 9)
    #expect(response.topics.map(\.errorCode) == [ErrorCode.leaderNotAvailable.rawValue, 0])
    #expect(response.topics.map(\.partitions.count) == [0, 1])
  }

  @Test func `metadata can tell a client to begin anew`() throws {
    let world = try world(.metadata, .rebootstrapRequired)
    let response = try world.call(
      MetadataRequest.with { $0.topics = [.with { $0.name = "t" }] }, version: 13)
    #expect(response.errorCode == ErrorCode.rebootstrapRequired.rawValue)
    #expect(response.topics.map(\.errorCode) == [0])
  }

  @Test func `offsets are committed and looked up for the other topics`() throws {
    let world = try world(.listOffsets, .notLeaderOrFollower, topic: "t")
    let asked = ListOffsetsRequest.with {
      $0.replicaId = -1
      $0.topics = ["t", "u"].map { name in
        .with {
          $0.name = name
          $0.partitions = [.with { $0.timestamp = -1 }]
        }
      }
    }
    let listed = try world.call(asked, version: 7)
    #expect(
      Dictionary(uniqueKeysWithValues: listed.topics.map { ($0.name, $0.partitions.map(\.errorCode)) })
        == ["t": [ErrorCode.notLeaderOrFollower.rawValue], "u": [0]])

    var rule = InterceptionRule(.answer(.offsetMetadataTooLarge))
    rule.topic = "t"
    _ = try world.desk?.add(rule, at: world.now.instant)
    _ = try world.call(FindCoordinatorRequest.with { $0.key = "g" }, version: 2)
    let connection = world.connect()
    try world.send(
      OffsetCommitRequest.with {
        $0.groupId = "g"
        $0.generationIdOrMemberEpoch = -1
        $0.topics = ["t", "u"].map { name in
          .with {
            $0.name = name
            $0.partitions = [.with { $0.committedOffset = 5 }]
          }
        }
      }, version: 7, on: connection)
    let committed = try #require(try world.answer(to: OffsetCommitRequest.self, version: 7, on: connection))
    #expect(
      Dictionary(uniqueKeysWithValues: committed.topics.map { ($0.name, $0.partitions.map(\.errorCode)) })
        == ["t": [ErrorCode.offsetMetadataTooLarge.rawValue], "u": [0]])
  }

  @Test func `a version that is refused is answered in the oldest form`() throws {
    let world = try world(.apiVersions, .unsupportedVersion)
    let connection = world.connect()
    try world.send(
      ApiVersionsRequest.with {
        $0.clientSoftwareName = "c"
        $0.clientSoftwareVersion = "1"
      }, version: 4, on: connection)
    let response = try #require(try world.answer(to: ApiVersionsRequest.self, version: 0, on: connection))
    #expect(response.errorCode == ErrorCode.unsupportedVersion.rawValue)
    #expect(response.apiKeys.map(\.apiKey) == [ApiKey.apiVersions.rawValue])
  }
}
