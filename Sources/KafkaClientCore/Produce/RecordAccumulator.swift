import DequeModule
import HeapModule
import KafkaCompression
package import KafkaRecords
package import KafkaWire

/// Gathers records into batches, one queue of batches per partition, until the sender takes them.
///
/// This is the only machine that callers' tasks and the sender's event loop share, so a driver keeps it under a lock
/// and everything here is short: a record is written straight into the memory of its partition's batch, with no
/// allocation, no clock and no wake-up unless a batch has to be opened. What waits (for metadata, for memory, for a
/// flush) is known by number; `resumptions` says who may go on. It is not for what has been sent: a batch that the
/// sender took belongs to the sender, retries included, and only its memory and its end are reported back.
///
/// The rule that surprises: `linger.ms` and `batch.size` are promises about waiting, not about sending. A partition
/// whose broker is being sent to anyway gives its batch along, however young and small
/// (see `docs` of the Java client, and `sendability`).
package struct RecordAccumulator: ~Copyable {
  package enum Lifecycle: Equatable, Sendable {
    /// Takes records.
    case open
    /// Takes none; those it has are all due. Final.
    case closing
    /// Takes none, for this reason. Final.
    case failed(ProduceFailure)
  }

  struct Topic {
    let name: String
    var id = KafkaUUID.zero
    /// By partition number. Longer than `partitionCount` when the topic was made anew with fewer partitions.
    var slots: [Int] = []
    /// 0 while nothing is known of the topic.
    var partitionCount: Int32 = 0
    var sticky = StickyPartitioner()
    var nextInTurn: UInt32 = 0
    var estimate = CompressionEstimate()
    /// When the client was last told that the topic is written to; nil when it never was.
    var lastAnnounced: Instant?
    var waiters: [WaiterID] = []
    /// Why the brokers will not have it, if they said so last.
    var refusal: ErrorCode?
  }

  struct Partition {
    let topic: Int
    let number: Int32
    /// The broker that leads it; -1 when there is none or none is known.
    var leader: Int32 = -1
    var leaderEpoch: Int32 = -1
    /// Full batches, oldest first.
    var closed: Deque<ClosedBatch> = []
    /// The batch that takes records.
    var open: ProducerBatch?
    /// Batches that the sender holds back to send them again.
    var retained = 0
    var isListed = false
    /// What its batches wait for.
    var clock = WaitClock()

    var isEmpty: Bool { closed.isEmpty && open == nil }
    var queued: Int { closed.count + (open == nil ? 0 : 1) + retained }
    /// Memory of its batches that the sender has not taken, used or not.
    var heldBytes: Int { closed.reduce(open?.writer.heldBytes ?? 0) { $0 + $1.heldBytes } }

    /// Mutating for the sake of its cost only: called on an element of an array it works in place, where reading
    /// `open` would copy the whole partition, a reference count for each of its parts.
    @inline(__always)
    mutating func hasRoom(for bytes: Int) -> Bool { open?.hasRoom(for: bytes) ?? false }

    /// Writes a record into the open batch, in place; nil when there is none.
    @inline(__always)
    mutating func write(
      key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeader], timestamp: Int64
    ) throws(RecordError) -> (BatchReceipt, Int32)? {
      try open?.write(key: key, value: value, headers: headers, timestamp: timestamp)
    }
  }

  package let settings: ProduceSettings
  package internal(set) var lifecycle = Lifecycle.open
  var random: RandomSource
  var memory: MemoryBudget

  var topics: [Topic] = []
  var topicsByName: [String: Int] = [:]
  /// The topic of the last record, which most often is that of the next.
  var recentTopic = -1
  var partitions: [Partition] = []
  /// Topics whose metadata the client should have and keep.
  var announcements: Set<String> = []
  /// Topics that waiting records say more must be known of.
  var staleTopics: Set<String> = []
  /// Partitions with batches, in the order in which they are to be served.
  var listed: [Int] = []
  /// Since when a broker has had batches due that it could not be sent.
  var blockedBrokers: [Int32: Instant] = [:]

  /// Brokers with as many requests on their way as they may have. The answer to one of them has the sender look anyway.
  package var fullBrokers: Set<Int32> = []

  var nextWaiter: UInt64 = 0
  var parked: [WaiterID: Parked] = [:]
  var deadlines: Heap<WaiterDeadline> = []
  /// When memory that is free goes to those who wait for it, even if it is little; nil when there is none, or nobody.
  var handOverAt: Instant?
  package var resumptions: [Resumption] = []
  /// Nil when nobody wants to know.
  var memoryWaits: MemoryWaits?

  var lastNumber: UInt64 = 0
  /// Batches up to this number are due at once.
  var flushMark: UInt64 = 0
  var flushes: [Flush] = []
  /// Batches that have been opened and have not ended, the sender's among them.
  package internal(set) var incompleteCount = 0

  /// When the sender looks next of its own accord.
  package private(set) var nextPoll = Instant.distantFuture
  /// The sender should look now.
  var wantsWake = false
  private var isWakePending = false

  /// Memory of finished batches, for the next ones.
  var spares = SpareMemory()

  package init(settings: ProduceSettings, random: RandomSource) {
    self.settings = settings
    self.random = random
    memory = MemoryBudget(capacity: settings.bufferMemory)
  }

  /// True when the sender has to be woken, once: further calls say no until `wakeArrived`.
  package mutating func takeWake() -> Bool {
    guard wantsWake else { return false }
    wantsWake = false
    if isWakePending { return false }
    isWakePending = true
    return true
  }

  /// The sender is looking.
  package mutating func wakeArrived() {
    isWakePending = false
    wantsWake = false
  }

  /// The sender has looked at everything, and looks again at this time.
  package mutating func looked(next: Instant) {
    nextPoll = next
    wantsWake = false
  }

  /// Bytes of `buffer.memory` in use.
  package var usedMemory: Int { memory.used }
  package var isMemoryExhausted: Bool { memory.isExhausted }
}

