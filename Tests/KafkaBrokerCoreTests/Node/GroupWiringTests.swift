import KafkaBrokerCore
import KafkaMessages
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

/// The group coordinator behind a node: over its connections, with its log and clock. What the coordinator decides is
/// tested with it.
@Suite struct GroupWiringTests {
  private func world() throws -> NodeWorld {
    let world = try NodeWorld()
    try world.createTopic("t", partitions: 2)
    _ = try world.call(FindCoordinatorRequest.with { $0.coordinatorKeys = ["g"] }, version: 4)
    return world
  }

  private func commit(_ offset: Int64, metadata: String? = nil, _ world: NodeWorld) throws -> ErrorCode {
    let response = try world.call(
      OffsetCommitRequest.with {
        $0.groupId = "g"
        $0.generationIdOrMemberEpoch = -1
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitions = [
              .with {
                $0.partitionIndex = 0
                $0.committedOffset = offset
                $0.committedMetadata = metadata
              }
            ]
          }
        ]
      }, version: 8)
    return ErrorCode(rawValue: try #require(response.topics.first?.partitions.first?.errorCode))
  }

  private func committed(_ world: NodeWorld) throws -> Int64 {
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
      }, version: 8)
    return try #require(response.groups.first?.topics.first?.partitions.first?.committedOffset)
  }

  private func join(_ world: NodeWorld, member: String = "", on connection: ConnectionID) throws {
    try world.send(
      JoinGroupRequest.with {
        $0.groupId = "g"
        $0.memberId = member
        $0.sessionTimeoutMs = 10000
        $0.rebalanceTimeoutMs = 10000
        $0.protocolType = "consumer"
        $0.protocols = [
          .with {
            $0.name = "range"
            $0.metadata = ByteBuffer()
          }
        ]
      }, version: 3, on: connection)
  }

  @Test func `committed offsets survive restart and kill`() throws {
    let world = try world()
    #expect(try committed(world) == -1)
    #expect(try commit(42, world) == .none)
    try world.restart()
    #expect(try committed(world) == 42)
    #expect(try commit(43, world) == .none)
    try world.kill()
    #expect(try committed(world) == 43)
    #expect(try commit(44, world) == .none)
  }

  @Test func `with flush messages 1 a commit waits for the disk`() throws {
    let world = try NodeWorld { $0.log.flushMessages = 1 }
    try world.createTopic("t", partitions: 2)
    _ = try world.call(FindCoordinatorRequest.with { $0.coordinatorKeys = ["g"] }, version: 4)
    #expect(try commit(42, world) == .none)
    try world.losePower()
    #expect(try committed(world) == 42)
    world.holdsSyncs = true
    let connection = world.connect()
    try world.send(
      OffsetCommitRequest.with {
        $0.groupId = "g"
        $0.generationIdOrMemberEpoch = -1
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitions = [
              .with {
                $0.partitionIndex = 0
                $0.committedOffset = 50
              }
            ]
          }
        ]
      }, version: 8, on: connection)
    #expect(world.correlations(on: connection).isEmpty)
    world.performSync(try #require(world.heldSyncs.first))
    #expect(world.correlations(on: connection).count == 1)
  }

  @Test func `no coordinator is named for groups whose partition cannot be used`() throws {
    let world = try NodeWorld {
      $0.offsets.topicPartitionCount = 1
      $0.log.flushMessages = 1
    }
    func find() throws -> ErrorCode {
      let answer = try world.call(FindCoordinatorRequest.with { $0.coordinatorKeys = ["g"] }, version: 4)
      return ErrorCode(rawValue: try #require(answer.coordinators.first).errorCode)
    }
    #expect(try find() == .none)
    try world.createTopic("t", partitions: 2)
    world.fileSystem.failNextChange(of: "__consumer_offsets-0/00000000000000000000.log", with: .io(5))
    // The write fails, and is taken back: all goes on.
    #expect(try commit(1, world) == .notCoordinator)
    #expect(try find() == .none)
    // The sync fails: what is in the file cannot be trusted any more.
    world.holdsSyncs = true
    let connection = world.connect()
    try world.send(
      JoinGroupRequest.with {
        $0.groupId = "g"
        $0.sessionTimeoutMs = 10_000
        $0.protocolType = "consumer"
        $0.protocols = [.with { $0.name = "range" }]
      }, version: 4, on: connection)
    world.fileSystem.failNextChange(of: "__consumer_offsets-0/00000000000000000000.log", with: .io(5))
    world.performSync(try #require(world.heldSyncs.first))
    #expect(world.correlations(on: connection).count == 1)
    #expect(try find() == .coordinatorNotAvailable)
  }

  @Test(arguments: [("3.9", false), ("4.3", true)])
  func `the emulated release decides how odd requests about groups are answered`(
    release: String, saysNotFound: Bool
  ) throws {
    let world = try NodeWorld(emulating: release)
    try world.createTopic("t")
    _ = try world.call(FindCoordinatorRequest.with { $0.coordinatorKeys = ["g"] }, version: 4)
    let response = try world.call(
      OffsetCommitRequest.with {
        $0.groupId = "g"
        $0.memberId = "m"
        $0.generationIdOrMemberEpoch = 5
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitions = [.with { $0.partitionIndex = 0 }]
          }
        ]
      }, version: 9)
    let code = ErrorCode(rawValue: try #require(response.topics.first?.partitions.first?.errorCode))
    #expect(code == (saysNotFound ? .groupIdNotFound : .illegalGeneration))
  }

  @Test func `a member that is silent for its session time is dropped, by the node's clock`() throws {
    let world = try world()
    let connection = world.connect()
    try join(world, on: connection)
    world.pass(.milliseconds(10))
    let joined = try #require(try world.answer(to: JoinGroupRequest.self, version: 3, on: connection))
    #expect(joined.errorCode == 0)
    func heartbeat() throws -> ErrorCode {
      let response = try world.call(
        HeartbeatRequest.with {
          $0.groupId = "g"
          $0.generationId = joined.generationId
          $0.memberId = joined.memberId
        }, version: 3)
      return ErrorCode(rawValue: response.errorCode)
    }
    world.pass(.seconds(9))
    #expect(try heartbeat() != .unknownMemberId)
    world.pass(.seconds(11))
    #expect(try heartbeat() == .unknownMemberId)
  }

  @Test func `clients of a group are known by id and address`() throws {
    let world = try world()
    let connection = world.connect()
    try join(world, on: connection)
    world.pass(.milliseconds(10))
    let described = try world.call(DescribeGroupsRequest.with { $0.groups = ["g"] }, version: 4)
    let member = try #require(described.groups.first?.members.first)
    #expect(member.clientId == "test")
    #expect(member.clientHost == "/10.0.0.7")
  }

  @Test func `another group's requests on the same connection keep their order`() throws {
    let world = try world()
    let connection = world.connect()
    try join(world, on: connection)
    try world.send(ApiVersionsRequest(), version: 0, correlation: 77, on: connection)
    world.pass(.milliseconds(10))
    #expect(world.correlations(on: connection).last == 77)
    #expect(world.correlations(on: connection).count == 2)
  }
}
