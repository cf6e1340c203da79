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
///
/// A record can be taken back until the sender takes the batch. It stays where it is in the batch, and the sender leaves
/// it out; so the places of the records behind it are one less in what is sent than here.
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
    /// The place of the record that is waited for.
    var index: Int32
    var resume: @Sendable () -> Void
  }

  private enum Progress {
    /// Nobody knows yet.
    case pending
    case done(BatchOutcome)
    /// The parts, by their first record. Final: the outcome is theirs.
    case divided([Part])
  }

  private struct State {
    var progress = Progress.pending
    /// Empty unless pending.
    var waiters: [Waiter] = []
    var lastNumber: UInt64 = 0
    /// Places of records that were taken back, in order.
    var withdrawn: [Int32] = []
    /// The sender has the batch: what is in it stays in it.
    var isTaken = false
  }

  package let partition: TopicPartition
  private let state = Mutex(State())

  package init(partition: TopicPartition) {
    self.partition = partition
  }

  // MARK: The fate of a record

  /// What is known of one record.
  private enum Standing {
    case pending
    case known(RecordOutcome)
    case elsewhere(BatchReceipt, index: Int32)
  }

  /// The fate of the record at `index`; nil while it is not known.
  package func result(at index: Int32) -> RecordOutcome? {
    switch standing(of: index) {
    case .pending: nil
    case .known(let outcome): outcome
    case .elsewhere(let receipt, let index): receipt.result(at: index)
    }
  }

  /// Waits until the fate of the record at `index` is known, or until the task is cancelled, when it returns nil.
  package func waitForResult(at index: Int32) async -> RecordOutcome? {
    while true {
      switch standing(of: index) {
      case .known(let outcome): return outcome
      case .elsewhere(let receipt, let index): return await receipt.waitForResult(at: index)
      case .pending:
        if Task.isCancelled { return nil }
        await waitForChange(of: index)
      }
    }
  }

  /// Calls `body` once with the fate of the record at `index`: now if it is known, or on the producer's loop, or on the
  /// task that takes the record back.
  package func whenKnown(at index: Int32, _ body: @escaping @Sendable (RecordOutcome) -> Void) {
    let standing = state.withLock { state -> Standing in
      let standing = Self.standing(of: index, state)
      guard case .pending = standing else { return standing }
      state.waiters.append(Waiter(number: 0, index: index) { self.whenKnown(at: index, body) })
      return standing
    }
    switch standing {
    case .pending: return
    case .known(let outcome): body(outcome)
    case .elsewhere(let receipt, let index): receipt.whenKnown(at: index, body)
    }
  }

  private func standing(of index: Int32) -> Standing {
    state.withLock { Self.standing(of: index, $0) }
  }

  private static func standing(of index: Int32, _ state: borrowing State) -> Standing {
    var place = index
    if !state.withdrawn.isEmpty {
      if state.withdrawn.contains(index) { return .known(.failed(.withdrawn)) }
      place -= Int32(state.withdrawn.count { $0 < index })
    }
    switch state.progress {
    case .pending: return .pending
    case .done(let outcome): return .known(outcome.record(at: place))
    case .divided(let parts):
      guard let part = parts.last(where: { $0.firstIndex <= place }) else {
        preconditionFailure("record \(place) is in none of the \(parts.count) parts of its batch")
      }
      return .elsewhere(part.receipt, index: place - part.firstIndex)
    }
  }

  // MARK: Taking records back

  /// Takes the record at `index` back. False when the sender has it already, or its fate is known.
  @discardableResult
  package func withdraw(at index: Int32) -> Bool {
    let woken = state.withLock { state -> [Waiter]? in
      guard case .pending = state.progress, !state.isTaken, !state.withdrawn.contains(index) else { return nil }
      state.withdrawn.insert(index, at: state.withdrawn.firstIndex { $0 > index } ?? state.withdrawn.endIndex)
      let woken = state.waiters.filter { $0.index == index }
      if !woken.isEmpty { state.waiters.removeAll { $0.index == index } }
      return woken
    }
    guard let woken else { return false }
    for waiter in woken { waiter.resume() }
    return true
  }

  /// The sender takes the batch: from now on no record of it can be taken back.
  ///
  /// - Returns: The places of those that were, in order. They must not be sent.
  package func take() -> [Int32] {
    state.withLock { state in
      state.isTaken = true
      return state.withdrawn
    }
  }

  // MARK: The sender's word

  /// Tells everybody. Only the first call counts.
  package func complete(_ outcome: BatchOutcome) {
    finish(.done(outcome))
  }

  /// Leads everybody on to the parts that the batch was divided into.
  package func divide(into parts: [Part]) {
    finish(.divided(parts))
  }

  private func finish(_ end: Progress) {
    let waiters = state.withLock { state -> [Waiter] in
      guard case .pending = state.progress else { return [] }
      state.progress = end
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  private func waitForChange(of index: Int32) async {
    // The number is drawn before the wait, so that a cancellation that comes first finds nothing and a check within
    // the lock sees it.
    let number = state.withLock { state -> UInt64? in
      guard case .pending = Self.standing(of: index, state) else { return nil }
      state.lastNumber += 1
      return state.lastNumber
    }
    guard let number else { return }
    await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
        let isWaiting = state.withLock { state -> Bool in
          guard !Task.isCancelled, case .pending = Self.standing(of: index, state) else { return false }
          state.waiters.append(Waiter(number: number, index: index) { continuation.resume() })
          return true
        }
        if !isWaiting { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let place = state.waiters.firstIndex(where: { $0.number == number }) else { return nil }
        return state.waiters.remove(at: place)
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
