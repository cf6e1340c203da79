package import NIOCore

/// Batches read from a log, as they lie there.
package struct FetchedData: Sendable {
  /// Begins with the batch that holds the offset asked for; the last batch may be cut off.
  package var records: ByteBuffer
  /// Not even the first batch fits the size that was allowed.
  package var isFirstBatchIncomplete: Bool

  package static let empty = FetchedData(records: ByteBuffer(), isFirstBatchIncomplete: false)
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
