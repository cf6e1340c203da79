package import KafkaBroker
package import KafkaConformance
import KafkaWire
import NIOPosix
import Synchronization

/// Proves the suite: each mutant is switched on in turn, and its case has to notice.
package struct Proof: Sendable {
  package struct Result: Sendable {
    package var mutant: Mutant
    /// What its own case said; nil when there is no such case.
    package var outcome: Outcome?
    /// What the case said of the stage without the mutant, where that is more than a plain broker.
    package var control: Outcome?
    /// Ids of other cases of the area that fail, too, when that was asked for: a report should point at the cause.
    package var others: [String] = []

    /// Whether the case failed, and would not have failed without the mutant.
    package var isKilled: Bool {
      let isSound = control.map { [.pass, .nonStrict, .informational].contains($0.verdict) } ?? true
      return isSound && (outcome.map { [.fail, .warn].contains($0.verdict) } ?? false)
    }
  }

  static var group: MultiThreadedEventLoopGroup { .singleton }

  /// Brokers side by side: cases mostly wait.
  private let lanes: Int

  package init(lanes: Int = 4) {
    self.lanes = lanes
  }

  /// Starts reference brokers behind proxies and runs each mutant's case.
  ///
  /// - Parameters:
  ///   - withOthers: Runs the other quick cases of the area, too, for the matrix of kills.
  ///   - report: Told of each mutant as it is done.
  /// - Returns: In the order of the mutants.
  package func run(
    _ mutants: [Mutant], seed: UInt64, configuration: BrokerConfiguration = .testing, withOthers: Bool = false,
    report: @escaping @Sendable (Result) -> Void = { _ in }
  ) async throws -> [Result] {
    let cases = Dictionary(Area.all.flatMap(\.cases).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // Stages of their own first: they take longest.
    let staged = mutants.indices.filter { mutants[$0].stage != .plain }
    let queue = Queue(staged + mutants.indices.filter { mutants[$0].stage == .plain })
    return try await withThrowingTaskGroup(of: [(Int, Result)].self) { group in
      for _ in 0..<max(1, min(lanes, mutants.count)) {
        group.addTask {
          var results: [(Int, Result)] = []
          var lane: (broker: StagedBroker, target: Target)?
          do {
            while let index = queue.next() {
              let mutant = mutants[index]
              if lane?.broker.stage != mutant.stage {
                await lane?.broker.stop()
                lane = nil
                let broker = try StagedBroker(mutant.stage, configuration)
                lane = (broker, try await broker.start(seed: seed))
              }
              guard let lane else { break }
              var result = await Self.judge(mutant, cases[mutant.caseId], on: lane.broker, lane.target)
              if withOthers, let own = cases[mutant.caseId] {
                let others = cases.values.filter { $0.area == own.area && $0.id != own.id }
                result.others = await Self.others(mutant, others, on: lane.broker, lane.target)
              }
              report(result)
              results.append((index, result))
            }
          } catch {
            await lane?.broker.stop()
            throw error
          }
          await lane?.broker.stop()
          return results
        }
      }
      var all: [(Int, Result)] = []
      while let results = try await group.next() { all += results }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// The numbers of mutants that no lane has taken yet.
  private final class Queue: Sendable {
    private let rest: Mutex<ArraySlice<Int>>

    init(_ numbers: [Int]) { rest = Mutex(numbers[...]) }

    func next() -> Int? { rest.withLock { $0.popFirst() } }
  }

  /// Which of some cases fail because of a mutant; those that wait, or need the broker for themselves, are left out.
  private static func others(
    _ mutant: Mutant, _ cases: [Case], on broker: StagedBroker, _ target: Target
  ) async -> [String] {
    guard mutant.segments == nil else { return [] }
    var failing: [String] = []
    for definition in cases.sorted(by: { $0.id < $1.id })
    where definition.tags.isDisjoint(with: [.waits, .exclusive, .restarts]) && Plan.obstacle(definition, target) == nil
    {
      await broker.use(mutant)
      let seed = Plan.seed(target.options.seed, definition.id + mutant.caseId)
      let outcome = await Trial(definition, target: target, seed: seed).run()
      if [.fail, .warn].contains(outcome.verdict) { failing.append(definition.id) }
    }
    await broker.use(nil)
    return failing
  }

  private static func judge(
    _ mutant: Mutant, _ definition: Case?, on broker: StagedBroker, _ target: Target
  ) async -> Result {
    var result = Result(mutant: mutant)
    guard let definition else { return result }
    if let segments = mutant.segments {
      let blind = Target(
        options: target.options, group: target.group, discovery: target.discovery, startTime: target.startTime,
        segments: segments)
      result.outcome = await Trial(definition, target: blind, seed: Plan.seed(target.options.seed, definition.id)).run()
      return result
    }
    func outcome(_ salt: String = "") async -> Outcome {
      await Trial(definition, target: target, seed: Plan.seed(target.options.seed, definition.id + salt)).run()
    }
    // With other names: not everything can be deleted on every stage.
    if mutant.stage != .plain { result.control = await outcome(" control") }
    await broker.use(mutant)
    result.outcome = await outcome()
    await broker.use(nil)
    return result
  }
}
