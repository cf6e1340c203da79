import KafkaBrokerCore
import KafkaWire
import Synchronization

/// A broker's rules, and the tasks that wait for hits.
final class InterceptionCenter: Sendable {
  private final class Waiters: Sendable {
    private struct State {
      var continuations: [UInt64: CheckedContinuation<Void, any Error>] = [:]
      var next: UInt64 = 0
      var isOver = false
    }

    private let state = Mutex(State())

    var isOver: Bool { state.withLock(\.isOver) }

    func newID() -> UInt64 {
      state.withLock { state in
        state.next += 1
        return state.next
      }
    }

    /// False when the broker has stopped.
    func add(_ id: UInt64, _ continuation: CheckedContinuation<Void, any Error>) -> Bool {
      state.withLock { state in
        if !state.isOver { state.continuations[id] = continuation }
        return !state.isOver
      }
    }

    func finish(_ id: UInt64, _ result: Result<Void, any Error>) {
      state.withLock { $0.continuations.removeValue(forKey: id) }?.resume(with: result)
    }

    func tell(_ outcomes: [InterceptionOutcome]) {
      for outcome in outcomes {
        finish(
          outcome.waiter,
          outcome.isSatisfied
            ? .success(()) : .failure(InterceptionError(.ended, "the rule ended before it had so many hits")))
      }
    }

    func end() {
      let left = state.withLock { state in
        state.isOver = true
        defer { state.continuations = [:] }
        return state.continuations
      }
      for continuation in left.values { continuation.resume(throwing: InterceptionCenter.stopped) }
    }
  }

  let desk: InterceptionDesk
  private let waiters: Waiters

  init() {
    let waiters = Waiters()
    self.waiters = waiters
    desk = InterceptionDesk { waiters.tell($0) }
  }

  private static var stopped: InterceptionError {
    InterceptionError(.ended, "the broker stopped before the rule had so many hits")
  }

  /// The broker has stopped: no request comes any more, and all rules end.
  func end() {
    waiters.end()
    desk.removeAll()
  }

  /// - Throws: `tooManyRules`, `ended` when the broker has stopped.
  func add(_ rule: InterceptionRule, at now: Instant) throws(InterceptionError) -> InterceptionID {
    let id = try desk.add(rule, at: now)
    // Looked for afterwards, so that no rule comes between the end and the removal.
    guard waiters.isOver else { return id }
    desk.remove(id)
    throw InterceptionError(.ended, "the broker has stopped: no rule can see a request any more")
  }

  /// Waits until a rule has so many hits, or throws `ended`, or that the task was cancelled.
  func wait(for count: Int, of rule: InterceptionID) async throws {
    let id = waiters.newID()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        guard waiters.add(id, continuation) else {
          let hasEnough = desk.hitCount(of: rule) >= count
          return continuation.resume(with: hasEnough ? .success(()) : .failure(Self.stopped))
        }
        desk.wait(id, for: count, of: rule)
        // A task that was cancelled before this has been looked for in vain.
        if Task.isCancelled { giveUp(id) }
      }
    } onCancel: {
      giveUp(id)
    }
  }

  private func giveUp(_ id: UInt64) {
    desk.stopWaiting(id)
    waiters.finish(id, .failure(CancellationError()))
  }
}
