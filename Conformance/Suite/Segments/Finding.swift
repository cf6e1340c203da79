/// What the verifier of files says of one place.
package struct Finding: Hashable, Sendable, CustomStringConvertible {
  package enum Severity: String, CaseIterable, Comparable, Sendable {
    /// Data or order is wrong, or a broker refuses or misreads the file.
    case error = "E"
    /// Legal in some histories, or not looked at by brokers.
    case warning = "W"
    /// A note.
    case information = "I"

    package static func < (left: Severity, right: Severity) -> Bool {
      allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
  }

  package var severity: Severity
  /// `B-03`; the rules are listed in `Conformance/SEGMENT-RULES.md`.
  package var rule: String
  /// The file's name in its directory; empty for the directory itself.
  package var file: String
  /// The byte in the file that it begins at.
  package var position: Int?
  package var expected: String
  package var found: String

  package init(severity: Severity, rule: String, file: String, position: Int?, expected: String, found: String) {
    self.severity = severity
    self.rule = rule
    self.file = file
    self.position = position
    self.expected = expected
    self.found = found
  }

  package var description: String {
    let place = position.map { "\(file) at byte \($0)" } ?? (file.isEmpty ? "directory" : file)
    return "\(severity.rawValue) \(rule) \(place): \(found), expected \(expected)"
  }
}

/// Findings as they come up in one file.
struct FindingLog {
  var file: String
  var findings: [Finding] = []

  init(_ file: String) { self.file = file }

  mutating func error(_ rule: String, at position: Int? = nil, _ found: String, expected: String) {
    add(.error, rule, position, found, expected)
  }

  mutating func warn(_ rule: String, at position: Int? = nil, _ found: String, expected: String) {
    add(.warning, rule, position, found, expected)
  }

  mutating func note(_ rule: String, at position: Int? = nil, _ found: String, expected: String) {
    add(.information, rule, position, found, expected)
  }

  mutating func add(_ severity: Finding.Severity, _ rule: String, _ position: Int?, _ found: String, _ expected: String)
  {
    findings.append(
      Finding(severity: severity, rule: rule, file: file, position: position, expected: expected, found: found))
  }
}
