/// A segment that is complete: it can be read, and removed as a whole.
final class SealedSegment: LogSegment {
  let baseOffset: Int64
  let log: LogFile
  let offsetIndex: SealedOffsetIndex
  let timeIndex: SealedTimeIndex
  let transactionIndex: TransactionIndex
  private let directory: String

  init(
    directory: String, baseOffset: Int64, log: LogFile, offsetIndex: SealedOffsetIndex, timeIndex: SealedTimeIndex,
    transactionIndex: TransactionIndex
  ) {
    self.directory = directory
    self.baseOffset = baseOffset
    self.log = log
    self.offsetIndex = offsetIndex
    self.timeIndex = timeIndex
    self.transactionIndex = transactionIndex
  }

  /// Opens a segment that was sealed, or rebuilt by recovery, before.
  convenience init(opening baseOffset: Int64, in directory: String, of fileSystem: any FileSystem) throws(StorageError)
  {
    let prefix = directory + "/" + SegmentName.name(baseOffset, "")
    self.init(
      directory: directory, baseOffset: baseOffset,
      log: try LogFile(opening: prefix + SegmentName.log, in: fileSystem),
      offsetIndex: try SealedOffsetIndex(opening: prefix + SegmentName.offsetIndex, in: fileSystem),
      timeIndex: try SealedTimeIndex(opening: prefix + SegmentName.timeIndex, in: fileSystem),
      transactionIndex: TransactionIndex(
        path: prefix + SegmentName.transactionIndex, isNew: false, in: fileSystem))
  }

  var largestTimestamp: TimestampedOffset {
    get throws(StorageError) {
      guard let last = try timeIndex.last() else { return TimestampedOffset(timestamp: -1, offset: baseOffset) }
      return TimestampedOffset(timestamp: last.timestamp, offset: baseOffset + Int64(last.relativeOffset))
    }
  }

  func scanStart(for offset: Int64) throws(StorageError) -> Int {
    let relative = offset - baseOffset
    return Int(try offsetIndex.last { Int64($0.relativeOffset) <= relative }?.position ?? 0)
  }

  func scanOffset(forTimestamp timestamp: Int64) throws(StorageError) -> Int64 {
    baseOffset + Int64(try timeIndex.last { $0.timestamp <= timestamp }?.relativeOffset ?? 0)
  }

  /// The open indexes, for a sync.
  func indexFiles() throws(StorageError) -> [any StorageFile] {
    var files = [try offsetIndex.handle(), try timeIndex.handle()]
    if let transactions = try transactionIndex.file() { files.append(transactions) }
    return files
  }
}
