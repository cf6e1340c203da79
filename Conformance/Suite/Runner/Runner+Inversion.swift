extension Runner {
  /// What turning a case's expectations round showed.
  package struct Inversion: Sendable {
    package var id: String
    package var expectations: Int
    /// Expectations that the case does not notice.
    package var unnoticed: [Int]
    /// Why the case could not be judged, so that nothing could be turned round.
    package var obstacle: String?

    package var isFaulty: Bool { obstacle == nil && (expectations == 0 || !unnoticed.isEmpty) }
  }

  /// Inverts each case of a plan, cases side by side in their lanes; one case's runs stay one after the other.
  ///
  /// - Parameter told: Told of each case as it is done.
  package func invert(_ plan: Plan, told: @escaping @Sendable (Inversion) -> Void) async -> [Inversion] {
    var inversions: [Inversion] = []
    for lane in [Plan.Lane.parallel, .waiting, .exclusive] {
      var rest = plan.items.filter { $0.lane == lane }[...]
      let width = lane == .exclusive ? 1 : lane == .waiting ? target.options.lanes * 4 : target.options.lanes
      inversions += await withTaskGroup(of: Inversion.self) { group in
        var done: [Inversion] = []
        for _ in 0..<width {
          if let item = rest.popFirst() { group.addTask { await invert(item) } }
        }
        while let inversion = await group.next() {
          told(inversion)
          done.append(inversion)
          if !Task.isCancelled, let item = rest.popFirst() { group.addTask { await invert(item) } }
        }
        return done
      }
    }
    await target.sharedTopics.close()
    return inversions.sorted { $0.id < $1.id }
  }

  /// Runs a case once for each of its expectations, with that expectation turned round.
  private func invert(_ item: Plan.Item) async -> Inversion {
    let plain = await Trial(item.definition, target: target, seed: item.seed, version: item.version).run()
    var inversion = Inversion(id: item.definition.id, expectations: plain.expectations, unnoticed: [])
    if [.skipped, .unsupported].contains(plain.verdict) {
      inversion.obstacle = plain.notes.first ?? plain.verdict.rawValue
      return inversion
    }
    for number in 0..<plain.expectations {
      let outcome = await Trial(
        item.definition, target: target, seed: item.seed, version: item.version, inverted: number
      ).run()
      // The run may end before it comes to that expectation, which is as good as noticing.
      if outcome.failure == nil, outcome.expectations > number { inversion.unnoticed.append(number) }
    }
    return inversion
  }
}
