import DequeModule
import KafkaMessages
import KafkaWire

/// Finding who is to answer a request, and when to ask for metadata.
extension ClusterMachine {
  // MARK: Routing

  mutating func route(_ request: WaitingRequest, at now: Instant) {
    if case .node(let id, let lane) = request.destination {
      guard nodes[id] != nil, id >= 0 else {
        metadataMachine.requestUpdate()
        let error = KafkaError(
          .unknownBroker, "the cluster has no node \(id), as far as is known", api: request.request.api)
        finish(request.request.id, .failed(error), at: now)
        return
      }
      hand(request, to: id, lane, at: now)
    } else {
      unrouted.append(request)
    }
  }

  private mutating func hand(_ request: WaitingRequest, to id: Int32, _ lane: Lane, at now: Instant) {
    nodes[id]?.withLane(lane) { $0.waiting.append(request) }
    pump(id, lane, at: now)
  }

  /// Looks again for somebody who can take the requests without a broker.
  mutating func pumpUnrouted(at now: Instant) {
    guard !unrouted.isEmpty else { return }
    // Each has one turn; what comes back while others are handed over is for the next event.
    routing = Deque(unrouted)
    unrouted = []
    while let request = routing.popFirst() {
      if now >= request.deadline {
        finish(request.request.id, .failed(unroutable(request, at: now)), at: now)
      } else if phase == .running, let (id, lane) = place(for: request.destination, at: now) {
        hand(request, to: id, lane, at: now)
      } else if case .coordinator(let key) = request.destination, let error = refusals[key] {
        finish(request.request.id, .failed(error), at: now)
      } else {
        unrouted.append(request)
      }
    }
    refusals = [:]
  }

  private mutating func place(for destination: Destination, at now: Instant) -> (Int32, Lane)? {
    switch destination {
    case .node(let id, let lane):
      return nodes[id] == nil ? nil : (id, lane)
    case .leastLoaded:
      return leastLoaded(at: now).node.map { ($0, .general) }
    case .controller:
      // Which broker it is may not be known, or known of one that has left.
      let controller = metadata.controllerID
      if nodes[controller] != nil, controller >= 0 { return (controller, .general) }
      if !metadataMachine.isUpdatePending {
        metadataMachine.requestUpdate()
        pumpMetadata(at: now)
      }
      return nil
    case .coordinator(let key):
      if let id = coordinators.node(for: key), nodes[id] != nil { return (id, .coordination) }
      lookUp(key, at: now)
      return nil
    }
  }

  private func unroutable(_ request: WaitingRequest, at now: Instant) -> KafkaError {
    let api = request.request.api
    let waited = (now - request.since).wholeMilliseconds
    guard phase == .running else {
      return KafkaError(.notRunning, "nobody runs the client's run(); waited \(waited) ms", api: api)
    }
    let problems = problems(at: now)
    let why = problems.isEmpty ? "" : "; \(problems)"
    if case .coordinator(let key) = request.destination {
      let last = coordinators[key].lastProblem.map { "; last: \($0)" } ?? ""
      return KafkaError(.timedOut, "no coordinator of \(key) found in \(waited) ms\(last)\(why)", api: api)
    }
    let who = request.destination == .controller ? "the controller was not found" : "no broker could be reached"
    return KafkaError(.timedOut, "\(who) in \(waited) ms\(why)", api: api)
  }

  // MARK: Least loaded

  /// The broker that is the best to ask when any will do.
  enum Choice {
    case ready(Int32)
    /// To wait for this one is as good as another connection.
    case connecting(Int32)
    /// Nothing is connected, and this one may be dialled.
    case dialable(Int32)
    /// None may be dialled now.
    case none

    var node: Int32? {
      switch self {
      case .ready(let id), .connecting(let id), .dialable(let id): id
      case .none: nil
      }
    }
  }

