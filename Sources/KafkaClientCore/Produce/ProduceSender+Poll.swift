package import KafkaWire
import NIOCore

extension ProduceSender {
  /// What one look at the partitions finds and does. Its memory serves the next.
  struct Drainage {
    /// Partitions of which something may be sent, in the order in which they were looked at.
    var ready: [(broker: Int32, slot: Int, isDue: Bool)] = []
    /// The leaders of those that are due, each once.
    var brokers: [Int32] = []
    /// Partitions of which a batch was taken.
    var served: Set<Int> = []
    /// One broker's partitions: those to choose from for the next request, those chosen, and of these the young ones.
    var slots: [Int] = []
    var next: [Int] = []
    var young: [Int] = []

    mutating func begin() {
      ready.removeAll(keepingCapacity: true)
      brokers.removeAll(keepingCapacity: true)
      served.removeAll(keepingCapacity: true)
    }
  }

  private enum Readiness: Equatable {
    case nothing
    /// Its head should be sent now.
    case due
    /// Its head may be sent along, and must be at this time.
    case mayGo(due: Instant)
    /// Its head must not be sent before this time, or before something else happens.
    case held(until: Instant, BatchWait)
    case leaderless
  }

  /// Looks at everything that may be due. Runs under the accumulator's lock.
  package mutating func poll(_ accumulator: inout RecordAccumulator, now: Instant) -> ProduceActions {
    self.now = now
    accumulator.wakeArrived()
    settle(&accumulator)
    while partitions.count < accumulator.partitionSlotCount { partitions.append(Partition()) }

    var actions = ProduceActions()
    accumulator.expireWaiters(now: now)
    expire(&accumulator, now: now)
    for slot in retrying { accumulator.setRetained(partitions[slot].retries.count, in: slot) }
    if let fatalFailure {
      abandonAll(&accumulator, fatalFailure)
    } else {
      settleIdentity(&actions, hasWork: accumulator.incompleteCount > 0, now: now)
      drain(&accumulator, into: &actions, now: now)
    }
    settle(&accumulator)
    accumulator.serveMemory(now: now, isIdle: calls.isEmpty)
    if !brokers.isEmpty {
      accumulator.fullBrokers.removeAll(keepingCapacity: true)
      for (id, broker) in brokers where broker.inFlight >= settings.maximumInFlight {
        accumulator.fullBrokers.insert(id)
      }
    }

    if let deadline = accumulator.nextWaiterDeadline { actions.deadline = min(actions.deadline, deadline) }
    nextCallExpiry = .distantFuture
    for call in calls.values {
      if let oldest = call.oldestCreation { nextCallExpiry = min(nextCallExpiry, oldest + settings.deliveryTimeout) }
    }
    actions.deadline = min(actions.deadline, nextCallExpiry)
    // Nobody asks while there is nothing to send: the time would come and pass without end.
    if case .waiting(let until) = identityState, accumulator.incompleteCount > 0 {
      actions.deadline = min(actions.deadline, until)
    }
    accumulator.looked(next: actions.deadline)
    actions.endings = takeEndings()
    actions.use = accumulator.takeAnnouncements()
    staleTopics.formUnion(accumulator.takeStaleTopics())
    actions.refresh = staleTopics.sorted()
    staleTopics = []
    return actions
  }

  /// Reports what has ended since the last time. Runs under the accumulator's lock.
  package mutating func settle(_ accumulator: inout RecordAccumulator) {
    guard !returns.isEmpty else { return }
    for (slot, ratio) in returns.ratios { accumulator.observeCompression(ratio, in: slot) }
    for (slot, ratio) in returns.tooLarge { accumulator.resetCompression(observed: ratio, in: slot) }
    for (number, parts) in returns.divided { accumulator.divided(number: number, into: parts) }
    if returns.freedBytes > 0 { accumulator.freed(returns.freedBytes) }
    for number in returns.ended { accumulator.ended(number: number) }
    for writer in returns.recycled { accumulator.recycle(writer) }
    if let failure = returns.failure { accumulator.fail(failure) }
    returns = Returns()
  }

  package mutating func takeEndings() -> [ProduceEnding] {
    if endings.isEmpty { return [] }
    defer { endings = [] }
    return endings
  }