// MARK: - Taking records

/// What became of a record.
package enum AppendOutcome: Equatable, Sendable {
  /// It is in a batch, at this place.
  case appended(BatchReceipt, index: Int32)
  /// It cannot be taken yet. Park with this, or give up.
  case mustWait(Wait)
  case refused(ProduceFailure)
}

extension RecordAccumulator {
  /// Takes a record.
  ///
  /// - Parameters:
  ///   - partition: The partition that the record names; nil to have one chosen.
  ///   - timestamp: Milliseconds since 1970.
  ///   - waiter: The number under which the record waited before.
  ///   - now: Asked only when a batch has to be opened.
  package mutating func append(
    topic name: String, partition named: Int32?, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
    headers: [RecordHeader], timestamp: Int64, waiter: WaiterID? = nil, now: () -> Instant
  ) -> AppendOutcome {
    if lifecycle != .open { return .refused(refusal) }
    let bytes = RecordSize.upperBound(keyCount: key?.count, valueCount: value?.count, headers: headers)
    if let failure = tooLarge(bytes) { return .refused(failure) }
    if timestamp < 0 { return .refused(.invalidTimestamp(timestamp)) }

    let topic = indexOfTopic(name)
    let count = topics[topic].partitionCount
    guard count > 0, (named ?? 0) < count else {
      if let named, named < 0 { return invalidPartition(named, of: topic) }
      return .mustWait(.metadata(topic: topic, partition: named))
    }

    let partition: Int32
    let turn = topics[topic].nextInTurn
    if let named {
      guard named >= 0 else { return invalidPartition(named, of: topic) }
      partition = named
    } else if let keyed = settings.ignoresKeys ? nil : settings.partitioner.rule.partition(ofKey: key, count: count) {
      partition = keyed
    } else {
      partition = keylessPartition(of: topic, recordBytes: bytes, now: now)
    }

    let slot = topics[topic].slots[Int(partition)]
    if !partitions[slot].hasRoom(for: bytes) {
      if let wait = openBatch(slot: slot, topic: topic, recordBytes: bytes, waiter: waiter, now: now) {
        // The record's turn comes when it is taken, or whoever waits would skip a partition (KAFKA-9965).
        topics[topic].nextInTurn = turn
        return .mustWait(wait)
      }
    } else if let waiter {
      // Somebody else opened the batch meanwhile, so what was set aside is not needed.
      memory.leave(waiter)
      serveMemory()
    }
    if named == nil { topics[topic].sticky.appended(bytes, to: partition) }
    return write(slot: slot, key: key, value: value, headers: headers, timestamp: timestamp)
  }

