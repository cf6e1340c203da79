/// Runs a plan: lanes one after the other, each with as many cases at once as it bears, failures confirmed.
package struct Runner: Sendable {
  package let target: Target
  /// Told of every outcome as it becomes known.
  package let report: @Sendable (Outcome) async -> Void

  package init(target: Target, report: @escaping @Sendable (Outcome) async -> Void = { _ in }) {
    self.target = target
    self.report = report
  }

  /// - Returns: The outcomes in the order of their ids.
  package func run(_ plan: Plan) async -> [Outcome] {
    var outcomes: [Outcome] = []
    for (definition, end) in plan.others {
      var outcome = Outcome(
        id: definition.id, address: definition.address, version: nil, level: definition.level, verdict: .unsupported,
        failure: nil, notes: [], seed: Plan.seed(target.options.seed, definition.id), duration: .zero, transcript: nil,
        expectations: 0, errors: [])
      switch end {
      case .unsupported(let reason): outcome.notes = [reason]
      case .skipped(let reason):
        outcome.verdict = .skipped
        outcome.notes = [reason]
      }
      await report(outcome)
      outcomes.append(outcome)
    }
    for lane in [Plan.Lane.parallel, .waiting, .exclusive] {
      let width = lane == .exclusive ? 1 : lane == .waiting ? target.options.lanes * 4 : target.options.lanes
      outcomes += await run(plan.items.filter { $0.lane == lane }, width: width)
    }
    await target.stage.close()
    return outcomes.sorted { ($0.id, $0.version ?? .max) < ($1.id, $1.version ?? .max) }
  }

  private func run(_ items: [Plan.Item], width: Int) async -> [Outcome] {
    await withTaskGroup(of: Outcome.self) { group in
      var outcomes: [Outcome] = []
      var rest = items[...]
      for _ in 0..<width {
        if let item = rest.popFirst() { group.addTask { await confirmed(item) } }
      }
      while let outcome = await group.next() {
        await report(outcome)
        outcomes.append(outcome)
        if !Task.isCancelled, let item = rest.popFirst() { group.addTask { await confirmed(item) } }
      }
      return outcomes
    }
  }

  /// Runs a case; one that fails is run again on fresh resources, and only counts when it fails each time.
  private func confirmed(_ item: Plan.Item) async -> Outcome {
    let first = await once(item)
    guard [.fail, .warn, .suiteError].contains(first.verdict), !Task.isCancelled else { return first }
    for _ in 0..<target.options.confirmRuns {
      let again = await once(item)
      if again.verdict != first.verdict {
        var flaky = first
        flaky.verdict = .flaky
        flaky.notes.append("first \(first.verdict.rawValue), then \(again.verdict.rawValue)")
        return flaky
      }
    }
    return first
  }

  func once(_ item: Plan.Item) async -> Outcome {
    let trial = Trial(item.definition, target: target, seed: item.seed, version: item.version)
    var outcome = await trial.run()
    if outcome.verdict == .pass { outcome.transcript = nil }
    return outcome
  }

  /// Runs a case once for each of its expectations, with that expectation turned round, and names those that the case
  /// does not notice.
  package func invert(_ item: Plan.Item) async -> (expectations: Int, unnoticed: [Int]) {
    let plain = await Trial(item.definition, target: target, seed: item.seed, version: item.version).run()
    var unnoticed: [Int] = []
    for number in 0..<plain.expectations {
      let outcome = await Trial(
        item.definition, target: target, seed: item.seed, version: item.version, inverted: number
      ).run()
      // The run may end before it comes to that expectation, which is as good as noticing.
      if outcome.failure == nil, outcome.expectations > number { unnoticed.append(number) }
    }
    return (plain.expectations, unnoticed)
  }
}
