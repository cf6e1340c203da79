import KafkaWire

/// The table of nodes: who comes, who leaves, and what is remembered of them.
extension ClusterMachine {
  // MARK: Coming

  mutating func addNode(
    _ id: Int32, _ endpoint: Endpoint, rack: String? = nil, isAlias: Bool = false, at now: Instant
  ) {
    let node = Node(id: id, endpoint: endpoint, rack: rack, isAlias: isAlias)
    if let reach = histories.take(endpoint, at: now) { node.reach = reach }
    nodes[id] = node
  }

  mutating func addBootstrapNodes(at now: Instant) {
    for (index, endpoint) in bootstrap.enumerated() {
      addNode(-Int32(index) - 1, endpoint, isAlias: settings.dnsLookup == .canonicalBootstrapServers, at: now)
    }
  }

  // MARK: Leaving

  private mutating func remember(_ node: Node, at now: Instant) {
    histories.remember(
      node.reach, of: node.endpoint, name: node.name, longestPause: settings.connection.reconnectBackoffMaximum, at: now
    )
  }

  /// A node leaves the table at once, with its connections and requests.
  mutating func removeNode(_ id: Int32, _ error: KafkaError, at now: Instant? = nil) {
    guard let node = nodes.removeValue(forKey: id) else { return }
    endLookUp(of: id)
    if let now { remember(node, at: now) }
    for lane in Lane.allCases {
      if let connection = node[lane].connection {
        places[connection.id] = nil
        actions.append(.close(connection.id))
        for lost in node[lane].connection?.machine.closed() ?? [] {
          finish(lost.id, .failed(error.with(api: lost.api)), at: now)
        }
        if var ended = node[lane].connection?.machine {
          tellEnd(of: &ended, now == nil ? .closed : .obsolete, error.message)
        }
      }
      for request in node[lane].waiting.takeAll() {
        if let now {
          reroute(request, error, from: id, at: now)
        } else {
          finish(request.request.id, .failed(error.with(api: request.request.api)), at: now)
        }
      }
    }
  }

  /// A node leaves the table; what was sent to it may still be answered.
  mutating func retireNode(_ id: Int32, _ error: KafkaError, at now: Instant) {
    guard let node = nodes.removeValue(forKey: id) else { return }
    endLookUp(of: id)
    remember(node, at: now)
    coordinators.forget(node: id)
    for lane in Lane.allCases {
      if var connection = node[lane].connection {
        places[connection.id] = nil
        if connection.machine.inFlightCount > 0 {
          retired[connection.id] = connection.machine
        } else {
          actions.append(.close(connection.id))
          tellEnd(of: &connection.machine, .obsolete, error.message)
        }
      }
      for request in node[lane].waiting.takeAll() { reroute(request, error, from: id, at: now) }
    }
  }
}
