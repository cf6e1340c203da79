import KafkaWire

extension ProduceSender {
  /// Ends batches that are older than `delivery.timeout.ms` (KIP-91), wherever they are.
  mutating func expire(_ accumulator: inout RecordAccumulator, now: Instant) {
    for slot in retrying {
      let expired = partitions[slot].retries.prefix { $0.createdAt + settings.deliveryTimeout <= now }
      guard !expired.isEmpty else { continue }
      partitions[slot].retries.removeFirst(expired.count)
      for batch in expired { timeOut(batch, phase: phase(of: slot, accumulator, isRetry: true), now: now) }
    }
    retrying.removeAll { slot in
      guard partitions[slot].retries.isEmpty else { return false }
      accumulator.setRetained(0, in: slot)
      return true
    }

    for slot in accumulator.slotsWithBatches {
      for batch in accumulator.takeExpired(in: slot, now: now) {
        timeOut(SentBatch(batch), phase: phase(of: slot, accumulator, isRetry: false), now: now)
      }
    }

    let late = calls.values.filter { ($0.oldestCreation ?? .distantFuture) + settings.deliveryTimeout <= now }
    for call in late.sorted(by: { $0.id < $1.id }) {
      for batch in call.batches where !batch.isDone && batch.createdAt + settings.deliveryTimeout <= now {
        timeOut(batch, phase: .inFlight(broker: call.broker, since: now - call.sentAt), now: now)
      }
    }
  }

  /// What a batch that is not on its way waits for.
  private func phase(
    of slot: Int, _ accumulator: borrowing RecordAccumulator, isRetry: Bool
  ) -> DeliveryTimeout.Phase {
    let broker = accumulator.leader(of: slot).broker
    if broker < 0 { return .noLeader }
    if settings.isIdempotent && !identity.isValid { return .noProducerID }
    if let reason = brokers[broker]?.lastFailure { return .notConnected(broker: broker, reason: reason) }
    return isRetry ? .awaitingRetry(broker: broker) : .queued(broker: broker)
  }
}
