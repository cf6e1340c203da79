/// Findings that look like one fault of the broker: the same field, wherever it stands, with the same wrong value.
package struct Cause: Sendable {
  /// `ErrorCode is 0, expected 74`
  package var title: String
  package var records: [CaseRecord]

  /// The findings by cause: those that count most, and most often, first.
  package static func group(_ records: [CaseRecord]) -> [Cause] {
    let groups = Dictionary(grouping: records.filter(\.isFinding)) { title(of: $0) }
    return groups.map { Cause(title: $0.key, records: $0.value) }.sorted { left, right in
      (-left.weight, -left.records.count, left.records[0].id) < (
        -right.weight, -right.records.count, right.records[0].id
      )
    }
  }

  private var weight: Int {
    records.map { record in
      switch (record.verdict, record.finding?.kind) {
      case (.fail, "crash"): 5
      case (.fail, "hang"): 4
      case (.fail, _): 3
      case (.warn, _): 2
      default: 1
      }
    }.max() ?? 0
  }

  private static func title(of record: CaseRecord) -> String {
    guard let finding = record.finding else { return record.notes.first ?? record.verdict.rawValue }
    let field = finding.field.split(separator: ".").last.map(String.init) ?? finding.field
    // What is no field of an answer says too little by itself.
    let isField = !["connection", "(end)", "case", "state", "canary"].contains(field)
    let got = finding.got.count > 80 ? String(finding.got.prefix(80)) + "…" : finding.got
    return "\(isField ? "" : finding.requirement + ": ")\(withoutIndexes(field)) is \(got), expected \(finding.want)"
  }

  /// `Responses[0]` and `Responses[7]` are the same place.
  private static func withoutIndexes(_ field: String) -> String {
    var text = ""
    var depth = 0
    for character in field {
      if character == "[" { depth += 1 }
      if depth == 0 || character == "[" || character == "]" { text.append(character) }
      if character == "]" { depth -= 1 }
    }
    return text
  }
}
