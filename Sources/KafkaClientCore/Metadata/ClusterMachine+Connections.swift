import DequeModule
import KafkaMessages
package import KafkaWire
package import NIOCore

/// Making, using and losing connections.
extension ClusterMachine {
  // MARK: Events

  package mutating func connectionOpened(_ id: ClientConnectionID, at now: Instant) -> [ClusterAction] {
    guard let place = places[id] else {
      // Given up in the meantime.
      return [.close(id)]
    }
    nodes[place.node]?.reach.setupFailures = 0
    if let frame = nodes[place.node]?[place.lane].connection?.machine.opened(at: now) {
      actions.append(.send(id, FramePieces(frame)))
    }
    return settle(at: now)
  }

  /// Frames came, without their lengths.
  package mutating func received(
    _ frames: [ByteBuffer], on id: ClientConnectionID, at now: Instant
  ) -> [ClusterAction] {
    for frame in frames { receive(frame, on: id, at: now) }
    if let place = places[id] { pump(place.node, place.lane, at: now) }
    return settle(at: now)
  }

  package mutating func writabilityChanged(
    _ isWritable: Bool, on id: ClientConnectionID, at now: Instant
  ) -> [ClusterAction] {
    guard let place = places[id] else { return [] }
    nodes[place.node]?[place.lane].connection?.machine.writabilityChanged(isWritable)
    pump(place.node, place.lane, at: now)
    return settle(at: now)
  }

  /// A connection that the machine did not close is gone, or never came to be.
  package mutating func connectionClosed(
    _ id: ClientConnectionID, why: String, at now: Instant
  ) -> [ClusterAction] {
    if var machine = retired.removeValue(forKey: id) {
      let error = KafkaError(.disconnected, why, broker: machine.peer)
      for lost in machine.closed() { finish(lost.id, .failed(error.with(api: lost.api)), at: now) }
      tellEnd(of: &machine, .lost, why)
      return settle(at: now)
    }
    guard let place = places[id], let machine = nodes[place.node]?[place.lane].connection?.machine else { return [] }
    let suspect = machine.unanswered.map { ", with \($0) unanswered" } ?? ""
    let error = KafkaError(machine.isReady ? .disconnected : .unreachable, why + suspect, broker: machine.peer)
    dropConnection(place.node, place.lane, error, at: now)
    pump(place.node, place.lane, at: now)
    return settle(at: now)
  }

  // MARK: Receiving

  private mutating func receive(_ frame: ByteBuffer, on id: ClientConnectionID, at now: Instant) {
    if retired[id] != nil {
      receiveRetired(frame, on: id, at: now)
      return
    }
    guard let place = places[id], let node = nodes[place.node],
      let action = node.withLane(place.lane, { $0.connection?.machine.received(frame, at: now) })
    else { return }
    if observation == .everything { tell(nodes[place.node]?[place.lane].connection?.machine.takeEvents() ?? []) }
    switch action {
    case .send(let frame):
      actions.append(.send(id, FramePieces(frame)))
    case .ready:
      tellReady(nodes[place.node]?[place.lane].connection?.machine)
      nodes[place.node]?.reach.succeeded()
      nodes[place.node]?[place.lane].isWanted = false
      if let endpoint = nodes[place.node]?.endpoint { histories.forget(endpoint) }
      if let peer = nodes[place.node]?[place.lane].connection?.machine.peer {
        actions.append(.note(.connected(peer: peer, lane: place.lane)))
      }
    case .complete(let request, let reply):
      finish(request, .answered(reply), at: now)
    case .fail(let request, let error):
      finish(request, .failed(error), at: now)
    case .close(let error):
      actions.append(.close(id))
      dropConnection(place.node, place.lane, error, at: now)
    }
  }

