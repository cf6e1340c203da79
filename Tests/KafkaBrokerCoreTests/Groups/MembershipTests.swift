import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaBrokerCore

@Suite struct HeartbeatTests {
  @Test func `a heartbeat is good, late, old or foreign`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    #expect(world.heartbeat(as: a) == ErrorCode.none)
    #expect(world.heartbeat(as: a, generation: 0) == .illegalGeneration)
    #expect(world.heartbeat(as: a, generation: 2) == .illegalGeneration)
    #expect(world.heartbeat(as: "made-up") == .unknownMemberId)
    #expect(world.heartbeat(as: "") == .unknownMemberId)
    #expect(world.heartbeat("other", as: "x") == .unknownMemberId)
    #expect(world.heartbeat("", as: "x") == .invalidGroupId)
    #expect(world.heartbeat(as: a, instance: "i") == .unknownMemberId)
  }

  @Test func `a heartbeat is good while the group completes`() {
    let world = GroupWorld()
    let a = world.memberID()
    world.join(as: a)
    #expect(world.heartbeat(as: a) == ErrorCode.none)
  }

  @Test func `a member that is silent for its session timeout is removed`() {
    let world = GroupWorld()
    let members = world.stableGroup(members: 2, session: 10_000)
    world.sleep(.seconds(5))
    #expect(world.heartbeat(as: members[1], generation: 2) == ErrorCode.none)
    world.sleep(.milliseconds(4_999))
    #expect(world.heartbeat(as: members[1], generation: 2) == ErrorCode.none)
    world.sleep(.milliseconds(1))
    #expect(world.heartbeat(as: members[1], generation: 2) == .rebalanceInProgress)
    #expect(world.heartbeat(as: members[0], generation: 2) == .unknownMemberId)
  }

  @Test func `a member that is heard of in time is never removed`() {
    let world = GroupWorld()
    let a = world.stableGroup(session: 10_000)[0]
    for _ in 0..<20 {
      world.sleep(.seconds(5))
      #expect(world.heartbeat(as: a) == ErrorCode.none)
    }
  }

  @Test func `a commit keeps the session alive`() {
    let world = GroupWorld()
    let a = world.stableGroup(session: 10_000)[0]
    for _ in 0..<5 {
      world.sleep(.seconds(9))
      #expect(world.commit(as: a, generation: 1).committed == [.none])
    }
  }

  @Test func `many groups expire each at its own time`() {
    let world = GroupWorld()
    for number in 0..<20 {
      _ = world.stableGroup("g\(number)", session: Int32(10_000 + number * 1_000))
    }
    for number in 0..<20 {
      world.sleep(number == 0 ? .seconds(10) : .seconds(1))
      #expect(world.list(states: ["Empty"])?.groups.count == number + 1)
    }
  }
}

@Suite struct LeaveGroupTests {
  @Test func `the others hear at once that a member has left`() {
    let world = GroupWorld()
    let members = world.stableGroup(members: 2)
    #expect(world.leave("g", (members[1], nil)).leave?.members.map(\.errorCode) == [0])
    #expect(world.heartbeat(as: members[0], generation: 2) == .rebalanceInProgress)
    #expect(world.join(as: members[0]).join?.members.count == 1)
  }

  @Test func `the last one leaves an empty group, and the next begins a later generation`() throws {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    world.leave("g", (a, nil))
    #expect(world.describe()?.groupState == "Empty")
    #expect(world.describe()?.protocolType == "consumer")
    #expect(world.join(as: world.memberID()).join?.generationId == 3)
  }

  @Test func `a batch has an answer for each member`() {
    let world = GroupWorld()
    let members = world.stableGroup(members: 2)
    let answer = world.leave("g", (members[0], nil), ("made-up", nil), (members[1], nil)).leave
    #expect(answer?.errorCode == 0)
    #expect(answer?.members.map(\.memberId) == [members[0], "made-up", members[1]])
    #expect(answer?.members.map(\.errorCode) == [0, ErrorCode.unknownMemberId.rawValue, 0])
    #expect(world.describe()?.groupState == "Empty")
  }

