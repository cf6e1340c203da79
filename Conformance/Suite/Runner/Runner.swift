/// Runs a plan: lanes one after the other, each with as many cases at once as it bears, failures confirmed.
package struct Runner: Sendable {
  package internal(set) var target: Target
  /// Told of every outcome as it becomes known.
  package let report: @Sendable (Outcome) async -> Void
  /// Starts a broker that is gone again; nil when nobody knows how. It is told the cases during which it went.
  let restart: @Sendable (_ suspects: [String]) async -> Target?

  package init(
    target: Target, report: @escaping @Sendable (Outcome) async -> Void = { _ in },
    restart: @escaping @Sendable (_ suspects: [String]) async -> Target? = { _ in nil }
  ) {
    self.target = target
    self.report = report
    self.restart = restart
  }

  /// - Returns: The outcomes in the order of their ids.
  package func run(_ plan: Plan) async -> [Outcome] {
    var outcomes: [Outcome] = []
    for (definition, end) in plan.others {
      let outcome = Outcome(definition, end, seed: Plan.seed(target.options.seed, definition.id))
      await report(outcome)
      outcomes.append(outcome)
    }
    var runner = self
    for lane in [Plan.Lane.parallel, .waiting, .exclusive] {
      let width = lane == .exclusive ? 1 : lane == .waiting ? target.options.lanes * 4 : target.options.lanes
      var rest = plan.items.filter { $0.lane == lane }[...]
      while !rest.isEmpty, !Task.isCancelled {
        let (done, suspects) = await runner.run(&rest, width: width)
        outcomes += done
        if !suspects.isEmpty {
          guard await runner.revive(after: suspects, &outcomes) else { return outcomes }
        }
      }
    }
    await runner.target.sharedTopics.close()
    return outcomes.sorted { ($0.id, $0.version ?? .max) < ($1.id, $1.version ?? .max) }
  }

  /// Runs cases until none is left or the broker is gone.
  ///
  /// - Returns: What is known, and the cases during which the broker went: they say nothing until they run alone.
  private func run(
    _ rest: inout ArraySlice<Plan.Item>, width: Int
  ) async -> (outcomes: [Outcome], suspects: [Plan.Item]) {
    await withTaskGroup(of: (Plan.Item, Outcome).self) { group in
      var outcomes: [Outcome] = []
      var suspects: [Plan.Item] = []
      for _ in 0..<width {
        if let item = rest.popFirst() { group.addTask { (item, await confirmed(item)) } }
      }
      while let (item, outcome) = await group.next() {
        if suspects.isEmpty, !(await isLost(outcome)) {
          await report(outcome)
          outcomes.append(outcome)
          if !Task.isCancelled, let item = rest.popFirst() { group.addTask { (item, await confirmed(item)) } }
        } else {
          suspects.append(item)
        }
      }
      return (outcomes, suspects)
    }
  }

  /// Runs a case; one that fails is run again on fresh resources, and only counts when it fails each time.
  func confirmed(_ item: Plan.Item) async -> Outcome {
    let first = await once(item)
    guard [.fail, .warn, .suiteError].contains(first.verdict), !Task.isCancelled else { return first }
    for attempt in 0..<max(0, target.options.confirmRuns) {
      let again = await once(item, attempt: attempt + 1)
      if again.verdict != first.verdict {
        var flaky = first
        flaky.verdict = .flaky
        flaky.notes.append("first \(first.verdict.rawValue), then \(again.verdict.rawValue)")
        return flaky
      }
    }
    return first
  }

  func once(_ item: Plan.Item, attempt: Int = 0) async -> Outcome {
    let trial = Trial(item.definition, target: target, seed: item.seed, version: item.version, attempt: attempt)
    var outcome = await trial.run()
    if outcome.verdict == .pass { outcome.transcript = nil }
    return outcome
  }
}
