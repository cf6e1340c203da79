import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@Suite struct ClusterCoordinatorTests {
  private func answer(_ node: Int32, error: ErrorCode = .none, group: String = "g") -> FindCoordinatorResponse {
    .with { response in
      response.coordinators = [
        .with {
          $0.key = group
          $0.nodeId = node
          $0.host = node < 0 ? "" : "b\(node)"
          $0.port = 9092
          $0.errorCode = error.rawValue
        }
      ]
    }
  }

  /// With node 1 connected, a look-up goes there.
  private func connected() throws -> ClusterDialogue {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    let request = try dialogue.take(from: "10.0.0.1")
    try dialogue.reply(request, DescribeClusterResponse(), on: "10.0.0.1")
    return dialogue
  }

  @Test func `a coordinator is looked up once for all who wait, and remembered`() throws {
    let dialogue = try connected()
    dialogue.send(.coordinator(.group("g")))
    dialogue.send(.coordinator(.group("g")))
    let request = try dialogue.take(from: "10.0.0.1")
    let body = try #require(request.body as? FindCoordinatorRequest)
    #expect(body.coordinatorKeys == ["g"])
    #expect(body.keyType == 0)
    #expect(dialogue.isQuiet("10.0.0.1"))
    try dialogue.reply(request, answer(2), on: "10.0.0.1")
    #expect(dialogue.machine.coordinator(for: .group("g")) == 2)
    try dialogue.accept("10.0.0.2")
    #expect(try dialogue.take(from: "10.0.0.2").api == .describeCluster)
    #expect(try dialogue.take(from: "10.0.0.2").api == .describeCluster)
    dialogue.send(.coordinator(.group("g")))
    #expect(try dialogue.take(from: "10.0.0.2").api == .describeCluster)
    #expect(dialogue.isQuiet("10.0.0.1"))
  }

  @Test func `an old broker is asked in its own form`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.release = "2.1"
    dialogue.send(.coordinator(.transaction("t")), FindCoordinatorRequest())
    try dialogue.accept("10.0.0.9")
    let request = try dialogue.take(from: "10.0.0.9")
    let body = try #require(request.body as? FindCoordinatorRequest)
    #expect(request.version == 2)
    #expect(body.key == "t")
    #expect(body.keyType == 1)
    try dialogue.reply(
      request,
      FindCoordinatorResponse.with {
        $0.nodeId = 3
        $0.host = "b3"
        $0.port = 9092
      }, on: "10.0.0.9")
    // A broker that metadata has not told of yet is reached all the same.
    #expect(dialogue.machine.coordinator(for: .transaction("t")) == 3)
    try dialogue.accept("10.0.0.3")
  }

  @Test func `a coordinator that is not there yet is looked up again, with a growing pause`() throws {
    let dialogue = try connected()
    let id = dialogue.send(.coordinator(.group("g")))
    var pauses = [Int64]()
    for _ in 0..<4 {
      let request = try dialogue.take(from: "10.0.0.1")
      try dialogue.reply(request, answer(-1, error: .coordinatorNotAvailable), on: "10.0.0.1")
      let asked = dialogue.now
      while dialogue.isQuiet("10.0.0.1") { dialogue.pass(.milliseconds(1)) }
      pauses.append((dialogue.now - asked).wholeMilliseconds)
    }
    #expect(pauses[0] >= 80 && pauses[0] <= 121)
    #expect(pauses[3] >= 640 && pauses[3] <= 961)
    #expect(dialogue.completions[id] == nil)
    try dialogue.reply(try dialogue.take(from: "10.0.0.1"), answer(1), on: "10.0.0.1")
    #expect(dialogue.machine.coordinator(for: .group("g")) == 1)
  }

  @Test func `when no coordinator is found in time the error says what the last answer was`() throws {
    let dialogue = try connected()
    let id = dialogue.send(.coordinator(.group("g")), timeout: .seconds(2))
    while dialogue.error(of: id) == nil {
      if let request = try dialogue.next(from: try dialogue.connection(to: "10.0.0.1")) {
        try dialogue.reply(request, answer(-1, error: .coordinatorNotAvailable), on: "10.0.0.1")
      }
      dialogue.pass(.milliseconds(10))
    }
    #expect(dialogue.error(of: id)?.code == .timedOut)
    #expect(
      dialogue.error(of: id)?.message == "no coordinator of group g found in 2000 ms; last: COORDINATOR_NOT_AVAILABLE")
  }

  @Test func `a group that one may not see is an error at once`() throws {
    let dialogue = try connected()
    let id = dialogue.send(.coordinator(.group("g")))
    let request = try dialogue.take(from: "10.0.0.1")
    try dialogue.reply(request, answer(-1, error: .groupAuthorizationFailed), on: "10.0.0.1")
    #expect(dialogue.error(of: id)?.brokerError?.code == .groupAuthorizationFailed)
  }

  @Test func `a coordinator is forgotten when it says so, or its connection is lost`() throws {
    let dialogue = try connected()
    let group = CoordinationKey.group("g")
    func find(_ node: Int32) throws {
      dialogue.send(.coordinator(group))
      try dialogue.reply(try dialogue.take(from: "10.0.0.1"), answer(node), on: "10.0.0.1")
    }
    try find(2)
    // Word from one that has been replaced since changes nothing.
    dialogue.machine.forgetCoordinator(group, at: 1)
    #expect(dialogue.machine.coordinator(for: group) == 2)
    dialogue.machine.forgetCoordinator(group, at: 2)
    #expect(dialogue.machine.coordinator(for: group) == nil)

    try find(2)
    try dialogue.accept("10.0.0.2")
    try dialogue.fail("10.0.0.2", "connection reset")
    #expect(dialogue.machine.coordinator(for: group) == nil)
  }

  @Test func `a coordinator that cannot be reached is looked up again`() throws {
    let dialogue = try connected()
    let id = dialogue.send(.coordinator(.group("g")))
    try dialogue.reply(try dialogue.take(from: "10.0.0.1"), answer(2), on: "10.0.0.1")
    try dialogue.fail("10.0.0.2")
    #expect(dialogue.completions[id] == nil)
    dialogue.pass(.milliseconds(200))
    var request = try dialogue.take(from: "10.0.0.1")
    if request.api == .metadata {
      try dialogue.reply(request, ClusterDialogue.metadata(), on: "10.0.0.1")
      request = try dialogue.take(from: "10.0.0.1")
    }
    #expect(request.api == .findCoordinator)
  }

  @Test func `where nobody can be asked for a coordinator the requests fail at once`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.dropped = [.findCoordinator]
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    let ids = [dialogue.send(.coordinator(.group("g"))), dialogue.send(.coordinator(.group("h")))]
    for id in ids { #expect(dialogue.error(of: id)?.code == .unsupportedVersion) }
    // Not for ever: another broker may know, and the next request asks anew.
    dialogue.pass(.seconds(1))
    #expect(dialogue.error(of: dialogue.send(.coordinator(.group("g"))))?.code == .unsupportedVersion)
  }

  @Test func `requests that wait while the look-up is refused fail with it, all of them`() throws {
    let dialogue = try ClusterDialogue(start: false)
    dialogue.dropped = [.findCoordinator]
    let ids = (0..<3).map { _ in dialogue.send(.coordinator(.group("g"))) }
    dialogue.perform(dialogue.machine.start(at: dialogue.now))
    try dialogue.accept("10.0.0.9")
    for id in ids { #expect(dialogue.error(of: id)?.code == .unsupportedVersion) }
  }
}