  @inline(__always)
  private mutating func write(
    slot: Int, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeader], timestamp: Int64
  ) -> AppendOutcome {
    let written: (receipt: BatchReceipt, index: Int32)?
    do throws(RecordError) {
      written = try partitions[slot].write(key: key, value: value, headers: headers, timestamp: timestamp)
    } catch {
      return .refused(.encoding(error.message))
    }
    guard let written else { preconditionFailure("a batch was opened and is not there") }
    if settings.batchSize == 0 { closeBatch(slot: slot) }
    return .appended(written.receipt, index: written.index)
  }

  private func tooLarge(_ recordBytes: Int) -> ProduceFailure? {
    let bytes = recordBytes + RecordBatchHeader.byteCount
    if bytes > settings.maximumRequestSize {
      return .recordTooLarge(bytes: bytes, limit: settings.maximumRequestSize, option: "max.request.size")
    }
    if bytes > settings.bufferMemory {
      return .recordTooLarge(bytes: bytes, limit: settings.bufferMemory, option: "buffer.memory")
    }
    return nil
  }

  var refusal: ProduceFailure {
    if case .failed(let failure) = lifecycle { failure } else { .closed }
  }

  private func invalidPartition(_ partition: Int32, of topic: Int) -> AppendOutcome {
    .refused(
      .invalidPartition(
        topic: topics[topic].name, partition: partition, partitionCount: topics[topic].partitionCount))
  }

  // MARK: Choosing a partition

  private mutating func keylessPartition(of topic: Int, recordBytes: Int, now: () -> Instant) -> Int32 {
    switch settings.partitioner.rule {
    case .roundRobin: return partitionInTurn(of: topic)
    case .random: return draw(from: topic, isAdaptive: false, now: now)
    case .hash, .custom:
      if let current = topics[topic].sticky.current, current < topics[topic].partitionCount {
        let slot = topics[topic].slots[Int(current)]
        let hasRoom = partitions[slot].hasRoom(for: recordBytes)
        let share = plainLimit(of: topic)
        if !topics[topic].sticky.isDue(share: share, adding: recordBytes, hasRoom: hasRoom) { return current }
      }
      let next = draw(from: topic, isAdaptive: settings.isPartitioningAdaptive, now: now)
      topics[topic].sticky.move(to: next)
      return next
    }
  }

  private mutating func partitionInTurn(of topic: Int) -> Int32 {
    let slots = topics[topic].slots
    let count = topics[topic].partitionCount
    for _ in 0..<count {
      let partition = Int32(topics[topic].nextInTurn % UInt32(count))
      topics[topic].nextInTurn &+= 1
      if partitions[slots[Int(partition)]].leader >= 0 { return partition }
    }
    let partition = Int32(topics[topic].nextInTurn % UInt32(count))
    topics[topic].nextInTurn &+= 1
    return partition
  }

  private mutating func draw(from topic: Int, isAdaptive: Bool, now: () -> Instant) -> Int32 {
    let time = settings.availabilityTimeout > .zero && !blockedBrokers.isEmpty ? now() : nil
    let candidates = topics[topic].slots.prefix(Int(topics[topic].partitionCount)).map { slot in
      let partition = partitions[slot]
      var isAvailable = partition.leader >= 0
      if isAvailable, let time, let since = blockedBrokers[partition.leader] {
        isAvailable = time - since <= settings.availabilityTimeout
      }
      return StickyPartitioner.Candidate(
        partition: partition.number, queued: partition.queued, isAvailable: isAvailable)
    }
    return StickyPartitioner.choose(among: candidates, isAdaptive: isAdaptive, using: &random) ?? 0
  }

  // MARK: Batches

  /// The plain bytes at which a batch of the topic is full.
  @inline(__always)
  func plainLimit(of topic: Int) -> Int {
    settings.compression == .none
      ? settings.batchSize
      : topics[topic].estimate.plainBytes(
        for: settings.batchSize, limit: max(settings.batchSize, settings.maximumRequestSize))
  }

  /// Closes the partition's batch and opens the next; returns what to wait for when memory is short.
  @inline(never)
  private mutating func openBatch(
    slot: Int, topic: Int, recordBytes: Int, waiter: WaiterID?, now: () -> Instant
  ) -> Wait? {
    // Closed before the memory is asked for: as a full batch it can leave, and make room.
    closeBatch(slot: slot)
    let needed = RecordBatchHeader.byteCount + recordBytes
    let capacity = max(needed, min(plainLimit(of: topic), settings.bufferMemory))
    // What the batch really takes, so that `buffer.memory` bounds the process and not only a sum. A single batch may.
    let held = RecordBatchWriter.heldBytes(forCapacity: capacity - RecordBatchHeader.byteCount)
    let charge = min(held, settings.bufferMemory)
    guard memory.take(charge, for: waiter) else {
      return .memory(MemoryBudget.Request(bytes: charge, recordBytes: recordBytes, slot: slot))
    }
    let time = now()
    lastNumber += 1
    incompleteCount += 1
    let partition = TopicPartition(topic: topics[topic].name, partition: partitions[slot].number)
    let writer = spares.writer(
      compression: settings.compression, level: settings.compressionLevel,
      capacity: capacity - RecordBatchHeader.byteCount)
    // After one of them was taken: the budget counts that one now.
    spares.trim(to: roomForSpares)
    if partitions[slot].queued == 0 { partitions[slot].clock.change(to: .gathering, at: time) }
    partitions[slot].open = ProducerBatch(
      number: lastNumber, slot: slot, receipt: BatchReceipt(partition: partition), writer: writer,
      sizeLimit: capacity, charge: charge, createdAt: time,
      waitsBefore: partitions[slot].clock.reading(at: time))
    announce(topic, now: time)
    list(slot)
    // The sender has to know when the batch has waited long enough, unless it looks before that anyway.
    if time + settings.linger < nextPoll, !fullBrokers.contains(partitions[slot].leader) { wantsWake = true }
    return nil
  }

  /// The partition's batch takes no more records.
  mutating func closeBatch(slot: Int) {
    guard let batch = partitions[slot].open else { return }
    partitions[slot].open = nil
    partitions[slot].closed.append(ClosedBatch(batch))
    if !fullBrokers.contains(partitions[slot].leader) { wantsWake = true }
  }

  mutating func list(_ slot: Int) {
    guard !partitions[slot].isListed else { return }
    partitions[slot].isListed = true
    listed.append(slot)
  }
}
