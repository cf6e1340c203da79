import HeapModule
package import KafkaWire

/// What a record has to wait for before it can be taken.
package enum Wait: Equatable, Sendable {
  /// The topic's partitions are not known, or the one that the record names is not among them.
  case metadata(topic: Int, partition: Int32?)
  /// `buffer.memory` is used up.
  case memory(MemoryBudget.Request)
}

/// Somebody who waited may go on.
package struct Resumption: Equatable, Sendable {
  package enum End: Equatable, Sendable {
    /// What was waited for may be there: try again, with the same number.
    case retry
    /// The batches of the flush have all ended.
    case flushed
    case failed(ProduceFailure)
  }

  package var waiter: WaiterID
  package var end: End

  package init(_ waiter: WaiterID, _ end: End) {
    self.waiter = waiter
    self.end = end
  }
}

struct Parked {
  var wait: Wait
  var since: Instant
  var deadline: Instant
}

struct WaiterDeadline: Comparable {
  var at: Instant
  var waiter: WaiterID

  static func < (left: WaiterDeadline, right: WaiterDeadline) -> Bool {
    (left.at, left.waiter) < (right.at, right.waiter)
  }
}

/// A caller that waits until the batches of the moment have ended.
struct Flush {
  var waiter: WaiterID
  var mark: UInt64
  var remaining: Int
}

extension RecordAccumulator {
  // MARK: Records that wait to be taken

  /// Waits for what `append` named.
  ///
  /// - Parameters:
  ///   - previous: The number under which the record waited before, which keeps its place in the line.
  ///   - since: When the caller asked first.
  ///   - deadline: When it gives up: `max.block.ms` after that.
  package mutating func park(_ wait: Wait, as previous: WaiterID?, since: Instant, until deadline: Instant) -> WaiterID
  {
    let waiter = previous ?? makeWaiter()
    parked[waiter] = Parked(wait: wait, since: since, deadline: deadline)
    deadlines.insert(WaiterDeadline(at: deadline, waiter: waiter))
    switch wait {
    case .metadata(let topic, _):
      // Memory that was set aside is not held while metadata is waited for.
      if previous != nil {
        memory.leave(waiter)
        serveMemory()
      }
      topics[topic].waiters.append(waiter)
      announce(topic, now: since)
      // The topic is known but not the partition, or it was refused before: what is known has to be asked for anew.
      if topics[topic].partitionCount > 0 || topics[topic].refusal != nil { staleTopics.insert(topics[topic].name) }
      wantsWake = true
    case .memory(let request):
      memory.wait(request, as: waiter)
      memoryWaitBegan(waiter, since: since)
      serveMemory()
      // Every batch is due now.
      wantsWake = true
    }
    if deadline < nextPoll { wantsWake = true }
    return waiter
  }

  /// Waits until the topic's partitions are known.
  package mutating func parkForTopic(
    _ name: String, as previous: WaiterID?, since: Instant, until deadline: Instant
  ) -> WaiterID {
    park(.metadata(topic: indexOfTopic(name), partition: nil), as: previous, since: since, until: deadline)
  }

  /// Has the topic's metadata looked up without waiting for it.
  ///
  /// - Parameter partition: One that is wanted although it may be beyond those that are known.
  /// - Returns: Why the brokers will not have the topic, if that is what they said last; they are asked anew.
  package mutating func want(_ name: String, partition: Int32?, now: Instant) -> ProduceFailure? {
    let topic = indexOfTopic(name)
    let refusal = topics[topic].refusal
    if let refusal {
      topics[topic].refusal = nil
      staleTopics.insert(name)
      wantsWake = true
      return .topicRefused(topic: name, refusal)
    }
    if topics[topic].partitionCount == 0 {
      announce(topic, now: now)
    } else if let partition, partition >= topics[topic].partitionCount {
      staleTopics.insert(name)
      wantsWake = true
    }
    return nil
  }

  /// Why no record is taken any more; nil while they are.
  package var refusalIfAny: ProduceFailure? { lifecycle == .open ? nil : refusal }

  /// The caller gave up, waiting or after it was told to go on. Harmless when it is not known.
  package mutating func abandon(_ waiter: WaiterID) {
    if let place = parked.removeValue(forKey: waiter), case .metadata(let topic, _) = place.wait {
      topics[topic].waiters.removeAll { $0 == waiter }
    }
    flushes.removeAll { $0.waiter == waiter }
    memoryWaitForgotten(waiter)
    memory.leave(waiter)
    serveMemory()
  }

  /// Lets those go whose time is up.
  package mutating func expireWaiters(now: Instant) {
    // Nobody fails for want of memory that is there and only waits to become more.
    if let first = deadlines.min, first.at <= now { handOverMemory() }
    while let first = deadlines.min, first.at <= now {
      deadlines.removeMin()
      guard let place = parked[first.waiter], place.deadline == first.at else { continue }
      let waited = now - place.since
      let failure: ProduceFailure
      switch place.wait {
      case .metadata(let topic, let partition):
        let count = topics[topic].partitionCount
        failure = .metadataTimedOut(
          topic: topics[topic].name, partition: partition, partitionCount: count > 0 ? count : nil, waited: waited)
      case .memory(let request):
        failure = .memoryTimedOut(bytes: request.bytes, capacity: settings.bufferMemory, waited: waited)
        memoryWaitFailed(first.waiter, now: now)
      }
      abandon(first.waiter)
      resumptions.append(Resumption(first.waiter, .failed(failure)))
    }
  }