  @Test func `nobody leaves, a foreign group is left, and an id that was not used is given back`() {
    let world = GroupWorld()
    _ = world.stableGroup()
    #expect(world.leave("g").leave?.members == [])
    #expect(world.leave("other", ("x", nil)).leave?.members.map(\.errorCode) == [ErrorCode.unknownMemberId.rawValue])
    #expect(world.leave("", ("x", nil)).error == .invalidGroupId)
    let pending = world.memberID()
    #expect(world.leave("g", (pending, nil)).leave?.members.map(\.errorCode) == [0])
    // Nobody was in the group by that id, so the others are not disturbed.
    #expect(world.describe()?.groupState == "Stable")
    #expect(world.join(as: pending).error == .unknownMemberId)
  }

  @Test func `before version 3 the error is the answer's own`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    func leave(_ id: String) -> ErrorCode? {
      let request = LeaveGroupRequest.with {
        $0.groupId = "g"
        $0.memberId = id
      }
      return world.send { $0.leaveGroup(request, from: world.client(2), token: $1, at: $2) }.error
    }
    #expect(leave("made-up") == .unknownMemberId)
    #expect(leave(a) == ErrorCode.none)
    #expect(world.describe()?.groupState == "Empty")
  }

  @Test func `a member that leaves while it waits in a join frees the others`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    let b = world.memberID()
    let c = world.memberID()
    let waiting = world.join(as: b)
    world.join(as: a)
    #expect(waiting.isWaiting)  // for c
    world.leave("g", (b, nil))
    #expect(waiting.error == .unknownMemberId)
    let joined = world.join(as: c)
    #expect(joined.join?.generationId == 2)
  }

  @Test func `a long reason is no trouble`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    let request = LeaveGroupRequest.with {
      $0.groupId = "g"
      $0.members = [
        .with {
          $0.memberId = a
          $0.reason = String(repeating: "r", count: 1000)
        }
      ]
    }
    let answer = world.send { $0.leaveGroup(request, from: world.client(5), token: $1, at: $2) }
    #expect(answer.leave?.members.map(\.errorCode) == [0])
  }
}

@Suite struct StaticMemberTests {
  private func stable(_ instance: String = "i1", session: Int32 = 10_000) -> (GroupWorld, String) {
    let world = GroupWorld()
    let id = world.join(instance: instance, session: session).join?.memberId ?? ""
    world.sync(as: id, instance: instance, [id: "A"])
    return (world, id)
  }

  @Test func `a static member joins without the detour for an id`() throws {
    let response = try #require(GroupWorld().join(instance: "i1").join)
    #expect(response.errorCode == 0)
    #expect(response.memberId.hasPrefix("i1-"))
    #expect(response.members.map(\.groupInstanceId) == ["i1"])
  }

  @Test func `a restart keeps the assignment, and the others hear nothing`() throws {
    let (world, old) = stable()
    let back = try #require(world.join(instance: "i1").join)
    #expect(back.generationId == 1)
    #expect(back.memberId != old)
    #expect(back.leader == back.memberId)
    #expect(back.skipAssignment)
    #expect(back.members.count == 1)
    #expect(world.sync(as: back.memberId, instance: "i1").sync?.text == "A")
    #expect(world.heartbeat(as: back.memberId, instance: "i1") == ErrorCode.none)
  }

  @Test func `before version 9 a leader that comes back is told its old name`() throws {
    let (world, old) = stable()
    let back = try #require(world.join(instance: "i1", version: 8).join)
    #expect(back.leader == old)
    #expect(!back.skipAssignment)
    #expect(back.members == [])
  }

  @Test func `who still uses the old id is fenced`() throws {
    let (world, old) = stable()
    world.join(instance: "i1")
    #expect(world.heartbeat(as: old, instance: "i1") == .fencedInstanceId)
    #expect(world.sync(as: old, instance: "i1").error == .fencedInstanceId)
    #expect(world.commit(as: old, generation: 1, instance: "i1").committed == [.fencedInstanceId])
    #expect(world.join(as: old, instance: "i1").error == .fencedInstanceId)
    #expect(world.join(as: "made-up", instance: "i1").error == .fencedInstanceId)
    #expect(world.heartbeat(as: old) == .unknownMemberId)
  }