  /// In this order: one that is ready and idle; the ready one with the least to do; one that is being connected; the
  /// one whose last attempt is the longest ago.
  mutating func leastLoaded(at now: Instant) -> Choice {
    let ids = nodes.keys.sorted()
    guard !ids.isEmpty else { return .none }
    let offset = Int.random(in: 0..<ids.count, using: &random)
    var ready: (id: Int32, load: Int)?
    var connecting: Int32?
    var dialable: (id: Int32, lastAttempt: Instant)?
    for step in ids.indices {
      guard let node = nodes[ids[(offset + step) % ids.count]] else { continue }
      if let machine = node[.general].connection?.machine, machine.isReady {
        let load = node.load + (machine.isThrottled(at: now) ? Self.throttledLoad : 0)
        if load == 0 { return .ready(node.id) }
        if load < ready?.load ?? .max { ready = (node.id, load) }
      } else if node.isConnecting {
        connecting = connecting ?? node.id
      } else if now >= node.reach.notBefore, node.lastAttempt < dialable?.lastAttempt ?? .distantFuture {
        dialable = (node.id, node.lastAttempt)
      }
    }
    if let ready { return .ready(ready.id) }
    if let connecting { return .connecting(connecting) }
    if let dialable { return .dialable(dialable.id) }
    return .none
  }

  /// A broker that wants a pause is asked only when the others have a lot to do.
  private static var throttledLoad: Int { 1000 }

  // MARK: Metadata

  /// Asks for metadata when it is due and somebody can be asked; makes a connection where there is none to ask over.
  mutating func pumpMetadata(at now: Instant) {
    guard phase == .running, now >= metadataMachine.dueTime else { return }
    metadataMachine.attempted(at: now)
    var choice = leastLoaded(at: now)
    // A node whose failures are remembered from before has to have its turn first, or a cluster whose advertised
    // addresses lead nowhere would be started over with in a circle, without a pause.
    if case .none = choice, settings.metadata.recoveryStrategy == .rebootstrap,
      !nodes.values.contains(where: { $0.isBootstrap || !$0.wasTried })
    {
      rebootstrap("none of the known brokers can be reached", at: now)
      choice = leastLoaded(at: now)
    }
    switch choice {
    case .ready(let node):
      askForMetadata(node, at: now)
    case .dialable(let node):
      // When it cannot be reached the next one is tried, without the pause that follows a question without an answer.
      nodes[node]?[.general].isWanted = true
      pump(node, .general, at: now)
    case .connecting, .none:
      break
    }
  }

  private mutating func askForMetadata(_ node: Int32, at now: Instant) {
    let query = metadataMachine.begin(at: now)
    let id = takeRequestID()
    purposes[id] = .metadata(of: node)
    var body = MetadataRequest()
    body.topics = query.topics.map { names in names.map { name in .with { $0.name = name } } }
    body.allowAutoTopicCreation = query.allowsAutoCreation
    // Before version 4 a broker creates topics as it likes, and before version 1 no topics means all of them.
    let request = PendingRequest(id: id, body, timeout: settings.requestTimeout)
    // For this broker only: if it does not answer, somebody else is asked after a pause.
    hand(WaitingRequest(request: request, destination: .node(node), since: now), to: node, .general, at: now)
  }

  mutating func finishMetadata(_ completion: Completion, of node: Int32, at now: Instant) {
    guard case .answered(let reply) = completion, let response = reply.body as? MetadataResponse else {
      metadataMachine.failed(at: now)
      if case .failed(let error) = completion { tell(.metadataFailed(reason: "\(error)")) }
      return
    }
    let error = ErrorCode(rawValue: response.errorCode)
    if error == .rebootstrapRequired, settings.metadata.recoveryStrategy == .rebootstrap {
      rebootstrap("the broker asked for it", at: now)
      return
    }
    // A broker that is starting up knows of no brokers yet.
    guard error == .none, !response.brokers.isEmpty else {
      metadataMachine.failed(at: now)
      tell(.metadataFailed(reason: error == .none ? "the broker knows of no brokers yet" : "\(error)"))
      return
    }
    let known = metadata
    let change = metadataMachine.answered(response, version: reply.version, at: now)
    tellMetadata(since: known)
    if let asked = nodes[node], asked.isBootstrap { bootstrapPeer = asked[.general].connection?.machine.peer }
    updateNodes(at: now)
    if let former = change.formerClusterID, let new = metadata.clusterID {
      actions.append(.note(.clusterChanged(from: former, to: new)))
      tell(.clusterChanged(from: former, to: new))
    }
    if !change.recreatedTopics.isEmpty {
      actions.append(.note(.topicsRecreated(change.recreatedTopics)))
      tell(.topicsRecreated(change.recreatedTopics))
    }
    actions.append(.publish(metadata))
  }

