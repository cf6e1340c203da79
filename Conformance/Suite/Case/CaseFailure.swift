/// What a broker did wrong: one requirement, what was expected, what was seen, and the bytes that prove it.
package struct CaseFailure: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    /// Another answer than expected. Fails by the level of the case.
    case wrong
    /// No answer in time. Fails at every level.
    case hang
    /// The broker is gone, or no longer serves others. Fails at every level.
    case crash
  }

  package var kind: Kind
  /// The requirement in a sentence.
  package var requirement: String
  /// The field, or another name of what was looked at.
  package var field: String
  package var got: String
  package var want: String
  /// The frame of the case's transcript that shows it.
  package var frame: Int?
  /// The bytes of that frame, length prefix included.
  package var range: Range<Int>?

  package init(
    _ requirement: String, kind: Kind = .wrong, field: String, got: String, want: String, frame: Int? = nil,
    range: Range<Int>? = nil
  ) {
    self.kind = kind
    self.requirement = requirement
    self.field = field
    self.got = got
    self.want = want
    self.frame = frame
    self.range = range
  }

  /// What an expectation file matches: the same fault gives the same signature in every run.
  package var signature: String { "\(field): got=\(got), want=\(want)" }

  package var description: String {
    var text = "\(requirement): \(field) is \(got), expected \(want)"
    if let range { text += " (bytes \(range.lowerBound)..<\(range.upperBound) of frame \(frame ?? 0))" }
    return text
  }
}

/// The suite itself could not do something: a case that is written wrong, or a set-up that failed.
package struct SuiteError: Error, Equatable, Sendable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}

/// A case ended without a verdict on the broker.
package enum CaseEnd: Error, Equatable, Sendable {
  /// The broker does not offer what the case is about, and says so.
  case unsupported(String)
  /// The run file does not allow or provide what the case needs.
  case skipped(String)

  package var reason: String {
    switch self {
    case .unsupported(let reason), .skipped(let reason): reason
    }
  }
}
