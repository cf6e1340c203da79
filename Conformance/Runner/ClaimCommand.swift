import ArgumentParser
import KafkaConformance

struct ClaimCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim",
    abstract: "Says what a run lets a product claim: a profile at a level, as a file and a badge.",
    discussion: "Exit codes: 0 the claim holds, 1 it does not, 3 files that cannot be read.")

  @Argument(help: "A directory with results.jsonl and run.json.")
  var directory: String

  @Option(help: "One of \(Selection.profileNames.joined(separator: ", ")).")
  var profile = "core"

  @Option(help: "The lowest level that is claimed: must, should, may.")
  var level = "must"

  @Option(help: "A file for the claim as JSON.")
  var output: String?

  @Option(help: "A file for the badge as SVG.")
  var badge: String?

  func run() throws {
    guard let lowest = Level(rawValue: level.uppercased()) else {
      throw ValidationError("level \(level) is not one of must, should, may")
    }
    let info = RunReport.Info(try JSON(try TextFile.read("\(directory)/run.json")))
    let records = try RunReport.records(of: try TextFile.read("\(directory)/results.jsonl"))
    let claim: Claim
    do {
      claim = try Claim(RunReport(info: info, records: records), profile: profile, level: lowest)
    } catch {
      throw ValidationError("\(directory): \(error)")
    }
    if let output { try TextFile.write(claim.json.lines, to: output) }
    if let badge { try TextFile.write(claim.badge, to: badge) }
    print("\(claim.product) \(claim.holds ? "holds" : "does not hold") \(claim.title)")
    for name in claim.broken { print("  broken: \(name)") }
    for name in claim.unconfirmed { print("  not held against it, for want of foreign evidence: \(name)") }
    if !claim.missing.isEmpty {
      print("  not in the results: \(claim.missing.joined(separator: ", "))")
    }
    if !claim.holds { throw ExitCode(1) }
  }
}
