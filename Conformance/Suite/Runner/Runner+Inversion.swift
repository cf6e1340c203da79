extension Runner {
  /// What turning a case's expectations round showed.
  package struct Inversion: Sendable {
    package var id: String
    package var expectations: Int
    /// Expectations that the case does not notice.
    package var unnoticed: [Int]

    package var isFaulty: Bool { expectations == 0 || !unnoticed.isEmpty }
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
        @Sendable func inverted(_ item: Plan.Item) async -> Inversion {
          let (count, unnoticed) = await invert(item)
          return Inversion(id: item.definition.id, expectations: count, unnoticed: unnoticed)
        }
        for _ in 0..<width {
          if let item = rest.popFirst() { group.addTask { await inverted(item) } }
        }
        while let inversion = await group.next() {
          told(inversion)
          done.append(inversion)
          if !Task.isCancelled, let item = rest.popFirst() { group.addTask { await inverted(item) } }
        }
        return done
      }
    }
    await target.stage.close()
    return inversions.sorted { $0.id < $1.id }
  }
}
