import KafkaMessages
import KafkaWire
import OrderedCollections
import Testing

@testable import KafkaBrokerCore

@Suite struct JoinGroupTests {
  @Test func `a client without an id is given one and comes back with it`() throws {
    let world = GroupWorld()
    let first = world.join()
    #expect(first.error == .memberIdRequired)
    let id = try #require(first.join?.memberId)
    #expect(id.hasPrefix("client-"))
    #expect(id.utf8.count == "client-".utf8.count + 36)
    #expect(first.join?.generationId == -1)

    let second = try #require(world.join(as: id).join)
    #expect(second.errorCode == 0)
    #expect(second.generationId == 1)
    #expect(second.leader == id)
    #expect(second.memberId == id)
    #expect(second.protocolType == "consumer")
    #expect(second.protocolName == "range")
    #expect(second.metadata == [id: "m"])
  }

  @Test(arguments: [0, 1, 2, 3] as [Int16])
  func `before version 4 a client joins at once`(version: Int16) throws {
    let response = try #require(GroupWorld().join(version: version).join)
    #expect(response.errorCode == 0)
    #expect(response.generationId == 1)
    #expect(response.leader == response.memberId)
  }

  @Test func `ids of members are all different`() {
    let world = GroupWorld()
    let ids = Set((0..<50).map { _ in world.memberID() })
    #expect(ids.count == 50)
  }

  @Test func `an id that was given out lapses with the session timeout`() {
    let world = GroupWorld()
    let id = world.memberID(session: 10_000)
    world.sleep(.milliseconds(9999))
    #expect(world.group()?.pendingMembers.count == 1)
    world.sleep(.milliseconds(1))
    #expect(world.join(as: id).error == .unknownMemberId)
  }

  @Test func `an id that is never used delays a round no longer than its session`() {
    let world = GroupWorld()
    _ = world.stableGroup()
    _ = world.memberID(session: 6_000)
    let leader = world.group()?.leader ?? ""
    let rejoined = world.join(as: leader)
    #expect(rejoined.isWaiting)
    world.sleep(.seconds(6))
    #expect(rejoined.join?.generationId == 2)
  }

  @Test func `a made-up id is not let in`() {
    let world = GroupWorld()
    #expect(world.join(as: "made-up").error == .unknownMemberId)
    #expect(world.group() == nil)
    _ = world.stableGroup()
    let refused = world.join(as: "made-up")
    #expect(refused.error == .unknownMemberId)
    #expect(refused.join?.memberId == "made-up")
  }

  @Test func `requests that make no sense are refused and leave no group behind`() {
    let world = GroupWorld()
    #expect(world.join("").error == .invalidGroupId)
    #expect(world.join(session: 5_999).error == .invalidSessionTimeout)
    #expect(world.join(session: 1_800_001).error == .invalidSessionTimeout)
    #expect(world.join(session: -1).error == .invalidSessionTimeout)
    #expect(world.list()?.groups == [])
    #expect(world.log.isEmpty)
  }

  @Test func `a group whose first member is turned away stays, empty, until it is cleaned up`() {
    let world = GroupWorld()
    #expect(world.join(type: "").error == .inconsistentGroupProtocol)
    #expect(world.join(protocols: []).error == .inconsistentGroupProtocol)
    #expect(world.list()?.groups.map(\.groupState) == ["Empty"])
    world.sleep(.seconds(600))
    #expect(world.list()?.groups == [])
  }

  @Test func `a group that cannot be written leaves nothing of a member that is turned away`() {
    let world = GroupWorld()
    world.appends = .fail(.kafkaStorageError)
    #expect(world.join(type: "").error == .notCoordinator)
    #expect(world.group() == nil)
  }

  @Test func `a joiner of another kind or without a common protocol is refused, and the group goes on`() {
    let world = GroupWorld()
    let members = world.stableGroup()
    #expect(world.join(type: "connect").error == .inconsistentGroupProtocol)
    #expect(world.join(protocols: [("roundrobin", "m")]).error == .inconsistentGroupProtocol)
    #expect(world.heartbeat(as: members[0]) == ErrorCode.none)
  }

  @Test func `the protocol that all know is chosen, with everybody's metadata for it`() throws {
    let world = GroupWorld()
    let a = world.memberID()
    let b = world.memberID()
    world.join(as: a, protocols: [("x", "ax"), ("y", "ay")])
    let joined = world.join(as: b, protocols: [("y", "by"), ("z", "bz")])
    let rejoined = world.join(as: a, protocols: [("x", "ax"), ("y", "ay")])
    #expect(rejoined.join?.protocolName == "y")
    #expect(joined.join?.protocolName == "y")
    #expect(rejoined.join?.metadata == [a: "ay", b: "by"])
    #expect(joined.join?.members == [])
  }

