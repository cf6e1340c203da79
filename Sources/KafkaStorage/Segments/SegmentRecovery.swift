import KafkaRecords
import NIOCore

/// Reads a segment through, batch by batch, and makes its indexes anew. The segment ends before the first batch that is
/// cut off, has a wrong checksum, or an offset that does not follow.
struct SegmentRecovery {
  private let directory: String
  private let fileSystem: any FileSystem
  private let baseOffset: Int64
  private let log: LogFile
  private let transactionIndex: TransactionIndex
  private var offsetIndex: ActiveOffsetIndex
  private var timeIndex: ActiveTimeIndex
  private let indexInterval: Int
  private var largestTimestamp: TimestampedOffset
  private var lastIndexed = 0
  private var validBytes = 0
  /// The offset behind the last batch.
  private(set) var end: Int64

  /// How much is read at once.
  private static let windowSize = 1 << 20

  init(
    of segment: SealedSegment, in directory: String, fileSystem: any FileSystem, configuration: LogConfiguration
  ) throws(StorageError) {
    self.directory = directory
    self.fileSystem = fileSystem
    baseOffset = segment.baseOffset
    log = segment.log
    transactionIndex = segment.transactionIndex
    indexInterval = configuration.indexIntervalBytes
    largestTimestamp = TimestampedOffset(timestamp: -1, offset: segment.baseOffset)
    end = segment.baseOffset
    offsetIndex = try ActiveOffsetIndex(
      creating: segment.offsetIndex.path,
      capacity: configuration.segmentIndexBytes / OffsetIndexEntry.byteCount, in: fileSystem)
    timeIndex = try ActiveTimeIndex(
      creating: segment.timeIndex.path,
      capacity: configuration.segmentIndexBytes / TimeIndexEntry.byteCount, in: fileSystem)
    try transactionIndex.reset()
  }

  mutating func run(_ producers: ProducerStore, _ epochs: inout LeaderEpochs) throws(StorageError) {
    var cursor = BatchCursor(log, at: 0, windowSize: Self.windowSize)
    while let batch = try cursor.nextIntact({ batch, _ in batch }) {
      let relative = batch.lastOffset.subtractingReportingOverflow(baseOffset)
      guard batch.baseOffset >= end || batch.magic < 2, batch.lastOffset >= end, !relative.overflow,
        relative.partialValue <= Int64(Int32.max), batch.position <= Int(Int32.max)
      else { break }
      try note(batch)
      if let latest = epochs.latest {
        if batch.partitionLeaderEpoch > latest.epoch {
          epochs.assign(batch.partitionLeaderEpoch, startOffset: batch.baseOffset)
        }
      } else {
        epochs.assign(batch.partitionLeaderEpoch, startOffset: batch.baseOffset)
      }
      for transaction in try producers.replay(batch, of: log) { try transactionIndex.append(transaction) }
    }
  }

  private mutating func note(_ batch: StoredBatch) throws(StorageError) {
    if batch.maxTimestamp > largestTimestamp.timestamp {
      largestTimestamp = TimestampedOffset(timestamp: batch.maxTimestamp, offset: batch.lastOffset)
    }
    if batch.position - lastIndexed > indexInterval {
      try offsetIndex.append(
        OffsetIndexEntry(relativeOffset: Int32(batch.lastOffset - baseOffset), position: Int32(batch.position)))
      try timeIndex.appendIfLater(lastTimeEntry)
      lastIndexed = batch.position
    }
    validBytes = batch.position + batch.size
    end = batch.lastOffset + 1
  }

  private var lastTimeEntry: TimeIndexEntry {
    TimeIndexEntry(
      timestamp: largestTimestamp.timestamp, relativeOffset: Int32(largestTimestamp.offset - baseOffset))
  }

  /// Cuts what is no batch, and the indexes to their size.
  mutating func finish() throws(StorageError) -> SealedSegment {
    if log.size > validBytes { try log.truncate(to: validBytes) }
    try timeIndex.appendIfLater(lastTimeEntry)
    return SealedSegment(
      directory: directory, baseOffset: baseOffset, log: log, offsetIndex: try offsetIndex.seal(in: fileSystem),
      timeIndex: try timeIndex.seal(in: fileSystem), transactionIndex: transactionIndex)
  }
}

extension ProducerStore {
  /// Takes in a batch that is in the log.
  ///
  /// - Returns: the transaction that it aborts.
  func replay(_ batch: StoredBatch, of log: LogFile) throws(StorageError) -> [AbortedTransaction] {
    guard let header = batch.header, header.hasProducerId else {
      advance(to: batch.lastOffset + 1)
      return []
    }
    var marker: EndTransactionMarker?
    if header.isControl {
      let bytes = try log.read(count: batch.size, at: batch.position)
      marker = try EndTransactionMarker(ofBatch: bytes, path: log.path)
    }
    var update = ProducerUpdate(checksSequences: false, checksEpochs: false, path: log.path)
    try update.add(header, marker: marker, known: states[header.producerId])
    return apply(update, end: batch.lastOffset + 1)
  }
}
