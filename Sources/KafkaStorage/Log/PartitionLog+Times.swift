import KafkaRecords
import NIOCore

extension PartitionLog {
  /// The first record, at or above the log's start, with a time at or after the one given; nil if there is none.
  package func offset(forTimestamp timestamp: Int64) throws(StorageError) -> FoundOffset? {
    try checkUsable()
    for segment in segments where try segment.largestTimestamp.timestamp >= timestamp {
      let start = max(try segment.scanOffset(forTimestamp: timestamp), logStartOffset)
      var cursor = BatchCursor(segment.log, at: try segment.scanStart(for: start))
      while let batch = try cursor.next() {
        guard batch.maxTimestamp >= timestamp, batch.lastOffset >= logStartOffset else { continue }
        if let found = try record(of: batch, in: segment, where: { $0 >= timestamp }) { return found }
      }
    }
    return nil
  }

  /// The first record with the largest time of the log; nil if no record has a time.
  package func offsetOfMaxTimestamp() throws(StorageError) -> FoundOffset? {
    try checkUsable()
    var latest: (segment: any LogSegment, place: TimestampedOffset)?
    for segment in segments {
      let place = try segment.largestTimestamp
      if place.timestamp > latest?.place.timestamp ?? -1 { latest = (segment, place) }
    }
    guard let latest else { return nil }
    var cursor = BatchCursor(latest.segment.log, at: try latest.segment.scanStart(for: latest.place.offset))
    while let batch = try cursor.next() {
      guard batch.maxTimestamp == latest.place.timestamp else { continue }
      return try record(of: batch, in: latest.segment, where: { $0 == batch.maxTimestamp })
    }
    return nil
  }

  /// Where the segments begin, the oldest first.
  package func segmentStarts() throws(StorageError) -> [SegmentStart] {
    try checkUsable()
    var starts: [SegmentStart] = []
    for segment in segments {
      let modified = try fileSystem.status(segment.log.path)?.modified ?? .max
      starts.append(
        SegmentStart(
          offset: max(segment.baseOffset, logStartOffset), modified: modified, isEmpty: segment.log.size == 0))
    }
    return starts
  }

  /// The first record of a batch, at or above the log's start, whose time satisfies a condition.
  private func record(
    of batch: StoredBatch, in segment: any LogSegment, where condition: (Int64) -> Bool
  ) throws(StorageError) -> FoundOffset? {
    let bytes = try segment.log.read(count: batch.size, at: batch.position)
    let found = { (offset: Int64, timestamp: Int64) in
      FoundOffset(offset: offset, timestamp: timestamp, leaderEpoch: batch.partitionLeaderEpoch)
    }
    do throws(RecordError) {
      var batches = RecordBatches(bytes)
      switch try batches.next() {
      case .batch(let batch):
        for record in try batch.records() where record.offset >= logStartOffset && condition(record.timestamp) {
          return found(record.offset, record.timestamp)
        }
      case .message(let message):
        for record in try message.records() where record.offset >= logStartOffset && condition(record.timestamp) {
          return found(record.offset, record.timestamp)
        }
      case nil: break
      }
      return nil
    } catch {
      throw StorageError(
        .corrupt, path: segment.log.path, "the batch at byte \(batch.position) cannot be read: \(error)")
    }
  }
}
