package import KafkaWire

/// What the machine reports to observers: `event` actions, in the order in which things happen.
extension ClusterMachine {
  /// For what happens seldom. The event is made only if somebody wants it.
  mutating func tell(_ event: @autoclosure () -> KafkaClientEvent) {
    if observation >= .changes { actions.append(.event(event())) }
  }

  mutating func tell(_ events: [KafkaClientEvent]) {
    for event in events { actions.append(.event(event)) }
  }

  /// A connection is being dialled.
  mutating func observe(
    _ machine: inout BrokerConnection, _ id: ClientConnectionID, _ node: Node, _ address: NodeAddress, _ lane: Lane
  ) {
    guard observation >= .changes else { return }
    let connection = KafkaClientEvent.Connection(
      id: id, host: .init(nodeID: node.id, node.endpoint), address: address, lane: lane)
    machine.observed = connection
    machine.reportsRequests = observation == .everything
    actions.append(.event(.connecting(connection)))
  }

  mutating func tellReady(_ machine: BrokerConnection?) {
    guard let connection = machine?.observed, let setupTime = machine?.setupTime else { return }
    tell(.connected(connection, setupTime: setupTime))
  }

  /// A connection is no more: what became of its requests, and then of itself.
  mutating func tellEnd(
    of machine: inout BrokerConnection, _ kind: KafkaClientEvent.Disconnection.Kind, _ reason: String
  ) {
    guard let connection = machine.observed else { return }
    tell(machine.takeEvents())
    if machine.setupTime != nil {
      tell(.disconnected(connection, .init(kind, reason)))
    } else {
      tell(.connectionFailed(connection, reason: reason))
    }
  }

  /// A connection to a broker that has left the table ends.
  mutating func dropRetired(
    _ id: ClientConnectionID, _ kind: KafkaClientEvent.Disconnection.Kind, _ reason: String
  ) {
    guard var machine = retired.removeValue(forKey: id) else { return }
    tellEnd(of: &machine, kind, reason)
  }

  /// The metadata is news, compared with what was known before.
  mutating func tellMetadata(since former: ClusterMetadata) {
    guard observation >= .changes else { return }
    actions.append(.event(.metadataUpdated(.init(metadata))))
    for change in metadata.leaderChanges(since: former) { tell(.leaderChanged(change)) }
  }

  /// How the client is, in numbers.
  package func sample(at now: Instant) -> KafkaClientEvent.ClientSample {
    var sample = KafkaClientEvent.ClientSample()
    for node in nodes.values {
      for lane in Lane.allCases {
        sample.requestsWaiting += node[lane].waiting.count
        guard let machine = node[lane].connection?.machine else { continue }
        sample.requestsInFlight += machine.inFlightCount
        if machine.isReady { sample.connections += 1 }
      }
    }
    for machine in retired.values {
      sample.connections += 1
      sample.requestsInFlight += machine.inFlightCount
    }
    sample.requestsWaiting += unrouted.count
    sample.metadataAge = metadataMachine.age(at: now)
    return sample
  }
}
