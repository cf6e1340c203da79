import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaClientCore

@Suite struct ClassicGroupLeavingTests {
  typealias Dialogue = GroupDialogue

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

  @Test func `an application that does not finish is not waited for beyond the deadline`() throws {
    var group = Dialogue()
    try group.becomeStable(owning: 0)
    _ = group.machine.close(reason: "done", deadline: group.now + .seconds(2), now: group.now)
    #expect(group.pass(.seconds(1)) == [])
    #expect(group.pass(.seconds(1)) == [.left])
    #expect(group.machine.released(now: group.now) == [])
  }
}
