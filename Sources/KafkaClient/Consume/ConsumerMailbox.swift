import DequeModule
import KafkaClientCore
import KafkaWire
import NIOCore
import Synchronization

/// Between the client's event loop and the application's task: what was fetched waits here to be read, and what was
/// read waits here to be told to the loop.
///
/// Crossing threads is dear, so nothing crosses a record: chunks of records go one way, and each wake-up of the loop
/// carries all that has happened since the last.
final class ConsumerMailbox: Sendable {
  /// A partition's assignment or seek; what was fetched for an earlier one is not to be read.
  typealias Stay = UInt64

  struct Progress {
    var partition: TopicPartition
    var stay: Stay
    var bytes: Int
  }

  private struct State {
    var queue = Deque<FetchedRecords>()
    var stays: [TopicPartition: Stay] = [:]
    /// About to be given up: nothing more of them is handed out.
    var leaving: Set<TopicPartition> = []
    var waiter: (id: UInt64, continuation: CheckedContinuation<FetchedRecords?, any Error>)?
    var lastWaiter: UInt64 = 0
    /// Set when there will be no more.
    var end: Result<Void, KafkaError>?
    /// What the application has in hand.
    var inHand: FetchedRecords?
    /// Where it will be when it is done with the batch in hand.
    var afterBatch: (partition: TopicPartition, stay: Stay, offset: CommittedOffset)?
    var processed: [TopicPartition: CommittedOffset] = [:]
    var progress: [Progress] = []
    var isWakePending = false
    var asked = false
  }

  private let state = Mutex(State())
  private let wake: @Sendable () -> Void

  /// - Parameter wake: Makes the loop look at what has been read; called once until it does.
  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  // MARK: The application's side

  /// The next chunk. What was in hand before is done.
  ///
  /// - Returns: Nil when the consumer has been closed.
  func next() async throws -> FetchedRecords? {
    let id = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let (result, wakes) = state.withLock { state in take(&state, id, continuation) }
        if wakes { wake() }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      cancel(id)
    }
  }

  /// The next chunk if one is there: no thread changes hands.
  func nextIfReady() -> FetchedRecords? {
    let (chunk, wakes) = state.withLock { state in
      finishInHand(&state)
      let chunk = pop(&state)
      state.asked = true
      return (chunk, needsWake(&state))
    }
    if wakes { wake() }
    return chunk
  }

  private func take(
    _ state: inout State, _ id: UInt64, _ continuation: CheckedContinuation<FetchedRecords?, any Error>
  ) -> (Result<FetchedRecords?, any Error>?, wakes: Bool) {
    finishInHand(&state)
    state.asked = true
    if let chunk = pop(&state) { return (.success(chunk), needsWake(&state)) }
    if let end = state.end { return (end.map { nil }.mapError { $0 }, needsWake(&state)) }
    if state.waiter != nil {
      let error = KafkaError(.invalidArgument, "two tasks read from one consumer at once; use one, or two consumers")
      return (.failure(error), false)
    }
    if Task.isCancelled { return (.failure(CancellationError()), false) }
    state.waiter = (id, continuation)
    return (nil, needsWake(&state))
  }

  private func pop(_ state: inout State) -> FetchedRecords? {
    while let chunk = state.queue.popFirst() {
      guard isReadable(chunk, state) else { continue }
      state.inHand = chunk
      return chunk
    }
    return nil
  }

  private func cancel(_ id: UInt64) {
    let continuation = state.withLock { state in
      guard let waiter = state.waiter, waiter.id == id else {
        return nil as CheckedContinuation<FetchedRecords?, any Error>?
      }
      state.waiter = nil
      return waiter.continuation
    }
    continuation?.resume(throwing: CancellationError())
  }

  /// The application begins with a batch; it is done with the one before.
  ///
  /// - Returns: False if the batch is no longer to be read: its partition is given up, or the position has moved.
  func beganBatch(of chunk: FetchedRecords, endingAt offset: CommittedOffset) -> Bool {
    state.withLock { state in
      settleBatch(&state)
      guard isReadable(chunk, state) else { return false }
      state.afterBatch = (chunk.partition, chunk.stay, offset)
      return true
    }
  }

  private func isReadable(_ chunk: FetchedRecords, _ state: State) -> Bool {
    state.end == nil && state.stays[chunk.partition] == chunk.stay && !state.leaving.contains(chunk.partition)
  }

  private func settleBatch(_ state: inout State) {
    guard let after = state.afterBatch else { return }
    state.afterBatch = nil
    if state.stays[after.partition] == after.stay { state.processed[after.partition] = after.offset }
  }

  private func finishInHand(_ state: inout State) {
    settleBatch(&state)
    guard let chunk = state.inHand else { return }
    state.inHand = nil
    state.progress.append(
      Progress(partition: chunk.partition, stay: chunk.stay, bytes: chunk.records.readableBytes))
  }

  private func needsWake(_ state: inout State) -> Bool {
    guard !state.isWakePending, state.end == nil else { return false }
    state.isWakePending = true
    return true
  }

  // MARK: The loop's side

  /// What the application has read since the last call.
  func collect() -> (progress: [Progress], asked: Bool) {
    state.withLock { state in
      state.isWakePending = false
      defer {
        state.progress.removeAll(keepingCapacity: true)
        state.asked = false
      }
      return (state.progress, state.asked || state.waiter != nil)
    }
  }

  /// True while the application waits for records.
  var isWaitedFor: Bool { state.withLock { $0.waiter != nil } }

  func deliver(_ chunk: FetchedRecords) {
    let waiter = state.withLock { state in
      guard isReadable(chunk, state) else {
        return nil as CheckedContinuation<FetchedRecords?, any Error>?
      }
      guard let waiter = state.waiter else {
        state.queue.append(chunk)
        return nil
      }
      state.waiter = nil
      state.inHand = chunk
      return waiter.continuation
    }
    waiter?.resume(returning: chunk)
  }

  /// Only chunks of these stays are read from now on.
  func setStays(_ stays: [TopicPartition: Stay]) {
    state.withLock { state in
      state.stays = stays
      state.leaving.formIntersection(stays.keys)
      state.queue.removeAll { stays[$0.partition] != $0.stay }
      state.processed = state.processed.filter { stays[$0.key] != nil }
    }
  }

  /// Nothing more of these partitions is handed out; offsets that were processed are kept for a commit.
  func stopDelivering(_ partitions: Set<TopicPartition>) {
    state.withLock { state in
      state.leaving.formUnion(partitions)
      state.queue.removeAll { partitions.contains($0.partition) }
    }
  }

  /// True if the application has records of one of these partitions in hand.
  func isBusy(with partitions: Set<TopicPartition>) -> Bool {
    state.withLock { $0.inHand.map { partitions.contains($0.partition) } ?? false }
  }

  /// Offsets behind what has been processed. With `includingInHand` the batch that the application works on counts as
  /// processed from now on: it says so by committing.
  func processed(includingInHand: Bool) -> [TopicPartition: CommittedOffset] {
    state.withLock { state in
      if includingInHand { settleBatch(&state) }
      return state.processed
    }
  }

  /// There will be no more.
  func finish(_ end: Result<Void, KafkaError>) {
    let waiter = state.withLock { state in
      guard state.end == nil else { return nil as CheckedContinuation<FetchedRecords?, any Error>? }
      state.end = end
      state.queue.removeAll()
      defer { state.waiter = nil }
      return state.waiter?.continuation
    }
    switch end {
    case .success: waiter?.resume(returning: nil)
    case .failure(let error): waiter?.resume(throwing: error)
    }
  }
}