  private mutating func receiveRetired(_ frame: ByteBuffer, on id: ClientConnectionID, at now: Instant) {
    guard let action = retired[id]?.received(frame, at: now) else { return }
    if observation == .everything { tell(retired[id]?.takeEvents() ?? []) }
    switch action {
    case .complete(let request, let reply): finish(request, .answered(reply), at: now)
    case .fail(let request, let error): finish(request, .failed(error), at: now)
    case .close(let error):
      for lost in retired[id]?.closed() ?? [] { finish(lost.id, .failed(error.with(api: lost.api)), at: now) }
      dropRetired(id, .lost, error.message)
      actions.append(.close(id))
      return
    case .send, .ready: break
    }
    if retired[id]?.inFlightCount == 0 {
      dropRetired(id, .obsolete, "the last request was answered")
      actions.append(.close(id))
    }
  }

  // MARK: Sending

  /// Sends what can be sent on a lane, and makes its connection when there is none and something waits for it.
  mutating func pump(_ id: Int32, _ lane: Lane, at now: Instant) {
    guard let done = nodes[id]?.withLane(lane, { $0.flush(at: now, &actions) }) else { return }
    for (request, completion) in done { finish(request, completion, at: now) }
    guard phase == .running, let node = nodes[id], node.wantsDial(lane), now >= node.reach.notBefore else { return }
    switch nodes[id]?.addresses.next() {
    case .dial(let address): dial(id, lane, address, at: now)
    case .resolve: startLookUp(node, at: now)
    case .wait, nil: break
    }
  }

  private mutating func dial(_ id: Int32, _ lane: Lane, _ address: NodeAddress, at now: Instant) {
    guard let node = nodes[id] else { return }
    let connection = takeConnectionID()
    let timeout = setupTimeouts.delay(attempts: node.reach.setupFailures, using: &random)
    let isLiteral = address.description == "\(node.endpoint)"
    var machine = BrokerConnection(
      peer: isLiteral ? node.name : "\(node.name) (\(address))", settings: connectionSettings, setupTimeout: timeout,
      now: now)
    observe(&machine, connection, node, address, lane)
    nodes[id]?.lastAttempt = now
    nodes[id]?[lane].connection = LaneState.Connection(id: connection, address: address, machine: machine)
    places[connection] = (id, lane)
    actions.append(.connect(connection, address))
  }

  // MARK: Losing

  /// A lane has lost its connection, or the attempt at one.
  private mutating func dropConnection(_ id: Int32, _ lane: Lane, _ error: KafkaError, at now: Instant) {
    guard var connection = nodes[id]?[lane].connection else { return }
    let wasReady = connection.machine.isReady
    nodes[id]?[lane].connection = nil
    places[connection.id] = nil
    for lost in connection.machine.closed() {
      finish(lost.id, .failed(lostRequest(lost.api, error)), at: now)
    }
    tellEnd(of: &connection.machine, .lost, error.message)
    guard let node = nodes[id] else { return }
    if wasReady {
      nodes[id]?.addresses.connectionLost(connection.address)
      actions.append(.note(.disconnected(peer: connection.machine.peer, why: error.message)))
      nodes[id]?.reach.lastProblem = error.message
      nodes[id]?.reach.notBefore = now + reconnectBackoff.delay(attempts: node.reach.failures, using: &random)
      nodes[id]?.reach.failures += 1
      if lane == .coordination { coordinators.forget(node: id) }
    } else {
      nodes[id]?.reach.setupFailures += 1
      nodes[id]?.addresses.attemptFailed(connection.address)
      // The host has another address to try, at once.
      if nodes[id]?.addresses.hasMore == true {
        actions.append(.note(.unreachable(peer: connection.machine.peer, why: error.message)))
        nodes[id]?.reach.lastProblem = error.message
        return
      }
      let error = explained(error, node)
      giveUpWaiting(id, lane, error, at: now)
      countFailure(id, error, at: now)
    }
    if !node.isBootstrap { metadataMachine.requestUpdate() }
  }

  /// What became of the connection, from the point of view of a request that went over it.
  private func lostRequest(_ api: ApiKey, _ error: KafkaError) -> KafkaError {
    if error.code == .protocolViolation || error.api == api { return error.with(api: api) }
    return KafkaError(.disconnected, error.message, cause: error.cause, api: api, broker: error.broker)
  }

