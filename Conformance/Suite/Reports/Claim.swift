import KafkaCrypto

/// What a product may say of itself after a run: a profile at a level, with what the run counted.
///
/// It is bound to its results by their hash, and carries a hash of its own, so that neither is changed by accident.
/// That is no signature: whoever doubts it repeats the run with the seed.
package struct Claim: Equatable, Sendable {
  package var product: String
  package var profile: String
  /// The lowest level that it speaks of.
  package var level: Level
  package var seed: UInt64
  /// Milliseconds since 1970 when the run began.
  package var startTime: Int64
  /// SHA-256 of `results.jsonl`.
  package var resultsDigest: String
  /// Verdicts of the cases of the profile, by level, the highest first.
  package var counts: [(level: Level, verdicts: [(verdict: Verdict, count: Int)])]
  /// Names of executions that break it.
  package var broken: [String]
  /// Names of executions that fail in a case without foreign evidence, which is held against nobody.
  package var unconfirmed: [String]
  /// Ids of cases of the profile and level that the results do not have.
  package var missing: [String]

  package var holds: Bool { broken.isEmpty && missing.isEmpty }

  package struct Malformed: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  /// - Parameters:
  ///   - report: A run of at least the profile's cases.
  ///   - profile: A name of ``Selection/profileNames``.
  ///   - level: The lowest level that is claimed; at MUST, a broken SHOULD is not looked at.
  /// - Throws: When there is no such profile, or the run was interrupted.
  package init(_ report: RunReport, profile: String, level: Level) throws(Malformed) {
    guard Selection.profileNames.contains(profile) else {
      throw Malformed(
        description: "profile \(profile) is not one of \(Selection.profileNames.joined(separator: ", "))")
    }
    guard !report.info.isInterrupted else { throw Malformed(description: "the run was interrupted") }
    var selection = Selection()
    selection.profiles = [profile]
    selection.levels = Set(Level.allCases.filter { $0 >= level })
    let cases = Dictionary(selection.cases(of: Area.all).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let records = report.records.filter { cases[$0.id] != nil }
    let seen = Set(records.map(\.id))

    product = report.info.product
    self.profile = profile
    self.level = level
    seed = report.info.seed
    startTime = report.info.startTime
    resultsDigest = SHA256.hex(of: report.lines.utf8)
    counts = Level.allCases.reversed().filter { $0 >= level }.map { level in
      (level, RunReport.counts(records.filter { $0.level == level }))
    }
    let failing = records.filter { [.fail, .warn, .flaky, .suiteError].contains($0.verdict) }
    broken = failing.filter { cases[$0.id]?.isUnconfirmed == false || $0.verdict == .suiteError }.map(\.name)
    unconfirmed = failing.filter { cases[$0.id]?.isUnconfirmed == true && $0.verdict != .suiteError }.map(\.name)
    missing = cases.keys.filter { !seen.contains($0) }.sorted()
  }

  package static func == (left: Claim, right: Claim) -> Bool { left.json == right.json }

  /// `claim.json`, its own hash at the end.
  package var json: JSON {
    guard case .object(var members) = content else { return content }
    members.append(JSON.Member(name: "sha256", value: .string(SHA256.hex(of: content.text.utf8))))
    return .object(members)
  }

  private var content: JSON {
    .members([
      "claim": .string("kafka-conformance"), "product": .string(product), "profile": .string(profile),
      "level": .string(level.rawValue), "holds": .bool(holds),
      "counts": .object(
        counts.map { level, verdicts in
          JSON.Member(
            name: level.rawValue,
            value: .object(verdicts.map { JSON.Member(name: $0.verdict.rawValue, value: .int(Int64($0.count))) }))
        }),
      "broken": .array(broken.map { .string($0) }), "unconfirmed": .array(unconfirmed.map { .string($0) }),
      "missing": .array(missing.map { .string($0) }), "suite": .string(SuiteVersion.current),
      "seed": .string("\(seed)"), "startTime": .int(startTime), "results": .string("sha256:\(resultsDigest)"),
    ])
  }

  /// Whether the hash inside a claim is that of its text: it was not changed since it was made.
  package static func isIntact(_ json: JSON) -> Bool {
    guard case .object(let members) = json, let last = members.last, last.name == "sha256" else { return false }
    return last.value.string == SHA256.hex(of: JSON.object(members.dropLast()).text.utf8)
  }
}
