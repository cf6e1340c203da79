package import NIOCore

/// Batches read from a log, as they lie there.
package struct FetchedData: Sendable {
  /// Begins with the batch that holds the offset asked for; the last batch may be cut off.
  package var records: ByteBuffer
  /// Not even the first batch fits the size that was allowed.
  package var isFirstBatchIncomplete: Bool

  package static let empty = FetchedData(records: ByteBuffer(), isFirstBatchIncomplete: false)
}

/// Where a segment begins, and when it was written to.
package struct SegmentStart: Hashable, Sendable {
  /// Of its first record; not below the log's start.
  package var offset: Int64
  /// The last time, in milliseconds since 1970.
  package var modified: Int64
  package var isEmpty: Bool

  package init(offset: Int64, modified: Int64, isEmpty: Bool) {
    self.offset = offset
    self.modified = modified
    self.isEmpty = isEmpty
  }
}

/// The first record at or after a time, as ListOffsets tells it.
package struct FoundOffset: Hashable, Sendable {
  package var offset: Int64
  /// Of that record.
  package var timestamp: Int64
  /// Of the batch; -1 for none.
  package var leaderEpoch: Int32

  package init(offset: Int64, timestamp: Int64, leaderEpoch: Int32) {
    self.offset = offset
    self.timestamp = timestamp
    self.leaderEpoch = leaderEpoch
  }
}
