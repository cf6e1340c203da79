/// Where an append comes from, which decides what is checked and changed.
package enum AppendOrigin: Hashable, Sendable {
  /// A producer: offsets are assigned, sequences are checked, control batches are refused.
  case client
  /// A coordinator of this broker, also for transaction markers: offsets are assigned.
  case coordinator
  /// The partition's leader: batches are written as they come.
  case replication
}

/// What became of an append.
package struct AppendInfo: Hashable, Sendable {
  package var firstOffset: Int64
  package var lastOffset: Int64
  /// What all records now have as their time, with `message.timestamp.type=LogAppendTime`; else -1. For a duplicate the
  /// time of the earlier batch.
  package var logAppendTime: Int64
  package var logStartOffset: Int64
  /// The producer had sent the batch before; nothing was written, and the offsets are those of the earlier one.
  package var isDuplicate: Bool
  /// `flush.messages` is reached: call `flush`, or take a sync request, before the append is acknowledged. So it may be
  /// for a duplicate: its first copy may still wait for the disk.
  package var isSyncDue: Bool

  package init(
    firstOffset: Int64, lastOffset: Int64, logAppendTime: Int64, logStartOffset: Int64, isDuplicate: Bool,
    isSyncDue: Bool
  ) {
    self.firstOffset = firstOffset
    self.lastOffset = lastOffset
    self.logAppendTime = logAppendTime
    self.logStartOffset = logStartOffset
    self.isDuplicate = isDuplicate
    self.isSyncDue = isSyncDue
  }
}