  @Test func `among common protocols the one that most members prefer is chosen`() {
    let world = GroupWorld()
    let ids = (0..<3).map { _ in world.memberID() }
    world.join(as: ids[0], protocols: [("x", "m"), ("y", "m")])
    world.join(as: ids[1], protocols: [("y", "m"), ("x", "m")])
    world.join(as: ids[2], protocols: [("y", "m"), ("x", "m")])
    let answer = world.join(as: ids[0], protocols: [("x", "m"), ("y", "m")])
    #expect(answer.join?.protocolName == "y")
    #expect(answer.join?.generationId == 2)
  }

  @Test func `all members hear of the same generation, and only the leader of the others`() {
    let world = GroupWorld()
    let members = world.stableGroup(members: 2)
    let third = world.memberID()
    let joins = [third, members[0], members[1]].map { world.join(as: $0) }
    #expect(Set(joins.map { $0.join?.generationId }) == [3])
    #expect(Set(joins.map { $0.join?.leader }) == [members[0]])
    #expect(joins.map { $0.join?.members.count } == [0, 3, 0])
  }

  @Test func `an empty group gathers its members during the initial delay`() {
    let world = GroupWorld { $0.initialRebalanceDelay = .seconds(3) }
    var joins: [GroupWorld.Waiting] = []
    for _ in 0..<5 {
      joins.append(world.join(as: world.memberID()))
      world.sleep(.milliseconds(200))
    }
    #expect(joins.allWaiting)
    // One second has passed. Somebody joined during the first delay, so a second one follows.
    #expect(world.sleep(.milliseconds(4999)).isEmpty)
    #expect(world.sleep(.milliseconds(1)).count == 5)
    #expect(Set(joins.map { $0.join?.generationId }) == [1])
    #expect(joins[0].join?.members.count == 5)
  }

  @Test func `the initial delay is not extended beyond the rebalance timeout`() {
    let world = GroupWorld { $0.initialRebalanceDelay = .seconds(3) }
    let first = world.join(as: world.memberID(rebalance: 7_000), rebalance: 7_000)
    for _ in 0..<6 {
      world.sleep(.seconds(1))
      world.join(as: world.memberID(rebalance: 7_000), rebalance: 7_000)
    }
    #expect(first.isWaiting)
    world.sleep(.seconds(1))
    #expect(first.join?.members.count == 7)
  }

  @Test func `a group that is full turns newcomers away`() {
    let world = GroupWorld { $0.maximumSize = 2 }
    let members = world.stableGroup(members: 2)
    let refused = world.join()
    #expect(refused.error == .groupMaxSizeReached)
    #expect(refused.join?.memberId == "")
    #expect(world.heartbeat(as: members[0], generation: 2) == ErrorCode.none)
    #expect(world.join(as: members[1]).error == ErrorCode.none)
  }

  @Test func `in a round the last to come are turned away when the group is too big`() {
    let world = GroupWorld { $0.maximumSize = 2 }
    let a = world.stableGroup()[0]
    let b = world.memberID()
    let c = world.memberID()
    let joined = [world.join(as: b), world.join(as: a)]
    // The pending id of c is the only one missing.
    #expect(joined.allWaiting)
    #expect(world.join(as: c).error == .groupMaxSizeReached)
    world.sleep(.seconds(10))
    #expect(joined.map { $0.join?.generationId } == [2, 2])
  }

  @Test func `ids that are never used do not pile up`() {
    let world = GroupWorld()
    for _ in 0..<(GroupLimits.pendingMembers + 10) { _ = world.memberID() }
    #expect(world.group()?.pendingMembers.count == GroupLimits.pendingMembers)
  }

  @Test func `a repeated join takes the place of the one that waits`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    let b = world.memberID()
    let first = world.join(as: b)
    let second = world.join(as: b)
    #expect(first.error == .rebalanceInProgress)
    #expect(second.isWaiting)
    world.join(as: a)
    #expect(second.join?.generationId == 2)
  }

  @Test func `a new member that waits too long is dropped`() {
    let world = GroupWorld()
    let a = world.stableGroup(session: 1_800_000, rebalance: 1_800_000)[0]
    let b = world.memberID()
    let waiting = world.join(as: b)
    for _ in 0..<10 {
      world.sleep(.seconds(29))
      world.heartbeat(as: a)
    }
    #expect(waiting.isWaiting)
    world.sleep(.seconds(10))
    #expect(waiting.error == .unknownMemberId)
  }

  @Test func `an assignment of any size comes through whole`() {
    let world = GroupWorld()
    let id = world.memberID()
    world.join(as: id)
    let bytes = String(repeating: "x", count: 500 * 1024)
    #expect(world.sync(as: id, [id: bytes]).sync?.text == bytes)
  }

  @Test func `three hundred members come to one generation`() {
    let world = GroupWorld { $0.initialRebalanceDelay = .seconds(3) }
    let joins = (0..<300).map { _ in world.join(as: world.memberID()) }
    world.sleep(.seconds(6))
    #expect(Set(joins.map { $0.join?.generationId }) == [1])
    #expect(joins[0].join?.members.count == 300)
  }
}
