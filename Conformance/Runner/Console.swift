import KafkaConformance
import Synchronization

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#elseif canImport(Darwin)
  @preconcurrency import Darwin
#endif

/// What a run shows while it goes on: findings as they come, and on a terminal a line with counts.
final class Console: Sendable {
  private struct State {
    var done = 0
    var counts: [Verdict: Int] = [:]
    var lastDrawn = ContinuousClock.now - .seconds(1)
    var hasLine = false
  }

  private let total: Int
  private let isTerminal = isatty(STDOUT_FILENO) == 1
  private let state = Mutex(State())

  init(total: Int) { self.total = total }

  /// Has lines go out as they come, also where the output is a file or a pipe.
  static func flushLines() { setvbuf(stdout, nil, _IOLBF, 0) }

  static func leave(_ code: Int32) -> Never { exit(code) }

  static func complain(_ text: String) { fputs(text + "\n", stderr) }

  /// Shows an outcome.
  func ended(_ outcome: Outcome) {
    state.withLock { state in
      state.done += 1
      state.counts[outcome.verdict, default: 0] += 1
      if Verdict.findings.contains(outcome.verdict) {
        erase(&state)
        let version = outcome.version.map { "@v\($0)" } ?? ""
        let text = outcome.failure.map { "\($0)" } ?? outcome.notes.joined(separator: "; ")
        print("\(outcome.verdict.rawValue) \(outcome.id)\(version): \(text)")
      }
      guard isTerminal, ContinuousClock.now - state.lastDrawn > .milliseconds(100) else { return }
      draw(&state)
    }
  }

  /// Takes the progress line away.
  func end() {
    state.withLock { erase(&$0) }
  }

  private func draw(_ state: inout State) {
    let counts = Verdict.allCases.compactMap { verdict in
      state.counts[verdict].map { "\($0) \(verdict.rawValue)" }
    }
    print("\r\u{1B}[K\(state.done) of \(total): \(counts.joined(separator: ", "))", terminator: "")
    fflush(stdout)
    state.hasLine = true
    state.lastDrawn = .now
  }

  private func erase(_ state: inout State) {
    guard state.hasLine else { return }
    print("\r\u{1B}[K", terminator: "")
    state.hasLine = false
  }
}
