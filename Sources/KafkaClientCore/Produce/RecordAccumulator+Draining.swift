import DequeModule
import KafkaCompression
package import KafkaRecords
package import KafkaWire

/// Whether a partition's oldest batch is due.
package enum Sendability: Equatable, Sendable {
  case empty
  case due
  /// Not before this.
  case later(Instant)
}

extension RecordAccumulator {
  /// Partitions with batches, those that were served longest ago first.
  package var slotsWithBatches: [Int] { listed }

  /// Whether the partition's oldest batch should leave now: it is full, it has waited `linger.ms`, somebody waits for
  /// memory or for a flush, or the producer is closing.
  package func sendability(of slot: Int, now: Instant) -> Sendability {
    if !partitions[slot].closed.isEmpty { return .due }
    guard let batch = partitions[slot].open else { return .empty }
    if memory.isExhausted || lifecycle != .open || batch.number <= flushMark { return .due }
    let due = batch.createdAt + settings.linger
    return due <= now ? .due : .later(due)
  }

  /// The size at which the oldest batch is expected to leave.
  package func expectedSize(ofOldestIn slot: Int) -> Int {
    guard
      let plain = partitions[slot].closed.first?.sizeInBytes ?? partitions[slot].open?.writer.sizeInBytes
    else { return 0 }
    return settings.compression == .none
      ? plain : topics[partitions[slot].topic].estimate.compressedBytes(of: plain)
  }

  /// When the oldest batch was opened.
  package func oldestCreation(in slot: Int) -> Instant? {
    partitions[slot].closed.first?.createdAt ?? partitions[slot].open?.createdAt
  }

  /// What the partition's batches wait for from now on.
  mutating func setWait(_ wait: BatchWait, of slot: Int, now: Instant) {
    partitions[slot].clock.change(to: wait, at: now)
  }

  /// The clock of what the partition's batches wait for.
  func clock(of slot: Int) -> WaitClock { partitions[slot].clock }

  /// Hands the oldest batch over to the sender.
  package mutating func takeOldest(in slot: Int) -> ProducerBatch? {
    if let closed = partitions[slot].closed.popFirst() { return closed.take() }
    return partitions[slot].open.take()
  }

  /// Takes out the batches that are older than `delivery.timeout.ms`.
  package mutating func takeExpired(in slot: Int, now: Instant) -> [ProducerBatch] {
    var expired: [ProducerBatch] = []
    while let created = oldestCreation(in: slot), created + settings.deliveryTimeout <= now,
      let batch = takeOldest(in: slot)
    {
      expired.append(batch)
    }
    return expired
  }

  /// Takes out everything.
  package mutating func takeAll() -> [ProducerBatch] {
    var batches: [ProducerBatch] = []
    for slot in listed {
      while let batch = takeOldest(in: slot) { batches.append(batch) }
      partitions[slot].isListed = false
    }
    listed = []
    return batches
  }

  /// Puts those that were served behind the others and drops those that have nothing left.
  package mutating func relist(served: Set<Int>) {
    var waiting = 0
    var rest: [Int] = []
    for place in listed.indices {
      let slot = listed[place]
      if partitions[slot].isEmpty {
        partitions[slot].isListed = false
      } else if served.contains(slot) {
        rest.append(slot)
      } else {
        listed[waiting] = slot
        waiting += 1
      }
    }
    listed.replaceSubrange(waiting..., with: rest)
  }

  /// How many batches of the partition the sender holds back to send them again.
  package mutating func setRetained(_ count: Int, in slot: Int) {
    partitions[slot].retained = count
  }

  /// A broker has batches due and could not be sent them, or could again.
  package mutating func setBlocked(_ isBlocked: Bool, broker: Int32, now: Instant) {
    if !isBlocked {
      if !blockedBrokers.isEmpty { blockedBrokers[broker] = nil }
    } else if blockedBrokers[broker] == nil {
      blockedBrokers[broker] = now
    }
  }

  /// A batch of the partition's topic came out at this ratio.
  package mutating func observeCompression(_ ratio: Double, in slot: Int) {
    topics[partitions[slot].topic].estimate.observe(ratio)
  }

  /// A broker found a batch of the partition's topic too large.
  package mutating func resetCompression(observed ratio: Double, in slot: Int) {
    topics[partitions[slot].topic].estimate.reset(observed: ratio)
  }

  /// Memory of a finished batch that can serve the next.
  package mutating func recycle(_ writer: consuming RecordBatchWriter) {
    spares.keep(writer, room: roomForSpares)
  }

  /// What no batch holds, and a little: compressing a batch frees a part of what it was charged but empties all of its
  /// writer, which would be lost, only to be allocated again, whenever memory is short.
  var roomForSpares: Int { memory.withoutBatch + memory.capacity / 32 }
}
