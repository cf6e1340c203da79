import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaClientCore

@Suite struct ClassicGroupHeartbeatTests {
  typealias Dialogue = GroupDialogue

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

  @Test func `while the coordinator holds its join a member sends no heartbeats and loses nothing`() throws {
    var group = Dialogue(assignors: [CooperativeStickyAssignor()])
    try group.becomeStable(owning: 0, protocolName: "cooperative-sticky")
    let beat = try Dialogue.request(group.pass(.seconds(3)))
    let join = try Dialogue.request(group.heartbeatAnswered(beat.id, .rebalanceInProgress))
    // Longer than the session: another member takes its time, up to the poll interval.
    #expect(group.pass(.seconds(120)) == [])
    _ = try Dialogue.request(group.joined(join.id, generation: 2, protocolName: "cooperative-sticky"))
    #expect(try Dialogue.request(group.pass(.seconds(3))).heartbeat?.generationId == 2)
  }

  @Test func `an application that asks again while it still loses its partitions is not forgotten`() throws {
    var group = Dialogue()
    try group.becomeStable(owning: 0)
    while group.machine.state == .stable {
      for beat in Dialogue.requests(group.pass(.seconds(3))) { _ = group.heartbeatAnswered(beat.id) }
    }
    #expect(group.machine.polled(now: group.now) == [])
    let sent = Dialogue.requests(group.machine.released(now: group.now))
    #expect(sent.first?.leave?.memberIdentifier == "m")
    #expect(sent.last?.join?.memberId == "")
    #expect(sent.count == 2)
  }

  @Test func `a member that waits for a coordinator comes to rest whatever the application does`() throws {
    var group = Dialogue()
    var id = try Dialogue.request(group.machine.subscribe(to: ["t"], now: group.now)).id
    for _ in 0..<400 {
      _ = group.machine.requestFailed(id, now: group.now)
      // `pass` complains about a deadline that has passed and leads to nothing.
      id = try Dialogue.request(group.pass(.seconds(1) + .milliseconds(1))).id
    }
    #expect(group.now - Instant(nanoseconds: 1_000_000_000) > group.machine.settings.rebalanceTimeout)
  }
}
