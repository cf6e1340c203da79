/// The one segment of a log that is appended to.
final class ActiveSegment: LogSegment {
  let baseOffset: Int64
  let log: LogFile
  let transactionIndex: TransactionIndex
  private var offsetIndex: ActiveOffsetIndex
  private var timeIndex: ActiveTimeIndex
  private let directory: String
  private let fileSystem: any FileSystem

  /// Milliseconds since 1970, for segments whose batches have no times.
  let created: Int64
  /// What an append that fails must take back.
  private struct Progress {
    /// The time of the first batch, from which `segment.ms` counts; nil while that is not known.
    var firstTimestamp: Int64?
    var largest: TimestampedOffset
    var bytesSinceIndexEntry = 0
  }
  private var progress: Progress
  private var tail = RecentPositions()

  /// Makes an empty segment. Files of that name are emptied.
  init(
    creating baseOffset: Int64, in directory: String, of fileSystem: any FileSystem, indexBytes: Int,
    at wallClock: Int64
  ) throws(StorageError) {
    self.baseOffset = baseOffset
    self.directory = directory
    self.fileSystem = fileSystem
    created = wallClock
    progress = Progress(largest: TimestampedOffset(timestamp: -1, offset: baseOffset))
    let prefix = directory + "/" + SegmentName.name(baseOffset, "")
    transactionIndex = TransactionIndex(path: prefix + SegmentName.transactionIndex, isNew: true, in: fileSystem)
    try fileSystem.removeFileIfPresent(prefix + SegmentName.transactionIndex)
    offsetIndex = try ActiveOffsetIndex(
      creating: prefix + SegmentName.offsetIndex, capacity: indexBytes / OffsetIndexEntry.byteCount, in: fileSystem)
    timeIndex = try ActiveTimeIndex(
      creating: prefix + SegmentName.timeIndex, capacity: indexBytes / TimeIndexEntry.byteCount, in: fileSystem)
    let path = prefix + SegmentName.log
    log = LogFile(path: path, size: 0, file: try fileSystem.open(path, .truncate), in: fileSystem)
  }

  /// Goes on with the last segment of a log that was closed or recovered.
  init(
    reopening segment: SealedSegment, in directory: String, of fileSystem: any FileSystem, indexBytes: Int,
    at wallClock: Int64
  ) throws(StorageError) {
    baseOffset = segment.baseOffset
    self.directory = directory
    self.fileSystem = fileSystem
    created = wallClock
    log = segment.log
    transactionIndex = segment.transactionIndex
    progress = Progress(largest: try segment.largestTimestamp)
    offsetIndex = try ActiveOffsetIndex(
      reopening: segment.offsetIndex, capacity: indexBytes / OffsetIndexEntry.byteCount, in: fileSystem)
    timeIndex = try ActiveTimeIndex(
      reopening: segment.timeIndex, capacity: indexBytes / TimeIndexEntry.byteCount, in: fileSystem)
  }

  var largestTimestamp: TimestampedOffset { progress.largest }

  // MARK: Appending

  /// Adds batches to log and indexes. Either all are there afterwards, or none.
  ///
  /// - Parameters:
  ///   - pieces: the batches' bytes.
  ///   - batches: the same batches; their positions are set.
  ///   - indexInterval: bytes between index entries.
  func append(
    _ pieces: [UnsafeRawBufferPointer], _ batches: inout [StoredBatch], indexInterval: Int
  ) throws(StorageError) {
    let start = log.size
    var position = start
    for index in batches.indices {
      batches[index].position = position
      position += batches[index].size
    }
    try log.append(pieces, count: position - start)
    let before = (offsetIndex.entries.count, timeIndex.entries.count, progress)
    do {
      for batch in batches { try note(batch, indexInterval: indexInterval) }
    } catch {
      offsetIndex.truncate(to: before.0)
      timeIndex.truncate(to: before.1)
      progress = before.2
      do {
        try log.truncate(to: start)
      } catch let second {
        throw StorageError(.offline, path: log.path, "\(error.message); and then: \(second.message)")
      }
      throw error
    }
    for batch in batches { tail.note(offset: batch.baseOffset, position: batch.position) }
  }

  private func note(_ batch: StoredBatch, indexInterval: Int) throws(StorageError) {
    if batch.position == 0 { progress.firstTimestamp = batch.maxTimestamp }
    if batch.maxTimestamp > progress.largest.timestamp {
      progress.largest = TimestampedOffset(timestamp: batch.maxTimestamp, offset: batch.lastOffset)
    }
    if progress.bytesSinceIndexEntry > indexInterval, !offsetIndex.isFull {
      try offsetIndex.append(
        OffsetIndexEntry(relativeOffset: Int32(batch.lastOffset - baseOffset), position: Int32(batch.position)))
      try timeIndex.appendIfLater(lastTimeEntry)
      progress.bytesSinceIndexEntry = 0
    }
    progress.bytesSinceIndexEntry += batch.size
  }

  private var lastTimeEntry: TimeIndexEntry {
    TimeIndexEntry(
      timestamp: progress.largest.timestamp, relativeOffset: Int32(progress.largest.offset - baseOffset))
  }

  // MARK: Rolling

  /// Whether batches should go to a new segment.
  ///
  /// - Parameters:
  ///   - bytes: of all of them together.
  ///   - maxTimestamp: the largest of them, -1 for none.
  ///   - segmentMilliseconds: `segment.ms` less the segment's jitter.
  func shouldRoll(
    before bytes: Int, lastOffset: Int64, maxTimestamp: Int64, segmentBytes: Int, segmentMilliseconds: Int64,
    wallClock: Int64
  ) throws(StorageError) -> Bool {
    if log.size > segmentBytes - bytes { return true }
    if offsetIndex.isFull || timeIndex.isFullButOne { return true }
    if !holds(lastOffset) { return true }
    guard log.size > 0 else { return false }
    let first = try timestampOfFirstBatch()
    let waited = first >= 0 ? maxTimestamp.subtractingReportingOverflow(first).partialValue : wallClock - created
    return waited > segmentMilliseconds
  }

  /// Whether the offset fits the 31 bits above the base that indexes have.
  func holds(_ offset: Int64) -> Bool {
    let (relative, overflow) = offset.subtractingReportingOverflow(baseOffset)
    return !overflow && relative >= 0 && relative <= Int64(Int32.max)
  }

  private func timestampOfFirstBatch() throws(StorageError) -> Int64 {
    if let known = progress.firstTimestamp { return known }
    var cursor = BatchCursor(log, at: 0)
    let timestamp = try cursor.next()?.maxTimestamp ?? -1
    progress.firstTimestamp = timestamp
    return timestamp
  }

  /// Ends the segment: indexes get their last entry and are cut to size.
  func seal() throws(StorageError) -> SealedSegment {
    try timeIndex.appendIfLater(lastTimeEntry)
    return SealedSegment(
      directory: directory, baseOffset: baseOffset, log: log, offsetIndex: try offsetIndex.seal(in: fileSystem),
      timeIndex: try timeIndex.seal(in: fileSystem), transactionIndex: transactionIndex)
  }

  // MARK: Reading

  func scanStart(for offset: Int64) -> Int {
    if let position = tail.position(for: offset) { return position }
    let relative = offset - baseOffset
    return Int(offsetIndex.last { Int64($0.relativeOffset) <= relative }?.position ?? 0)
  }

  func scanOffset(forTimestamp timestamp: Int64) -> Int64 {
    baseOffset + Int64(timeIndex.last { $0.timestamp <= timestamp }?.relativeOffset ?? 0)
  }
}
