extension Trial {
  /// What the verifier of files says of a directory.
  package func findings(in directory: StoredDirectory, context: SegmentContext = SegmentContext()) -> [Finding] {
    target.segments.findings(directory, context)
  }

  /// Requires that the verifier of files notices something.
  ///
  /// - Parameters:
  ///   - rules: Any of these; all the same when empty.
  ///   - severities: Errors only by default.
  package func finds(
    _ rules: [String], in directory: StoredDirectory, context: SegmentContext = SegmentContext(),
    as severities: Set<Finding.Severity> = [.error], _ requirement: String
  ) throws {
    let findings = self.findings(in: directory, context: context)
    let isFound = findings.contains { severities.contains($0.severity) && (rules.isEmpty || rules.contains($0.rule)) }
    try expect(
      isFound, requirement, field: "findings", got: Self.text(findings),
      want: "\(severities.sorted().map(\.rawValue).joined(separator: " or ")) \(rules.joined(separator: " or "))")
  }

  /// Requires that the verifier has nothing to say but notes.
  package func isClean(
    _ directory: StoredDirectory, context: SegmentContext = SegmentContext(),
    allowing: Set<Finding.Severity> = [.information], _ requirement: String
  ) throws {
    let findings = self.findings(in: directory, context: context)
      .filter { !allowing.contains($0.severity) }
    try expect(
      findings.isEmpty, requirement, field: "findings", got: Self.text(findings), want: "none")
  }

  private static func text(_ findings: [Finding]) -> String {
    findings.isEmpty ? "none" : findings.prefix(4).map { "\($0)" }.joined(separator: "; ")
  }
}
