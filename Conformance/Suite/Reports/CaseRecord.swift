import KafkaWire
package import NIOCore

/// What became of one case at one version: a line of `results.jsonl`, from which every other report is made.
package struct CaseRecord: Equatable, Sendable {
  /// A field, what it was and what it should have been.
  package struct Finding: Equatable, Sendable {
    /// `wrong`, `hang` or `crash`.
    package var kind: String
    package var requirement: String
    package var field: String
    package var got: String
    package var want: String
    /// The transcript's entry that shows it, and which bytes of it.
    package var frame: Int?
    package var range: Range<Int>?
  }

  /// A step of the transcript.
  package struct Step: Equatable, Sendable {
    package var number: Int
    package var connection: Int
    package var milliseconds: Int64
    /// `sent`, `received` or `note`.
    package var direction: String
    package var api: Int16?
    package var version: Int16?
    /// How many bytes went over the line; `bytes` may be fewer.
    package var size: Int
    package var bytes: ByteBuffer
    package var text: String?
  }

  package var id: String
  package var address: String
  package var title: String
  /// Nil when the case chose versions itself.
  package var version: Int16?
  package var level: Level
  package var verdict: Verdict
  package var signature: String?
  package var finding: Finding?
  package var notes: [String]
  package var seed: UInt64
  package var milliseconds: Int64
  package var expectations: Int
  package var errors: [Int16]
  /// Only where something was found.
  package var steps: [Step]
  /// Steps that were left out in the middle of a long transcript.
  package var dropped: Int

  /// `PRODUCE`
  package var area: String { Case.area(of: id) }
  /// `PRODUCE-003@v9`
  package var name: String { id + (version.map { "@v\($0)" } ?? "") }

  /// Whether a person has to look at it.
  package var isFinding: Bool { Verdict.findings.contains(verdict) }

  /// What was found, in a sentence.
  package var sentence: String {
    guard let finding else { return notes.joined(separator: "; ") }
    return "\(finding.requirement): \(finding.field) is \(finding.got), expected \(finding.want)"
  }
}

extension CaseRecord.Step {
  /// - Parameter most: At most so many bytes are kept.
  init(_ entry: Transcript.Entry, most: Int = .max) {
    let kept = entry.bytes.getSlice(at: entry.bytes.readerIndex, length: min(most, entry.bytes.readableBytes))
    self.init(
      number: entry.number, connection: entry.connection, milliseconds: entry.time.milliseconds,
      direction: entry.direction.rawValue, api: entry.api?.rawValue, version: entry.version, size: entry.size,
      bytes: kept ?? ByteBuffer(), text: entry.text)
  }
}

extension Verdict {
  /// Verdicts that a person has to look at.
  package static let findings: Set<Verdict> = [.fail, .warn, .flaky, .suiteError]
}

extension CaseRecord {
  /// Bytes kept of a step that proves nothing by itself.
  static let bytesKept = 4096

  /// - Parameters:
  ///   - names: How the names that this run made begin; they are different in every run, so signatures leave them out.
  package init(_ outcome: Outcome, title: String, names: String) {
    id = outcome.id
    address = outcome.address
    self.title = title
    version = outcome.version
    level = outcome.level
    verdict = outcome.verdict
    notes = outcome.notes
    seed = outcome.seed
    milliseconds = outcome.duration.milliseconds
    expectations = outcome.expectations
    errors = outcome.errors.sorted()
    steps = []
    dropped = 0
    if let failure = outcome.failure {
      signature = Self.withoutNames(failure.signature, names)
      finding = Finding(
        kind: failure.kind.rawValue, requirement: failure.requirement, field: failure.field, got: failure.got,
        want: failure.want, frame: failure.frame, range: failure.range)
    }
    guard isFinding, let transcript = outcome.transcript else { return }
    let (entries, dropped) = transcript.entries
    self.dropped = dropped
    steps = entries.map { entry in
      Step(entry, most: entry.number == outcome.failure?.frame ? .max : Self.bytesKept)
    }
  }

  /// The text with every name of the run replaced by `NAME`.
  package static func withoutNames(_ text: String, _ start: String) -> String {
    guard !start.isEmpty, text.contains(start) else { return text }
    var result = ""
    var rest = text[...]
    while !rest.isEmpty {
      if rest.hasPrefix(start) {
        result += "NAME"
        rest = rest.drop { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "." }
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}
