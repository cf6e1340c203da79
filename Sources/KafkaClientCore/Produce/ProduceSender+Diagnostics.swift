package import KafkaWire

extension ProduceSender {
  /// What each partition with unfinished batches waits for, a line each, and who waits to hand records over.
  package func diagnostics(_ accumulator: borrowing RecordAccumulator, now: Instant) -> String {
    var lines = [
      """
      \(accumulator.incompleteCount) batches unfinished, \(accumulator.usedMemory) of \(settings.bufferMemory) bytes \
      of buffer.memory used
      """
    ]
    if settings.isIdempotent { lines.append(identityLine(now: now)) }
    if let fatalFailure { lines.append("ended: \(fatalFailure.error())") }
    lines += accumulator.waitingLines(now: now)
    for call in calls.values.sorted(by: { $0.id < $1.id }) {
      let partitions = call.batches.map { "\($0.partition)" }.joined(separator: " ")
      lines.append(
        "node \(call.broker) has not answered for \((now - call.sentAt).wholeMilliseconds) ms: \(partitions)")
    }
    for slot in Set(retrying).union(accumulator.slotsWithBatches).sorted() {
      lines.append("\(accumulator.partition(of: slot)): \(line(of: slot, accumulator, now: now))")
    }
    return lines.joined(separator: "\n")
  }

  private func identityLine(now: Instant) -> String {
    if identity.isValid { return "producer id \(identity.id), epoch \(identity.epoch)" }
    return switch identityState {
    case .idle, .known: "no producer id yet"
    case .requested: "a producer id has been asked for"
    case .waiting(let until):
      """
      no producer id, although asked for \(identityAttempts) times; asked for again in \
      \(max(0, (until - now).wholeMilliseconds)) ms
      """
    }
  }

  private func line(of slot: Int, _ accumulator: borrowing RecordAccumulator, now: Instant) -> String {
    let leader = accumulator.leader(of: slot).broker
    var parts = [leader < 0 ? "no leader is known" : "leader \(leader)\(endpoints[leader].map { " at \($0)" } ?? "")"]
    let queued = accumulator.queuedCount(of: slot)
    parts.append(queued == 1 ? "1 batch queued" : "\(queued) batches queued")
    guard slot < partitions.count else { return parts.joined(separator: ", ") }
    let partition = partitions[slot]
    parts.append(wait(of: slot, accumulator, leader: leader, now: now))
    if let retry = partition.retries.first {
      var text = "\(partition.retries.count) to be sent again"
      if let error = retry.lastError { text += " after \(error)" }
      if let loss = retry.lastLoss { text += " (\(loss))" }
      parts.append(text)
    }
    if partition.inFlight > 0 {
      parts.append(partition.inFlight == 1 ? "1 request on its way" : "\(partition.inFlight) requests on their way")
    }
    if partition.sequences.unresolved != nil { parts.append("a lost batch has to be settled first") }
    if partition.needsRestart { parts.append("a new epoch begins when no request is on its way") }
    return parts.joined(separator: ", ")
  }

  /// What the first batch of the partition waits for, since when, and until when where that is known.
  private func wait(
    of slot: Int, _ accumulator: borrowing RecordAccumulator, leader: Int32, now: Instant
  ) -> String {
    let clock = accumulator.clock(of: slot)
    let time = "\(max(0, (now - clock.since).wholeMilliseconds)) ms"
    func remaining(_ end: Instant) -> String { "\(max(0, (end - now).wholeMilliseconds)) ms" }
    switch clock.current {
    case .gathering:
      if case .later(let due) = accumulator.sendability(of: slot, now: now) {
        return "gathering records, \(remaining(due)) of linger.ms left"
      }
      return "about to be sent"
    case .leader: return "waiting for a leader for \(time)"
    case .producerID: return "waiting for a producer id for \(time)"
    case .connection:
      var text = "without a connection to the leader for \(time)"
      if let state = brokers[leader] {
        if state.notBefore > now { text += ", tried again in \(remaining(state.notBefore))" }
        if let reason = state.lastFailure { text += ", last: \(reason)" }
      }
      return text
    case .turn:
      if settings.guaranteesOrderByMuting && partitions[slot].inFlight > 0 {
        return "waiting for the request on its way for \(time), since only one may be"
      }
      return "waiting for its turn behind earlier requests for \(time)"
    case .retry:
      guard let retry = partitions[slot].retries.first else { return "about to be sent" }
      return "in the pause before a retry, \(remaining(retry.retryAt)) left"
    case .answer: return "on its way"
    }
  }
}

extension RecordAccumulator {
  /// Batches of the partition that are not on their way.
  func queuedCount(of slot: Int) -> Int { partitions[slot].queued }

  /// Records that wait to be taken, a line for each thing that is waited for.
  func waitingLines(now: Instant) -> [String] {
    var topicWaits: [Int: (count: Int, since: Instant)] = [:]
    var memoryWait: (count: Int, bytes: Int, since: Instant)?
    for place in parked.values {
      switch place.wait {
      case .metadata(let topic, _):
        let known = topicWaits[topic] ?? (0, place.since)
        topicWaits[topic] = (known.count + 1, min(known.since, place.since))
      case .memory(let request):
        let known = memoryWait ?? (0, 0, place.since)
        memoryWait = (known.count + 1, known.bytes + request.recordBytes, min(known.since, place.since))
      }
    }
    func since(_ start: Instant) -> String { "the first for \(max(0, (now - start).wholeMilliseconds)) ms" }
    var lines: [String] = []
    if let memoryWait {
      lines.append(
        """
        \(memoryWait.count) records of up to \(memoryWait.bytes) bytes wait for buffer.memory, \
        \(since(memoryWait.since))
        """)
    }
    for (topic, wait) in topicWaits.sorted(by: { topics[$0.key].name < topics[$1.key].name }) {
      lines.append("\(wait.count) records wait for metadata of topic \(topics[topic].name), \(since(wait.since))")
    }
    return lines
  }
}
