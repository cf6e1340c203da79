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
  @Option(help: "Profiles, separated by commas: core, producer, consumer, groups, admin, families, all.")
  var profile = "all"

  @Option(help: "The lowest level to run: must, should, may.")
  var level = "may"

  @Option(name: .customLong("filter"), help: "Ids or addresses with *; with ! in front they are left out. Repeatable.")
  var filters: [String] = []

  @Option(help: "The run's chance; printed at its beginning, so that it can be repeated.")
  var seed: UInt64?

  @Option(help: "How many cases run side by side.")
  var lanes: Int?

  @Flag(help: "Runs each case at every version that it applies to.")
  var everyVersion = false

  @Flag(help: "Runs only cases that write nothing.")
  var readOnly = false

  @Flag(help: "Also runs cases that touch what the whole cluster shares.")
  var allowExclusive = false

  @Flag(help: "Turns every expectation round in turn and names those that the case does not notice.")
  var selfInvert = false

  @Option(help: "A file that says how to reach and handle the broker; see Conformance/examples.")
  var runFile: String?

  @Option(help: "What the broker is called in reports.")
  var product: String?

  @Option(help: "In every name that the run makes, instead of a text from seed and time.")
  var runId: String?

  @OptionGroup var narrowing: NarrowingOptions

  @OptionGroup var reporting: ReportingOptions

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

  /// The options of a run, those of the run file included.
  ///
  /// - Parameter bootstrap: Nil for the address in the run file.
  /// - Parameter started: The run file of a broker that the run has started.
  func options(
    _ bootstrap: BrokerAddress?, started: RunFile? = nil
  ) throws -> (options: RunOptions, product: String?) {
    var options = RunOptions()
    var product = product
    if let started {
      started.apply(to: &options)
      product = product ?? started.product
    } else if let runFile {
      do {
        let file = try RunFile(try TextFile.read(runFile))
        guard bootstrap != nil || file.bootstrap != nil else { throw ValidationError("\(runFile) has no bootstrap") }
        file.apply(to: &options)
        product = product ?? file.product
      } catch let error as RunFile.Malformed {
        throw ValidationError("\(runFile): \(error)")
      }
    } else if bootstrap == nil {
      throw ValidationError("give --bootstrap-server or --run-file")
    }
    if let bootstrap { options.bootstrap = bootstrap }
    options.judgesVerifier = false
    options.seed = seed ?? UInt64.random(in: 1...UInt64(UInt32.max))
    if let lanes { options.lanes = lanes }
    guard options.lanes > 0 else { throw ValidationError("--lanes \(options.lanes) is not 1 or more") }
    options.isReadOnly = options.isReadOnly || readOnly
    options.allowsExclusive = options.allowsExclusive || allowExclusive
    options.runId = runId
    return (options, product)
  }

  /// Runs the selected cases and prints what came of them; returns the exit code.
  ///
  /// - Parameters:
  ///   - command: What repeats the run, without selection and seed.
  ///   - hook: Runs a command itself, instead of a shell; false for commands that are none of its own.
  ///   - restart: Starts a broker that is gone again; nil when the run cannot.
  ///   - further: Judges cases elsewhere that could not be judged here; gives the outcomes of those that could be there.
  func judge(
    _ options: RunOptions, product: String, command: String,
    hook: @escaping @Sendable (String) async throws -> Bool = { _ in false },
    restart: (@Sendable () async throws -> RunOptions)? = nil,
    further: (@Sendable ([Case], UInt64) async throws -> [Outcome])? = nil
  ) async throws -> Int32 {
    let expectations = try reporting.expectations()
    let narrowed = try narrowing.narrowing
    let seeds = try narrowing.seeds(from: options.seed)
    if selfInvert, seeds.count > 1 { throw ValidationError("--self-invert and --sweep exclude each other") }
    Interruption.listen()
    var sweep = Sweep()
    var code: Int32 = 0
    for seed in seeds where !Interruption.isAsked {
      var options = options
      options.seed = seed
      let group = MultiThreadedEventLoopGroup.singleton
      let discovery: Discovery
      let slowest: Duration
      do {
        (discovery, slowest) = try await Discovery.ask(options, group: group)
      } catch {
        Console.complain("kafka-conformance: \(error)")
        return 4
      }
      let selected = try narrowing.cases(
        try selection, discovery: discovery, seed: seed, everyVersion: everyVersion, narrowing: narrowed)
      if selected.isEmpty {
        guard narrowed == nil else {
          print("nothing is left to run")
          return 0
        }
        throw ValidationError("no case is selected")
      }
      let target = target(options, discovery, slowest, group, hook)
      var plan = Plan(
        selected, target: target, everyVersion: everyVersion || narrowed?.needsEveryVersion ?? false)
      if let narrowed { plan.items = narrowed.items(plan.items) }
      if let fault = discovery.fault {
        print(
          discovery.isKnown
            ? "a newer answer to ApiVersions is believed, as version 0 cannot be read: \(fault)"
            : "nothing is known of the broker: \(fault)")
      }
      print("seed \(seed), \(plan.items.count) executions against \(options.bootstrap)")
      if selfInvert { return await invert(plan, target) }
      let (report, isLost) = try await run(
        plan, target, titles: selected, product: product, command: command, restart: restart, further: further)
      if seeds.count > 1 { sweep.add(report.records, seed: seed) }
      code = Self.worse(code, try reporting.report(report, expectations: expectations))
      if isLost { return 4 }
    }
    if seeds.count > 1 {
      print(sweep.text, terminator: "")
      if code == 0, !sweep.differences.isEmpty, reporting.strict { code = 1 }
    }
    return code
  }

  /// Of two runs of a sweep, the exit code that says more.
  private static func worse(_ left: Int32, _ right: Int32) -> Int32 {
    let order: [Int32] = [6, 5, 4, 3, 1, 2, 0]
    return order.first { $0 == left || $0 == right } ?? right
  }

  private func target(
    _ options: RunOptions, _ discovery: Discovery, _ slowest: Duration, _ group: MultiThreadedEventLoopGroup,
    _ hook: @escaping @Sendable (String) async throws -> Bool
  ) -> Target {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    // A round trip of 50 ms and more means a broker or a machine that needs patience.
    let slack = max(options.patience, Double(slowest / .milliseconds(1)) / 50)
    return Target(
      options: options, group: group, discovery: discovery, slack: slack, startTime: Int64(time.tv_sec) * 1000
    ) { command, node in
      if try await !hook(command) { try await ShellHook.run(command, node: node) }
    }
  }

  private func run(
    _ plan: Plan, _ target: Target, titles cases: [Case], product: String, command: String,
    restart: (@Sendable () async throws -> RunOptions)?,
    further: (@Sendable ([Case], UInt64) async throws -> [Outcome])?
  ) async throws -> (report: RunReport, isLost: Bool) {
    let options = target.options
    let start = ContinuousClock.now
    let console = Console(total: plan.items.count + plan.others.count)
    let ended = Mutex<[Outcome]>([])
    let isLost = Mutex(false)
    let runner = Runner(target: target) { outcome in
      // What ends because the run does says nothing of the broker.
      guard !Interruption.isAsked else { return }
      console.ended(outcome)
      ended.withLock { $0.append(outcome) }
    } restart: { suspects in
      Console.complain("the broker is gone during \(suspects.joined(separator: ", "))")
      do {
        guard let restart else { throw Unreachable(description: "the run file has no start; the run ends here") }
        var fresh = try await restart()
        // The same names and chance as before.
        (fresh.seed, fresh.runId) = (options.seed, target.runId)
        let (discovery, _) = try await Discovery.ask(fresh, group: target.group)
        return Target(
          options: fresh, group: target.group, discovery: discovery, slack: target.slack, startTime: target.startTime,
          runHook: target.runHook)
      } catch {
        Console.complain("kafka-conformance: \(error)")
        isLost.withLock { $0 = true }
        return nil
      }
    }
    await Interruption.run { _ = await runner.run(plan) }
    console.end()

    var info = RunReport.Info()
    info.product = product
    info.bootstrap = "\(options.bootstrap)"
    info.seed = options.seed
    info.command = command + (runFile.map { " --run-file \($0)" } ?? "") + (allowExclusive ? " --allow-exclusive" : "")
    info.startTime = target.startTime
    info.advertised = target.discovery.advertised.map { ($0.key.rawValue, $0.value) }.sorted { $0.api < $1.api }
    info.isInterrupted = Interruption.isAsked
    var outcomes = ended.withLock { $0 }
    if let further, !Interruption.isAsked {
      let open = Set(outcomes.filter { [.skipped, .unsupported].contains($0.verdict) }.map(\.id))
      let judged = try await further(cases.filter { open.contains($0.id) && !$0.id.hasPrefix("G-") }, options.seed)
      let ids = Set(judged.map(\.id))
      outcomes = outcomes.filter { !ids.contains($0.id) } + judged
    }
    var titles = Dictionary(cases.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    if (try? selection.takesErrorTable) ?? false {
      let seen = outcomes.map(\.seen).reduce(into: [:]) { all, some in all.merge(some) { $0.union($1) } }
      outcomes.append(ErrorTable.outcome(seen, seed: options.seed))
      titles[ErrorTable.id] = Family.errorTable.title
    }
    info.milliseconds = (ContinuousClock.now - start).milliseconds
    let records = outcomes.map { outcome in
      CaseRecord(outcome, title: titles[outcome.id] ?? outcome.id, names: "\(options.prefix)-\(target.runId)-")
    }
    return (RunReport(info: info, records: records), isLost.withLock { $0 })
  }

  private func invert(_ plan: Plan, _ target: Target) async -> Int32 {
    let inversions = await Interruption.run {
      await Runner(target: target).invert(plan) { inversion in
        if let obstacle = inversion.obstacle {
          print("\(inversion.id) is not inverted: \(obstacle)")
        } else if inversion.expectations == 0 {
          print("\(inversion.id) looks at nothing")
        }
        for number in inversion.unnoticed { print("\(inversion.id) does not notice its expectation \(number)") }
      }
    }
    let faults = inversions.filter(\.isFaulty).count
    let judged = inversions.filter { $0.obstacle == nil }.count
    print("\(judged) cases inverted, \(faults) with expectations that cannot fail")
    if Interruption.isAsked { return 6 }
    return faults == 0 ? 0 : 1
  }
}
