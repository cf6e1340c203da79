/// What a record's timestamp says.
public enum TimestampType: Int8, Sendable {
  /// Magic 0 has no timestamps; they read as -1.
  case none = -1
  /// When the producer made the record.
  case createTime = 0
  /// When the broker appended the batch: every record has the batch's `maxTimestamp`.
  case logAppendTime = 1
}
