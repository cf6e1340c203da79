package import KafkaWire
import Synchronization

/// How a batch ended.
package enum BatchOutcome: Equatable, Sendable {
  /// The broker has it, as far as `acks` goes. The offset of its first record, -1 when it is not known (`acks=0`, or
  /// a repetition of a batch that the broker already had); the broker's timestamp, -1 when the records keep theirs.
  case delivered(baseOffset: Int64, appendTime: Int64)
  /// None of its records is known to be written.
  case failed(ProduceFailure)
  /// None of its records was written; some are named as the reason and have their own error (KIP-467).
  case refused([Int32: ProduceFailure], others: ProduceFailure)
}

/// Where the fate of one batch is told to all who hold a record of it.
///
/// A caller gets the receipt and the record's place in the batch, which costs nothing more per record; whoever wants to
/// know the fate waits on the one list of the batch. A batch that the broker finds too large is divided, and its
/// receipt leads on to those of the parts.
package final class BatchReceipt: Sendable {
  package struct Part: Equatable, Sendable {
    package var firstIndex: Int32
    package var receipt: BatchReceipt

    package init(firstIndex: Int32, receipt: BatchReceipt) {
      self.firstIndex = firstIndex
      self.receipt = receipt
    }
  }

  private struct Waiter {
    /// 0 for those who cannot give up.
    var number: UInt64
    var resume: @Sendable () -> Void
  }

  private enum State {
    /// Nobody knows yet.
    case pending([Waiter], next: UInt64)
    case done(BatchOutcome)
    /// The parts, by their first record. Final: the outcome is theirs.
    case divided([Part])
  }

  package let partition: TopicPartition
  private let state = Mutex(State.pending([], next: 0))

  package init(partition: TopicPartition) {
    self.partition = partition
  }

  /// The fate of the record at `index`; nil while it is not known.
  package func result(at index: Int32) -> RecordOutcome? {
    switch progress() {
    case .pending: return nil
    case .done(let outcome): return outcome.record(at: index)
    case .divided(let parts):
      guard let part = parts.last(where: { $0.firstIndex <= index }) else { return nil }
      return part.receipt.result(at: index - part.firstIndex)
    }
  }

  /// Waits until the fate of the record at `index` is known, or until the task is cancelled, when it returns nil.
  package func waitForResult(at index: Int32) async -> RecordOutcome? {
    while true {
      switch progress() {
      case .done(let outcome): return outcome.record(at: index)
      case .divided(let parts):
        guard let part = parts.last(where: { $0.firstIndex <= index }) else { return nil }
        return await part.receipt.waitForResult(at: index - part.firstIndex)
      case .pending:
        if Task.isCancelled { return nil }
        await waitForChange()
      }
    }
  }

  /// Calls `body` once with the fate of the record at `index`: now if it is known, or on the producer's loop.
  package func whenKnown(at index: Int32, _ body: @escaping @Sendable (RecordOutcome) -> Void) {
    let isWaiting = state.withLock { state -> Bool in
      guard case .pending(var waiters, let next) = state else { return false }
      state = .pending([], next: next)
      waiters.append(Waiter(number: 0) { self.whenKnown(at: index, body) })
      state = .pending(waiters, next: next)
      return true
    }
    if isWaiting { return }
    switch progress() {
    case .pending: return
    case .done(let outcome): body(outcome.record(at: index))
    case .divided(let parts):
      guard let part = parts.last(where: { $0.firstIndex <= index }) else { return }
      part.receipt.whenKnown(at: index - part.firstIndex, body)
    }
  }

  /// Tells everybody. Only the first call counts.
  package func complete(_ outcome: BatchOutcome) {
    finish(.done(outcome))
  }

  /// Leads everybody on to the parts that the batch was divided into.
  package func divide(into parts: [Part]) {
    finish(.divided(parts))
  }

  private enum Progress {
    case pending
    case done(BatchOutcome)
    case divided([Part])
  }

  private func progress() -> Progress {
    state.withLock { state in
      switch state {
      case .pending: .pending
      case .done(let outcome): .done(outcome)
      case .divided(let parts): .divided(parts)
      }
    }
  }

  private func finish(_ end: State) {
    let waiters = state.withLock { state -> [Waiter] in
      guard case .pending(let waiters, _) = state else { return [] }
      state = end
      return waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  private func waitForChange() async {
    // The number is drawn before the wait, so that a cancellation that comes first finds nothing and a check within
    // the lock sees it.
    let number = state.withLock { state -> UInt64? in
      guard case .pending(let waiters, let next) = state else { return nil }
      state = .pending(waiters, next: next + 1)
      return next + 1
    }
    guard let number else { return }
    await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
        let isWaiting = state.withLock { state -> Bool in
          guard !Task.isCancelled, case .pending(var waiters, let next) = state else { return false }
          state = .pending([], next: next)
          waiters.append(Waiter(number: number) { continuation.resume() })
          state = .pending(waiters, next: next)
          return true
        }
        if !isWaiting { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard case .pending(var waiters, let next) = state,
          let place = waiters.firstIndex(where: { $0.number == number })
        else { return nil }
        let waiter = waiters.remove(at: place)
        state = .pending(waiters, next: next)
        return waiter
      }
      waiter?.resume()
    }
  }
}

/// The fate of one record.
package enum RecordOutcome: Equatable, Sendable {
  /// Its offset, -1 when it is not known, and the broker's timestamp, -1 when it keeps its own.
  case delivered(offset: Int64, appendTime: Int64)
  case failed(ProduceFailure)
}

extension BatchOutcome {
  package func record(at index: Int32) -> RecordOutcome {
    switch self {
    case .delivered(let baseOffset, let appendTime):
      .delivered(offset: baseOffset < 0 ? -1 : baseOffset + Int64(index), appendTime: appendTime)
    case .failed(let failure): .failed(failure)
    case .refused(let named, let others): .failed(named[index] ?? others)
    }
  }
}

extension BatchReceipt: Equatable {
  /// The same batch.
  package static func == (left: BatchReceipt, right: BatchReceipt) -> Bool { left === right }
}
