import KafkaMessages
import KafkaWire
import Testing

@testable import KafkaBrokerCore

@Suite struct RebalanceTests {
  @Test func `a join waits until the others have joined again`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    let b = world.memberID()
    let joined = world.join(as: b)
    #expect(joined.isWaiting)
    #expect(world.heartbeat(as: a) == .rebalanceInProgress)
    #expect(world.sync(as: a).error == .rebalanceInProgress)
    let rejoined = world.join(as: a)
    #expect(rejoined.join?.generationId == 2)
    #expect(joined.join?.generationId == 2)
    #expect(joined.join?.leader == a)
  }

  @Test func `the generation grows by one with each round`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    for generation in 2...6 as ClosedRange<Int32> {
      #expect(world.join(as: a).join?.generationId == generation)
      world.sync(as: a, generation: generation, [a: "A"])
    }
  }

  @Test func `a member that repeats its join while the group completes hears the same generation`() {
    let world = GroupWorld()
    let a = world.memberID()
    world.join(as: a)
    let again = world.join(as: a)
    #expect(again.join?.generationId == 1)
    #expect(again.join?.members.count == 1)
    #expect(world.join(as: a, protocols: [("range", "new")]).join?.generationId == 2)
  }

  @Test func `a follower that joins a stable group again without change starts no round`() {
    let world = GroupWorld()
    let members = world.stableGroup(members: 2)
    let again = world.join(as: members[1])
    #expect(again.join?.generationId == 2)
    #expect(again.join?.members == [])
    #expect(world.heartbeat(as: members[0], generation: 2) == ErrorCode.none)
  }

  @Test func `a follower with other metadata starts a round`() {
    let world = GroupWorld()
    let members = world.stableGroup(members: 2)
    #expect(world.join(as: members[1], protocols: [("range", "new")]).isWaiting)
    #expect(world.heartbeat(as: members[0], generation: 2) == .rebalanceInProgress)
  }

  @Test func `a leader that joins again starts a round`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    #expect(world.join(as: a).join?.generationId == 2)
  }

  @Test func `members who do not join in time are left behind`() {
    let world = GroupWorld()
    let a = world.stableGroup(session: 10_000, rebalance: 12_000)[0]
    let joined = world.join(as: world.memberID(), rebalance: 6_000)
    for _ in 0..<3 {
      world.sleep(.seconds(3))
      #expect(world.heartbeat(as: a) == .rebalanceInProgress)
    }
    world.sleep(.milliseconds(2_999))
    #expect(joined.isWaiting)
    world.sleep(.milliseconds(1))
    #expect(joined.join?.generationId == 2)
    #expect(joined.join?.members.count == 1)
    #expect(world.heartbeat(as: a) == .unknownMemberId)
  }

  @Test func `a round waits as long as the slowest member asked for`() {
    let world = GroupWorld()
    let a = world.stableGroup(session: 60_000, rebalance: 6_000)[0]
    let joined = world.join(as: world.memberID(rebalance: 20_000), rebalance: 20_000)
    world.sleep(.milliseconds(19_999))
    #expect(joined.isWaiting)
    world.sleep(.milliseconds(1))
    #expect(joined.join?.generationId == 2)
    #expect(world.heartbeat(as: a) == .unknownMemberId)
  }

  @Test func `a member that waits for the others needs no heartbeat`() {
    let world = GroupWorld()
    let members = world.stableGroup(members: 2, session: 6_000, rebalance: 30_000)
    let waiting = world.join(as: members[1], session: 6_000, rebalance: 30_000, protocols: [("range", "new")])
    for _ in 0..<8 {
      world.sleep(.seconds(3))
      world.heartbeat(as: members[0], generation: 2)
    }
    #expect(waiting.isWaiting)
    world.join(as: members[0], session: 6_000, rebalance: 30_000)
    #expect(waiting.join?.generationId == 3)
    #expect(world.heartbeat(as: members[1], generation: 3) == ErrorCode.none)
  }

  @Test func `a leader that dies before it assigns is replaced`() {
    let world = GroupWorld()
    let a = world.memberID(session: 6_000)
    world.join(as: a, session: 6_000)
    let b = world.memberID()
    world.join(as: b)
    world.join(as: a, session: 6_000)
    let waiting = world.sync(as: b, generation: 2)
    #expect(waiting.isWaiting)
    world.sleep(.seconds(6))
    #expect(waiting.error == .rebalanceInProgress)
    let next = world.join(as: b)
    #expect(next.join?.generationId == 3)
    #expect(next.join?.leader == b)
  }

  @Test func `members who never ask for their assignment are dropped after the rebalance timeout`() {
    let world = GroupWorld()
    let a = world.memberID(session: 60_000)
    world.join(as: a, session: 60_000, rebalance: 6_000)
    let b = world.memberID(session: 60_000)
    world.join(as: b, session: 60_000, rebalance: 6_000)
    world.join(as: a, session: 60_000, rebalance: 6_000)
    world.sync(as: a, generation: 2, [a: "A", b: "B"])
    #expect(world.describe()?.groupState == "Stable")
    world.sleep(.seconds(6))
    #expect(world.describe()?.groupState == "PreparingRebalance")
    #expect(world.heartbeat(as: b, generation: 2) == .unknownMemberId)
    #expect(world.join(as: a).join?.generationId == 3)
  }

  @Test func `a leader that does not join again loses the lead`() {
    let world = GroupWorld()
    let members = world.stableGroup(members: 2, session: 60_000, rebalance: 10_000)
    let joined = world.join(as: members[1], protocols: [("range", "new")])
    world.sleep(.seconds(60))
    #expect(joined.join?.leader == members[1])
    #expect(joined.join?.members.count == 1)
  }

  @Test func `twenty members who come and go end in one stable generation`() {
    let world = GroupWorld { $0.initialRebalanceDelay = .milliseconds(100) }
    var previous: Int32 = 0
    for _ in 0..<5 {
      let ids = (0..<20).map { _ in world.memberID() }
      let joins = ids.map { world.join(as: $0) }
      world.sleep(.seconds(1))
      let generation = joins[0].join?.generationId ?? -1
      #expect(generation > previous)
      previous = generation
      #expect(Set(joins.map { $0.join?.generationId }) == [generation])
      let leader = joins[0].join?.leader ?? ""
      world.sync(as: leader, generation: generation, Dictionary(uniqueKeysWithValues: ids.map { ($0, $0) }))
      for id in ids {
        #expect(world.sync(as: id, generation: generation).sync?.text == id)
        #expect(world.heartbeat(as: id, generation: generation) == ErrorCode.none)
      }
      for id in ids { #expect(world.leave("g", (id, nil)).leave?.members.first?.errorCode == 0) }
      #expect(world.describe()?.groupState == "Empty")
    }
  }
}
