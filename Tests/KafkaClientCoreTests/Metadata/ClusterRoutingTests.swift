import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@Suite struct ClusterRoutingTests {
  @Test func `any broker means the ready one with the least to do`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    dialogue.send(.node(1))
    dialogue.send(.node(2))
    try dialogue.accept("10.0.0.1")
    try dialogue.accept("10.0.0.2")
    for _ in 0..<2 { _ = try dialogue.take(from: "10.0.0.1") }
    _ = try dialogue.take(from: "10.0.0.2")
    dialogue.send(.leastLoaded)
    #expect(try dialogue.take(from: "10.0.0.2").api == .describeCluster)
    #expect(dialogue.isQuiet("10.0.0.1"))
  }

  @Test func `any broker means the one being connected rather than another connection`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(2))
    for _ in 0..<10 { dialogue.send(.leastLoaded) }
    #expect(dialogue.dialled.values.map(\.ip) == ["10.0.0.2"])
  }

  @Test func `a request that any broker may answer goes to another when one cannot be reached`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    let id = dialogue.send(.leastLoaded)
    let first = try #require(dialogue.dialled.values.first).ip
    try dialogue.fail(first)
    let second = first == "10.0.0.1" ? "10.0.0.2" : "10.0.0.1"
    try dialogue.accept(second)
    var request = try dialogue.take(from: second)
    if request.api == .metadata { request = try dialogue.take(from: second) }
    #expect(request.api == .describeCluster)
    #expect(dialogue.completions[id] == nil)
  }

  @Test func `the controller is found through metadata`() throws {
    let dialogue = try ClusterDialogue()
    let id = dialogue.send(.controller)
    try dialogue.accept("10.0.0.9")
    let first = try dialogue.take(from: "10.0.0.9")
    #expect(first.api == .metadata)
    try dialogue.reply(first, ClusterDialogue.metadata(controller: -1), on: "10.0.0.9")
    dialogue.pass(.seconds(1))
    let ip = try #require(dialogue.dialled.values.first).ip
    try dialogue.accept(ip)
    let second = try dialogue.take(from: ip)
    #expect(second.api == .metadata)
    try dialogue.reply(second, ClusterDialogue.metadata(controller: 2), on: ip)
    if ip != "10.0.0.2" { try dialogue.accept("10.0.0.2") }
    #expect(try dialogue.take(from: "10.0.0.2").api == .describeCluster)
    #expect(dialogue.completions[id] == nil)
  }
}