  // MARK: Draining

  private mutating func drain(
    _ accumulator: inout RecordAccumulator, into actions: inout ProduceActions, now: Instant
  ) {
    guard !retrying.isEmpty || !accumulator.slotsWithBatches.isEmpty else { return }
    var work = Drainage()
    swap(&work, &drainage)
    work.begin()

    // What has to be sent again goes first; it is older.
    for slot in retrying { look(at: slot, &accumulator, &actions, &work, now: now) }
    for slot in accumulator.slotsWithBatches where partitions[slot].retries.isEmpty {
      look(at: slot, &accumulator, &actions, &work, now: now)
    }

    for broker in work.brokers {
      let isReady = isReady(broker, &actions, now: now)
      accumulator.setBlocked(!isReady, broker: broker, now: now)
      if isReady { drain(to: broker, &accumulator, &actions, &work, now: now) }
      for entry in work.ready where entry.broker == broker && entry.isDue {
        let wait = waitOfRest(of: entry.slot, at: broker, accumulator, now: now)
        accumulator.setWait(wait, of: entry.slot, now: now)
      }
    }
    if !work.served.isEmpty || !accumulator.slotsWithBatches.isEmpty { accumulator.relist(served: work.served) }
    retrying.removeAll { partitions[$0].retries.isEmpty }
    swap(&work, &drainage)
  }

  /// Finds out whether something of a partition may be sent now, and to whom.
  private mutating func look(
    at slot: Int, _ accumulator: inout RecordAccumulator, _ actions: inout ProduceActions, _ work: inout Drainage,
    now: Instant
  ) {
    let readiness = readiness(of: slot, accumulator, now: now)
    if let expiry = nextExpiry(of: slot, accumulator) { actions.deadline = min(actions.deadline, expiry) }
    switch readiness {
    case .nothing: break
    case .held(let until, let wait):
      accumulator.setWait(wait, of: slot, now: now)
      actions.deadline = min(actions.deadline, until)
    case .leaderless:
      accumulator.setWait(.leader, of: slot, now: now)
      staleTopics.insert(accumulator.partition(of: slot).topic)
    case .mayGo(let due):
      accumulator.setWait(.gathering, of: slot, now: now)
      actions.deadline = min(actions.deadline, due)
      work.ready.append((accumulator.leader(of: slot).broker, slot, isDue: false))
    case .due:
      let broker = accumulator.leader(of: slot).broker
      work.ready.append((broker, slot, isDue: true))
      if !work.brokers.contains(broker) { work.brokers.append(broker) }
    }
  }

  /// Whether the broker can be sent a request now.
  private func isReady(_ broker: Int32, _ actions: inout ProduceActions, now: Instant) -> Bool {
    guard let state = brokers[broker] else { return true }
    if now < state.notBefore {
      actions.deadline = min(actions.deadline, state.notBefore)
      return false
    }
    return state.inFlight < settings.maximumInFlight
  }

  /// What a partition waits for whose broker was served just now, or could not be.
  private func waitOfRest(
    of slot: Int, at broker: Int32, _ accumulator: borrowing RecordAccumulator, now: Instant
  ) -> BatchWait {
    if let state = brokers[broker], now < state.notBefore { return .connection }
    return switch readiness(of: slot, accumulator, now: now) {
    case .held(_, let wait): wait
    case .due: .turn
    case .leaderless: .leader
    case .nothing, .mayGo: .gathering
    }
  }

