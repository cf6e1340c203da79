import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

/// What the cluster's machine reports to observers, as dialogues.
@Suite struct ClusterEventTests {
  private static func dialogue(
    _ observation: Observation = .everything, _ change: (inout ClientConfiguration) -> Void = { _ in }
  ) throws -> ClusterDialogue {
    let dialogue = try ClusterDialogue(change, start: false)
    dialogue.machine.observation = observation
    dialogue.perform(dialogue.machine.start(at: dialogue.now))
    return dialogue
  }

  /// The names of the events so far.
  private static func names(_ events: [KafkaClientEvent]) -> [String] {
    events.map { event in String("\(event)".prefix { $0 != "(" }) }
  }

  @Test func `without observers no event is made`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    #expect(dialogue.events.isEmpty)
  }

  @Test func `a connection is reported from the look-up of its name to its first request`() throws {
    let dialogue = try Self.dialogue()
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    dialogue.pass(.milliseconds(30))
    try dialogue.accept("10.0.0.9")
    let host = KafkaClientEvent.Host(nodeID: -1, Endpoint(host: "boot", port: 9092))
    let connection = KafkaClientEvent.Connection(
      id: ClientConnectionID(rawValue: 1), host: host, address: NodeAddress(ip: "10.0.0.9", port: 9092), lane: .general)
    #expect(
      dialogue.events.prefix(4) == [
        .resolving(host), .resolved(host, addresses: ["10.0.0.9"]), .connecting(connection),
        .connected(connection, setupTime: .milliseconds(30)),
      ])
    guard case .requestSent(let request) = dialogue.events.last else {
      Issue.record("expected a request, got \(dialogue.events)")
      return
    }
    #expect(request.connection == connection)
    #expect(request.api == .metadata)
    #expect(request.expectsAnswer)
    #expect(request.byteCount > 10)
  }

  @Test func `an answer is reported with its latency, whatever pause the broker asks for`() throws {
    let dialogue = try Self.dialogue()
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    try dialogue.accept("10.0.0.9")
    let request = try dialogue.take(from: "10.0.0.9")
    dialogue.pass(.milliseconds(120))
    var response = ClusterDialogue.metadata()
    response.throttleTimeMs = 40
    let before = dialogue.events.count
    try dialogue.reply(request, response, on: "10.0.0.9")
    let events = dialogue.events[before...]
    guard case .requestAnswered(let sent, let answer) = events.first else {
      Issue.record("expected an answer, got \(events)")
      return
    }
    #expect(sent.api == .metadata)
    #expect(answer.latency == .milliseconds(120))
    #expect(answer.throttle == .milliseconds(40))
    #expect(answer.byteCount > 20)
    #expect(events.contains { if case .throttled(_, .metadata, .milliseconds(40)) = $0 { true } else { false } })
    let update = events.compactMap { if case .metadataUpdated(let update) = $0 { update } else { nil } }
    #expect(update.map(\.brokerCount) == [2])
    #expect(update.map(\.clusterID) == ["c"])
  }

  @Test func `an observer of changes hears nothing of requests`() throws {
    let dialogue = try Self.dialogue(.changes)
    try dialogue.bootstrap()
    // The bootstrap server's connection has done its duty.
    #expect(
      Self.names(dialogue.events) == [
        "resolving", "resolved", "connecting", "connected", "metadataUpdated", "disconnected",
      ])
    #expect(dialogue.events.allSatisfy { $0.detail == .changes })
  }

  @Test func `a lost connection loses its requests first, and says why`() throws {
    let dialogue = try Self.dialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    let before = dialogue.events.count
    try dialogue.fail("10.0.0.1", "connection reset")
    let events = Array(dialogue.events[before...])
    guard case .requestLost(let request) = events.first, case .disconnected(let connection, let end) = events[1] else {
      Issue.record("expected a lost request and a lost connection, got \(events)")
      return
    }
    #expect(request.api == .describeCluster)
    #expect(connection.nodeID == 1)
    #expect(end.kind == .lost)
    #expect(end.reason.hasPrefix("connection reset"))
  }

  @Test func `a connection that cannot be made and a name that is not known are told apart`() throws {
    let dialogue = try Self.dialogue()
    dialogue.addresses["b2"] = []
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    dialogue.send(.node(2))
    try dialogue.fail("10.0.0.1")
    let failures = dialogue.events.compactMap { event -> String? in
      switch event {
      case .connectionFailed(let connection, let reason): "\(connection.nodeID) \(connection.address): \(reason)"
      case .resolutionFailed(let host, let reason): "\(host.nodeID) \(host.name): \(reason)"
      default: nil
      }
    }
    #expect(failures == ["2 b2: no such host", "1 10.0.0.1: connection refused"])
  }

  @Test func `a connection that is closed for want of traffic is not lost`() throws {
    let dialogue = try Self.dialogue { $0.connection.maximumIdleTime = .seconds(5) }
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    try dialogue.reply(try dialogue.take(from: "10.0.0.1"), DescribeClusterResponse(), on: "10.0.0.1")
    let before = dialogue.events.count
    dialogue.pass(.seconds(6))
    let ends = dialogue.events[before...].compactMap { event -> KafkaClientEvent.Disconnection.Kind? in
      if case .disconnected(let connection, let end) = event, connection.nodeID == 1 { end.kind } else { nil }
    }
    #expect(ends == [.idle])
  }

  @Test func `a broker that moves leaves an obsolete connection, which ends with its last answer`() throws {
    let dialogue = try Self.dialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    let old = try dialogue.connection(to: "10.0.0.1")
    let request = try dialogue.take(from: old)
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    dialogue.pass(.seconds(2))
    let query = try dialogue.take(from: old)
    #expect(query.api == .metadata)
    let before = dialogue.events.count
    try dialogue.reply(request, DescribeClusterResponse(), on: old)
    try dialogue.reply(query, ClusterDialogue.metadata(hosts: [1: "b3"]), on: old)
    let ends = dialogue.events[before...].compactMap { event -> KafkaClientEvent.Disconnection.Kind? in
      if case .disconnected(_, let end) = event { end.kind } else { nil }
    }
    #expect(ends == [.obsolete])
  }

  @Test func `a new leader is reported with its epoch`() throws {
    let dialogue = try Self.dialogue()
    dialogue.perform(dialogue.machine.use(["t"], at: dialogue.now))
    try dialogue.bootstrap(ClusterDialogue.metadata(topics: ["t"]))
    let first = TopicPartition(topic: "t", partition: 0)
    #expect(!dialogue.events.contains { if case .leaderChanged = $0 { true } else { false } })
    dialogue.perform(
      dialogue.machine.learnedLeader(of: first, leader: 2, epoch: 5, endpoints: [], at: dialogue.now).1)
    #expect(
      dialogue.events.contains(
        .leaderChanged(KafkaClientEvent.LeaderChange(topicPartition: first, from: 1, to: 2, epoch: 5))))
  }

  @Test func `closing ends every connection, and a sample counts what is there`() throws {
    let dialogue = try Self.dialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    dialogue.send(.node(2))
    try dialogue.accept("10.0.0.1")
    dialogue.pass(.milliseconds(250))
    let sample = dialogue.machine.sample(at: dialogue.now)
    #expect(sample.connections == 1)
    #expect(sample.requestsInFlight == 1)
    #expect(sample.requestsWaiting == 1)
    #expect(sample.metadataAge == .milliseconds(250))
    let before = dialogue.events.count
    dialogue.perform(dialogue.machine.close())
    #expect(
      Self.names(Array(dialogue.events[before...])).sorted() == ["connectionFailed", "disconnected", "requestLost"])
    #expect(dialogue.machine.sample(at: dialogue.now).connections == 0)
  }
}
