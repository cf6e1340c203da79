/// Which suite a report or claim was made with.
package enum SuiteVersion {
  /// The suite's version, as `CHANGELOG.md` counts.
  package static let current = "0.1.0"
}