  @Test func `whoever waits under the old id is told so`() {
    let world = GroupWorld()
    let a = world.join(instance: "i1").join?.memberId ?? ""
    world.sync(as: a, instance: "i1", [a: "A"])
    let b = world.join(instance: "i2")
    #expect(b.isWaiting)
    let again = world.join(instance: "i2")
    #expect(b.error == .fencedInstanceId)
    world.join(as: a, instance: "i1")
    #expect(again.join?.generationId == 2)
  }

  @Test func `other metadata for the same protocol is kept without a round`() {
    let (world, _) = stable()
    let back = world.join(instance: "i1", protocols: [("range", "changed")]).join
    #expect(back?.generationId == 1)
    #expect(back?.metadata.values.first == "changed")
    #expect(world.describe()?.members.first.map { String(buffer: $0.memberMetadata) } == "changed")
  }

  @Test func `a restart that changes the group's choice starts a round`() {
    let world = GroupWorld()
    let id = world.join(instance: "i1", protocols: [("range", "m"), ("x", "m")]).join?.memberId ?? ""
    world.sync(as: id, instance: "i1", [id: "A"])
    let back = world.join(instance: "i1", protocols: [("x", "m")]).join
    #expect(back?.generationId == 2)
    #expect(back?.protocolName == "x")
  }

  @Test func `a static member keeps its place over a round it misses`() {
    let world = GroupWorld()
    let a = world.join(instance: "i1", session: 60_000, rebalance: 6_000).join?.memberId ?? ""
    world.sync(as: a, instance: "i1", [a: "A"])
    let b = world.join(as: world.memberID(), session: 60_000, rebalance: 6_000)
    world.sleep(.seconds(6))
    #expect(b.join?.generationId == 2)
    #expect(b.join?.members.count == 2)
    #expect(b.join?.leader == b.join?.memberId)
  }

  @Test func `a static member expires with its session`() {
    let (world, id) = stable(session: 10_000)
    world.sleep(.seconds(10))
    #expect(world.heartbeat(as: id, instance: "i1") == .unknownMemberId)
    #expect(world.describe()?.groupState == "Empty")
  }

  @Test func `a silent static member does not keep a round going for ever`() {
    let world = GroupWorld()
    let a = world.join(instance: "i1", session: 60_000, rebalance: 6_000).join?.memberId ?? ""
    world.sync(as: a, instance: "i1", [a: "A"])
    let b = world.memberID()
    world.join(as: b, rebalance: 6_000)
    world.leave("g", (b, nil))
    world.sleep(.seconds(59))
    #expect(world.describe()?.groupState == "PreparingRebalance")
    world.sleep(.seconds(2))
    #expect(world.describe()?.groupState == "Empty")
  }

  @Test func `an operator removes a static member by its instance id`() {
    let (world, id) = stable()
    let fenced = ErrorCode.fencedInstanceId.rawValue
    #expect(world.leave("g", ("wrong", "i1")).leave?.members.map(\.errorCode) == [fenced])
    #expect(world.leave("g", (id, "i9")).leave?.members.map(\.errorCode) == [ErrorCode.unknownMemberId.rawValue])
    #expect(world.leave("g", ("", "i9")).leave?.members.map(\.errorCode) == [ErrorCode.unknownMemberId.rawValue])
    #expect(world.leave("g", ("", "i1")).leave?.members.map(\.errorCode) == [0])
    #expect(world.describe()?.groupState == "Empty")
  }

  @Test func `a replacement that cannot be written is taken back`() {
    let (world, old) = stable()
    world.appends = .fail(.requestTimedOut)
    #expect(world.join(instance: "i1").error == .coordinatorNotAvailable)
    world.appends = .succeed
    #expect(world.heartbeat(as: old, instance: "i1") == ErrorCode.none)
    #expect(world.sync(as: old, instance: "i1").sync?.text == "A")
  }

  @Test func `a replacement during which a round begins waits for that round`() {
    let (world, _) = stable()
    world.appends = .wait
    let back = world.join(instance: "i1")
    let other = world.join(as: world.memberID())
    world.deliverAppends()
    // Both have joined, so the round was complete at once.
    #expect(back.join?.generationId == 2)
    #expect(other.join?.generationId == 2)
  }
}
