package import KafkaSchema

/// "If this version": the test that generated code makes before it touches something that only some versions have.
package enum VersionCondition: Equatable, Sendable {
  /// Every version that can get here has it.
  case always
  /// No version that can get here has it.
  case never
  /// A Swift expression over `version`.
  case test(String)

  /// The shortest test that tells the versions `wanted` from the others, when only `known` can occur.
  package init(_ wanted: VersionSet, within known: VersionSet) {
    let wanted = wanted.intersection(known)
    guard let first = known.first, let last = known.last, !wanted.isEmpty else {
      self = .never
      return
    }
    let tests = wanted.ranges.map { range in
      switch (range.lowerBound > first, range.upperBound < last) {
      case (false, false): ""
      case (true, false): "version >= \(range.lowerBound)"
      case (false, true): "version <= \(range.upperBound)"
      case (true, true):
        range.count == 1
          ? "version == \(range.lowerBound)" : "version >= \(range.lowerBound) && version <= \(range.upperBound)"
      }
    }
    if tests == [""] {
      self = .always
    } else {
      self = .test(tests.count == 1 ? tests[0] : tests.map { "(\($0))" }.joined(separator: " || "))
    }
  }

  /// As a Boolean expression.
  package var expression: String {
    switch self {
    case .always: "true"
    case .never: "false"
    case .test(let text): text
    }
  }
}
