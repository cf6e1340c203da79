extension BrokerConfiguration {
  /// A configuration for each node: with its own id and its own ports.
  package var nodes: [BrokerConfiguration] {
    (0..<max(1, nodeCount)).map { place in
      func moved(_ listener: Listener) -> Listener {
        var listener = listener
        if listener.port > 0 { listener.port += place }
        return listener
      }
      var configuration = self
      configuration.nodeID = nodeID + Int32(place)
      configuration.listeners = listeners.map(moved)
      configuration.advertisedListeners = advertisedListeners?.map(moved)
      return configuration
    }
  }

  /// What is wrong with the number of nodes; nil when nothing is.
  var nodeCountComplaint: String? {
    guard (1...100).contains(nodeCount) else { return "expected 1 to 100 nodes, got \(nodeCount)" }
    let ports = (listeners + (advertisedListeners ?? [])).map(\.port)
    if let port = ports.first(where: { $0 > 0 && $0 + nodeCount - 1 > 65_535 }) {
      return "\(nodeCount) nodes do not find ports from \(port) on"
    }
    return Int64(nodeID) + Int64(nodeCount) > Int64(Int32.max)
      ? "\(nodeCount) nodes do not find ids from \(nodeID) on" : nil
  }
}
