package import KafkaClientCore

/// A scenario that fails, and the smallest part of its faults that does it.
package struct FailureReport: Sendable {
  package var seed: UInt64
  package var violation: Violation
  /// The faults that are enough, in their order.
  package var faults: [PlannedFault]
  package var plannedFaults: Int
  package var trace: [String]

  /// Runs the scenario with ever fewer faults: the shortest beginning that still fails, and of that what is needed.
  ///
  /// - Parameter prepare: What else makes the world fail; applied to each before it runs.
  package init?(_ scenario: Scenario, prepare: (Simulation) -> Void = { _ in }) throws(KafkaError) {
    func failure(with faults: [PlannedFault]) throws(KafkaError) -> Violation? {
      var smaller = scenario
      smaller.faults = faults
      let simulation = try Simulation(smaller)
      prepare(simulation)
      return simulation.run()
    }
    guard try failure(with: scenario.faults) != nil else { return nil }
    var faults = scenario.faults
    for count in 0..<scenario.faults.count {
      let beginning = Array(scenario.faults.prefix(count))
      if try failure(with: beginning) != nil {
        faults = beginning
        break
      }
    }
    var index = 0
    while index < faults.count {
      var fewer = faults
      fewer.remove(at: index)
      if try failure(with: fewer) != nil { faults = fewer } else { index += 1 }
    }

    var smallest = scenario
    smallest.faults = faults
    let simulation = try Simulation(smallest, isTraced: true)
    prepare(simulation)
    guard let found = simulation.run() else { return nil }
    seed = scenario.seed
    violation = found
    self.faults = faults
    plannedFaults = scenario.faults.count
    trace = simulation.world.trace?.lines ?? []
  }

  /// Seed, what was wrong, which faults lead there, and the last of what happened.
  ///
  /// - Parameter lines: How much of the trace, from its end; nil for all of it.
  package func text(lines: Int? = 60) -> String {
    var text = "seed \(seed): \(violation.invariant.rawValue)\n  \(violation.text)\n"
    text += "  \(faults.count) of \(plannedFaults) faults are enough, the end comes with event \(violation.event):\n"
    for planned in faults { text += "    \(Trace.seconds(planned.after)) \(planned.fault)\n" }
    let shown = lines.map { trace.suffix($0) } ?? trace[...]
    if shown.count < trace.count { text += "  … \(trace.count - shown.count) lines before\n" }
    for line in shown { text += "  \(line)\n" }
    return text
  }
}
