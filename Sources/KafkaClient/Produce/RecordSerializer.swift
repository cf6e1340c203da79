public import KafkaClientCore
public import KafkaRecords

/// Makes the bytes of a record's key or value from a value of the application's, as Kafka's serializers do.
///
/// Strings, arrays of bytes and `ByteBuffer`s need none. The module `KafkaJSON` has one for whatever is `Encodable`.
///
/// ```swift
/// struct OrderSerializer: RecordSerializer {
///   func serialize(_ order: Order, topic: String) throws -> RecordBytes { RecordBytes(order.protobufBytes) }
/// }
/// try await producer.send(order, to: "orders", key: order.customer, using: OrderSerializer())
/// ```
public protocol RecordSerializer<Value>: Sendable {
  /// What it takes.
  associatedtype Value

  /// - Parameter topic: Where the record goes, for formats that depend on it, such as those with a schema registry.
  /// - Returns: The bytes as they are stored.
  /// - Throws: Whatever keeps the value from being written; the record is not sent then.
  func serialize(_ value: Value, topic: String) throws -> RecordBytes
}

extension ProducerRecord {
  /// A record whose value a serializer makes.
  ///
  /// - Parameters:
  ///   - key: The key's bytes; nil for none.
  ///   - value: What is serialized; nil for a null value.
  ///   - serializer: What makes the bytes.
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidArgument``, which names the topic and has the serializer's error
  ///   as its cause.
  public init<Serializer: RecordSerializer>(
    topic: String, partition: Int32? = nil, key: RecordBytes? = nil, value: Serializer.Value?,
    serializer: Serializer, headers: [RecordHeader] = [], timestamp: Int64? = nil
  ) throws(KafkaError) {
    self.init(
      topic: topic, partition: partition, key: key,
      value: try value.map { value throws(KafkaError) in try Self.bytes(of: "value", value, topic, serializer) },
      headers: headers, timestamp: timestamp)
  }

  /// A record whose key and value serializers make.
  ///
  /// - Throws: As ``init(topic:partition:key:value:serializer:headers:timestamp:)``.
  public init<KeySerializer: RecordSerializer, ValueSerializer: RecordSerializer>(
    topic: String, partition: Int32? = nil, key: KeySerializer.Value, keySerializer: KeySerializer,
    value: ValueSerializer.Value?, serializer: ValueSerializer, headers: [RecordHeader] = [], timestamp: Int64? = nil
  ) throws(KafkaError) {
    try self.init(
      topic: topic, partition: partition, key: try Self.bytes(of: "key", key, topic, keySerializer), value: value,
      serializer: serializer, headers: headers, timestamp: timestamp)
  }

  private static func bytes<Serializer: RecordSerializer>(
    of part: String, _ value: Serializer.Value, _ topic: String, _ serializer: Serializer
  ) throws(KafkaError) -> RecordBytes {
    do {
      return try serializer.serialize(value, topic: topic)
    } catch EncodingError.invalidValue(_, let context) {
      // Its own description has the value in it, and record contents stay out of logs.
      let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
      throw KafkaError(
        .invalidArgument,
        """
        the \(part) of a record for topic \(topic) cannot be serialized by \(Serializer.self): \
        \(path.isEmpty ? "" : "at \(path): ")\(context.debugDescription)
        """)
    } catch {
      throw KafkaError(
        .invalidArgument,
        "the \(part) of a record for topic \(topic) cannot be serialized by \(Serializer.self): \(error)",
        cause: error)
    }
  }
}

extension KafkaProducer {
  /// Takes a record whose value a serializer makes; see ``enqueue(_:)``.
  ///
  /// - Throws: As ``enqueue(_:)``, and when the value cannot be serialized.
  @discardableResult
  nonisolated(nonsending) public func enqueue<Serializer: RecordSerializer>(
    _ value: Serializer.Value, to topic: String, key: RecordBytes? = nil, partition: Int32? = nil,
    headers: [RecordHeader] = [], timestamp: Int64? = nil, using serializer: Serializer
  ) async throws(KafkaError) -> Delivery {
    try await enqueue(
      ProducerRecord(
        topic: topic, partition: partition, key: key, value: value, serializer: serializer, headers: headers,
        timestamp: timestamp))
  }

  /// Sends a record whose value a serializer makes, and waits until it is delivered; see ``send(_:)``.
  ///
  /// - Throws: As ``send(_:)``, and when the value cannot be serialized.
  @discardableResult
  nonisolated(nonsending) public func send<Serializer: RecordSerializer>(
    _ value: Serializer.Value, to topic: String, key: RecordBytes? = nil, partition: Int32? = nil,
    headers: [RecordHeader] = [], timestamp: Int64? = nil, using serializer: Serializer
  ) async throws(KafkaError) -> RecordMetadata {
    try await send(
      ProducerRecord(
        topic: topic, partition: partition, key: key, value: value, serializer: serializer, headers: headers,
        timestamp: timestamp))
  }
}