  /// The address a broker gives for itself is not always one that leads to it from here; say so, until it once has.
  func explained(_ error: KafkaError, _ node: Node) -> KafkaError {
    guard !node.isBootstrap, !node.reach.wasReached else { return error }
    let who = bootstrapPeer.map { "\($0) answered and" } ?? "the cluster"
    let hint =
      "\(who) gives \(node.endpoint) as the address of node \(node.id); if that does not lead to the broker from here, "
      + "change advertised.listeners of the broker"
    return KafkaError(
      error.code, "\(error.message); \(hint)", cause: error.cause, api: error.api, broker: error.broker)
  }

  mutating func countFailure(_ id: Int32, _ error: KafkaError, at now: Instant) {
    guard let node = nodes[id] else { return }
    nodes[id]?.reach.notBefore = now + reconnectBackoff.delay(attempts: node.reach.failures, using: &random)
    nodes[id]?.reach.failures += 1
    nodes[id]?.reach.lastProblem = error.message
    actions.append(.note(.unreachable(peer: error.broker ?? node.name, why: error.message)))
    expandAgain(at: now)
  }

  /// Requests that waited for a connection that cannot be made: those for this broker fail, the others look elsewhere.
  mutating func giveUpWaiting(_ id: Int32, _ lane: Lane, _ error: KafkaError, at now: Instant) {
    nodes[id]?[lane].isWanted = false
    for request in nodes[id]?[lane].waiting.takeAll() ?? [] { reroute(request, error, from: id, at: now) }
  }

  mutating func reroute(_ request: WaitingRequest, _ error: KafkaError, from id: Int32, at now: Instant) {
    switch request.destination {
    case .node:
      finish(request.request.id, .failed(error.with(api: request.request.api)), at: now)
    case .leastLoaded, .controller:
      unrouted.append(request)
    case .coordinator(let key):
      coordinators.forget(key, at: id)
      unrouted.append(request)
    }
  }

  // MARK: Time

  mutating func checkConnection(_ id: Int32, _ lane: Lane, at now: Instant) {
    guard var connection = nodes[id]?[lane].connection else { return }
    switch nodes[id]?[lane].connection?.machine.deadlineReached(at: now) {
    case .close(let error):
      actions.append(.close(connection.id))
      dropConnection(id, lane, error, at: now)
    case .closeIdle:
      // Not a loss: nothing failed, nothing is to be looked up, and the next request dials at once.
      actions.append(.close(connection.id))
      actions.append(.note(.closedIdle(peer: connection.machine.peer)))
      tellEnd(of: &connection.machine, .idle, "no traffic")
      nodes[id]?[lane].connection = nil
      places[connection.id] = nil
    case .some(.none), nil: break
    }
  }

  mutating func checkRetired(_ id: ClientConnectionID, at now: Instant) {
    switch retired[id]?.deadlineReached(at: now) {
    case .close(let error):
      for lost in retired[id]?.closed() ?? [] { finish(lost.id, .failed(error.with(api: lost.api)), at: now) }
      dropRetired(id, .lost, error.message)
      actions.append(.close(id))
    case .closeIdle:
      dropRetired(id, .idle, "no traffic")
      actions.append(.close(id))
    case .some(.none), nil: break
    }
  }

  /// Fails requests of a lane that have waited long enough to be sent.
  mutating func expire(_ id: Int32, _ lane: Lane, at now: Instant) {
    guard let node = nodes[id], now >= node[lane].waiting.deadline else { return }
    for request in nodes[id]?[lane].waiting.take(where: { now >= $0.deadline }) ?? [] {
      var why = "not sent within \(request.request.timeout.wholeMilliseconds) ms; "
      if let connection = node[lane].connection {
        why += "the connection is \(connection.machine.summary(at: now))"
      } else {
        why += lookUp(of: id).map { waitsFor($0, at: now) } ?? "the connection is not connected"
      }
      if let problem = node.reach.lastProblem { why += "; last: \(problem)" }
      let error =
        phase == .running
        ? KafkaError(.timedOut, why, api: request.request.api, broker: node.name)
        : KafkaError(.notRunning, "nobody runs the client's run()", api: request.request.api)
      finish(request.request.id, .failed(error), at: now)
    }
  }
}
