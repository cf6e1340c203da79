package import KafkaWire

extension ClusterMachine {
  /// What the client knows, does and waits for, in lines for a person.
  package func diagnostics(at now: Instant) -> String {
    var lines = ["client \(settings.clientID): \(phase)"]
    lines.append("metadata: \(metadataMachine.summary(at: now))")
    for node in nodes.values.sorted(by: { $0.id < $1.id }) {
      var line = node.name
      let pause = node.reach.notBefore
      if pause > now { line += ", not dialled for \((pause - now).wholeMilliseconds) ms" }
      if let lookUp = lookUp(of: node.id) {
        line += ", looking up \(lookUp.question.subject) for \((now - lookUp.since).wholeMilliseconds) ms"
      }
      if let problem = node.reach.lastProblem { line += ", last problem: \(problem)" }
      lines.append(line)
      for lane in Lane.allCases {
        let state = node[lane]
        if state.connection == nil, state.waiting.isEmpty { continue }
        var line = "  \(lane): \(state.connection?.machine.summary(at: now) ?? "not connected")"
        if let oldest = state.waiting.first {
          line += ", \(state.waiting.count) waiting (\(oldest.request.api) for "
          line += "\((now - oldest.since).wholeMilliseconds) ms)"
        }
        lines.append(line)
      }
    }
    for (id, machine) in retired.sorted(by: { $0.key < $1.key }) {
      lines.append("\(id) to \(machine.peer), retired: \(machine.summary(at: now))")
    }
    for (key, entry) in coordinators.entries.sorted(by: { $0.key.name < $1.key.name }) {
      let last = entry.lastProblem.map { ", last problem: \($0)" } ?? ""
      lines.append("coordinator of \(key): \(entry.state)\(last)")
    }
    for request in unrouted {
      let waited = (now - request.since).wholeMilliseconds
      lines.append("without a broker: \(request.request.api) to \(request.destination) for \(waited) ms")
    }
    return lines.joined(separator: "\n")
  }

  /// Why a request has not been sent yet; nil when it has been, or has ended.
  package func unsentReason(of id: RequestID, at now: Instant) -> String? {
    if unrouted.contains(where: { $0.request.id == id }) { return outage(at: now) ?? "no broker is known to answer it" }
    for node in nodes.values {
      for lane in Lane.allCases where node[lane].waiting.contains(id) {
        return state(of: node, lane, at: now)
      }
    }
    return nil
  }

  /// Why no broker can be asked anything, as far as is known; nil when one can.
  package func outage(at now: Instant) -> String? {
    if phase != .running { return "nobody runs the client's run()" }
    if nodes.values.contains(where: \.isReady) { return nil }
    let states = nodes.values.sorted { $0.id < $1.id }.map { "\($0.name): \(state(of: $0, .general, at: now))" }
    return Self.listed(states + formerProblems(at: now))
  }

  /// What kept nodes from being reached, in one line; empty when nothing did.
  func problems(at now: Instant) -> String {
    let problems = nodes.values.sorted { $0.id < $1.id }.compactMap { node -> String? in
      let problem = node.reach.lastProblem ?? lookUp(of: node.id).map { waitsFor($0, at: now) }
      return problem.map { "\(node.name): \($0)" }
    }
    return Self.listed(problems + formerProblems(at: now))
  }

  /// While the client starts over, what made it do so is known of nodes that are no longer there.
  private func formerProblems(at now: Instant) -> [String] {
    histories.problems(at: now).map { "\($0.name): \($0.problem)" }
  }

  private static func listed(_ states: [String]) -> String {
    guard states.count > mostNamed else { return states.joined(separator: "; ") }
    return states.prefix(mostNamed).joined(separator: "; ") + "; and \(states.count - mostNamed) more"
  }

  /// How many brokers a message names.
  private static var mostNamed: Int { 5 }

  private func state(of node: Node, _ lane: Lane, at now: Instant) -> String {
    var text =
      node[lane].connection?.machine.summary(at: now) ?? lookUp(of: node.id).map { waitsFor($0, at: now) }
      ?? "not connected"
    if let problem = node.reach.lastProblem { text += ", last problem: \(problem)" }
    return text
  }
}
