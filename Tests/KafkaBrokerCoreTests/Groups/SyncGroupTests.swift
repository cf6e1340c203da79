import KafkaMessages
import KafkaWire
import Testing

@testable import KafkaBrokerCore

@Suite struct SyncGroupTests {
  /// Three members in generation 3 that have not asked for their assignment.
  private func completing() -> (GroupWorld, [String]) {
    let world = GroupWorld()
    let members = world.stableGroup(members: 2)
    let third = world.memberID()
    for id in [third, members[0], members[1]] { world.join(as: id) }
    return (world, members + [third])
  }

  @Test func `everybody gets exactly what the leader gave`() {
    let (world, ids) = completing()
    let followers = [world.sync(as: ids[1], generation: 3), world.sync(as: ids[2], generation: 3)]
    #expect(followers.allWaiting)
    let leader = world.sync(as: ids[0], generation: 3, [ids[0]: "one", ids[1]: "two", ids[2]: "three"])
    #expect(leader.sync?.text == "one")
    #expect(followers.map { $0.sync?.text } == ["two", "three"])
    #expect(leader.sync?.protocolType == "consumer")
    #expect(leader.sync?.protocolName == "range")
    // Asked again, in a stable group, each gets the same.
    #expect(world.sync(as: ids[2], generation: 3).sync?.text == "three")
  }

  @Test func `a member left out gets nothing, and one made up is not looked at`() {
    let (world, ids) = completing()
    world.sync(as: ids[0], generation: 3, [ids[1]: "two", "foreign": "F"])
    #expect(world.sync(as: ids[2], generation: 3).sync?.text == "")
    #expect(world.sync(as: ids[2], generation: 3).error == ErrorCode.none)
    #expect(world.describe()?.members.count == 3)
  }

  @Test func `what a follower assigns does not count`() {
    let (world, ids) = completing()
    let follower = world.sync(as: ids[1], generation: 3, [ids[0]: "wrong", ids[1]: "wrong"])
    world.sync(as: ids[0], generation: 3, [ids[1]: "right"])
    #expect(follower.sync?.text == "right")
  }

  @Test func `wrong generations, members, groups and protocols are refused`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    #expect(world.sync(as: a, generation: 2).error == .illegalGeneration)
    #expect(world.sync(as: a, generation: 0).error == .illegalGeneration)
    #expect(world.sync(as: "made-up").error == .unknownMemberId)
    #expect(world.sync("other", as: "x").error == .unknownMemberId)
    #expect(world.sync("", as: "x").error == .invalidGroupId)
    #expect(world.sync(as: a, type: "connect").error == .inconsistentGroupProtocol)
    #expect(world.sync(as: a, name: "roundrobin").error == .inconsistentGroupProtocol)
    #expect(world.sync(as: a, type: nil, name: nil).error == .inconsistentGroupProtocol)
    #expect(world.sync(as: a, type: nil, name: nil, version: 4).error == ErrorCode.none)
  }

  @Test func `those who wait are sent back when somebody joins`() {
    let (world, ids) = completing()
    let waiting = world.sync(as: ids[1], generation: 3)
    world.join(as: world.memberID())
    #expect(waiting.error == .rebalanceInProgress)
  }

  @Test func `a repeated sync takes the place of the one that waits`() {
    let (world, ids) = completing()
    let first = world.sync(as: ids[1], generation: 3)
    let second = world.sync(as: ids[1], generation: 3)
    #expect(first.error == .rebalanceInProgress)
    world.sync(as: ids[0], generation: 3, [ids[1]: "two"])
    #expect(second.sync?.text == "two")
  }

  @Test func `an assignment is in force only when the log has it`() {
    let world = GroupWorld()
    let a = world.memberID()
    world.join(as: a)
    world.appends = .wait
    let sync = world.sync(as: a, [a: "A"])
    #expect(sync.isWaiting)
    #expect(world.describe()?.groupState == "CompletingRebalance")
    world.deliverAppends()
    #expect(sync.sync?.text == "A")
    #expect(world.describe()?.groupState == "Stable")
  }

  @Test func `an assignment that comes too late is for nobody`() {
    let world = GroupWorld()
    let a = world.memberID()
    world.join(as: a)
    world.appends = .wait
    let sync = world.sync(as: a, [a: "A"])
    let joined = world.join(as: world.memberID())
    #expect(sync.error == .rebalanceInProgress)
    world.deliverAppends()
    #expect(world.describe()?.groupState == "PreparingRebalance")
    world.join(as: a)
    #expect(joined.join?.generationId == 2)
  }

  @Test func `an assignment that cannot be written sends everybody back`() {
    let (world, ids) = completing()
    world.appends = .fail(.notEnoughReplicas)
    let follower = world.sync(as: ids[1], generation: 3)
    let leader = world.sync(as: ids[0], generation: 3, [ids[0]: "one"])
    #expect(leader.error == .coordinatorNotAvailable)
    #expect(follower.error == .coordinatorNotAvailable)
    #expect(world.describe()?.groupState == "PreparingRebalance")
  }
}
