package import KafkaWire

/// Asking the resolver. Each look-up has a number and a deadline, so that a resolver that never answers holds up nobody
/// for ever, and one that answers late is not believed.
extension ClusterMachine {
  // MARK: Asking

  /// Asks for the addresses of a node's host, or for the names that a bootstrap server stands for.
  mutating func startLookUp(_ node: Node, at now: Instant) {
    let id = takeLookUpID()
    // As long as the socket may take: for the one who waits both are the same.
    let timeout = setupTimeouts.delay(attempts: node.reach.unansweredLookUps, using: &random)
    let question: HostQuestion =
      node.isAlias ? .canonicalNames(of: node.endpoint) : .addresses(of: node.endpoint)
    lookUps[id] = HostLookUp(node: node.id, question: question, since: now, timeout: timeout)
    nodes[node.id]?.lastAttempt = now
    tell(.resolving(.init(nodeID: node.id, node.endpoint)))
    actions.append(.lookUp(id, question))
  }

  /// What is looked up for a node at the moment.
  func lookUp(of node: Int32) -> HostLookUp? { lookUps.values.first { $0.node == node } }

  /// A node is no more, and with it who waited for the answer.
  mutating func endLookUp(of node: Int32) {
    for (id, lookUp) in lookUps where lookUp.node == node {
      lookUps[id] = nil
      actions.append(.cancelLookUp(id))
    }
  }

  /// How a look-up without an answer is told of.
  func waitsFor(_ lookUp: HostLookUp, at now: Instant) -> String {
    "no answer from the resolver for \(lookUp.question.subject) in \((now - lookUp.since).wholeMilliseconds) ms"
  }

  // MARK: Events

  /// The resolver told the addresses of a host. At most ``HostQuestion/maximumAnswers`` of them count.
  package mutating func resolved(
    _ id: LookUpID, _ addresses: [NodeAddress], at now: Instant
  ) -> [ClusterAction] {
    // One that was given up is no longer there.
    guard let lookUp = lookUps.removeValue(forKey: id) else { return [] }
    guard !addresses.isEmpty else {
      fail(lookUp, "the name has no address", at: now)
      return settle(at: now)
    }
    nodes[lookUp.node]?.reach.unansweredLookUps = 0
    nodes[lookUp.node]?.addresses.resolved(addresses)
    let found = nodes[lookUp.node]?.addresses.all ?? []
    tell(.resolved(.init(nodeID: lookUp.node, lookUp.question.endpoint), addresses: found.map(\.ip)))
    for lane in Lane.allCases { pump(lookUp.node, lane, at: now) }
    return settle(at: now)
  }

  /// The resolver told which names a bootstrap server stands for. Each of them takes its place, with its port; at most
  /// ``HostQuestion/maximumAnswers`` count.
  package mutating func named(_ id: LookUpID, _ names: [String], at now: Instant) -> [ClusterAction] {
    guard let lookUp = lookUps.removeValue(forKey: id) else { return [] }
    let port = lookUp.question.endpoint.port
    let servers = names.map { Endpoint(host: $0.lowercased(), port: port) }
      .distinct(atMost: HostQuestion.maximumAnswers)
    guard !servers.isEmpty else {
      fail(lookUp, "the name has no address", at: now)
      return settle(at: now)
    }
    guard let alias = nodes.removeValue(forKey: lookUp.node) else { return [] }
    tell(.canonicalNames(.init(nodeID: alias.id, alias.endpoint), names: servers.map(\.host)))
    // Two bootstrap servers may stand for the same brokers.
    let known = Set(nodes.values.filter { $0.isBootstrap && !$0.isAlias }.map(\.endpoint))
    for server in servers where !known.contains(server) {
      addNode(min(alias.id, nodes.keys.min() ?? 0) - 1, server, at: now)
    }
    let error = KafkaError(.unknownBroker, "\(alias.endpoint) stands for other names", broker: alias.name)
    for lane in Lane.allCases {
      for request in alias[lane].waiting.takeAll() { reroute(request, error, from: alias.id, at: now) }
    }
    return settle(at: now)
  }

  /// The resolver found nothing, or failed.
  package mutating func lookUpFailed(_ id: LookUpID, why: String, at now: Instant) -> [ClusterAction] {
    guard let lookUp = lookUps.removeValue(forKey: id) else { return [] }
    nodes[lookUp.node]?.reach.unansweredLookUps = 0
    fail(lookUp, why, at: now)
    return settle(at: now)
  }

  /// Gives up look-ups that were not answered in time.
  mutating func checkLookUps(at now: Instant) {
    guard !lookUps.isEmpty else { return }
    for (id, lookUp) in lookUps.filter({ now >= $0.value.deadline }).sorted(by: { $0.key < $1.key }) {
      lookUps[id] = nil
      actions.append(.cancelLookUp(id))
      nodes[lookUp.node]?.reach.unansweredLookUps += 1
      let time = lookUp.timeout.wholeMilliseconds
      fail(lookUp, "no answer from the resolver for \(lookUp.question.subject) within \(time) ms", at: now)
    }
  }

  private mutating func fail(_ lookUp: HostLookUp, _ why: String, at now: Instant) {
    guard let node = nodes[lookUp.node] else { return }
    nodes[node.id]?.addresses.resolutionFailed()
    tell(.resolutionFailed(.init(nodeID: node.id, node.endpoint), reason: why))
    let error = explained(KafkaError(.unreachable, why, broker: node.name), node)
    for lane in Lane.allCases where nodes[node.id]?[lane].connection == nil {
      // One failure, whatever number of lanes waited for it.
      giveUpWaiting(node.id, lane, error, at: now)
    }
    countFailure(node.id, error, at: now)
  }

  // MARK: Canonical names

  /// When none of the names can be reached that the bootstrap servers stood for, they may stand for others now. The
  /// pauses of those that failed are remembered, so that this does not go in a circle without end.
  mutating func expandAgain(at now: Instant) {
    guard settings.dnsLookup == .canonicalBootstrapServers, nodes.values.contains(where: { !$0.isAlias }),
      nodes.values.allSatisfy({ node in
        node.isBootstrap && (node.isAlias || node.wasTried && node.reach.failures > 0 && !node.isConnecting)
      })
    else { return }
    for id in nodes.keys.sorted() {
      guard let node = nodes[id] else { continue }
      removeNode(id, KafkaError(.unreachable, "its name is looked up anew", broker: node.name), at: now)
    }
    addBootstrapNodes(at: now)
  }
}
