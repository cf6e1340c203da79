public import KafkaClient
public import NIOCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Makes a record's key or value from whatever is `Encodable`, as JSON with its keys sorted, so that equal values have equal
/// bytes.
///
/// ```swift
/// import KafkaClient
/// import KafkaJSON
///
/// try await producer.send(Order(id: 7), to: "orders", using: JSONSerializer())
/// ```
public struct JSONSerializer<Value: Encodable>: RecordSerializer {
  public init() {}

  /// - Throws: What the value's `encode(to:)` throws, and `EncodingError` for what JSON has no form for.
  public func serialize(_ value: Value, topic: String) throws -> RecordBytes {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return RecordBytes([UInt8](try encoder.encode(value)))
  }
}

/// Reads what ``JSONSerializer`` wrote, or any other JSON.
public struct JSONDeserializer<Value: Decodable>: Sendable {
  public init() {}

  /// - Parameter bytes: A record's key or value.
  /// - Throws: `DecodingError`, which names the field.
  public func deserialize(_ bytes: ByteBuffer) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(bytes.readableBytesView))
  }
}