  /// Makes requests of the partitions' batches until none is due or the broker has enough on its way.
  private mutating func drain(
    to broker: Int32, _ accumulator: inout RecordAccumulator, _ actions: inout ProduceActions,
    _ work: inout Drainage, now: Instant
  ) {
    work.slots.removeAll(keepingCapacity: true)
    for entry in work.ready where entry.broker == broker { work.slots.append(entry.slot) }
    while (brokers[broker]?.inFlight ?? 0) < settings.maximumInFlight {
      // Those that are due, then those that may come along.
      work.next.removeAll(keepingCapacity: true)
      work.young.removeAll(keepingCapacity: true)
      for slot in work.slots {
        switch readiness(of: slot, accumulator, now: now) {
        case .due: work.next.append(slot)
        case .mayGo: work.young.append(slot)
        case .nothing, .held, .leaderless: break
        }
      }
      guard !work.next.isEmpty else { return }
      work.next += work.young

      var batches: [SentBatch] = []
      var size = 0
      var isFull = false
      work.slots.removeAll(keepingCapacity: true)
      for slot in work.next {
        let expected = expectedSize(of: slot, accumulator)
        isFull = isFull || !batches.isEmpty && size + expected > settings.maximumRequestSize
        guard !isFull, let batch = takeHead(of: slot, &accumulator) else {
          work.slots.append(slot)
          continue
        }
        size += expected
        batches.append(batch)
      }
      // The next request begins with those that found no room in this one.
      for batch in batches {
        work.slots.append(batch.slot)
        work.served.insert(batch.slot)
      }
      // Every record of what was due may have been taken back.
      if !batches.isEmpty { send(batches, to: broker, accumulator, &actions, now: now) }
    }
  }

  private mutating func takeHead(of slot: Int, _ accumulator: inout RecordAccumulator) -> SentBatch? {
    if !partitions[slot].retries.isEmpty {
      let batch = partitions[slot].retries.removeFirst()
      batch.waitEnds(accumulator.clock(of: slot), at: now)
      accumulator.setRetained(partitions[slot].retries.count, in: slot)
      return batch
    }
    while let batch = accumulator.takeOldest(in: slot) {
      guard let kept = keepWanted(batch) else { continue }
      kept.waitEnds(accumulator.clock(of: slot), at: now)
      return kept
    }
    return nil
  }

  private mutating func send(
    _ batches: [SentBatch], to broker: Int32, _ accumulator: borrowing RecordAccumulator,
    _ actions: inout ProduceActions, now: Instant
  ) {
    for batch in batches {
      if settings.isIdempotent { partitions[batch.slot].sequences.assign(to: batch, identity: identity) }
      batch.attempts += 1
      batch.lastSent = now
      batch.lastLeader = accumulator.leader(of: batch.slot)
      batch.topicID = accumulator.topicID(of: batch.slot)
      batch.isInFlight = true
      partitions[batch.slot].inFlight += 1
    }
    lastCall += 1
    let call = ProduceCall(id: lastCall, broker: broker, batches: batches, sentAt: now)
    calls[call.id] = call
    let state = brokers[broker] ?? Broker()
    brokers[broker] = state
    state.inFlight += 1
    actions.calls.append(call)
  }

  // MARK: Readiness

  private func readiness(of slot: Int, _ accumulator: borrowing RecordAccumulator, now: Instant) -> Readiness {
    let partition = partitions[slot]
    let retry = partition.retries.first
    let sendability = retry == nil ? accumulator.sendability(of: slot, now: now) : .due
    if sendability == .empty { return .nothing }

    let leader = accumulator.leader(of: slot)
    if leader.broker < 0 { return .leaderless }
    if settings.guaranteesOrderByMuting && partition.inFlight > 0 { return .held(until: .distantFuture, .turn) }
    if settings.isIdempotent {
      guard !partition.needsRestart, partition.sequences.allows(retry, identity: identity) else {
        return .held(until: .distantFuture, identity.isValid ? .turn : .producerID)
      }
    }
    if let retry {
      // A new leader has nothing to do with what the old one said (KIP-951).
      let hasNewLeader = leader.broker != retry.lastLeader.broker || leader.epoch > retry.lastLeader.epoch
      return hasNewLeader || retry.retryAt <= now ? .due : .held(until: retry.retryAt, .retry)
    }
    if case .later(let due) = sendability { return .mayGo(due: due) }
    return .due
  }

  private func expectedSize(of slot: Int, _ accumulator: borrowing RecordAccumulator) -> Int {
    guard let retry = partitions[slot].retries.first else { return accumulator.expectedSize(ofOldestIn: slot) }
    return retry.isSealed ? retry.bytes.readableBytes : retry.plainSize
  }

  private func nextExpiry(of slot: Int, _ accumulator: borrowing RecordAccumulator) -> Instant? {
    let created = partitions[slot].retries.first?.createdAt ?? accumulator.oldestCreation(in: slot)
    return created.map { $0 + settings.deliveryTimeout }
  }
}
