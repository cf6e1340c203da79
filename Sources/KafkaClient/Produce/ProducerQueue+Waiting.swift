import KafkaClientCore
import KafkaWire
import Synchronization

/// Callers that wait: for metadata, for memory, or for what was sent to have ended.
extension ProducerQueue {
  /// Takes a record, waiting for metadata and memory until `max.block.ms` after `since`.
  func appendWaiting(_ record: ProducerRecord, since: Instant) async -> Result<Delivery, ProduceFailure> {
    let deadline = since + settings.maximumBlock
    let ticket = WaitTicket()
    while true {
      var attempt: Attempt?
      let end = await wait(ticket) { state in
        let outcome = record.withBytes { key, value in
          let time = record.timestamp ?? state.clock.now()
          let outcome = state.accumulator.append(
            topic: record.topic, partition: record.partition, key: key, value: value, headers: record.headers,
            timestamp: time, waiter: ticket.waiter, now: { LoopClock.now })
          if case .appended(let receipt, let index) = outcome {
            attempt = .taken(Delivery(receipt: receipt, index: index, timestamp: time))
            state.accumulator.memoryWaitEnded(ticket.waiter, now: LoopClock.now)
          }
          return outcome
        }
        switch outcome {
        case .appended: return nil
        case .refused(let failure):
          attempt = .refused(failure)
          if let waiter = ticket.waiter { state.accumulator.abandon(waiter) }
          return nil
        case .mustWait(let wait):
          return state.accumulator.park(wait, as: ticket.waiter, since: since, until: deadline)
        }
      }
      switch (end, attempt) {
      case (nil, .taken(let delivery)?): return .success(delivery)
      case (nil, .refused(let failure)?): return .failure(failure)
      case (nil, _), (.cancelled?, _), (.timedOut?, _): return .failure(.cancelled)
      case (.resumed(.failed(let failure))?, _): return .failure(failure)
      case (.resumed(.retry)?, _), (.resumed(.flushed)?, _): continue
      }
    }
  }

  /// Waits until the topic's partition count is known, or until `max.block.ms` after `since`.
  func waitForTopic(_ topic: String, since: Instant) async -> Result<Int32, ProduceFailure> {
    let deadline = since + settings.maximumBlock
    let ticket = WaitTicket()
    while true {
      var count: Int32?
      var refusal: ProduceFailure?
      let end = await wait(ticket) { state in
        refusal = state.accumulator.refusalIfAny
        if refusal != nil { return nil }
        count = state.accumulator.partitionCount(ofTopic: topic)
        if count != nil { return nil }
        return state.accumulator.parkForTopic(topic, as: ticket.waiter, since: since, until: deadline)
      }
      if let count { return .success(count) }
      if let refusal { return .failure(refusal) }
      switch end {
      case .resumed(.failed(let failure)): return .failure(failure)
      case .resumed: continue
      case nil, .cancelled, .timedOut: return .failure(.cancelled)
      }
    }
  }

  /// Waits until the batches of the moment have ended; nil when there are none.
  func flush(ticket: WaitTicket = WaitTicket()) async -> WaitEnd? {
    await wait(ticket) { $0.accumulator.flush() }
  }

  /// Gives up a wait from outside.
  func abandon(_ ticket: WaitTicket, end: WaitEnd = .cancelled) {
    var resumed: [Woken] = []
    let continuation = state.withLock { state -> CheckedContinuation<WaitEnd, Never>? in
      guard let waiter = ticket.waiter else { return nil }
      state.accumulator.abandon(waiter)
      resumed = state.takeResumed()
      return state.waiting.removeValue(forKey: waiter)
    }
    continuation?.resume(returning: end)
    for other in resumed { other.resume() }
  }

  /// Runs `start` under the lock. If it returns a waiter, suspends until that waiter is resumed; nil means that there was
  /// nothing to wait for.
  private func wait(
    _ ticket: WaitTicket, _ start: (inout sending State) -> WaiterID?
  ) async -> WaitEnd? {
    await withTaskCancellationHandler {
      // The handler may have run before there was anything to give up.
      if Task.isCancelled {
        abandon(ticket)
        return WaitEnd.cancelled
      }
      var hasWaited = false
      let end = await withCheckedContinuation { (continuation: CheckedContinuation<WaitEnd, Never>) in
        var needsWake = false
        var resumed: [Woken] = []
        let isWaiting = state.withLock { state -> Bool in
          let waiter = start(&state)
          needsWake = state.accumulator.takeWake()
          if let waiter {
            ticket.waiter = waiter
            state.waiting[waiter] = continuation
          }
          // What was granted at once is among them.
          resumed = state.takeResumed()
          return waiter != nil
        }
        hasWaited = isWaiting
        if needsWake { wake() }
        for other in resumed { other.resume() }
        if !isWaiting {
          continuation.resume(returning: .cancelled)
        } else if Task.isCancelled {
          // Cancelled between the look above and the wait.
          abandon(ticket)
        }
      }
      return hasWaited ? end : nil
    } onCancel: {
      abandon(ticket)
    }
  }
}

/// The number under which a caller waits, for the one who cancels the wait.
final class WaitTicket: Sendable {
  private let number = Atomic<UInt64>(0)

  var waiter: WaiterID? {
    get {
      let number = number.load(ordering: .acquiring)
      return number == 0 ? nil : WaiterID(number: number)
    }
    set { number.store(newValue?.number ?? 0, ordering: .releasing) }
  }
}
