import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaClientCore

@Suite struct ClassicGroupMachineTests {
  typealias Dialogue = GroupDialogue

  // MARK: Joining

  @Test func `a new member joins with an empty identifier and its subscription`() throws {
    var group = Dialogue()
    let sent = try Dialogue.request(group.machine.subscribe(to: ["b", "a"], now: group.now))
    let join = try #require(sent.join)
    #expect(join.groupId == "g")
    #expect(join.memberId == "")
    #expect(join.protocolType == "consumer")
    #expect(join.sessionTimeoutMs == 45_000)
    #expect(join.rebalanceTimeoutMs == 300_000)
    #expect(join.protocols.map(\.name) == ["range"])
    let member = try GroupSubscription.member(
      identifier: "x", instanceIdentifier: nil, metadata: #require(join.protocols.first).metadata)
    #expect(member.topics == ["a", "b"])
    #expect(member.generation == -1)
  }

  @Test func `it joins again at once with the identifier that the coordinator gives it`() throws {
    var group = Dialogue()
    let first = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    let second = try Dialogue.request(group.joinFails(first.id, .memberIdRequired, member: "m-1"))
    #expect(second.join?.memberId == "m-1")
    #expect(second.id != first.id)
  }

  @Test func `a follower syncs without assignments and owns what it is given`() throws {
    var group = Dialogue()
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    let sync = try Dialogue.request(group.joined(join.id, generation: 4, member: "m"))
    #expect(sync.sync?.assignments == [])
    #expect(sync.sync?.generationId == 4)
    #expect(sync.sync?.protocolName == "range")
    #expect(group.synced(sync.id, Dialogue.partitions(0, 1)) == [.assign(Dialogue.partitions(0, 1))])
    #expect(group.machine.state == .stable)
    #expect(group.machine.owned == Dialogue.partitions(0, 1))
  }

  @Test func `a leader asks for the layouts and sends everybody's share`() throws {
    var group = Dialogue()
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    let metadata = try #require(join.join?.protocols.first).metadata
    let members: [JoinGroupResponse.JoinGroupResponseMember] = ["a", "m"].map { name in
      .with {
        $0.memberId = name
        $0.metadata = metadata
      }
    }
    #expect(group.joined(join.id, leader: "m", members: members) == [.describe(topics: ["t"])])
    let sync = try Dialogue.request(
      group.machine.assign(layouts: ["t": TopicLayout(partitionCount: 3)], now: group.now))
    let shares = try #require(sync.sync).assignments.map { assignment in
      (assignment.memberId, try GroupSubscription.assignment(assignment.assignment))
    }
    #expect(shares.map(\.0) == ["a", "m"])
    #expect(shares.map(\.1) == [Dialogue.partitions(0, 1), Dialogue.partitions(2)])
  }

  @Test func `a leader that comes back and is told to skip the assignment only syncs`() throws {
    var group = Dialogue(instance: "i")
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    let sync = try Dialogue.request(group.joined(join.id, leader: "m", skip: true))
    #expect(sync.sync?.assignments == [])
    #expect(sync.sync?.groupInstanceId == "i")
  }

  @Test func `a protocol that was not offered ends the membership`() throws {
    var group = Dialogue()
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    #expect(group.joined(join.id, protocolName: "sticky") == [.fail(.unknownProtocol("sticky"))])
  }

  @Test(arguments: [ErrorCode.coordinatorNotAvailable, .notCoordinator])
  func `a coordinator that is none is looked for anew, after a wait`(error: ErrorCode) throws {
    var group = Dialogue()
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    #expect(group.joinFails(join.id, error) == [.forgetCoordinator])
    #expect(try Dialogue.request(group.pass(.milliseconds(120))).join != nil)
  }

  @Test(arguments: [
    ErrorCode.inconsistentGroupProtocol, .invalidSessionTimeout, .invalidGroupId, .groupMaxSizeReached,
    .groupAuthorizationFailed,
  ])
  func `a refusal that waiting does not cure ends the membership`(error: ErrorCode) throws {
    var group = Dialogue()
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    #expect(group.joinFails(join.id, error) == [.fail(.refused(.joinGroup, error))])
    #expect(group.machine.nextDeadline == .distantFuture)
  }

