/// Many runs, each with another seed: what does not come out the same is flaky, in the broker or in the suite.
package struct Sweep: Sendable {
  package struct Difference: Equatable, Sendable {
    package var name: String
    /// How often each verdict was given, most often first.
    package var counts: [(verdict: Verdict, count: Int)]
    /// The first seed of each verdict, in the same order.
    package var seeds: [UInt64]

    package static func == (left: Difference, right: Difference) -> Bool {
      left.name == right.name && left.seeds == right.seeds
        && left.counts.elementsEqual(right.counts) { $0 == $1 }
    }
  }

  /// Runs in the order in which they were made.
  package private(set) var runs: [(seed: UInt64, records: [CaseRecord])] = []

  package init() {}

  package mutating func add(_ records: [CaseRecord], seed: UInt64) { runs.append((seed, records)) }

  /// What had more than one verdict. A member that one seed draws and another does not is no difference.
  package var differences: [Difference] {
    var verdicts: [String: [(Verdict, UInt64)]] = [:]
    for run in runs {
      for record in run.records { verdicts[record.name, default: []].append((record.verdict, run.seed)) }
    }
    return verdicts.compactMap { name, seen -> Difference? in
      let groups = Dictionary(grouping: seen, by: \.0)
      guard groups.count > 1 else { return nil }
      let sorted = groups.sorted { ($1.value.count, $0.key.rawValue) < ($0.value.count, $1.key.rawValue) }
      return Difference(
        name: name, counts: sorted.map { ($0.key, $0.value.count) }, seeds: sorted.compactMap { $0.value.first?.1 })
    }.sorted { $0.name < $1.name }
  }

  /// What a person reads at the end.
  package var text: String {
    let executions = runs.map(\.records.count).reduce(0, +)
    let differences = differences
    var text = "\n\(runs.count) seeds, \(executions) executions, \(differences.count) with more than one verdict\n"
    for difference in differences {
      let counts = zip(difference.counts, difference.seeds).map { "\($0.count) \($0.verdict.rawValue) (seed \($1))" }
      text += "  \(difference.name.padding(24))\(counts.joined(separator: ", "))\n"
    }
    return text
  }
}
