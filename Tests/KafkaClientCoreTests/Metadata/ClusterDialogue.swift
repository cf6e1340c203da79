import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

/// A `ClusterMachine` with the world around it: addresses come from a table, time moves by a call, and what the
/// machine wants done is kept until it is asked for.
final class ClusterDialogue {
  var machine: ClusterMachine
  var now = Instant.zero + .seconds(1000)
  private(set) var actions: [ClusterAction] = []
  /// Frames sent and not answered yet, by connection.
  private var sent: [ClientConnectionID: [ByteBuffer]] = [:]
  private(set) var dialled: [ClientConnectionID: NodeAddress] = [:]
  var open: Set<ClientConnectionID> = []
  private(set) var completions: [RequestID: Completion] = [:]
  private(set) var notes: [ClusterNote] = []
  private(set) var events: [KafkaClientEvent] = []
  private(set) var resolutions: [Endpoint] = []
  /// Hosts that the resolver is asked for and says nothing about.
  var silentHosts: Set<String> = []
  /// Look-ups without an answer, and those that the machine gave up.
  private(set) var unansweredLookUps: [LookUpID: HostQuestion] = [:]
  private(set) var cancelledLookUps: [LookUpID] = []
  /// Where addresses lead back to; others have no name.
  var canonicalNames: [String: String] = [:]
  private var isStuck = false
  /// Names that canonical names were asked of.
  private(set) var expansions: [Endpoint] = []
  /// Host names and their addresses; a name that is not here cannot be looked up.
  var addresses: [String: [String]] = [
    "boot": ["10.0.0.9"], "b1": ["10.0.0.1"], "b2": ["10.0.0.2"], "b3": ["10.0.0.3"],
  ]
  /// What brokers say they speak.
  var release = "4.3"
  /// What they do not speak all the same.
  var dropped: [ApiKey] = []

  init(_ change: (inout ClientConfiguration) -> Void = { _ in }, start: Bool = true) throws {
    var configuration = ClientConfiguration(bootstrapServers: ["boot:9092"])
    configuration.clientID = "me"
    change(&configuration)
    machine = try ClusterMachine(configuration, random: .seeded(7))
    if start { perform(machine.start(at: now)) }
  }

  // MARK: Driving

  func perform(_ new: [ClusterAction]) {
    for action in new {
      actions.append(action)
      switch action {
      case .lookUp(let id, let question):
        if case .canonicalNames(let endpoint) = question {
          expansions.append(endpoint)
        } else {
          resolutions.append(question.endpoint)
        }
        if silentHosts.contains(question.endpoint.host) {
          unansweredLookUps[id] = question
        } else {
          answer(id, question)
        }
      case .cancelLookUp(let id):
        cancelledLookUps.append(id)
      case .connect(let id, let address):
        dialled[id] = address
      case .send(let id, let frame):
        #expect(open.contains(id), "sent over a connection that is not open")
        sent[id, default: []].append(frame.joined)
      case .close(let id):
        dialled[id] = nil
        open.remove(id)
        sent[id] = nil
      case .complete(let id, let completion):
        #expect(completions[id] == nil, "completed twice")
        completions[id] = completion
      case .note(let note): notes.append(note)
      case .event(let event): events.append(event)
      case .publish: break
      }
    }
  }

  /// The resolver answers, in time or late.
  func answer(_ id: LookUpID, _ question: HostQuestion) {
    unansweredLookUps[id] = nil
    let host = question.endpoint.host
    // What is an address is its own.
    let isLiteral = host.allSatisfy { $0.isNumber || $0 == "." }
    guard let found = addresses[host] ?? (isLiteral ? [host] : nil), !found.isEmpty else {
      return perform(machine.lookUpFailed(id, why: "no such host", at: now))
    }
    switch question {
    case .addresses(let endpoint):
      perform(machine.resolved(id, found.map { NodeAddress(ip: $0, port: endpoint.port) }, at: now))
    case .canonicalNames:
      perform(machine.named(id, found.map { canonicalNames[$0] ?? $0 }, at: now))
    }
  }

  /// Lets time pass, with the machine called whenever it wants to be.
  func pass(_ duration: Duration) {
    let end = now + duration
    var calls = 0
    while machine.nextDeadline <= end {
      now = max(now, machine.nextDeadline)
      perform(machine.deadlineReached(at: now))
      calls += 1
      if calls > 10_000 {
        Issue.record("the machine wants to be called without end")
        isStuck = true
        return
      }
    }
    now = end
  }

  private struct NeverSo: Error {}

