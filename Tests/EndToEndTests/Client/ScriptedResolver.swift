import KafkaClient
import Synchronization

/// A resolver that answers from a table, which a test may change, and keeps what it was asked.
final class ScriptedResolver: HostResolver {
  enum Answer: Sendable {
    case addresses([String])
    case failure(String)
    /// Nothing, until the question is taken back.
    case silence
  }

  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  private struct State {
    var answers: [String: Answer] = [:]
    var names: [String: String] = [:]
    var asked: [String] = []
    var cancelled = 0
  }

  private let state = Mutex(State())

  init(_ answers: [String: Answer] = [:], names: [String: String] = [:]) {
    state.withLock {
      $0.answers = answers
      $0.names = names
    }
  }

  /// The hosts and addresses it was asked for, in order.
  var asked: [String] { state.withLock { $0.asked } }
  /// Questions that were taken back.
  var cancelled: Int { state.withLock { $0.cancelled } }

  func say(_ answer: Answer, for host: String) { state.withLock { $0.answers[host] = answer } }

  func addresses(of host: String) async throws -> [String] {
    let answer = state.withLock { state in
      state.asked.append(host)
      return state.answers[host]
    }
    switch answer {
    case .addresses(let addresses): return addresses
    case .failure(let why): throw Trouble(description: why)
    case nil: throw Trouble(description: "it is not in the table")
    case .silence:
      for await _ in AsyncStream(Never.self, { _ in }) {}
      state.withLock { $0.cancelled += 1 }
      throw CancellationError()
    }
  }

  func canonicalName(of address: String) async throws -> String {
    try state.withLock { state in
      state.asked.append(address)
      guard let name = state.names[address] else { throw Trouble(description: "it has no name") }
      return name
    }
  }
}
