import KafkaMessages
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

@testable import KafkaBrokerCore

/// Groups as clients of a whole node see them: over frames, in a real log, over restarts.
@Suite struct GroupsInNodeTests {
  private func coordinator(_ world: NodeWorld, of group: String = "g") throws {
    let found = try world.call(FindCoordinatorRequest.with { $0.key = group }, version: 2)
    #expect(found.errorCode == 0)
  }

  /// A group of one member in its first generation, stable.
  private func member(_ world: NodeWorld, in group: String = "g") throws -> String {
    let joined = try join(world, joinRequest(group))
    #expect(joined.errorCode == 0)
    let synced = try world.call(
      SyncGroupRequest.with {
        $0.groupId = group
        $0.generationId = joined.generationId
        $0.memberId = joined.memberId
        $0.assignments = [
          .with {
            $0.memberId = joined.memberId
            $0.assignment = ByteBuffer(string: "A")
          }
        ]
      }, version: 3)
    #expect(String(buffer: synced.assignment) == "A")
    return joined.memberId
  }

  /// A join that can be answered now. Even without a delay the first generation is begun by a deadline.
  private func join(_ world: NodeWorld, _ request: JoinGroupRequest) throws -> JoinGroupResponse {
    let connection = world.connect()
    try world.send(request, version: 3, on: connection)
    world.pass(.zero)
    return try #require(try world.answer(to: JoinGroupRequest.self, version: 3, on: connection))
  }

  private func joinRequest(_ group: String, as member: String = "") -> JoinGroupRequest {
    .with {
      $0.groupId = group
      $0.sessionTimeoutMs = 10_000
      $0.rebalanceTimeoutMs = 60_000
      $0.memberId = member
      $0.protocolType = "consumer"
      $0.protocols = [.with { $0.name = "range" }]
    }
  }

  private func heartbeat(_ world: NodeWorld, as member: String, _ generation: Int32 = 1) throws -> ErrorCode {
    let request = HeartbeatRequest.with {
      $0.groupId = "g"
      $0.generationId = generation
      $0.memberId = member
    }
    return ErrorCode(rawValue: try world.call(request).errorCode)
  }

