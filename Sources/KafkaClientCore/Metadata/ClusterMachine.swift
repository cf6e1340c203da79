import DequeModule
package import KafkaMessages
package import KafkaWire

/// Everything a client decides about reaching a cluster: which brokers there are, over which connections they are
/// reached, who gets a request, and when metadata and coordinators are looked up.
///
/// It starts with the bootstrap servers, which count as nodes with negative ids. The first metadata takes their place.
/// Connections are made when a request needs one. A request waits at most its timeout to be sent, and then at most its
/// timeout for the answer.
///
/// A request to a certain broker fails as soon as an attempt to reach the broker fails: its maker knows best what to
/// do, since leaders move. Requests that any broker, the controller or a coordinator may answer look for another way
/// until their time is over.
///
/// The rule that surprises: a lost connection fails the requests that were sent over it, whoever they were for, since
/// nobody knows whether the broker acted on them.
///
/// Every event returns the actions it leads to, in order. After it, `nextDeadline` says when `deadlineReached` wants
/// to be called.
package struct ClusterMachine: ~Copyable {
  package let settings: ClientConfiguration
  let bootstrap: [Endpoint]
  let connectionSettings: BrokerConnection.Settings
  let reconnectBackoff: Backoff
  let setupTimeouts: Backoff
  let retryBackoff: Backoff
  var random: RandomSource
  /// What the driver wants to be told of as `event` actions.
  package var observation = Observation.nothing

  enum Phase {
    /// Requests wait; nothing is dialled yet.
    case notStarted
    case running
    /// Final.
    case closed
  }

  enum Purpose {
    /// Asked of this node.
    case metadata(of: Int32)
    case coordinator(CoordinationKey)
  }

  var phase = Phase.notStarted
  var nodes: [Int32: Node] = [:]
  /// What was learned about reaching nodes that have left the table.
  var histories = ReachHistory()
  /// The resolver's work under way, at most one a node.
  var lookUps: [LookUpID: HostLookUp] = [:]
  /// The bootstrap server that told of the brokers, with the address over which it did.
  var bootstrapPeer: String?
  /// Where the connections are that belong to a node of the table.
  var places: [ClientConnectionID: (node: Int32, lane: Lane)] = [:]
  /// Connections to brokers that have left the table, closed when the last answer is there.
  var retired: [ClientConnectionID: BrokerConnection] = [:]
  /// Requests for which no broker has been found yet.
  var unrouted: [WaitingRequest] = []
  /// Of those, the ones whose turn is still to come while places are looked for.
  var routing = Deque<WaitingRequest>()
  /// Look-ups that ended for good while places are looked for.
  var refusals: [CoordinationKey: KafkaError] = [:]
  var coordinators = CoordinatorTable()
  var metadataMachine: MetadataMachine
  /// Requests that the machine made itself.
  var purposes: [RequestID: Purpose] = [:]
  private var lastRequestID: UInt64 = 0
  private var lastConnectionID: UInt64 = 0
  private var lastLookUpID: UInt64 = 0
  var actions: [ClusterAction] = []

  /// - Parameter configuration: Has been validated.
  package init(_ configuration: ClientConfiguration, random: RandomSource) throws(KafkaError) {
    settings = configuration
    bootstrap = try BootstrapServers.parse(configuration.bootstrapServers)
    let idle = configuration.connection.maximumIdleTime
    connectionSettings = BrokerConnection.Settings(
      clientID: configuration.clientID, negotiationTimeout: configuration.requestTimeout,
      maximumInFlight: configuration.connection.maximumInFlightRequests, idleTimeout: idle < .zero ? nil : idle)
    reconnectBackoff = Backoff(
      base: configuration.connection.reconnectBackoff, cap: configuration.connection.reconnectBackoffMaximum)
    setupTimeouts = Backoff(
      base: configuration.connection.setupTimeout, cap: configuration.connection.setupTimeoutMaximum)
    retryBackoff = Backoff(base: configuration.retry.backoff, cap: configuration.retry.backoffMaximum)
    self.random = random
    let rebootstraps = configuration.metadata.recoveryStrategy == .rebootstrap
    metadataMachine = MetadataMachine(
      settings: .init(
        maximumAge: configuration.metadata.maximumAge, topicIdleTime: configuration.metadata.maximumIdleTime,
        backoff: retryBackoff, rebootstrapTrigger: rebootstraps ? configuration.metadata.rebootstrapTrigger : nil),
      random: .seeded(self.random.next()))
    addBootstrapNodes(at: .zero)
  }

  /// The snapshot that is valid now.
  package var metadata: ClusterMetadata { metadataMachine.snapshot }

  package var isRunning: Bool { phase == .running }

  package var isClosed: Bool { phase == .closed }

  mutating func takeRequestID() -> RequestID {
    lastRequestID += 1
    return RequestID(rawValue: lastRequestID)
  }

  mutating func takeConnectionID() -> ClientConnectionID {
    lastConnectionID += 1
    return ClientConnectionID(rawValue: lastConnectionID)
  }

  mutating func takeLookUpID() -> LookUpID {
    lastLookUpID += 1
    return LookUpID(rawValue: lastLookUpID)
  }

  /// Runs what the event made possible, and hands the actions over.
  mutating func settle(at now: Instant) -> [ClusterAction] {
    pumpMetadata(at: now)
    pumpUnrouted(at: now)
    let result = actions
    actions = []
    return result
  }

  // MARK: Life

  /// From now on connections are made.
  package mutating func start(at now: Instant) -> [ClusterAction] {
    guard phase == .notStarted else { return [] }
    phase = .running
    for (id, _) in nodes { for lane in Lane.allCases { pump(id, lane, at: now) } }
    return settle(at: now)
  }

  /// Everything ends: requests fail, connections close.
  package mutating func close() -> [ClusterAction] {
    guard phase != .closed else { return [] }
    phase = .closed
    let error = KafkaError(.closed, "the client has been shut down")
    for id in nodes.keys.sorted() { removeNode(id, error) }
    for (id, var machine) in retired.sorted(by: { $0.key < $1.key }) {
      for lost in machine.closed() { finish(lost.id, .failed(error)) }
      tellEnd(of: &machine, .closed, error.message)
      actions.append(.close(id))
    }
    retired = [:]
    let waiting = unrouted
    unrouted = []
    for request in waiting { finish(request.request.id, .failed(error)) }
    coordinators.removeAll()
    let result = actions
    actions = []
    return result
  }

  // MARK: Requests

  /// Sends a request to whom it is for. Its end comes as a `complete` action with the id returned, perhaps at once.
  ///
  /// - Parameters:
  ///   - timeout: How long it may wait to be sent; and, from then on, how long the broker may take.
  ///   - versions: What the caller can deal with, where that is less than what the client speaks.
  ///   - expectsResponse: False for what brokers do not answer; the request is done when it is sent.
  ///   - sizeHint: About the size of its frame in bytes.
  ///   - body: The request as a version has it.
  package mutating func send<Request: KafkaRequest>(
    _ type: Request.Type = Request.self, to destination: Destination, timeout: Duration,
    versions: ClosedRange<Int16>? = nil, expectsResponse: Bool = true, sizeHint: Int = 256, at now: Instant,
    body: @escaping @Sendable (_ version: Int16) -> Request
  ) -> (RequestID, [ClusterAction]) {
    let id = takeRequestID()
    let request = PendingRequest(
      id: id, type, versions: versions, timeout: timeout, expectsResponse: expectsResponse, sizeHint: sizeHint,
      body: body)
    if phase == .closed {
      finish(id, .failed(KafkaError(.closed, "the client has been shut down", api: request.api)))
    } else {
      route(WaitingRequest(request: request, destination: destination, since: now), at: now)
    }
    return (id, settle(at: now))
  }

  /// Sends a request that is the same in every version.
  package mutating func send<Request: KafkaRequest>(
    _ body: Request, to destination: Destination, timeout: Duration, versions: ClosedRange<Int16>? = nil,
    expectsResponse: Bool = true, sizeHint: Int = 256, at now: Instant
  ) -> (RequestID, [ClusterAction]) {
    send(
      to: destination, timeout: timeout, versions: versions, expectsResponse: expectsResponse, sizeHint: sizeHint,
      at: now, body: { _ in body })
  }

  /// Nobody waits for the answer any more. A request that has not been sent is not sent.
  package mutating func cancel(_ id: RequestID) {
    unrouted.removeAll { $0.request.id == id }
    for node in nodes.keys {
      for lane in Lane.allCases { _ = nodes[node]?[lane].waiting.take { $0.request.id == id } }
    }
  }

  /// A request is done: the machine's own are dealt with here, the others are the driver's.
  mutating func finish(_ id: RequestID, _ completion: Completion, at now: Instant? = nil) {
    guard let purpose = purposes.removeValue(forKey: id) else {
      actions.append(.complete(id, completion))
      return
    }
    // Without a time the machine is closing, and nothing needs to be concluded.
    guard let now else { return }
    switch purpose {
    case .metadata(let node): finishMetadata(completion, of: node, at: now)
    case .coordinator(let key): finishLookUp(of: key, completion, at: now)
    }
  }

  // MARK: Metadata

  /// A producer uses topics; see `MetadataMachine.use`.
  package mutating func use(_ topics: some Sequence<String>, at now: Instant) -> [ClusterAction] {
    metadataMachine.use(topics, at: now)
    return settle(at: now)
  }

  /// A subscriber says what it is interested in; see `MetadataMachine.setInterest`.
  package mutating func setInterest(
    _ interest: MetadataInterest?, of id: InterestID, at now: Instant
  ) -> [ClusterAction] {
    metadataMachine.setInterest(interest, of: id)
    return settle(at: now)
  }

  /// Something suggests that the metadata is out of date.
  package mutating func requestMetadataUpdate(at now: Instant) -> [ClusterAction] {
    metadataMachine.requestUpdate()
    return settle(at: now)
  }

  /// A response told of a leader (KIP-951). True when it was news; a retry need not wait then.
  package mutating func learnedLeader(
    of topicPartition: TopicPartition, leader: Int32, epoch: Int32, endpoints: [ClusterMetadata.Broker],
    at now: Instant
  ) -> (Bool, [ClusterAction]) {
    let former = metadata
    let isNews = metadataMachine.learnedLeader(
      of: topicPartition, leader: leader, epoch: epoch, endpoints: endpoints)
    if isNews {
      tellMetadata(since: former)
      for broker in metadata.brokers.values where nodes[broker.id] == nil {
        addNode(broker.id, broker.endpoint, rack: broker.rack, at: now)
      }
      actions.append(.publish(metadata))
    }
    metadataMachine.requestUpdate()
    return (isNews, settle(at: now))
  }

  /// A response told of a newer epoch of a partition (KIP-320).
  package mutating func sawEpoch(
    _ epoch: Int32, of topicPartition: TopicPartition, at now: Instant
  ) -> [ClusterAction] {
    let former = metadata
    metadataMachine.sawEpoch(epoch, of: topicPartition)
    if metadata.generation != former.generation {
      tellMetadata(since: former)
      actions.append(.publish(metadata))
    }
    return settle(at: now)
  }

  // MARK: Coordinators

  /// Who coordinates, if that is known.
  package func coordinator(for key: CoordinationKey) -> Int32? { coordinators.node(for: key) }

  /// A response said that the broker does not coordinate this (any more).
  ///
  /// - Parameter node: Who said so, where the caller knows; a coordinator found since then stays.
  package mutating func forgetCoordinator(_ key: CoordinationKey, at node: Int32? = nil) {
    coordinators.forget(key, at: node)
  }

  // MARK: Time

  /// When `deadlineReached` wants to be called, at the latest.
  package var nextDeadline: Instant {
    guard phase != .closed else { return .distantFuture }
    var next = Instant.distantFuture
    for node in nodes.values {
      next = min(next, node.deadline)
      if node.wantsDial, phase == .running, !node.addresses.isWaiting { next = min(next, node.reach.notBefore) }
    }
    if !lookUps.isEmpty { for lookUp in lookUps.values { next = min(next, lookUp.deadline) } }
    for machine in retired.values { next = min(next, machine.nextDeadline) }
    for request in unrouted { next = min(next, request.deadline) }
    guard phase == .running else { return next }
    next = min(next, metadataMachine.rebootstrapTime)
    next = min(next, metadataTime)
    for request in unrouted {
      switch request.destination {
      case .leastLoaded: next = min(next, firstDial)
      case .coordinator(let key):
        if case .unknown(let notBefore) = coordinators[key].state { next = min(next, notBefore) }
      case .controller, .node: break
      }
    }
    return next
  }

  /// When metadata is to be asked for, or a connection made for that.
  private var metadataTime: Instant {
    let due = metadataMachine.dueTime
    // Under way, or nothing is wanted.
    if due == .distantFuture { return due }
    if nodes.values.contains(where: \.isReady) { return due }
    // What comes of a connection that is being made is an event of its own.
    if nodes.values.contains(where: \.isConnecting) { return .distantFuture }
    return max(due, firstDial)
  }

  /// When the first broker may be dialled.
  private var firstDial: Instant {
    nodes.values.map(\.reach.notBefore).min() ?? .distantFuture
  }

  /// The time asked for has come.
  package mutating func deadlineReached(at now: Instant) -> [ClusterAction] {
    guard phase != .closed else { return [] }
    checkLookUps(at: now)
    for id in nodes.keys.sorted() {
      for lane in Lane.allCases {
        checkConnection(id, lane, at: now)
        expire(id, lane, at: now)
        pump(id, lane, at: now)
      }
    }
    for id in retired.keys.sorted() { checkRetired(id, at: now) }
    if now >= metadataMachine.rebootstrapTime {
      rebootstrap("no metadata for \(settings.metadata.rebootstrapTrigger.wholeMilliseconds) ms", at: now)
    }
    return settle(at: now)
  }
}
