package import KafkaWire
import Synchronization

/// What a case says of a broker.
package enum Verdict: String, CaseIterable, Sendable {
  case pass = "PASS"
  /// A tolerated outcome, or a wrong code of the same class.
  case nonStrict = "NON-STRICT"
  /// A MUST is broken.
  case fail = "FAIL"
  /// A SHOULD is broken.
  case warn = "WARN"
  /// A MAY, recorded.
  case informational = "INFORMATIONAL"
  /// The broker does not offer it, and says so.
  case unsupported = "UNSUPPORTED"
  /// The run lacks a hook, a listener, a right or another broker.
  case skipped = "SKIPPED"
  /// Set-up, clean-up or the suite itself failed.
  case suiteError = "SUITE-ERROR"
  /// Different verdicts in the confirm runs.
  case flaky = "FLAKY"
}

/// How one case ended, and everything a report needs.
package struct Outcome: Sendable {
  package var id: String
  package var address: String
  package var version: Int16?
  package var level: Level
  package var verdict: Verdict
  package var failure: CaseFailure?
  /// Why it was skipped, is not strict, or what was recorded.
  package var notes: [String]
  package var seed: UInt64
  package var duration: Duration
  /// Kept unless the case passed.
  package var transcript: Transcript?
  /// How many expectations were looked at.
  package var expectations: Int
  /// Error codes that the case's API answered with.
  package var errors: Set<Int16>
  /// Error codes of every answer, by API; for the table of family G-ERRTAB.
  package var seen: [ApiKey: Set<Int16>] = [:]

  package var signature: String? { failure?.signature }
}

extension Outcome {
  /// Of a case that was not run.
  package init(_ definition: Case, _ end: CaseEnd, seed: UInt64) {
    let verdict: Verdict =
      switch end {
      case .unsupported: .unsupported
      case .skipped: .skipped
      }
    self.init(
      id: definition.id, address: definition.address, version: nil, level: definition.level, verdict: verdict,
      failure: nil, notes: [end.reason], seed: seed, duration: .zero, transcript: nil, expectations: 0, errors: [])
  }
}

extension Trial {
  /// Runs the case's body once and says what it shows.
  package func run() async -> Outcome {
    let start = ContinuousClock.now
    let limit = target.limit(definition.deadline)
    state.withLock { $0.deadline = start + limit }
    var thrown: (any Error)?
    do {
      try await withDeadline(limit)
    } catch {
      thrown = error
    }
    state.withLock { $0.deadline = nil }
    let duration = ContinuousClock.now - start
    await finish()

    let (tolerated, weaknesses, records, expectations, errors) = state.withLock { state in
      let errors = state.errors.values.reduce(into: Set<Int16>()) { $0.formUnion($1) }
      return (state.tolerated, state.weaknesses, state.records, state.expectations, errors)
    }
    var outcome = Outcome(
      id: definition.id, address: definition.address, version: toldVersion, level: definition.level, verdict: .pass,
      failure: nil, notes: records, seed: seed, duration: duration, transcript: transcript,
      expectations: expectations, errors: errors, seen: transcript.codes)
    switch thrown {
    case nil:
      if let weakness = weaknesses.first {
        outcome.failure = weakness
        outcome.verdict = .warn
      } else if !tolerated.isEmpty {
        outcome.verdict = .nonStrict
        outcome.notes = tolerated + records
      } else if definition.level == .may {
        outcome.verdict = .informational
      }
    case let failure as CaseFailure:
      outcome.failure = failure
      switch (failure.kind, definition.level) {
      case (.hang, _), (.crash, _), (.wrong, .must): outcome.verdict = .fail
      case (.wrong, .should): outcome.verdict = .warn
      case (.wrong, .may):
        outcome.verdict = .informational
        outcome.notes.append("\(failure)")
      }
    case CaseEnd.unsupported(let reason)?:
      outcome.verdict = .unsupported
      outcome.notes = [reason]
    case CaseEnd.skipped(let reason)?:
      outcome.verdict = .skipped
      outcome.notes = [reason]
    case let error?:
      outcome.verdict = .suiteError
      outcome.notes = ["\(error)"]
    }
    return outcome
  }

  /// Runs the body and cancels it at its deadline, which is a hang of the broker.
  private func withDeadline(_ limit: Duration) async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask { [self] in
        try await definition.body(self)
        return true
      }
      group.addTask {
        try await Task.sleep(for: limit)
        return false
      }
      defer { group.cancelAll() }
      do {
        if try await group.next() == true { return }
      } catch is CancellationError {
        throw SuiteError("the run was interrupted")
      }
      let last = transcript.entries.kept.last { $0.direction == .sent && $0.api != nil }
      let sent = last.map { ", the last request was \($0.api?.description ?? "")" } ?? ""
      throw CaseFailure(
        "every case ends", kind: .hang, field: "case", got: "no end within \(limit.text)\(sent)",
        want: "an end within \(definition.deadline.text)")
    }
  }
}