  private func commit(
    _ world: NodeWorld, _ offset: Int64, as member: String = "", generation: Int32 = -1
  ) throws -> ErrorCode? {
    let response = try world.call(
      OffsetCommitRequest.with {
        $0.groupId = "g"
        $0.generationIdOrMemberEpoch = generation
        $0.memberId = member
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitions = [
              .with {
                $0.partitionIndex = 0
                $0.committedOffset = offset
                $0.committedMetadata = "noted"
              }
            ]
          }
        ]
      }, version: 9)
    return response.topics.first?.partitions.first.map { ErrorCode(rawValue: $0.errorCode) }
  }

  private func committed(_ world: NodeWorld) throws -> Int64? {
    let response = try world.call(
      OffsetFetchRequest.with {
        $0.groups = [
          .with {
            $0.groupId = "g"
            $0.topics = [
              .with {
                $0.name = "t"
                $0.partitionIndexes = [0]
              }
            ]
          }
        ]
      }, version: 9)
    let group = try #require(response.groups.first)
    #expect(group.errorCode == 0)
    return group.topics.first?.partitions.first?.committedOffset
  }

  @Test func `a join waits on its connection until the others have joined`() throws {
    let world = try NodeWorld()
    try coordinator(world)
    let a = try member(world)
    let waiting = world.connect()
    try world.send(joinRequest("g"), version: 3, on: waiting)
    #expect(world.nextFrame(on: waiting) == nil)
    #expect(try heartbeat(world, as: a) == .rebalanceInProgress)
    let rejoined = try join(world, joinRequest("g", as: a))
    #expect(rejoined.generationId == 2)
    #expect(rejoined.members.count == 2)
    let joined = try #require(try world.answer(to: JoinGroupRequest.self, version: 3, on: waiting))
    #expect(joined.generationId == 2)
    #expect(joined.leader == a)
  }

  @Test func `a member that is not heard of is removed at its time`() throws {
    let world = try NodeWorld()
    try coordinator(world)
    let a = try member(world)
    world.pass(.milliseconds(9_999))
    #expect(try heartbeat(world, as: a) == ErrorCode.none)
    world.pass(.seconds(10))
    #expect(try heartbeat(world, as: a) == .unknownMemberId)
  }

  enum End: CaseIterable {
    case stop, kill
  }

  @Test(arguments: End.allCases)
  func `groups and offsets are there after a restart`(end: End) throws {
    let world = try NodeWorld()
    try world.createTopic("t")
    try coordinator(world)
    let a = try member(world)
    #expect(try commit(world, 5, as: a, generation: 1) == ErrorCode.none)
    #expect(try commit(world, 7, as: a, generation: 1) == ErrorCode.none)
    switch end {
    case .stop: try world.restart()
    case .kill: try world.kill()
    }
    #expect(try committed(world) == 7)
    #expect(try heartbeat(world, as: a) == ErrorCode.none)
    #expect(try commit(world, 8, as: a, generation: 1) == ErrorCode.none)
    let joined = try join(world, joinRequest("g", as: a))
    #expect(joined.generationId == 2)
  }

  @Test func `a deleted topic takes its committed offsets along`() throws {
    let world = try NodeWorld()
    try world.createTopic("t")
    try coordinator(world)
    #expect(try commit(world, 5) == ErrorCode.none)
    _ = try world.call(DeleteTopicsRequest.with { $0.topicNames = ["t"] }, version: 5)
    try world.createTopic("t")
    #expect(try committed(world) == -1)
    try world.restart()
    #expect(try committed(world) == -1)
  }

  @Test func `a topic of offsets that grows moves no group that lives`() throws {
    let world = try NodeWorld()
    try world.createTopic("t")
    try coordinator(world)
    let a = try member(world)
    #expect(try commit(world, 5, as: a, generation: 1) == ErrorCode.none)
    let grown = try world.call(
      CreatePartitionsRequest.with {
        $0.topics = [
          .with {
            $0.name = "__consumer_offsets"
            $0.count = 7
            $0.assignments = nil
          }
        ]
        $0.timeoutMs = 1000
      })
    #expect(grown.results.first?.errorCode == 0)
    #expect(try committed(world) == 5)
    #expect(try heartbeat(world, as: a) == ErrorCode.none)
  }

  @Test func `a commit that cannot be written is an error, and the next one is not`() throws {
    let world = try NodeWorld { $0.offsets.topicPartitionCount = 1 }
    try world.createTopic("t")
    try coordinator(world)
    let a = try member(world)
    world.fileSystem.failNextChange(of: "__consumer_offsets-0/00000000000000000000.log")
    #expect(try commit(world, 5, as: a, generation: 1) == .notCoordinator)
    #expect(try committed(world) == -1)
    #expect(try commit(world, 6, as: a, generation: 1) == ErrorCode.none)
    #expect(try committed(world) == 6)
  }

  @Test func `groups whose log has failed are looked for elsewhere`() throws {
    let world = try NodeWorld { $0.offsets.topicPartitionCount = 1 }
    try coordinator(world)
    let a = try member(world)
    let waiting = world.connect()
    try world.send(joinRequest("g"), version: 3, on: waiting)
    let partition = world.node.partitions[TopicPartition(topic: "__consumer_offsets", partition: 0)]
    world.node.takeOffline(try #require(partition), StorageError(.offline, path: "log", "it is gone"))
    #expect(try heartbeat(world, as: a) == .notCoordinator)
    let refused = try #require(try world.answer(to: JoinGroupRequest.self, version: 3, on: waiting))
    #expect(refused.errorCode == ErrorCode.notCoordinator.rawValue)
  }
}
