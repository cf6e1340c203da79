import ArgumentParser
import KafkaConformance

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares two runs: new findings, fixed ones, and those with another signature.",
    discussion: "Exit code 1 when the second run has a finding that the first has not.")

  @Argument(help: "results.jsonl of the earlier run.")
  var before: String

  @Argument(help: "results.jsonl of the later run.")
  var after: String

  func run() throws {
    let diff = ResultDiff(
      try RunReport.records(of: try TextFile.read(before)), try RunReport.records(of: try TextFile.read(after)))
    print(diff.text, terminator: "")
    if diff.isWorse { throw ExitCode(1) }
  }
}
