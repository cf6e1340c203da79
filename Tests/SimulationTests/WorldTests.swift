import KafkaClientCore
import KafkaSimulation
import KafkaWire
import Testing

@Suite struct WorldTests {
  /// A seed that fails is told with what is needed to look into it.
  private func expectHealthy(_ seeds: Range<UInt64>, kind: Scenario.Kind? = nil) throws {
    for seed in seeds {
      let scenario = Scenario.draw(seed: seed, kind: kind)
      if try Simulation(scenario).run() == nil { continue }
      let report = try FailureReport(scenario)
      Issue.record("\(report?.text() ?? "seed \(seed) failed, and not when it was repeated")")
      return
    }
  }

  private static let parts = (0..<20).map { UInt64($0 * 50) }

  @Test(arguments: parts) func `an idempotent producer loses nothing, repeats nothing and keeps the order`(
    part: UInt64
  ) throws {
    try expectHealthy(part + 1..<part + 51, kind: .idempotent)
  }

  @Test(arguments: Scenario.Kind.allCases) func `the other promises are kept, too`(kind: Scenario.Kind) throws {
    try expectHealthy(5001..<5081, kind: kind)
  }

  @Test func `tasks are cancelled wherever they wait, and producers closed before they are done`() throws {
    var (cancellations, withdrawals, closes) = (0, 0, 0)
    for seed in 1...200 as ClosedRange<UInt64> {
      let simulation = try Simulation(Scenario.draw(seed: seed, kind: .idempotent))
      _ = simulation.run()
      cancellations += simulation.producers.reduce(0) { $0 + $1.cancellations }
      withdrawals += simulation.producers.reduce(0) { $0 + $1.withdrawals }
      closes += simulation.producers.count { $0.plan.close != nil }
    }
    #expect(cancellations > 50)
    #expect(withdrawals > 50)
    #expect(closes > 20)
  }

  @Test(arguments: Defect.allCases) func `a defect is found`(defect: Defect) throws {
    for seed in 1...1000 as ClosedRange<UInt64> {
      let simulation = try Simulation(Scenario.draw(seed: seed, kind: .idempotent))
      defect.plant(in: simulation)
      if simulation.run() != nil { return }
    }
    Issue.record("a thousand worlds do not show that \(defect.rawValue)")
  }

  @Test func `a seed gives the same history every time`() throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      let histories = try (0..<2).map { _ in
        let simulation = try Simulation(Scenario.draw(seed: seed), isTraced: true)
        _ = simulation.run()
        return try #require(simulation.world.trace)
      }
      let first = histories[0].lines
      let second = histories[1].lines
      if first != second {
        let line = zip(first, second).prefix { $0 == $1 }.count
        Issue.record("seed \(seed) differs at line \(line): \(first.dropFirst(line).first ?? "its end")")
        return
      }
      #expect(first.count > 5)
    }
  }

  @Test func `a failure is told with its seed, the faults that are enough for it, and what happened`() throws {
    let defect = Defect.acknowledgedBeforeSync
    for seed in 1...1000 as ClosedRange<UInt64> {
      let scenario = Scenario.draw(seed: seed, kind: .idempotent)
      guard let report = try FailureReport(scenario, prepare: defect.plant(in:)) else { continue }
      // A power failure shows it, and nothing less.
      #expect(report.faults.count == 1)
      guard case .losePower? = report.faults.first?.fault else {
        Issue.record("\(report.faults)")
        return
      }
      let text = report.text()
      #expect(text.hasPrefix("seed \(seed): \(report.violation.invariant.rawValue)\n"))
      #expect(text.contains("1 of \(scenario.faults.count) faults are enough"))
      #expect(text.contains("VIOLATION"))
      #expect(text.contains("the power fails"))
      return
    }
    Issue.record("no world shows that \(defect.rawValue)")
  }
}
