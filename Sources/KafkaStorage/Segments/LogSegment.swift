import NIOCore

/// What both kinds of segments can do: be read.
protocol LogSegment: AnyObject {
  /// At most the offset of the first batch.
  var baseOffset: Int64 { get }
  var log: LogFile { get }
  var transactionIndex: TransactionIndex { get }
  /// The largest timestamp and the last offset of the batch that has it; timestamp -1 for none.
  var largestTimestamp: TimestampedOffset { get throws(StorageError) }

  /// A place in the log with only smaller offsets before it, from which a scan for the offset is short.
  func scanStart(for offset: Int64) throws(StorageError) -> Int

  /// An offset, with no later timestamp at smaller ones, from which a scan for the timestamp is short.
  func scanOffset(forTimestamp timestamp: Int64) throws(StorageError) -> Int64
}

struct TimestampedOffset: Hashable, Sendable {
  var timestamp: Int64
  var offset: Int64
}

extension LogSegment {
  /// The first batch that ends at or behind the offset; nil if all end before.
  func batch(endingAtOrAfter offset: Int64) throws(StorageError) -> StoredBatch? {
    var cursor = BatchCursor(log, at: try scanStart(for: offset))
    while let batch = try cursor.next() {
      if batch.lastOffset >= offset { return batch }
    }
    guard cursor.position == log.size else {
      throw StorageError(
        .corrupt, path: log.path,
        "no batch begins at byte \(cursor.position), where one was expected on the way to offset \(offset)")
    }
    return nil
  }
}
