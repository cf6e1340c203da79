package import KafkaWire

/// Waits for memory, as observers are told of them: counted, so that callers' tasks have nothing to tell themselves.
extension RecordAccumulator {
  struct MemoryWaits {
    /// When those who wait began to.
    var began: [WaiterID: Instant] = [:]
    var ended = KafkaClientEvent.MemoryWait()
  }

  /// From now on waits are counted.
  package mutating func observeWaits() {
    if memoryWaits == nil { memoryWaits = MemoryWaits() }
  }

  mutating func memoryWaitBegan(_ waiter: WaiterID, since: Instant) {
    guard memoryWaits != nil, memoryWaits?.began[waiter] == nil else { return }
    memoryWaits?.began[waiter] = since
  }

  /// A record that had to wait has been taken.
  package mutating func memoryWaitEnded(_ waiter: WaiterID?, now: @autoclosure () -> Instant) {
    guard let waiter, let since = memoryWaits?.began.removeValue(forKey: waiter) else { return }
    count(since: since, until: now(), isExhausted: false)
  }

  mutating func memoryWaitFailed(_ waiter: WaiterID, now: Instant) {
    guard let since = memoryWaits?.began.removeValue(forKey: waiter) else { return }
    count(since: since, until: now, isExhausted: true)
  }

  /// Neither taken nor refused for want of memory: the caller gave up, or the producer closed.
  mutating func memoryWaitForgotten(_ waiter: WaiterID) {
    if memoryWaits != nil { memoryWaits?.began[waiter] = nil }
  }

  private mutating func count(since: Instant, until: Instant, isExhausted: Bool) {
    guard var ended = memoryWaits?.ended else { return }
    ended.count += 1
    ended.time += until - since
    if isExhausted { ended.exhaustedCount += 1 }
    memoryWaits?.ended = ended
  }

  /// What has ended since the last time; nil for nothing.
  package mutating func takeMemoryWaits() -> KafkaClientEvent.MemoryWait? {
    guard let ended = memoryWaits?.ended, ended.count > 0 else { return nil }
    memoryWaits?.ended = KafkaClientEvent.MemoryWait()
    return ended
  }

  package func sample() -> KafkaClientEvent.ProducerSample {
    KafkaClientEvent.ProducerSample(
      bufferBytes: memory.capacity, availableBufferBytes: memory.free, waitingCallers: memory.waitingCount,
      unfinishedBatches: incompleteCount)
  }
}
