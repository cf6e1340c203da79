/// What happens when the broker goes while it is judged.
extension Runner {
  /// Whether an outcome comes with a broker that accepts no connection any more.
  func isLost(_ outcome: Outcome) async -> Bool {
    guard [.fail, .warn, .suiteError, .flaky].contains(outcome.verdict), !Task.isCancelled else { return false }
    for _ in 0..<3 {
      if await StartedTarget.accepts(target.bootstrap, group: target.group) { return false }
      try? await Task.sleep(for: .milliseconds(100))
    }
    return !Task.isCancelled
  }

  /// Starts the broker again and runs the suspects one by one: who ends it alone has done it.
  ///
  /// - Returns: Whether there is a broker to go on with. Without, the suspects are outcomes of a crash.
  mutating func revive(after suspects: [Plan.Item], _ outcomes: inout [Outcome]) async -> Bool {
    guard await replaceTarget(suspects) else {
      // One of them did it; nobody can say which.
      for suspect in suspects {
        let others = suspects.count - 1
        let note = others == 0 ? [] : ["ran side by side with \(others) others, any of which may have ended the broker"]
        await add(Self.crashed(await once(suspect), notes: note), to: &outcomes)
      }
      return false
    }
    for (index, suspect) in suspects.enumerated() {
      if Task.isCancelled { return false }
      let outcome = await confirmedAlone(suspect)
      await add(outcome.outcome, to: &outcomes)
      if outcome.isLost, !(await replaceTarget(Array(suspects[index...index]))) {
        return false
      }
    }
    return true
  }

  private func confirmedAlone(_ item: Plan.Item) async -> (outcome: Outcome, isLost: Bool) {
    let first = await once(item)
    if await isLost(first) { return (Self.crashed(first, notes: ["the broker ended while this case ran alone"]), true) }
    guard [.fail, .warn, .suiteError].contains(first.verdict) else { return (first, false) }
    let outcome = await confirmed(item)
    if await isLost(outcome) {
      return (Self.crashed(outcome, notes: ["the broker ended while this case ran alone"]), true)
    }
    return (outcome, false)
  }

  private mutating func replaceTarget(_ suspects: [Plan.Item]) async -> Bool {
    guard let fresh = await restart(suspects.map(\.definition.id)) else { return false }
    target = fresh
    return true
  }

  private func add(_ outcome: Outcome, to outcomes: inout [Outcome]) async {
    await report(outcome)
    outcomes.append(outcome)
  }

  private static func crashed(_ outcome: Outcome, notes: [String]) -> Outcome {
    var outcome = outcome
    outcome.verdict = .fail
    outcome.failure = CaseFailure(
      "the broker goes on serving others", kind: .crash, field: "broker", got: "gone: it accepts no connection",
      want: "a broker that serves others")
    outcome.notes += notes
    return outcome
  }
}
