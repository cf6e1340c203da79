import KafkaConformance
import KafkaConformanceMutants
import Testing

/// Broken brokers that their cases have to notice.
@Suite struct ProofTests {
  @Test func `every mutant is killed by its own case`() async throws {
    let results = try await Proof().run(Mutant.all.filter { !$0.stage.isSlow }, seed: 7)
    #expect(results.count > 100)
    for result in results where !result.isKilled {
      let said = result.outcome.map { outcome in
        "\(outcome.verdict.rawValue) \(outcome.notes.joined(separator: "; "))"
      }
      Issue.record("\(result.mutant.name) survives (\(result.mutant.title)): \(said ?? "there is no such case")")
    }
  }

  @Test func `no case has two mutants of one name`() {
    let names = Mutant.all.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
