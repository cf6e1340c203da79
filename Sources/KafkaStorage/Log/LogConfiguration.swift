/// The settings of a log, by Kafka's names (those of topics), with the defaults of Kafka 4.3.
package struct LogConfiguration: Hashable, Sendable {
  package enum CleanupPolicy: String, Hashable, Sendable {
    case compact, delete
  }

  package enum TimestampType: String, Hashable, Sendable {
    case createTime = "CreateTime"
    case logAppendTime = "LogAppendTime"
  }

  /// `segment.bytes`: no segment grows larger.
  package var segmentBytes = 1 << 30
  /// `segment.ms`: a segment that is older gets no more batches. Milliseconds, at least 1.
  package var segmentMilliseconds: Int64 = 604_800_000
  /// `segment.jitter.ms`: up to so much is taken off `segment.ms`, by chance, for each segment.
  package var segmentJitterMilliseconds: Int64 = 0
  /// `segment.index.bytes`: room for each index of the active segment.
  package var segmentIndexBytes = 10 << 20
  /// `index.interval.bytes`: how much is appended between index entries.
  package var indexIntervalBytes = 4096
  /// `flush.messages`: a sync is due after so many records; never by default.
  package var flushMessages = Int64.max
  /// `flush.ms`: a sync is due so long after an append; never by default.
  package var flushMilliseconds = Int64.max
  /// `max.message.bytes`: the largest batch.
  package var maxMessageBytes = 1_048_588
  /// `message.timestamp.type`: whose time records have.
  package var timestampType = TimestampType.createTime
  /// `message.timestamp.before.max.ms`, `message.timestamp.after.max.ms`: how far create times may be from the broker's
  /// clock. The one who looks at records checks it; the log looks at batches only.
  package var timestampBeforeMaxMilliseconds = Int64.max
  package var timestampAfterMaxMilliseconds: Int64 = 3_600_000
  /// `cleanup.policy`.
  package var cleanupPolicy: Set<CleanupPolicy> = [.delete]
  /// `retention.bytes`: old segments go while the rest is at least as large; -1 for no limit.
  package var retentionBytes: Int64 = -1
  /// `retention.ms`: segments go whose last record is older; -1 for no limit.
  package var retentionMilliseconds: Int64 = 604_800_000
  /// `file.delete.delay.ms`: how long files stay, renamed, after they were deleted.
  package var fileDeleteDelayMilliseconds: Int64 = 60_000
  /// `producer.id.expiration.ms` (of the broker): idle producers are forgotten after so long.
  package var producerIdExpirationMilliseconds: Int64 = 86_400_000

  package init() {}
}

extension LogConfiguration {
  /// Whether a power failure may lose no more than these settings say. Without them a crash of the process loses
  /// nothing, one of the machine anything that the system had not written yet.
  var promisesDurability: Bool { flushMessages != .max || flushMilliseconds != .max }

  /// Takes the value of an option of a topic.
  ///
  /// - Returns: false for names that are none of the log's.
  /// - Throws: `corrupt` for values that cannot be read, with the name in its message.
  @discardableResult
  package mutating func set(_ name: String, to text: String) throws(StorageError) -> Bool {
    func number<Value: FixedWidthInteger>(_ range: ClosedRange<Value>) throws(StorageError) -> Value {
      guard let value = Value(text), range.contains(value) else {
        throw StorageError(
          .corrupt, path: name, "expected a number from \(range.lowerBound) to \(range.upperBound), found `\(text)`")
      }
      return value
    }
    switch name {
    case "segment.bytes": segmentBytes = try number(14...Int(Int32.max))
    case "segment.ms": segmentMilliseconds = try number(1...Int64.max)
    case "segment.jitter.ms": segmentJitterMilliseconds = try number(0...Int64.max)
    case "segment.index.bytes": segmentIndexBytes = try number(4...Int(Int32.max))
    case "index.interval.bytes": indexIntervalBytes = try number(0...Int(Int32.max))
    case "flush.messages": flushMessages = try number(1...Int64.max)
    case "flush.ms": flushMilliseconds = try number(0...Int64.max)
    case "max.message.bytes": maxMessageBytes = try number(0...Int(Int32.max))
    case "message.timestamp.type":
      guard let type = TimestampType(rawValue: text) else {
        throw StorageError(.corrupt, path: name, "expected CreateTime or LogAppendTime, found `\(text)`")
      }
      timestampType = type
    case "message.timestamp.before.max.ms": timestampBeforeMaxMilliseconds = try number(0...Int64.max)
    case "message.timestamp.after.max.ms": timestampAfterMaxMilliseconds = try number(0...Int64.max)
    case "cleanup.policy":
      var policy: Set<CleanupPolicy> = []
      for word in text.split(separator: ",") {
        guard let value = CleanupPolicy(rawValue: String(word.filter { $0 != " " })) else {
          throw StorageError(.corrupt, path: name, "expected compact or delete, found `\(word)`")
        }
        policy.insert(value)
      }
      cleanupPolicy = policy
    case "retention.bytes": retentionBytes = try number(-1...Int64.max)
    case "retention.ms": retentionMilliseconds = try number(-1...Int64.max)
    case "file.delete.delay.ms": fileDeleteDelayMilliseconds = try number(0...Int64.max)
    case "producer.id.expiration.ms": producerIdExpirationMilliseconds = try number(1...Int64(Int32.max))
    default: return false
    }
    return true
  }
}
