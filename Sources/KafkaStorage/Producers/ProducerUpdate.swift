import KafkaRecords

/// The changes that one append makes to the producers, checked before anything is written and put in place after.
struct ProducerUpdate {
  enum Event: Hashable, Sendable {
    case began(ProducerStates.OpenTransaction)
    case completed(CompletedTransaction)
  }

  private let checksSequences: Bool
  private let checksEpochs: Bool
  private let path: String
  /// Mostly one, so not a dictionary.
  private(set) var entries: [ProducerEntry] = []
  /// The epochs before this append; -1 for producers that were not known.
  private var epochsBefore: [Int16] = []
  private(set) var events: [Event] = []

  /// - Parameters:
  ///   - checksSequences: for batches of clients. Coordinators number theirs in their own way.
  ///   - checksEpochs: for a leader. What a follower fetches, or recovery reads, has been accepted before.
  ///   - path: of the log, for errors.
  init(checksSequences: Bool, checksEpochs: Bool, path: String) {
    self.checksSequences = checksSequences
    self.checksEpochs = checksEpochs
    self.path = path
  }

  /// Takes in a batch with its final offsets.
  ///
  /// - Parameters:
  ///   - marker: what a control batch says; nil for data, and for control batches that end no transaction.
  ///   - known: what the log knew of the producer before this append.
  mutating func add(
    _ header: RecordBatchHeader, marker: EndTransactionMarker?, known: ProducerEntry?
  ) throws(StorageError) {
    let index: Int
    if let known = entries.firstIndex(where: { $0.producerId == header.producerId }) {
      index = known
    } else {
      index = entries.count
      entries.append(known ?? ProducerEntry(producerId: header.producerId))
      epochsBefore.append(known?.epoch ?? -1)
    }
    if header.isControl {
      if let marker { try end(marker, header, at: index) }
    } else {
      try data(header, at: index)
    }
  }

  private func checkEpoch(_ header: RecordBatchHeader, against entry: ProducerEntry) throws(StorageError) {
    guard checksEpochs, header.producerEpoch < entry.epoch else { return }
    throw StorageError(
      .invalidProducerEpoch, path: path,
      "producer \(header.producerId) has epoch \(header.producerEpoch), the log has seen \(entry.epoch)")
  }

  private mutating func data(_ header: RecordBatchHeader, at index: Int) throws(StorageError) {
    try checkEpoch(header, against: entries[index])
    if checksSequences { try checkSequence(header, at: index) }
    let batch = ProducerEntry.Batch(
      lastSequence: header.lastSequence, lastOffset: header.lastOffset, offsetDelta: header.lastOffsetDelta,
      timestamp: header.maxTimestamp)
    entries[index].add(batch, epoch: header.producerEpoch)
    if header.isTransactional {
      if entries[index].transactionStart == nil {
        entries[index].transactionStart = header.baseOffset
        events.append(
          .began(ProducerStates.OpenTransaction(producerId: header.producerId, firstOffset: header.baseOffset)))
      }
    } else if let start = entries[index].transactionStart, checksEpochs {
      throw StorageError(
        .invalidTransactionState, path: path,
        "producer \(header.producerId) has a transaction open since offset \(start) and sent a batch outside of it")
    }
  }

  /// A producer that the log does not know may begin with any number: its batches may have been deleted. So no one is
  /// ever told that a producer id is unknown.
  private func checkSequence(_ header: RecordBatchHeader, at index: Int) throws(StorageError) {
    if epochsBefore[index] == -1 { return }
    let entry = entries[index]
    let first = header.baseSequence
    if header.producerEpoch != entry.epoch {
      guard first == 0 else {
        throw StorageError(
          .outOfOrderSequence, path: path,
          "producer \(header.producerId) begins epoch \(header.producerEpoch) with sequence \(first), expected 0")
      }
      return
    }
    let last = entry.lastSequence
    guard Int64(first) == Int64(last) + 1 || (first == 0 && last == .max) else {
      throw StorageError(
        .outOfOrderSequence, path: path,
        "producer \(header.producerId), epoch \(header.producerEpoch): sequence \(first) follows \(last)")
    }
  }

  private mutating func end(
    _ marker: EndTransactionMarker, _ header: RecordBatchHeader, at index: Int
  ) throws(StorageError) {
    try checkEpoch(header, against: entries[index])
    if checksEpochs, marker.coordinatorEpoch < entries[index].coordinatorEpoch {
      throw StorageError(
        .transactionCoordinatorFenced, path: path,
        "marker of producer \(header.producerId) from coordinator epoch \(marker.coordinatorEpoch), "
          + "the log has seen \(entries[index].coordinatorEpoch)")
    }
    if let start = entries[index].transactionStart {
      events.append(
        .completed(
          CompletedTransaction(
            producerId: header.producerId, firstOffset: start, lastOffset: header.baseOffset,
            isAborted: !marker.isCommit)))
    }
    entries[index].advance(to: header.producerEpoch)
    entries[index].coordinatorEpoch = marker.coordinatorEpoch
    entries[index].lastTimestamp = header.maxTimestamp
    entries[index].transactionStart = nil
  }
}
