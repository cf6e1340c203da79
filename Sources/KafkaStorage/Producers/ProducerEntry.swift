import KafkaRecords

/// What a log remembers of one producer: its epoch, its last batches, its open transaction.
struct ProducerEntry: Hashable, Sendable {
  /// A batch that a producer may send again because it did not see the answer.
  struct Batch: Hashable, Sendable {
    var lastSequence: Int32
    var lastOffset: Int64
    /// Last offset less first.
    var offsetDelta: Int32
    var timestamp: Int64

    var firstSequence: Int32 { (lastSequence &- offsetDelta) & .max }
    var firstOffset: Int64 { lastOffset - Int64(offsetDelta) }
  }

  /// A producer may have five requests in flight, and so repeat any of its last five batches.
  static let rememberedBatches = 5

  var producerId: Int64
  /// -1 while nothing was appended.
  var epoch: Int16 = -1
  /// Of the transaction coordinator that wrote the last marker; -1 for none.
  var coordinatorEpoch: Int32 = -1
  /// Of the last batch or marker.
  var lastTimestamp: Int64 = -1
  /// The oldest first.
  private(set) var batches: [Batch] = []
  /// Where the open transaction begins.
  var transactionStart: Int64?

  init(producerId: Int64) {
    self.producerId = producerId
  }

  var lastSequence: Int32 { batches.last?.lastSequence ?? -1 }

  /// Forgets the batches of an older epoch.
  mutating func advance(to newEpoch: Int16) {
    guard epoch != newEpoch else { return }
    batches.removeAll()
    epoch = newEpoch
  }

  mutating func add(_ batch: Batch, epoch newEpoch: Int16) {
    advance(to: newEpoch)
    if batches.count == Self.rememberedBatches { batches.removeFirst() }
    batches.append(batch)
    lastTimestamp = batch.timestamp
  }

  /// Remembers batches before the oldest one that is remembered, as far as there is room.
  ///
  /// - Parameter earlier: of the same epoch, the oldest first.
  mutating func recall(_ earlier: some BidirectionalCollection<Batch>) {
    batches.insert(contentsOf: earlier.suffix(Self.rememberedBatches - batches.count), at: 0)
  }

  /// The remembered batch that this one repeats.
  func duplicate(of header: RecordBatchHeader) -> Batch? {
    guard header.producerEpoch == epoch else { return nil }
    return batches.first {
      $0.lastSequence == header.lastSequence && $0.firstSequence == header.baseSequence
    }
  }
}
