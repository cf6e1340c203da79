import KafkaClientCore
public import KafkaRecords
public import KafkaWire
public import NIOCore

/// Records that were written together: one batch of one partition, decompressed and checked.
///
/// Records that a log still holds in a format from before Kafka 0.11 come in batches like others: those of one compressed
/// message, or some that follow each other.
///
/// Iterating gives views into the batch; nothing is copied. ``forEachUnsafe(_:)`` is the fastest way for code that
/// needs the bytes only in passing.
///
/// ```swift
/// for try await batch in consumer.batches {
///   for record in batch { handle(record.value) }
/// }
/// ```
public struct ConsumerBatch: Sequence, Sendable {
  /// Where the records come from.
  public let topicPartition: TopicPartition
  /// The offset after the partition's last record, when this was fetched.
  public let highWatermark: Int64
  /// The offset to go on with after this batch.
  public let nextOffset: Int64
  /// Records before it were not asked for.
  @usableFromInline let firstOffset: Int64
  @usableFromInline let records: Records

  init(topicPartition: TopicPartition, highWatermark: Int64, nextOffset: Int64, firstOffset: Int64, records: Records) {
    self.topicPartition = topicPartition
    self.highWatermark = highWatermark
    self.nextOffset = nextOffset
    self.firstOffset = firstOffset
    self.records = records
  }

  /// The same from an offset on.
  func from(_ offset: Int64) -> ConsumerBatch {
    ConsumerBatch(
      topicPartition: topicPartition, highWatermark: highWatermark, nextOffset: nextOffset, firstOffset: offset,
      records: records)
  }

  /// As many records as there are in the batch; iterating may give fewer, if reading began in its middle.
  @inlinable
  public var underestimatedCount: Int { 0 }

  @inlinable
  public func makeIterator() -> Iterator {
    Iterator(records: records.makeIterator(), firstOffset: firstOffset)
  }

  public struct Iterator: IteratorProtocol {
    @usableFromInline var records: Records.Iterator
    @usableFromInline let firstOffset: Int64

    @inlinable
    init(records: Records.Iterator, firstOffset: Int64) {
      self.records = records
      self.firstOffset = firstOffset
    }

    @inlinable
    public mutating func next() -> Record? {
      while let record = records.next() {
        if record.offset >= firstOffset { return record }
      }
      return nil
    }
  }

  /// Calls `body` with each record where it lies. Neither the record nor its bytes may leave the closure.
  @inlinable
  public func forEachUnsafe<Failure>(_ body: (UnsafeRecord) throws(Failure) -> Void) throws(Failure) {
    try records.forEachUnsafe { (record) throws(Failure) in
      if record.offset >= firstOffset { try body(record) }
    }
  }
}

/// One record and where it comes from.
public struct ConsumerRecord: Sendable {
  public let topicPartition: TopicPartition
  /// The record's bytes as they lie in its batch, which it keeps in memory: copy out what must live long.
  public let record: Record

  @inlinable
  init(topicPartition: TopicPartition, record: Record) {
    self.topicPartition = topicPartition
    self.record = record
  }

  public var topic: String { topicPartition.topic }
  public var partition: Int32 { topicPartition.partition }
  public var offset: Int64 { record.offset }
  /// Milliseconds since 1970; -1 for none.
  public var timestamp: Int64 { record.timestamp }
  public var key: ByteBuffer? { record.key }
  /// Nil for a tombstone.
  public var value: ByteBuffer? { record.value }
  public var headers: [RecordHeader] { record.headers }
}
