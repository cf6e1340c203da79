package import KafkaWire

extension ProduceSender {
  /// Ends batches that are older than `delivery.timeout.ms` (KIP-91), wherever they are.
  mutating func expire(_ accumulator: inout RecordAccumulator, now: Instant) {
    for slot in retrying {
      let clock = accumulator.clock(of: slot)
      // Nothing has changed since they were put back.
      for batch in partitions[slot].retries { batch.waitBegins(clock) }
      let expired = partitions[slot].retries.prefix { $0.createdAt + settings.deliveryTimeout <= now }
      guard !expired.isEmpty else { continue }
      partitions[slot].retries.removeFirst(expired.count)
      for batch in expired {
        batch.waitEnds(clock, at: now)
        timeOut(batch, waiting: clock.current, broker: accumulator.leader(of: slot).broker, now: now)
      }
    }
    retrying.removeAll { slot in
      guard partitions[slot].retries.isEmpty else { return false }
      accumulator.setRetained(0, in: slot)
      return true
    }

    for slot in accumulator.slotsWithBatches {
      for batch in accumulator.takeExpired(in: slot, now: now) {
        let clock = accumulator.clock(of: slot)
        let batch = SentBatch(batch)
        batch.waitEnds(clock, at: now)
        timeOut(batch, waiting: clock.current, broker: accumulator.leader(of: slot).broker, now: now)
      }
    }

    for call in callsOverdue(at: now).compactMap({ calls[$0] }) {
      for batch in call.batches where !batch.isDone && batch.createdAt + settings.deliveryTimeout <= now {
        let wait = call.unsentReason == nil ? BatchWait.answer : .connection
        batch.waits[wait] += (now - call.sentAt).wholeNanoseconds
        timeOut(batch, waiting: wait, broker: call.broker, unreachable: call.unsentReason, now: now)
      }
    }
  }

  // MARK: Requests that are not on their way yet

  /// Requests with a batch whose time is up.
  package func callsOverdue(at now: Instant) -> [UInt64] {
    guard now >= nextCallExpiry else { return [] }
    return calls.values
      .filter { ($0.oldestCreation ?? .distantFuture) + settings.deliveryTimeout <= now }
      .map(\.id).sorted()
  }

  /// The request waits for a connection, for this reason.
  package mutating func isUnsent(_ call: UInt64, reason: String) { calls[call]?.unsentReason = reason }
}