  /// Brings the table of nodes in line with the metadata.
  private mutating func updateNodes(at now: Instant) {
    let brokers = metadata.brokers
    for id in nodes.keys.sorted() {
      guard let node = nodes[id], brokers[id]?.endpoint != node.endpoint else { continue }
      let why = brokers[id].map { "node \(id) has moved to \($0.endpoint)" } ?? "node \(id) has left the cluster"
      retireNode(id, KafkaError(.unknownBroker, why, broker: node.name), at: now)
    }
    for broker in brokers.values {
      if nodes[broker.id] == nil {
        addNode(broker.id, broker.endpoint, rack: broker.rack, at: now)
      } else {
        nodes[broker.id]?.rack = broker.rack
      }
    }
  }

  /// Starts over with the bootstrap servers (KIP-899, KIP-1102): connections are closed, names are looked up anew,
  /// what is wanted of topics stays.
  mutating func rebootstrap(_ why: String, at now: Instant) {
    actions.append(.note(.rebootstrapping(why: why)))
    tell(.rebootstrapped(reason: why))
    let error = KafkaError(.disconnected, "the client starts over with its bootstrap servers")
    for id in nodes.keys.sorted() { removeNode(id, error.with(broker: nodes[id]?.name), at: now) }
    metadataMachine.rebootstrapped()
    coordinators.removeAll()
    addBootstrapNodes(at: now)
    actions.append(.publish(metadata))
  }

  // MARK: Coordinators

  private mutating func lookUp(_ key: CoordinationKey, at now: Instant) {
    var entry = coordinators[key]
    switch entry.state {
    case .lookingUp: return
    case .unknown(let notBefore): if now < notBefore { return }
    // Of a node that has left.
    case .known: break
    }
    entry.state = .lookingUp
    coordinators[key] = entry
    let id = takeRequestID()
    purposes[id] = .coordinator(key)
    let request = PendingRequest(id: id, timeout: settings.requestTimeout) { version in
      var body = FindCoordinatorRequest()
      if version < 4 { body.key = key.name } else { body.coordinatorKeys = [key.name] }
      body.keyType = key.kind.rawValue
      return body
    }
    let waiting = WaitingRequest(request: request, destination: .leastLoaded, since: now)
    if let node = leastLoaded(at: now).node {
      hand(waiting, to: node, .general, at: now)
    } else {
      unrouted.append(waiting)
    }
  }

  mutating func finishLookUp(of key: CoordinationKey, _ completion: Completion, at now: Instant) {
    guard coordinators[key].state == .lookingUp else { return }
    switch completion {
    case .answered(let reply):
      guard let response = reply.body as? FindCoordinatorResponse,
        let answer = CoordinatorTable.answer(response, version: reply.version, key: key)
      else {
        return retryLookUp(of: key, "the answer does not mention it", at: now)
      }
      if let error = answer.error {
        // A group that may not be seen stays invisible; a coordinator that is not there yet may come.
        if error.isRetriable { return retryLookUp(of: key, "\(error)", at: now) }
        let why = BrokerError(error.code, message: error.message ?? "\(key)")
        return failAll(waitingFor: key, KafkaError(why, api: .findCoordinator), at: now)
      }
      guard answer.node >= 0, !answer.endpoint.host.isEmpty else {
        return retryLookUp(of: key, "the answer names no broker", at: now)
      }
      if nodes[answer.node] == nil { addNode(answer.node, answer.endpoint, at: now) }
      coordinators[key] = CoordinatorTable.Entry(state: .known(node: answer.node))
    case .failed(let error) where error.code == .unsupportedVersion:
      failAll(waitingFor: key, error, at: now)
    case .failed(let error):
      retryLookUp(of: key, "\(error)", at: now)
    case .sent:
      preconditionFailure("FindCoordinator has an answer")
    }
  }

  private mutating func retryLookUp(of key: CoordinationKey, _ why: String, at now: Instant) {
    coordinators.failed(key, why: why, pause: retryBackoff, at: now, &random)
  }

  private mutating func failAll(waitingFor key: CoordinationKey, _ error: KafkaError, at now: Instant) {
    coordinators[key] = CoordinatorTable.Entry()
    let isForKey: (WaitingRequest) -> Bool = { $0.destination == .coordinator(key) }
    let failed = unrouted.filter(isForKey) + routing.filter(isForKey)
    unrouted.removeAll(where: isForKey)
    routing.removeAll(where: isForKey)
    // The one whose turn it is stands in neither.
    refusals[key] = error
    for request in failed { finish(request.request.id, .failed(error), at: now) }
  }
}
