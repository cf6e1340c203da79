import KafkaBroker
package import KafkaConformance

/// The reference broker in other states than the usual one, for cases that need them: with hooks, with other settings,
/// as an older release.
package enum ReferenceStages {
  private struct Setup {
    var stage: Stage
    var release: String?
    var firstSessionEpoch: Int32 = 1
  }

  private static var setups: [Setup] {
    [
      Setup(stage: .restarts),
      Setup(stage: .twoListeners),
      Setup(
        stage: .settings([
          "auto.create.topics.enable": "false", "connections.max.idle.ms": "5000", "delete.topic.enable": "false",
          "group.max.size": "4",
        ])),
      Setup(
        stage: .settings([
          "group.initial.rebalance.delay.ms": "2000", "log.retention.check.interval.ms": "1000",
          "offsets.retention.check.interval.ms": "2000",
          "offsets.retention.minutes": "1", "producer.id.expiration.check.interval.ms": "1000",
          "producer.id.expiration.ms": "1000",
        ])),
      Setup(stage: .plain, firstSessionEpoch: .max - 2),
      Setup(stage: .plain, release: "3.9"),
    ]
  }

  /// Runs cases that the usual broker could not be asked; each where it first can.
  ///
  /// - Parameter report: Told of each outcome as it becomes known.
  /// - Returns: The outcomes of those that could be judged.
  package static func judge(
    _ cases: [Case], seed: UInt64, slack: Double = 1,
    report: @escaping @Sendable (Outcome) async -> Void = { _ in }
  ) async throws -> [Outcome] {
    try await withThrowingTaskGroup(of: (Int, [Outcome]).self) { group in
      for (number, setup) in setups.enumerated() {
        group.addTask { (number, try await judge(cases, on: setup, seed: seed, slack: slack, report: report)) }
      }
      var found: [(Int, [Outcome])] = []
      while let some = try await group.next() { found.append(some) }
      var outcomes: [String: Outcome] = [:]
      for outcome in found.sorted(by: { $0.0 < $1.0 }).flatMap(\.1) where outcomes[outcome.id] == nil {
        outcomes[outcome.id] = outcome
      }
      return outcomes.values.sorted { $0.id < $1.id }
    }
  }

  private static func judge(
    _ cases: [Case], on setup: Setup, seed: UInt64, slack: Double, report: @escaping @Sendable (Outcome) async -> Void
  ) async throws -> [Outcome] {
    var configuration = BrokerConfiguration.testing
    if let release = setup.release { configuration.release = release }
    configuration.fetch.firstSessionEpoch = setup.firstSessionEpoch
    let broker = try StagedBroker(setup.stage, configuration)
    do {
      let told = ["fetch.session.first.epoch": "\(setup.firstSessionEpoch)"]
      let target = try await broker.start(seed: seed, slack: slack, told: told)
      let runnable = cases.filter { Plan.obstacle($0, target) == nil }
      let outcomes = await Runner(target: target).run(Plan(runnable, target: target)).filter {
        ![.skipped, .unsupported].contains($0.verdict)
      }
      await broker.stop()
      for outcome in outcomes { await report(outcome) }
      return outcomes
    } catch {
      await broker.stop()
      throw error
    }
  }
}
