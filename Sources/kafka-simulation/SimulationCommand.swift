import ArgumentParser
import Dispatch
import KafkaSimulation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs simulated worlds, one seed after the other, until one fails.
@main
struct SimulationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kafka-simulation",
    abstract: "Runs clients and brokers in simulated worlds, in which everything goes wrong that can.",
    discussion: """
      Each seed is a world: its brokers and producers, what they do, and what goes wrong when. The same seed gives the \
      same history. A failure is told with the faults that are enough for it and what happened.
      """)

  @Option(help: "How many worlds.")
  var seeds: UInt64 = 1000

  @Option(help: "The first seed.")
  var from: UInt64 = 1

  @Option(help: "Only scenarios of this kind: \(Scenario.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: String?

  @Option(help: "Worlds at the same time; 0 for one a core.")
  var jobs = 0

  @Flag(help: "Prints everything that happens, for one seed.")
  var trace = false

  @Flag(help: "Prints a number for each seed that is the same for the same history.")
  var fingerprint = false

  func validate() throws {
    guard seeds > 0 else { throw ValidationError("--seeds must be at least 1") }
    guard from.addingReportingOverflow(seeds).overflow == false else {
      throw ValidationError("--from \(from) and --seeds \(seeds) together are more than there are seeds")
    }
    if let kind, Scenario.Kind(rawValue: kind) == nil {
      let known = Scenario.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--kind \(kind) does not exist; there are \(known)")
    }
  }

  func run() throws {
    let kind = kind.flatMap(Scenario.Kind.init)
    if trace || fingerprint { return try replay(kind) }

    let cores = jobs > 0 ? jobs : Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let next = Atomic<UInt64>(from)
    let end = from + seeds
    let state = Mutex(Progress(total: seeds))
    DispatchQueue.concurrentPerform(iterations: max(1, cores)) { _ in
      while true {
        let seed = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if seed >= end || state.withLock({ $0.failures.count >= 3 }) { return }
        let scenario = Scenario.draw(seed: seed, kind: kind)
        do {
          let simulation = try Simulation(scenario)
          let violation = simulation.run()
          let report = violation == nil ? nil : try FailureReport(scenario)
          state.withLock { $0.finished(simulation, seed: seed, violation: violation, report: report) }
        } catch {
          state.withLock { $0.failures.append("seed \(seed) is no world: \(error)") }
        }
      }
    }
    try state.withLock { try $0.end() }
  }

  private func replay(_ kind: Scenario.Kind?) throws {
    for seed in from..<(from + seeds) {
      let simulation = try Simulation(Scenario.draw(seed: seed, kind: kind), isTraced: true)
      let violation = simulation.run()
      if trace { for line in simulation.world.trace?.lines ?? [] { print(line) } }
      if fingerprint { print("\(seed) \(simulation.world.trace?.fingerprint ?? 0) \(simulation.world.eventCount)") }
      if let violation, !trace { print("seed \(seed): \(violation.invariant.rawValue): \(violation.text)") }
    }
  }
}

/// How far the runs are, told on one line of a terminal.
private struct Progress {
  let total: UInt64
  var done: UInt64 = 0
  var events = 0
  var records = 0
  var delivered = 0
  var failed = 0
  var seconds = 0.0
  var failures: [String] = []
  private let start = ContinuousClock.now
  private var lastShown = ContinuousClock.now
  private let isTerminal = isatty(STDERR_FILENO) == 1

  init(total: UInt64) {
    self.total = total
  }

  mutating func finished(_ simulation: Simulation, seed: UInt64, violation: Violation?, report: FailureReport?) {
    done += 1
    events += simulation.world.eventCount
    records += simulation.audit.recordCount
    for producer in simulation.producers {
      delivered += producer.delivered
      failed += producer.failed
    }
    seconds += simulation.duration / .seconds(1)
    if let violation {
      failures.append(
        report?.text() ?? "seed \(seed): \(violation.invariant.rawValue): \(violation.text); it did not happen again")
    }
    show(isLast: done == total)
  }

  private mutating func show(isLast: Bool) {
    guard isTerminal, isLast || ContinuousClock.now - lastShown > .milliseconds(200) else { return }
    lastShown = .now
    let filled = Int(done * 30 / total)
    let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: 30 - filled)
    let line = "\r[\(bar)] \(done)/\(total) worlds, \(failures.count) failed\(isLast ? "\n" : "")"
    _ = Array(line.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  func end() throws {
    let time = (ContinuousClock.now - start) / .seconds(1)
    for failure in failures { print(failure) }
    let lived = Int(seconds)
    print(
      """
      \(done) worlds in \(tenths(time)) s: \(lived) s of their time, \(events) events, \(records) records stored, \
      \(delivered) acknowledged, \(failed) not; \(failures.count) worlds failed
      """)
    if !failures.isEmpty { throw ExitCode.failure }
  }

  private func tenths(_ value: Double) -> String {
    "\(Int(value)).\(Int(value * 10) % 10)"
  }
}
