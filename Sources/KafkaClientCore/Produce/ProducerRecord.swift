public import KafkaRecords

/// A record to be sent.
///
/// ```swift
/// let record = ProducerRecord(topic: "orders", key: "customer-7", value: #"{"total": 12}"#)
/// ```
public struct ProducerRecord: Sendable, Hashable {
  /// The topic that it goes to.
  public var topic: String

  /// The partition that it goes to, from 0; nil to have the producer's ``Partitioner`` choose.
  public var partition: Int32?

  /// What the partition is chosen by, and what compacted topics keep the last record of; nil for none. An empty key is
  /// a key.
  public var key: RecordBytes?

  /// The content. Nil is a null value, which a compacted topic takes as "delete this key".
  public var value: RecordBytes?

  /// Names and values beside the content (KIP-82). Names may repeat.
  public var headers: [RecordHeader]

  /// When it happened, in milliseconds since 1970-01-01T00:00Z; nil for the time at which the producer takes it. A topic
  /// with `message.timestamp.type=LogAppendTime` replaces it.
  public var timestamp: Int64?

  /// A record with a key or without, and a value or null.
  public init(
    topic: String, partition: Int32? = nil, key: RecordBytes? = nil, value: RecordBytes?, headers: [RecordHeader] = [],
    timestamp: Int64? = nil
  ) {
    self.topic = topic
    self.partition = partition
    self.key = key
    self.value = value
    self.headers = headers
    self.timestamp = timestamp
  }

  /// A record of strings, arrays of bytes or buffers.
  @inlinable
  public init<Value: RecordData>(
    topic: String, partition: Int32? = nil, value: Value, headers: [RecordHeader] = [], timestamp: Int64? = nil
  ) {
    self.topic = topic
    self.partition = partition
    self.key = nil
    self.value = value.recordBytes
    self.headers = headers
    self.timestamp = timestamp
  }

  /// A record with a key, both strings, arrays of bytes or buffers.
  @inlinable
  public init<Key: RecordData, Value: RecordData>(
    topic: String, partition: Int32? = nil, key: Key, value: Value, headers: [RecordHeader] = [],
    timestamp: Int64? = nil
  ) {
    self.topic = topic
    self.partition = partition
    self.key = key.recordBytes
    self.value = value.recordBytes
    self.headers = headers
    self.timestamp = timestamp
  }
}

/// Where a delivered record is.
public struct RecordMetadata: Sendable, Hashable, CustomStringConvertible {
  /// The topic.
  public var topic: String
  /// The partition, from 0.
  public var partition: Int32
  /// The record's offset in the partition. Nil when the broker did not say: with
  /// ``ProducerConfiguration/Acknowledgements/none``, or when it found that it already had the record.
  public var offset: Int64?
  /// The record's timestamp in milliseconds since 1970-01-01T00:00Z: its own, or the broker's where the topic has
  /// `message.timestamp.type=LogAppendTime`.
  public var timestamp: Int64

  public init(topic: String, partition: Int32, offset: Int64?, timestamp: Int64) {
    self.topic = topic
    self.partition = partition
    self.offset = offset
    self.timestamp = timestamp
  }

  /// `orders-3@42`, as Kafka's tools write it.
  public var description: String { "\(topic)-\(partition)@\(offset.map { "\($0)" } ?? "?")" }
}
