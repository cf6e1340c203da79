import ArgumentParser
import KafkaConformance

/// What a run leaves behind, and what it is measured against.
struct ReportingOptions: ParsableArguments {
  @Option(help: "A directory for results.jsonl, run.json, junit.xml, results.tap and report.html.")
  var reportDir: String?

  @Option(help: "A file with the findings that are known; see Conformance/README.md.")
  var expect: String?

  @Flag(help: "Writes the file of --expect anew from this run.")
  var updateExpectations = false

  @Flag(help: "Counts WARN, NON-STRICT and FLAKY as failures, too.")
  var strict = false

  /// The expectations of the file; nil when there is none.
  func expectations() throws -> Expectations? {
    guard let expect else {
      if updateExpectations { throw ValidationError("--update-expectations needs --expect FILE") }
      return nil
    }
    if updateExpectations, !TextFile.exists(expect) { return Expectations() }
    do {
      return try Expectations(try TextFile.read(expect))
    } catch let error as Expectations.Malformed {
      throw ValidationError("\(expect): \(error)")
    }
  }

  /// Prints the summary, writes the files, and returns the exit code.
  func report(_ report: RunReport, expectations: Expectations?) throws -> Int32 {
    let comparison = (expectations ?? Expectations()).compare(report.records)
    if let reportDir {
      try TextFile.makeDirectory(reportDir)
      for (name, text) in report.files { try TextFile.write(text, to: "\(reportDir)/\(name)") }
    }
    print(report.summary(comparison), terminator: "")
    if let reportDir { print("reports are in \(reportDir)") }
    if updateExpectations, let expect, let expectations {
      try TextFile.write(expectations.updated(by: report.records).text, to: expect)
      print("\(expect) is written anew")
    }
    return code(report, comparison)
  }

  private func code(_ report: RunReport, _ comparison: Expectations.Comparison) -> Int32 {
    if report.info.isInterrupted { return 6 }
    if updateExpectations { return 0 }
    if comparison.unexpected.contains(where: { $0.verdict == .suiteError }) { return 5 }
    let failing: Set<Verdict> = strict ? [.fail, .warn, .flaky] : [.fail]
    if comparison.unexpected.contains(where: { failing.contains($0.verdict) }) { return 1 }
    if strict, report.records.contains(where: { $0.verdict == .nonStrict }) { return 1 }
    return comparison.stale.isEmpty ? 0 : 2
  }
}
