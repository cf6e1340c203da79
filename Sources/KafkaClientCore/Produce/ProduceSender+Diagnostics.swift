package import KafkaWire

extension ProduceSender {
  /// What each partition with unfinished batches waits for, a line each.
  package func diagnostics(_ accumulator: borrowing RecordAccumulator, now: Instant) -> String {
    var lines = [
      """
      \(accumulator.incompleteCount) batches unfinished, \(accumulator.usedMemory) of \(settings.bufferMemory) bytes \
      of buffer.memory used\(accumulator.isMemoryExhausted ? ", records wait for more" : "")
      """
    ]
    if settings.isIdempotent {
      lines.append(identity.isValid ? "producer id \(identity.id), epoch \(identity.epoch)" : "no producer id yet")
    }
    if let fatalFailure { lines.append("ended: \(fatalFailure.error())") }
    for call in calls.values.sorted(by: { $0.id < $1.id }) {
      let partitions = call.batches.map { "\($0.partition)" }.joined(separator: " ")
      lines.append(
        "node \(call.broker) has not answered for \((now - call.sentAt).wholeMilliseconds) ms: \(partitions)")
    }
    for slot in Set(retrying).union(accumulator.slotsWithBatches).sorted() {
      let partition = accumulator.partition(of: slot)
      let leader = accumulator.leader(of: slot).broker
      var line = "\(partition): "
      if leader < 0 {
        line += "no leader is known"
      } else {
        line += "leader \(leader)"
        if let reason = brokers[leader]?.lastFailure { line += ", not connected: \(reason)" }
      }
      if slot < partitions.count {
        if let retry = partitions[slot].retries.first {
          line += ", \(partitions[slot].retries.count) to be sent again"
          if let error = retry.lastError { line += " after \(error)" }
        }
        if partitions[slot].sequences.unresolved != nil { line += ", waiting for a lost batch to be settled" }
        if partitions[slot].needsRestart { line += ", starting a new epoch" }
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }
}
