import KafkaWire

/// The sequence numbers of an idempotent producer in one partition (KIP-98, KIP-360).
///
/// A batch gets its sequence when it is first taken to be sent, and keeps it through every retry, because an earlier
/// attempt may have been written. The one exception is `restart`: under a new epoch the batches that have not ended are
/// numbered from 0. It happens only while none of them is on its way, so that a batch is never numbered anew whose
/// fate is open for any other reason than a lost answer.
///
/// The rule that surprises: a batch that ran out of time after it had been sent leaves the partition *unresolved*.
/// Nobody knows whether the broker counts its sequences, so no new ones are given out until the batches behind it tell,
/// or until nothing is left to tell, when the epoch grows.
struct PartitionSequences {
  /// Whose sequences these are.
  private(set) var identity = ProducerIdentity.none
  var next: Int32 = 0
  /// Of the last record that the broker acknowledged; -1 before the first.
  var lastAcknowledged: Int32 = -1
  private(set) var lastAcknowledgedOffset: Int64 = -1
  /// The sequence behind the batches whose fate is not known.
  private(set) var unresolved: Int32?
  /// Batches with a sequence that have not ended, lowest first: on their way or waiting to be sent again.
  private(set) var pending: [SentBatch] = []

  /// Whether a batch may be sent now, as far as sequences go.
  func allows(_ batch: SentBatch?, identity current: ProducerIdentity) -> Bool {
    guard current.isValid else { return false }
    if let batch, batch.hasSequence {
      // What was refused is sent again one by one, in order.
      return pending.first === batch
    }
    // New sequences wait for those of an older epoch to be finished, and for doubts to be settled. They also wait until
    // the broker is known to have the first of them: a broker that knows nothing of a producer takes whatever sequence
    // comes, so that a second batch that arrived without the first would be stored before it, and the first never.
    return unresolved == nil && (pending.isEmpty || identity == current && lastAcknowledged >= 0)
  }

  /// Gives a batch its sequence.
  mutating func assign(to batch: SentBatch, identity current: ProducerIdentity) {
    guard !batch.hasSequence else { return }
    if pending.isEmpty && identity != current { restart(as: current) }
    batch.identity = current
    batch.baseSequence = next
    next = SequenceNumber.advance(next, by: batch.recordCount)
    pending.append(batch)
  }

  /// The broker has the batch.
  mutating func acknowledged(_ batch: SentBatch, baseOffset: Int64) {
    if batch.identity == identity {
      if lastAcknowledged == -1 || SequenceNumber.isAhead(batch.lastSequence, of: lastAcknowledged) {
        lastAcknowledged = batch.lastSequence
      }
      if baseOffset >= 0 {
        lastAcknowledgedOffset = max(lastAcknowledgedOffset, baseOffset + Int64(batch.recordCount) - 1)
      }
    }
    remove(batch)
  }

  /// The batch has ended, or is to be divided.
  mutating func remove(_ batch: SentBatch) {
    pending.removeAll { $0 === batch }
  }

  /// The parts of a batch take over its sequences.
  mutating func divide(_ whole: SentBatch, into parts: [SentBatch]) {
    guard whole.hasSequence else { return }
    var sequence = whole.baseSequence
    for part in parts {
      part.identity = whole.identity
      part.baseSequence = sequence
      sequence = SequenceNumber.advance(sequence, by: part.recordCount)
    }
    let place = pending.firstIndex { $0 === whole } ?? pending.endIndex
    remove(whole)
    pending.insert(contentsOf: parts, at: min(place, pending.endIndex))
  }

  /// Whether nothing in front of the batch can still be written: it follows the last acknowledged one, or those in
  /// between have failed.
  func isFirst(_ batch: SentBatch) -> Bool { pending.first === batch }

  private func isNext(_ sequence: Int32) -> Bool { sequence == SequenceNumber.advance(lastAcknowledged, by: 1) }

  func isBehindUnresolved(_ sequence: Int32) -> Bool { sequence == unresolved }

  /// The batch ran out of time after it had been sent.
  mutating func markUnresolved(_ batch: SentBatch) {
    unresolved = SequenceNumber.advance(batch.lastSequence, by: 1)
  }

  /// Settles the doubt when nothing is left to tell. False when the broker's count cannot be known, so that the epoch
  /// has to grow.
  mutating func resolve() -> Bool {
    guard unresolved != nil, pending.isEmpty else { return true }
    unresolved = nil
    return isNext(next)
  }

  /// Numbers the batches that have not ended from 0, in order.
  mutating func restart(as current: ProducerIdentity) {
    identity = current
    next = 0
    lastAcknowledged = -1
    lastAcknowledgedOffset = -1
    unresolved = nil
    pending.removeAll(where: \.isDone)
    for batch in pending {
      batch.identity = current
      batch.baseSequence = next
      batch.sequenceWasReset = true
      next = SequenceNumber.advance(next, by: batch.recordCount)
    }
  }
}
