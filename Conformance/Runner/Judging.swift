import ArgumentParser
import KafkaConformance
import KafkaWire
import NIOPosix
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Options that every run of cases has.
struct JudgingOptions: ParsableArguments {
  @Option(help: "Profiles, separated by commas: core, producer, consumer, groups, admin, all.")
  var profile = "all"

  @Option(help: "The lowest level to run: must, should, may.")
  var level = "may"

  @Option(name: .customLong("filter"), help: "Ids or addresses with *; with ! in front they are left out. Repeatable.")
  var filters: [String] = []

  @Option(help: "The run's chance; printed at its beginning, so that it can be repeated.")
  var seed: UInt64?

  @Option(help: "How many cases run side by side.")
  var lanes = 8

  @Flag(help: "Runs each case at every version that it applies to.")
  var everyVersion = false

  @Flag(help: "Runs only cases that write nothing.")
  var readOnly = false

  @Flag(help: "Also runs cases that touch what the whole cluster shares.")
  var allowExclusive = false

  @Flag(help: "Turns every expectation round in turn and names those that the case does not notice.")
  var selfInvert = false

  var selection: Selection {
    get throws {
      var selection = Selection()
      selection.profiles = profile.split(separator: ",").map(String.init)
      for name in selection.profiles where !Selection.profileNames.contains(name) {
        throw ValidationError("profile \(name) is not one of \(Selection.profileNames.joined(separator: ", "))")
      }
      guard let lowest = Level(rawValue: level.uppercased()) else {
        throw ValidationError("level \(level) is not one of must, should, may")
      }
      selection.levels = Set(Level.allCases.filter { $0 >= lowest })
      selection.patterns = filters
      return selection
    }
  }

  func options(_ bootstrap: BrokerAddress) -> RunOptions {
    var options = RunOptions()
    options.bootstrap = bootstrap
    options.seed = seed ?? UInt64.random(in: 1...UInt64(UInt32.max))
    options.lanes = lanes
    options.isReadOnly = readOnly
    options.allowsExclusive = allowExclusive
    return options
  }

  /// Runs the selected cases and prints what came of them; returns the exit code.
  func judge(_ options: RunOptions) async throws -> Int32 {
    let group = MultiThreadedEventLoopGroup.singleton
    let discovery: Discovery
    let slowest: Duration
    do {
      (discovery, slowest) = try await Discovery.ask(options, group: group)
    } catch {
      print("kafka-conformance: \(error)")
      return 4
    }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    // A round trip of 50 ms and more means a broker or a machine that needs patience.
    let slack = max(1, Double(slowest / .milliseconds(1)) / 50)
    let target = Target(
      options: options, group: group, discovery: discovery, slack: slack, startTime: Int64(time.tv_sec) * 1000)
    let plan = Plan(try selection.cases(of: Area.all), target: target, everyVersion: everyVersion)
    print("seed \(options.seed), \(plan.items.count) executions against \(options.bootstrap)")
    if selfInvert { return await invert(plan, target) }

    let start = ContinuousClock.now
    let outcomes = await Runner(target: target).run(plan)
    for outcome in outcomes where [.fail, .warn, .flaky, .suiteError].contains(outcome.verdict) {
      let version = outcome.version.map { "@v\($0)" } ?? ""
      let text = outcome.failure.map { "\($0)" } ?? outcome.notes.joined(separator: "; ")
      print("\(outcome.verdict.rawValue) \(outcome.id)\(version): \(text)")
    }
    let counts = Dictionary(grouping: outcomes, by: \.verdict).mapValues(\.count)
    let summary = Verdict.allCases.compactMap { verdict in counts[verdict].map { "\($0) \(verdict.rawValue)" } }
    print("\(summary.joined(separator: ", ")) in \((ContinuousClock.now - start).text), seed \(options.seed)")
    if counts[.suiteError] != nil { return 5 }
    return counts[.fail] != nil ? 1 : 0
  }

  private func invert(_ plan: Plan, _ target: Target) async -> Int32 {
    var faults = 0
    for item in plan.items {
      let (count, unnoticed) = await Runner(target: target).invert(item)
      if count == 0 { print("\(item.definition.id) looks at nothing") }
      for number in unnoticed { print("\(item.definition.id) does not notice its expectation \(number)") }
      if count == 0 || !unnoticed.isEmpty { faults += 1 }
    }
    print("\(plan.items.count) cases inverted, \(faults) with expectations that cannot fail")
    return faults == 0 ? 0 : 1
  }
}
