extension RunReport {
  /// Every file of a report directory.
  package var files: [(name: String, text: String)] {
    [
      ("results.jsonl", lines), ("run.json", info.json.lines), ("junit.xml", junit), ("results.tap", tap),
      ("report.html", html),
    ]
  }

  /// What a person reads at the end of a run: counts by area, findings by likely cause.
  package func summary(_ comparison: Expectations.Comparison) -> String {
    var text = "\n"
    let areas = Dictionary(grouping: records, by: \.area)
    for name in Area.all.map(\.name) + Family.all.map(\.name) + areas.keys.sorted() where areas[name] != nil {
      guard let records = areas[name], !text.contains("\n\(name.padding(9))") else { continue }
      text += "\(name.padding(9))\(Self.text(Self.counts(records)))\n"
    }
    let causes = Cause.group(comparison.unexpected)
    if !causes.isEmpty { text += "\nFindings by likely cause:\n" }
    for cause in causes {
      text += "\n  \(cause.title)\n"
      for record in cause.records.prefix(12) {
        let requirement = record.finding?.requirement ?? record.title
        text += "    \(record.verdict.rawValue.padding(12))\(record.name.padding(18))\(requirement)\n"
      }
      if cause.records.count > 12 { text += "    and \(cause.records.count - 12) more\n" }
      if let first = cause.records.first { text += "    repeat: \(command(repeating: first))\n" }
    }
    if !comparison.expected.isEmpty { text += "\n\(comparison.expected.count) findings as expected\n" }
    if !comparison.stale.isEmpty { text += "\nExpected, but no longer so:\n" }
    for entry in comparison.stale {
      text += "  line \(entry.line): \(entry.id) \(entry.verdict.rawValue.lowercased()) \(entry.signature ?? "")\n"
    }
    text += "\n\(Self.text(counts)) in \(Duration.milliseconds(info.milliseconds).text), seed \(info.seed)\n"
    if info.isInterrupted { text += "interrupted: the report is about the cases that were done\n" }
    return text
  }

  static func text(_ counts: [(verdict: Verdict, count: Int)]) -> String {
    counts.map { "\($0.count) \($0.verdict.rawValue)" }.joined(separator: ", ")
  }
}

extension String {
  /// With spaces behind it up to a width, and at least one.
  func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
