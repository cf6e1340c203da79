/// Two runs side by side: what got worse, what got better, what fails in another way.
package struct ResultDiff: Sendable {
  package enum Change: String, CaseIterable, Sendable {
    case newFinding = "New findings"
    case fixed = "Fixed"
    case otherSignature = "Another fault than before"
    case otherVerdict = "Another verdict"
    case added = "Only in the second"
    case removed = "Only in the first"
  }

  package struct Entry: Sendable {
    package var change: Change
    package var before: CaseRecord?
    package var after: CaseRecord?

    package var name: String { (after ?? before)?.name ?? "" }
  }

  package private(set) var entries: [Entry] = []

  package init(_ before: [CaseRecord], _ after: [CaseRecord]) {
    let old = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for name in Set(old.keys).union(new.keys).sorted() {
      guard let change = Self.change(old[name], new[name]) else { continue }
      entries.append(Entry(change: change, before: old[name], after: new[name]))
    }
  }

  private static func change(_ before: CaseRecord?, _ after: CaseRecord?) -> Change? {
    guard let before else { return after.map { $0.isFinding ? .newFinding : .added } }
    guard let after else { return .removed }
    switch (before.isFinding, after.isFinding) {
    case (false, true): return .newFinding
    case (true, false): return .fixed
    case (true, true) where before.signature != after.signature: return .otherSignature
    default: return before.verdict == after.verdict ? nil : .otherVerdict
    }
  }

  /// Whether the second run is worse than the first.
  package var isWorse: Bool { entries.contains { $0.change == .newFinding || $0.change == .otherSignature } }

  package var text: String {
    guard !entries.isEmpty else { return "no differences\n" }
    var text = ""
    for change in Change.allCases {
      let entries = entries.filter { $0.change == change }
      guard !entries.isEmpty else { continue }
      text += "\(change.rawValue): \(entries.count)\n"
      for entry in entries {
        let verdicts = [entry.before, entry.after].map { $0?.verdict.rawValue ?? "absent" }
        text += "  \(entry.name.padding(18))\(verdicts.joined(separator: " → "))"
        switch change {
        case .newFinding: text += ": \(entry.after?.sentence ?? "")"
        case .otherSignature: text += ": \(entry.before?.signature ?? "") → \(entry.after?.signature ?? "")"
        case .fixed, .otherVerdict, .added, .removed: break
        }
        text += "\n"
      }
    }
    return text
  }
}