  @Test func `without an answer it waits longer each time and joins again`() throws {
    var group = Dialogue()
    var id = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now)).id
    var waits: [Duration] = []
    for _ in 0..<4 {
      #expect(group.machine.requestFailed(id, now: group.now) == [.forgetCoordinator])
      waits.append(group.machine.nextDeadline - group.now)
      id = try Dialogue.request(group.pass(.seconds(2))).id
    }
    #expect(waits == waits.sorted())
    #expect(try #require(waits.last) > .milliseconds(600))
  }

  @Test func `an answer to an earlier request is ignored`() throws {
    var group = Dialogue()
    let first = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    _ = group.joinFails(first.id, .memberIdRequired, member: "m")
    #expect(group.joined(first.id, generation: 9) == [])
    #expect(group.machine.generation == -1)
  }

  // MARK: Heartbeats

  @Test func `heartbeats go out at the interval while the member is stable`() throws {
    var group = Dialogue()
    try group.becomeStable(owning: 0)
    #expect(group.pass(.milliseconds(2999)) == [])
    let beat = try Dialogue.request(group.pass(.milliseconds(1)))
    #expect(beat.heartbeat?.generationId == 1)
    #expect(beat.heartbeat?.memberId == "m")
    #expect(group.pass(.seconds(3)) == [], "one heartbeat is in flight at a time")
    #expect(group.heartbeatAnswered(beat.id) == [])
    #expect(try Dialogue.request(group.pass(.seconds(3))).heartbeat != nil)
  }

  @Test func `a rebalance makes an eager member give up all and join again`() throws {
    var group = Dialogue()
    try group.becomeStable(owning: 0, 1)
    let beat = try Dialogue.request(group.pass(.seconds(3)))
    #expect(
      group.heartbeatAnswered(beat.id, .rebalanceInProgress) == [.release(Dialogue.partitions(0, 1), .revoked)])
    #expect(try Dialogue.request(group.pass(.seconds(3))).heartbeat != nil, "it stays alive while the user finishes")
    let join = try Dialogue.request(group.machine.released(now: group.now))
    #expect(join.join?.memberId == "m")
  }

  @Test func `a member that the coordinator forgot loses its partitions and starts over`() throws {
    var group = Dialogue()
    try group.becomeStable(owning: 0)
    let beat = try Dialogue.request(group.pass(.seconds(3)))
    #expect(group.heartbeatAnswered(beat.id, .unknownMemberId) == [.release(Dialogue.partitions(0), .lost)])
    #expect(try Dialogue.request(group.machine.released(now: group.now)).join?.memberId == "")
  }

  @Test func `a member of an old generation loses its partitions and keeps its identifier`() throws {
    var group = Dialogue()
    try group.becomeStable(owning: 0)
    let beat = try Dialogue.request(group.pass(.seconds(3)))
    #expect(group.heartbeatAnswered(beat.id, .illegalGeneration) == [.release(Dialogue.partitions(0), .lost)])
    #expect(try Dialogue.request(group.machine.released(now: group.now)).join?.memberId == "m")
  }

  @Test func `a fenced static member fails`() throws {
    var group = Dialogue(instance: "i")
    try group.becomeStable(owning: 0)
    let beat = try Dialogue.request(group.pass(.seconds(3)))
    #expect(
      group.heartbeatAnswered(beat.id, .fencedInstanceId) == [
        .release(Dialogue.partitions(0), .lost), .fail(.fenced(instanceIdentifier: "i")),
      ])
  }

  @Test func `without a heartbeat for the session timeout the partitions are lost`() throws {
    var group = Dialogue()
    try group.becomeStable(owning: 0)
    var actions: [GroupAction] = []
    while group.machine.state == .stable {
      let due = group.pass(.milliseconds(500))
      actions += Dialogue.withoutRequests(due)
      for beat in Dialogue.requests(due) {
        actions += Dialogue.withoutRequests(group.machine.requestFailed(beat.id, now: group.now))
      }
    }
    #expect(actions.last == .release(Dialogue.partitions(0), .lost))
    #expect(group.now - Instant(nanoseconds: 1_000_000_000) < .seconds(46))
    #expect(group.now - Instant(nanoseconds: 1_000_000_000) >= .seconds(45))
  }

  @Test func `a failed heartbeat is tried again soon, not at the interval`() throws {
    var group = Dialogue()
    try group.becomeStable(owning: 0)
    let beat = try Dialogue.request(group.pass(.seconds(3)))
    _ = group.machine.requestFailed(beat.id, now: group.now)
    #expect(try Dialogue.request(group.pass(.milliseconds(130))).heartbeat != nil)
  }

  // MARK: The application's pace

  @Test func `an application that stops asking for records leaves, and joins when it asks again`() throws {
    var group = Dialogue()
    try group.becomeStable(owning: 0)
    var actions: [GroupAction] = []
    for _ in 0..<110 where group.machine.state == .stable {
      let due = group.pass(.seconds(3))
      actions += Dialogue.withoutRequests(due)
      for beat in Dialogue.requests(due) { _ = group.heartbeatAnswered(beat.id) }
    }
    #expect(actions == [.release(Dialogue.partitions(0), .lost)])
    let leave = try Dialogue.request(group.machine.released(now: group.now))
    #expect(leave.leave?.memberIdentifier == "m")
    #expect(group.machine.nextDeadline == .distantFuture)
    #expect(try Dialogue.request(group.machine.polled(now: group.now)).join?.memberId == "")
  }

  // MARK: Cooperative rounds

  @Test func `a cooperative member keeps what stays and gives up what moves, then joins once more`() throws {
    var group = Dialogue(assignors: [CooperativeStickyAssignor()])
    try group.becomeStable(owning: 0, 1, protocolName: "cooperative-sticky")
    let beat = try Dialogue.request(group.pass(.seconds(3)))
    let join = try Dialogue.request(group.heartbeatAnswered(beat.id, .rebalanceInProgress))
    let metadata = try #require(join.join?.protocols.first).metadata
    let member = try GroupSubscription.member(identifier: "m", instanceIdentifier: nil, metadata: metadata)
    #expect(member.owned == Dialogue.partitions(0, 1))
    #expect(member.generation == 1)
    let sync = try Dialogue.request(group.joined(join.id, generation: 2, protocolName: "cooperative-sticky"))
    #expect(group.synced(sync.id, Dialogue.partitions(0)) == [.release(Dialogue.partitions(1), .revoked)])
    let after = group.machine.released(now: group.now)
    #expect(Dialogue.withoutRequests(after) == [.assign([])])
    #expect(try Dialogue.request(after).join != nil)
    #expect(group.machine.owned == Dialogue.partitions(0))
  }

  @Test func `an eager assignor in the list makes the member eager`() throws {
    var group = Dialogue(assignors: [RangeAssignor(), CooperativeStickyAssignor()])
    try group.becomeStable(owning: 0)
    let beat = try Dialogue.request(group.pass(.seconds(3)))
    #expect(group.heartbeatAnswered(beat.id, .rebalanceInProgress) == [.release(Dialogue.partitions(0), .revoked)])
  }

  @Test func `a cooperative member that unsubscribes from a topic gives that topic up before it joins`() throws {
    var group = Dialogue(assignors: [CooperativeStickyAssignor()])
    try group.becomeStable(owning: 0, protocolName: "cooperative-sticky")
    #expect(
      group.machine.subscribe(to: ["u"], now: group.now) == [.release(Dialogue.partitions(0), .revoked)])
  }

  @Test func `a subscription that changes during a round starts another one behind it`() throws {
    var group = Dialogue()
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    #expect(group.machine.subscribe(to: ["t", "u"], now: group.now) == [])
    let sync = try Dialogue.request(group.joined(join.id))
    let actions = group.synced(sync.id, Dialogue.partitions(0))
    #expect(actions == [.assign(Dialogue.partitions(0)), .release(Dialogue.partitions(0), .revoked)])
  }

  // MARK: The leader's watch

  @Test func `a leader starts a round when a topic grows`() throws {
    var group = Dialogue()
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    let metadata = try #require(join.join?.protocols.first).metadata
    _ = group.joined(
      join.id, leader: "m",
      members: [
        .with {
          $0.memberId = "m"
          $0.metadata = metadata
        }
      ])
    let layouts = ["t": TopicLayout(partitionCount: 1)]
    let sync = try Dialogue.request(group.machine.assign(layouts: layouts, now: group.now))
    _ = group.synced(sync.id, Dialogue.partitions(0))
    #expect(group.machine.watchedTopics == ["t"])
    #expect(group.machine.layoutsChanged(layouts, now: group.now) == [])
    #expect(
      group.machine.layoutsChanged(["t": TopicLayout(partitionCount: 2)], now: group.now) == [
        .release(Dialogue.partitions(0), .revoked)
      ])
  }

  // MARK: Leaving

  @Test func `closing gives up the partitions, then leaves`() throws {
    var group = Dialogue()
    try group.becomeStable(owning: 0)
    let deadline = group.now + .seconds(5)
    #expect(
      group.machine.close(reason: "done", deadline: deadline, now: group.now) == [
        .release(Dialogue.partitions(0), .revoked)
      ])
    let leave = try Dialogue.request(group.machine.released(now: group.now))
    #expect(leave.leave?.reason == "done")
    #expect(group.machine.received(LeaveGroupResponse(), id: leave.id) == [.left])
  }

  @Test func `a static member leaves without a word`() throws {
    var group = Dialogue(instance: "i")
    try group.becomeStable(owning: 0)
    _ = group.machine.close(reason: "done", deadline: group.now + .seconds(5), now: group.now)
    #expect(group.machine.released(now: group.now) == [.left])
  }

  @Test func `leaving does not wait beyond its deadline`() throws {
    var group = Dialogue()
    try group.becomeStable()
    _ = try Dialogue.request(group.machine.close(reason: "done", deadline: group.now + .seconds(5), now: group.now))
    #expect(group.pass(.seconds(4)) == [])
    #expect(group.pass(.seconds(1)) == [.left])
  }

  @Test func `a departure names the member in the form of the version`() {
    let departure = GroupDeparture(groupIdentifier: "g", memberIdentifier: "m", instanceIdentifier: nil, reason: "r")
    #expect(departure.request(version: 2).memberId == "m")
    #expect(departure.request(version: 2).members == [])
    #expect(departure.request(version: 5).memberId == "")
    #expect(departure.request(version: 5).members.first?.reason == "r")
  }
}
