import DequeModule
import KafkaClientCore
import KafkaWire
import NIOCore
import Synchronization

/// The application's side.
extension ConsumerMailbox {
  /// The right of one iterator to read what is in hand, for as long as no other takes it.
  struct Turn {
    var owner: UInt64
    var reader: ChunkReader
  }

  enum Next {
    case turn(Turn)
    /// It was taken away while it was handed over: ask again.
    case gone
    /// The consumer has been closed.
    case end
  }

  /// The next chunk. What was in hand before is done, unless another iterator left some of it.
  ///
  /// - Parameter finished: The turn at whose end this is asked; nil for an iterator without one.
  func next(after finished: UInt64?) async throws -> Next {
    if let turn = try nextIfReady(after: finished) { return .turn(turn) }
    let id = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    let chunk = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: Waiter) in
        let (result, wakes) = state.withLock { state in take(&state, id, continuation) }
        if wakes { wake() }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      cancel(id)
    }
    if chunk == nil { return .end }
    return currentTurn().map { .turn($0) } ?? .gone
  }

  /// The next chunk if one is there: no thread changes hands.
  private func nextIfReady(after finished: UInt64?) throws -> Turn? {
    let (turn, error, wakes) = state.withLock { state -> (Turn?, KafkaError?, Bool) in
      state.asked = true
      if finished != state.owner, let turn = state.currentTurn() { return (turn, nil, needsWake(&state)) }
      finishInHand(&state, wasRead: finished == state.owner)
      let item = pop(&state)
      let wakes = needsWake(&state)
      if case .failure(let error, _, _) = item { return (nil, error, wakes) }
      return (item == nil ? nil : state.currentTurn(), nil, wakes)
    }
    if wakes { wake() }
    if let error { throw error }
    return turn
  }

  /// What is in hand, to be read on by an iterator without a turn; nil when there is nothing to be read.
  func currentTurn() -> Turn? { state.withLock { $0.currentTurn() } }

  private func take(
    _ state: inout State, _ id: UInt64, _ continuation: Waiter
  ) -> (Result<FetchedRecords?, any Error>?, wakes: Bool) {
    switch pop(&state) {
    case .chunk(let chunk): return (.success(chunk), needsWake(&state))
    case .failure(let error, _, _): return (.failure(error), needsWake(&state))
    case nil: break
    }
    if let end = state.end { return (end.map { nil }.mapError { $0 }, needsWake(&state)) }
    if state.waiter != nil {
      let error = KafkaError(.invalidArgument, "two tasks read from one consumer at once; use one, or two consumers")
      return (.failure(error), false)
    }
    if Task.isCancelled { return (.failure(CancellationError()), false) }
    state.waiter = (id, continuation)
    return (nil, needsWake(&state))
  }

  private func pop(_ state: inout State) -> Item? {
    while let item = state.queue.popFirst() {
      guard state.isReadable(item.place) else { continue }
      if case .chunk(let chunk) = item { state.take(chunk, checksChecksums: checksChecksums) }
      return item
    }
    return nil
  }

  private func cancel(_ id: UInt64) {
    let continuation = state.withLock { state in
      guard let waiter = state.waiter, waiter.id == id else { return nil as Waiter? }
      state.waiter = nil
      return waiter.continuation
    }
    continuation?.resume(throwing: CancellationError())
  }

  // MARK: Batches

  /// The application begins with a batch; it is done with the one before.
  ///
  /// - Parameters:
  ///   - turn: Whose batch it is, with the reader behind it.
  ///   - place: Where the application's place in the batch is written, if it takes records one by one.
  /// - Returns: False if the batch is no longer to be read: its partition is given up, the position has moved, or
  ///   another iterator reads on.
  func began(_ batch: ConsumerBatch, _ turn: Turn, place: RecordPlace?) -> Bool {
    state.withLock { state in
      guard state.owner == turn.owner, let inHand = state.inHand else { return false }
      state.finishGiven()
      guard state.isReadable((inHand.chunk.partition, inHand.chunk.stay)) else { return false }
      state.inHand?.reader = turn.reader
      state.inHand?.given = Given(batch: batch, place: place)
      return true
    }
  }

  /// The rest of a batch of which another iterator took some records.
  func restOfBatch(place: RecordPlace) -> (ConsumerBatch, Turn)? {
    state.withLock { state in
      guard let given = state.inHand?.given, let old = given.place, let turn = state.currentTurn() else { return nil }
      let rest = old.nextOffset.map { given.batch.from($0) } ?? given.batch
      if let offset = old.nextOffset { place.took(offset - 1) }
      state.inHand?.given = Given(batch: rest, place: place)
      return (rest, turn)
    }
  }

  /// What is in hand does not decode. The position stays in front of it; a seek is the way past.
  func failed(_ turn: Turn) {
    let wakes = state.withLock { state in
      guard state.owner == turn.owner, let chunk = state.inHand?.chunk else { return false }
      state.finishGiven()
      state.inHand = nil
      state.failed[chunk.partition] = chunk.stay
      state.queue.removeAll { $0.place == (chunk.partition, chunk.stay) }
      state.progress.append(.failed(chunk.partition, stay: chunk.stay))
      return needsWake(&state)
    }
    if wakes { wake() }
  }

  private func finishInHand(_ state: inout State, wasRead: Bool) {
    guard let chunk = state.inHand?.chunk else { return }
    state.finishGiven()
    // To its end, the markers of transactions behind the last record included.
    if wasRead { state.setProcessed(chunk.nextOffset, of: chunk) }
    state.inHand = nil
    state.progress.append(.read(bytes: chunk.records.readableBytes, of: chunk.partition, stay: chunk.stay))
  }

  private func needsWake(_ state: inout State) -> Bool {
    guard !state.isWakePending, state.end == nil else { return false }
    state.isWakePending = true
    return true
  }
}

extension ConsumerMailbox.State {
  fileprivate mutating func currentTurn() -> ConsumerMailbox.Turn? {
    guard let inHand, isReadable((inHand.chunk.partition, inHand.chunk.stay)) else { return nil }
    owner += 1
    return ConsumerMailbox.Turn(owner: owner, reader: inHand.reader)
  }

  /// The application is done with the batch that it was given.
  fileprivate mutating func finishGiven() {
    guard let inHand, let given = inHand.given else { return }
    setProcessed(given.batch.nextOffset, of: inHand.chunk)
  }
}
