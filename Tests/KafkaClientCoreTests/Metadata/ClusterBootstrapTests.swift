import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@Suite struct ClusterBootstrapTests {
  @Test func `nothing is dialled before the start, and nothing without a request`() throws {
    let dialogue = try ClusterDialogue(start: false)
    let id = dialogue.send(.leastLoaded)
    #expect(dialogue.actions.isEmpty)
    dialogue.perform(dialogue.machine.start(at: dialogue.now))
    #expect(dialogue.resolutions.map(\.description) == ["boot:9092"])
    #expect(dialogue.dialling.count == 1)
    #expect(dialogue.completions[id] == nil)

    let idle = try ClusterDialogue()
    #expect(idle.actions.isEmpty)
    #expect(idle.machine.nextDeadline == .distantFuture)
  }

  @Test func `a client that nobody runs says so when time is over`() throws {
    let dialogue = try ClusterDialogue(start: false)
    let id = dialogue.send(.leastLoaded, timeout: .seconds(5))
    dialogue.pass(.seconds(5))
    #expect(dialogue.error(of: id)?.code == .notRunning)
  }

  @Test func `any broker may be a bootstrap server`() throws {
    let dialogue = try ClusterDialogue()
    let id = dialogue.send(.leastLoaded)
    try dialogue.accept("10.0.0.9")
    let request = try dialogue.take(from: "10.0.0.9")
    #expect(request.api == .describeCluster)
    try dialogue.reply(request, DescribeClusterResponse.with { $0.clusterId = "c" }, on: "10.0.0.9")
    guard case .answered(let reply) = dialogue.completions[id] else {
      Issue.record("expected an answer")
      return
    }
    #expect((reply.body as? DescribeClusterResponse)?.clusterId == "c")
  }

  @Test func `the first metadata takes the place of the bootstrap servers`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    #expect(dialogue.machine.metadata.brokers.keys.sorted() == [1, 2])
    #expect(dialogue.machine.metadata.controllerID == 1)
    // The connection has nothing left to do.
    #expect(dialogue.open.isEmpty)
    #expect(dialogue.dialled.isEmpty)
  }

  @Test func `a connection with an answer to come is kept for it`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    try dialogue.accept("10.0.0.9")
    let id = dialogue.send(.leastLoaded)
    let metadata = try dialogue.take(from: "10.0.0.9")
    let other = try dialogue.take(from: "10.0.0.9")
    try dialogue.reply(metadata, ClusterDialogue.metadata(), on: "10.0.0.9")
    #expect(dialogue.open.count == 1)
    try dialogue.reply(other, DescribeClusterResponse(), on: "10.0.0.9")
    guard case .answered = dialogue.completions[id] else {
      Issue.record("expected an answer")
      return
    }
    #expect(dialogue.open.isEmpty)
  }

  @Test func `a host that cannot be looked up is tried again until it can`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.addresses["boot"] = nil
    let id = dialogue.send(.leastLoaded)
    #expect(dialogue.notes == [.unreachable(peer: "bootstrap server boot:9092", why: "no such host")])
    dialogue.pass(.seconds(5))
    #expect(dialogue.resolutions.count >= 5)
    #expect(dialogue.completions[id] == nil)
    dialogue.addresses["boot"] = ["10.0.0.9"]
    dialogue.pass(.seconds(2))
    try dialogue.accept("10.0.0.9")
    #expect(try dialogue.take(from: "10.0.0.9").api == .describeCluster)
  }

  @Test func `when no bootstrap server can be reached the error says why`() throws {
    let dialogue = try ClusterDialogue()
    let id = dialogue.send(.leastLoaded, timeout: .seconds(3))
    let end = dialogue.now + .seconds(3)
    while dialogue.now < end {
      for connection in dialogue.dialling { dialogue.fail(connection) }
      dialogue.pass(.milliseconds(20))
    }
    #expect(dialogue.error(of: id)?.code == .timedOut)
    #expect(
      dialogue.error(of: id)?.message
        == "no broker could be reached in 3000 ms; bootstrap server boot:9092: connection refused")
  }

  @Test func `a name of several addresses is tried with all of them, without a pause between`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.addresses["boot"] = ["10.0.0.7", "10.0.0.8", "10.0.0.9"]
    dialogue.send(.leastLoaded)
    try dialogue.fail("10.0.0.7")
    try dialogue.fail("10.0.0.8")
    try dialogue.accept("10.0.0.9")
    #expect(try dialogue.take(from: "10.0.0.9").api == .describeCluster)
    #expect(dialogue.resolutions.count == 1)
  }

  @Test func `a broker that is starting up and knows no brokers is asked again`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap(ClusterDialogue.metadata(brokers: []))
    #expect(dialogue.machine.metadata.generation == 0)
    dialogue.pass(.seconds(1))
    let request = try dialogue.take(from: "10.0.0.9")
    #expect(request.api == .metadata)
    try dialogue.reply(request, ClusterDialogue.metadata(), on: "10.0.0.9")
    #expect(dialogue.machine.metadata.generation == 1)
  }
}
