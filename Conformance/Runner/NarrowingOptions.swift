import ArgumentParser
import KafkaConformance
import KafkaWire

/// What is left of the selected cases: samples of families, and what an earlier run or a release says.
struct NarrowingOptions: ParsableArguments {
  @Option(help: "How many members of each generated family run: a number, a part like 5%, or all. By default 40.")
  var sample: String?

  @Option(help: "A results.jsonl: runs what was found in it, each with the version and seed of then.")
  var rerunFailed: String?

  @Option(
    help: "A results.jsonl: runs what it does not have, or had otherwise; or a release: runs what it had not yet.")
  var changedSince: String?

  @Option(help: "Runs that many times, with as many seeds, and counts what does not come out the same.")
  var sweep: Int?

  var sampling: Sampling {
    get throws {
      guard let sample else { return .usual }
      guard let sampling = Sampling(sample) else {
        throw ValidationError("--sample \(sample) is not a number, a part like 5%, or all")
      }
      return sampling
    }
  }

  /// Nil for a whole run.
  var narrowing: Narrowing? {
    get throws {
      if rerunFailed != nil, changedSince != nil {
        throw ValidationError("--rerun-failed and --changed-since exclude each other")
      }
      if let rerunFailed { return .failed(in: try RunReport.records(of: try TextFile.read(rerunFailed))) }
      guard let changedSince else { return nil }
      if !TextFile.exists(changedSince), let release = KafkaRelease(changedSince) { return .newer(than: release) }
      let records = try RunReport.records(of: try TextFile.read(changedSince))
      return .changed(since: records, advertised: try Self.advertised(beside: changedSince))
    }
  }

  /// What the broker of then advertised, from the `run.json` in the same directory.
  private static func advertised(beside path: String) throws -> [ApiKey: ClosedRange<Int16>]? {
    let file = (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + "run.json"
    guard TextFile.exists(file) else { return nil }
    let info = RunReport.Info(try JSON(try TextFile.read(file)))
    return Dictionary(
      info.advertised.map { (ApiKey(rawValue: $0.api), $0.range) }, uniquingKeysWith: { first, _ in first })
  }

  /// The seeds to run with, beginning with that of the run.
  func seeds(from first: UInt64) throws -> [UInt64] {
    let count = sweep ?? 1
    guard count > 0 else { throw ValidationError("--sweep \(count) is not 1 or more") }
    return (0..<UInt64(count)).map { first &+ $0 }
  }

  /// Cases and members that a run with this seed takes.
  func cases(
    _ selection: Selection, discovery: Discovery, seed: UInt64, everyVersion: Bool, narrowing: Narrowing?
  ) throws -> [Case] {
    var sampling = try sampling
    if case .failed? = narrowing { sampling = .all }
    let now = discovery.advertised
    func left(_ cases: [Case]) -> [Case] { narrowing?.cases(cases, now: now) ?? cases }
    var cases = left(selection.cases(of: Area.all))
    // With --every-version the cases themselves run at each version.
    let families = Family.all.filter { !everyVersion || $0.name != "G-VER" }
    for (_, members) in selection.members(of: families, scope: FamilyScope(discovery)) {
      cases += sampling.pick(left(members), seed: seed)
    }
    return cases
  }
}
