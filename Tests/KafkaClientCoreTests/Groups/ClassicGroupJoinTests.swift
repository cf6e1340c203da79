import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaClientCore

@Suite struct ClassicGroupJoinTests {
  typealias Dialogue = GroupDialogue

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

  @Test func `a leader that comes back and is told to skip the assignment syncs without one, and keeps watch`() throws {
    var group = Dialogue(instance: "i")
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    let metadata = try #require(join.join?.protocols.first).metadata
    let me = JoinGroupResponse.JoinGroupResponseMember.with {
      $0.memberId = "m"
      $0.metadata = metadata
    }
    #expect(group.joined(join.id, leader: "m", members: [me], skip: true) == [.describe(topics: ["t"])])
    let layouts = ["t": TopicLayout(partitionCount: 1)]
    let sync = try Dialogue.request(group.machine.assign(layouts: layouts, now: group.now))
    #expect(sync.sync?.assignments == [])
    #expect(sync.sync?.groupInstanceId == "i")
    _ = group.synced(sync.id, Dialogue.partitions(0))
    #expect(group.machine.layoutsChanged(layouts, now: group.now) == [])
    #expect(group.machine.layoutsChanged(["t": TopicLayout(partitionCount: 2)], now: group.now) != [])
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

  @Test(arguments: [ErrorCode.unknownMemberId, .memberIdRequired])
  func `an answer that makes no sense is not answered at once`(error: ErrorCode) throws {
    var group = Dialogue()
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    #expect(group.joinFails(join.id, error) == [], "nobody had a name to forget, and no name came")
    #expect(try Dialogue.request(group.pass(.milliseconds(120))).join?.memberId == "")
  }

  @Test func `a round that a rebalance broke off is tried again at once, then after pauses`() throws {
    var group = Dialogue()
    let first = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    let second = try Dialogue.request(group.joinFails(first.id, .rebalanceInProgress))
    #expect(group.joinFails(second.id, .rebalanceInProgress) == [])
    #expect(try Dialogue.request(group.pass(.milliseconds(300))).join != nil)
  }

  @Test func `a group of another type ends the membership`() throws {
    var group = Dialogue()
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    let answer = JoinGroupResponse.with {
      $0.generationId = 1
      $0.memberId = "m"
      $0.protocolType = "connect"
      $0.protocolName = "range"
    }
    #expect(
      group.machine.received(answer, id: join.id, now: group.now)
        == [.fail(.unknownProtocol("range of type connect"))])
  }

  @Test func `an assignment by another protocol than the round's ends the membership`() throws {
    var group = Dialogue()
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    let sync = try Dialogue.request(group.joined(join.id))
    let answer = SyncGroupResponse.with {
      $0.protocolType = "consumer"
      $0.protocolName = "sticky"
    }
    #expect(group.machine.received(answer, id: sync.id, now: group.now) == [.fail(.unknownProtocol("sticky"))])
  }

  @Test func `a generation that cannot be ends the membership`() throws {
    var group = Dialogue()
    let join = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now))
    #expect(
      group.joined(join.id, generation: -1)
        == [.fail(.undecodable("generation -1 of a member that was let in"))])
  }
}
