import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaClientCore

@Suite struct ClassicGroupRoundTests {
  typealias Dialogue = GroupDialogue

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
}