  /// Lets time pass, a millisecond at a time, until something is so: two minutes at most.
  func pass(until isSo: () throws -> Bool) throws {
    for _ in 0..<120_000 where !isStuck {
      if try isSo() { return }
      pass(.milliseconds(1))
    }
    throw NeverSo()
  }

  /// Connections that wait for the network, in order.
  var dialling: [ClientConnectionID] { dialled.keys.filter { !open.contains($0) }.sorted() }

  /// Whether a connection to an address is being made or there.
  func isDialled(_ ip: String) -> Bool { dialled.values.contains { $0.ip == ip } }

  /// The connection to an address, the newest of several.
  func connection(to ip: String) throws -> ClientConnectionID {
    try #require(dialled.filter { $0.value.ip == ip }.keys.max())
  }

  /// The network lets a connection through, and the broker says what it speaks.
  func accept(_ id: ClientConnectionID) throws {
    open.insert(id)
    perform(machine.connectionOpened(id, at: now))
    let request = try take(from: id)
    #expect(request.api == .apiVersions)
    try reply(request, ApiVersionsResponse.broker(of: release, without: dropped), on: id)
  }

  func accept(_ ip: String) throws { try accept(try connection(to: ip)) }

  func fail(_ id: ClientConnectionID, _ why: String = "connection refused") {
    dialled[id] = nil
    open.remove(id)
    sent[id] = nil
    perform(machine.connectionClosed(id, why: why, at: now))
  }

  func fail(_ ip: String, _ why: String = "connection refused") throws { fail(try connection(to: ip), why) }

  /// The next request that a broker has to answer on a connection.
  func take(from id: ClientConnectionID) throws -> SentRequest {
    let frames = try #require(sent[id])
    let frame = try #require(frames.first, "nothing was sent on \(id)")
    sent[id]?.removeFirst()
    return try SentRequest(frame)
  }

  /// The next request, if there is one.
  func next(from id: ClientConnectionID) throws -> SentRequest? {
    guard let frames = sent[id], !frames.isEmpty else { return nil }
    return try take(from: id)
  }

  func take(from ip: String) throws -> SentRequest { try take(from: try connection(to: ip)) }

  /// Whether nothing is left to be answered on the connections to an address.
  func isQuiet(_ ip: String) -> Bool {
    dialled.filter { $0.value.ip == ip }.keys.allSatisfy { sent[$0]?.isEmpty ?? true }
  }

  func reply(_ request: SentRequest, _ response: some KafkaResponse, on id: ClientConnectionID) throws {
    perform(machine.received([try request.answer(response)], on: id, at: now))
  }

  func reply(_ request: SentRequest, _ response: some KafkaResponse, on ip: String) throws {
    try reply(request, response, on: try connection(to: ip))
  }

  // MARK: Shortcuts

  @discardableResult
  func send(
    _ destination: Destination, timeout: Duration = .seconds(30), _ body: some KafkaRequest = DescribeClusterRequest()
  ) -> RequestID {
    let (id, actions) = machine.send(body, to: destination, timeout: timeout, at: now)
    perform(actions)
    return id
  }

  static func metadata(
    brokers: [Int32] = [1, 2], controller: Int32 = 1, cluster: String = "c", topics: [String] = [],
    hosts: [Int32: String] = [:]
  ) -> MetadataResponse {
    .with { response in
      response.clusterId = cluster
      response.controllerId = controller
      response.brokers = brokers.map { id in
        .with {
          $0.nodeId = id
          $0.host = hosts[id] ?? "b\(id)"
          $0.port = 9092
        }
      }
      response.topics = topics.map { name in
        .with { topic in
          topic.name = name
          topic.topicId = KafkaUUID(mostSignificantBits: 0, leastSignificantBits: 1)
          topic.partitions = brokers.enumerated().map { index, broker in
            .with {
              $0.partitionIndex = Int32(index)
              $0.leaderId = broker
              $0.leaderEpoch = 0
            }
          }
        }
      }
    }
  }

  /// Goes as far as the first metadata: brokers 1 and 2 are known, nothing is connected but what the caller asks for.
  func bootstrap(_ response: MetadataResponse = metadata()) throws {
    perform(machine.requestMetadataUpdate(at: now))
    try accept("10.0.0.9")
    let request = try take(from: "10.0.0.9")
    #expect(request.api == .metadata)
    try reply(request, response, on: "10.0.0.9")
  }

  func error(of id: RequestID) -> KafkaError? {
    if case .failed(let error) = completions[id] { error } else { nil }
  }
}
