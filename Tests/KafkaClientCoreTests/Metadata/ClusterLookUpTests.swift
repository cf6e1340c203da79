import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

/// Names, a resolver that may say anything or nothing, and what the machine makes of it.
@Suite struct ClusterLookUpTests {
  @Test func `a resolver that never answers is given up, and the error names it`() throws {
    let dialogue = try ClusterDialogue { $0.connection.setupTimeout = .seconds(2) }
    dialogue.silentHosts = ["boot"]
    let id = dialogue.send(.leastLoaded, timeout: .seconds(10))
    let late = try #require(dialogue.unansweredLookUps.first)
    dialogue.pass(.milliseconds(1500))
    #expect(dialogue.cancelledLookUps.isEmpty)
    #expect(dialogue.machine.diagnostics(at: dialogue.now).contains("looking up boot for 1500 ms"))
    dialogue.pass(.milliseconds(1000))
    #expect(dialogue.cancelledLookUps == [late.key])
    let note = try #require(dialogue.notes.first)
    guard case .unreachable(let peer, let why) = note else {
      Issue.record("expected a note, got \(note)")
      return
    }
    #expect(peer == "bootstrap server boot:9092")
    #expect(why.wholeMatch(of: /no answer from the resolver for boot within \d+ ms/) != nil, "\(why)")
    // Asked again, and the first question's answer is no longer believed.
    #expect(dialogue.resolutions.count == 2)
    dialogue.answer(late.key, late.value)
    #expect(dialogue.dialled.isEmpty)
    dialogue.pass(.seconds(8))
    #expect(dialogue.error(of: id)?.code == .timedOut)
    #expect(dialogue.error(of: id)?.message.contains("no answer from the resolver for boot") == true)
  }

  @Test func `a request whose time is over during a look-up says what it waited for`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.silentHosts = ["boot"]
    let id = dialogue.send(.leastLoaded, timeout: .milliseconds(700))
    dialogue.pass(.milliseconds(700))
    #expect(dialogue.error(of: id)?.code == .timedOut)
    #expect(
      dialogue.error(of: id)?.message
        == "not sent within 700 ms; no answer from the resolver for boot in 700 ms")
    #expect(
      dialogue.machine.outage(at: dialogue.now)
        == "bootstrap server boot:9092: no answer from the resolver for boot in 700 ms")
  }

  @Test func `the answer to the second question counts, whenever that to the first comes`() throws {
    let dialogue = try ClusterDialogue { $0.connection.setupTimeout = .seconds(1) }
    dialogue.silentHosts = ["boot"]
    dialogue.send(.leastLoaded)
    let first = try #require(dialogue.unansweredLookUps.keys.first)
    dialogue.pass(.seconds(2))
    let second = try #require(dialogue.unansweredLookUps.keys.max())
    #expect(second > first)
    let old = [NodeAddress(ip: "10.9.9.9", port: 9092)]
    dialogue.perform(dialogue.machine.resolved(first, old, at: dialogue.now))
    #expect(dialogue.dialled.isEmpty)
    dialogue.perform(dialogue.machine.lookUpFailed(first, why: "late", at: dialogue.now))
    #expect(!dialogue.notes.contains(.unreachable(peer: "bootstrap server boot:9092", why: "late")))
    dialogue.answer(second, .addresses(of: Endpoint(host: "boot", port: 9092)))
    #expect(dialogue.isDialled("10.0.0.9"))
    // Once is enough.
    dialogue.perform(dialogue.machine.resolved(second, old, at: dialogue.now))
    #expect(dialogue.dialled.count == 1)
  }

  @Test func `look-ups end with their node and with the client`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.silentHosts = ["b1", "b2"]
    try dialogue.bootstrap(ClusterDialogue.metadata(brokers: [1, 2, 3]))
    dialogue.send(.node(1))
    dialogue.send(.node(2))
    let ids = dialogue.unansweredLookUps.keys.sorted()
    #expect(ids.count == 2)
    dialogue.send(.node(3))
    try dialogue.accept("10.0.0.3")
    try dialogue.reply(try dialogue.take(from: "10.0.0.3"), DescribeClusterResponse(), on: "10.0.0.3")
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    let request = try dialogue.take(from: "10.0.0.3")
    try dialogue.reply(request, ClusterDialogue.metadata(brokers: [2, 3]), on: "10.0.0.3")
    #expect(dialogue.cancelledLookUps == [ids[0]])
    dialogue.perform(dialogue.machine.close())
    #expect(dialogue.cancelledLookUps == ids)
    for id in ids {
      #expect(dialogue.machine.resolved(id, [NodeAddress(ip: "10.0.0.1", port: 1)], at: dialogue.now).isEmpty)
    }
  }

  @Test func `an empty answer is a failure`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.silentHosts = ["boot"]
    dialogue.send(.leastLoaded)
    let id = try #require(dialogue.unansweredLookUps.keys.first)
    dialogue.perform(dialogue.machine.resolved(id, [], at: dialogue.now))
    #expect(dialogue.notes == [.unreachable(peer: "bootstrap server boot:9092", why: "the name has no address")])
  }

  @Test func `of a hostile answer 64 addresses are dialled, each once`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.addresses["boot"] = (0..<5000).flatMap { number in
      [String](repeating: "10.1.\(number / 250).\(number % 250)", count: 2)
    }
    dialogue.send(.leastLoaded)
    var tried: [String] = []
    while let connection = dialogue.dialling.first {
      tried.append(try #require(dialogue.dialled[connection]).ip)
      dialogue.fail(connection)
    }
    #expect(tried.count == 64)
    #expect(Set(tried).count == 64)
    #expect(dialogue.resolutions.count == 1)
  }
}
