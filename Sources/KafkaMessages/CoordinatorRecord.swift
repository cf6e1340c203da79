public import KafkaWire
public import NIOCore

/// How coordinators write their state into the keys and values of records: a key begins with the type of the record,
/// a value with its version.
public enum CoordinatorRecord {
  public static func encode<Key: CoordinatorKey>(key: Key) throws(WireError) -> ByteBuffer {
    var writer = WireWriter(capacity: 64)
    writer.writeInt16(Key.recordType)
    // The type is the version: a new form of the key would get a new type.
    try key.encode(to: &writer, version: 0)
    return writer.buffer
  }

  public static func encode(value: some CoordinatorValue, version: Int16) throws(WireError) -> ByteBuffer {
    var writer = WireWriter(capacity: 128)
    writer.writeInt16(version)
    try value.encode(to: &writer, version: version)
    return writer.buffer
  }

  /// The key of a record in `log`. A type that no definition has is the error `unknownNumber`: written by a newer
  /// release, and Kafka's coordinators skip it.
  public static func decodeKey(_ bytes: ByteBuffer, in log: CoordinatorLog) throws(WireError) -> any CoordinatorKey {
    var reader = WireReader(bytes)
    let type = try reader.readInt16("record type")
    guard let key = MessageCatalog.key(ofRecord: type, in: log) else {
      throw reader.error(.unknownNumber(Int(type)), "record type")
    }
    return try decode(key, version: 0, &reader)
  }

  public static func decodeValue<Value: CoordinatorValue>(
    _: Value.Type, _ bytes: ByteBuffer
  ) throws(WireError) -> Value {
    var reader = WireReader(bytes)
    return try decode(Value.self, version: try reader.readInt16("version"), &reader)
  }

  /// The value that belongs to `key`.
  public static func decodeValue<Key: CoordinatorKey>(of _: Key, _ bytes: ByteBuffer) throws(WireError) -> Key.Value {
    try decodeValue(Key.Value.self, bytes)
  }

  private static func decode<Message: KafkaMessage>(
    _: Message.Type, version: Int16, _ reader: inout WireReader
  ) throws(WireError) -> Message {
    let message = try Message(from: &reader, version: version)
    if reader.remaining > 0 {
      throw WireError(.trailingBytes(reader.remaining), offset: reader.offset, field: Message.name)
    }
    return message
  }
}