  /// When `expireWaiters` has something to do.
  package var nextWaiterDeadline: Instant? {
    mutating get {
      while let first = deadlines.min {
        if parked[first.waiter]?.deadline == first.at { return min(first.at, handOverAt ?? first.at) }
        deadlines.removeMin()
      }
      return handOverAt
    }
  }

  package mutating func takeResumptions() -> [Resumption] {
    if resumptions.isEmpty { return [] }
    defer { resumptions = [] }
    return resumptions
  }

  mutating func makeWaiter() -> WaiterID {
    nextWaiter += 1
    return WaiterID(number: nextWaiter)
  }

  mutating func resume(_ waiter: WaiterID, _ end: Resumption.End) {
    parked[waiter] = nil
    resumptions.append(Resumption(waiter, end))
  }

  mutating func resumeWaiters(ofTopic topic: Int) {
    guard !topics[topic].waiters.isEmpty else { return }
    let waiters = topics[topic].waiters
    topics[topic].waiters = []
    for waiter in waiters {
      if case .metadata(_, let partition?)? = parked[waiter]?.wait, partition >= topics[topic].partitionCount {
        topics[topic].waiters.append(waiter)
        staleTopics.insert(topics[topic].name)
      } else {
        resume(waiter, .retry)
      }
    }
  }

  /// Hands over what is free if it is a good share of all; otherwise the sender looks after it, see `serveMemory(now:)`.
  mutating func serveMemory() {
    guard memory.canServe else { return }
    if memory.isShareFree {
      handOverMemory()
    } else if handOverAt == nil {
      wantsWake = true
    }
  }

  /// Hands over what is free when that has been little for long enough, or when no more will come.
  ///
  /// - Parameter isIdle: Nothing is on its way, so that nothing will be freed.
  package mutating func serveMemory(now: Instant, isIdle: Bool) {
    if !memory.canServe {
      handOverAt = nil
    } else if isIdle || memory.isShareFree || handOverAt.map({ $0 <= now }) == true {
      handOverMemory()
    } else if handOverAt == nil {
      handOverAt = now + Self.longestHold
    }
  }

  private mutating func handOverMemory() {
    handOverAt = nil
    guard memory.isExhausted else { return }
    for waiter in memory.serve() { resume(waiter, .retry) }
  }

  /// How long free memory is kept from those who wait for it, until there is more of it.
  private static var longestHold: Duration { .milliseconds(5) }

  // MARK: Flush and close

  /// Makes every batch of the moment due and says whom to tell when they have all ended; nil when there are none.
  /// Batches opened later are not waited for (KIP-514 names the caller's deadline, which is the caller's business).
  package mutating func flush() -> WaiterID? {
    guard incompleteCount > 0 else { return nil }
    flushMark = lastNumber
    wantsWake = true
    let waiter = makeWaiter()
    flushes.append(Flush(waiter: waiter, mark: lastNumber, remaining: incompleteCount))
    return waiter
  }

  /// Takes no more records; what is there is due. Those who wait to be taken are told.
  package mutating func close() {
    guard lifecycle == .open else { return }
    lifecycle = .closing
    wantsWake = true
    refuseAllWaiters()
  }

  /// Takes no more records, for a reason that concerns them all.
  package mutating func fail(_ failure: ProduceFailure) {
    if case .failed = lifecycle { return }
    lifecycle = .failed(failure)
    refuseAllWaiters()
  }

  private mutating func refuseAllWaiters() {
    let failure = refusal
    for topic in topics.indices { topics[topic].waiters = [] }
    for waiter in parked.keys.sorted() {
      memory.leave(waiter)
      memoryWaitForgotten(waiter)
      resumptions.append(Resumption(waiter, .failed(failure)))
    }
    parked = [:]
  }

  /// A batch that was opened has ended: everybody is about to be told.
  package mutating func ended(number: UInt64) {
    incompleteCount -= 1
    for index in flushes.indices where number <= flushes[index].mark { flushes[index].remaining -= 1 }
    guard flushes.contains(where: { $0.remaining == 0 }) else { return }
    for flush in flushes where flush.remaining == 0 { resumptions.append(Resumption(flush.waiter, .flushed)) }
    flushes.removeAll { $0.remaining == 0 }
  }

  /// The sender divided a batch into so many.
  package mutating func divided(number: UInt64, into parts: Int) {
    incompleteCount += parts - 1
    for index in flushes.indices where number <= flushes[index].mark { flushes[index].remaining += parts - 1 }
  }

  /// Memory of batches is free again: they have ended, or shrank when they were compressed.
  package mutating func freed(_ bytes: Int) {
    memory.giveBack(bytes)
    serveMemory()
  }
}
