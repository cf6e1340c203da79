import KafkaCompression
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import Testing

/// A message as clients before Kafka 0.11 know it.
struct OldMessage: Equatable {
  var offset: Int64
  var timestamp: Int64
  var value: String?
}

extension NodeWorld {
  /// What a consumer of Fetch 0 to 3 is given, wrappers opened. Nothing but the end may be cut off.
  func oldFetch(
    _ topic: String, from offset: Int64, version: Int16, _ change: (inout FetchRequest) -> Void = { _ in }
  ) throws -> (error: ErrorCode, messages: [LegacyMessage], records: [OldMessage], bytes: ByteBuffer) {
    let data = try fetch(topic, from: offset, version: version, change)
    let bytes = data.records ?? ByteBuffer()
    var entries = RecordBatches(bytes)
    var messages: [LegacyMessage] = []
    while case .message(let message)? = try entries.next() {
      try message.validateChecksum()
      messages.append(message)
    }
    let records = try messages.flatMap { message in
      try message.records().map {
        OldMessage(offset: $0.offset, timestamp: $0.timestamp, value: $0.value.map { String(buffer: $0) })
      }
    }
    return (ErrorCode(rawValue: data.errorCode), messages, records, bytes)
  }
}

extension Forge {
  /// Messages as producers before Kafka 0.11 make them.
  static func messages(
    _ values: [String?], magic: Int8, compression: CompressionType = .none, key: String? = "k",
    timestamps: [Int64]? = nil, appendTime: Int64? = nil, from offset: Int64 = 0
  ) -> ByteBuffer {
    var writer = MessageSetWriter(magic: magic, compression: compression, appendTimestamp: appendTime)
    for (index, value) in values.enumerated() {
      writer.append(
        offset: offset + Int64(index), timestamp: timestamps?[index] ?? timestamp + Int64(index),
        key: key.map { ByteBuffer(string: $0) }, value: value.map { ByteBuffer(string: $0) })
    }
    do {
      return try writer.bytes()
    } catch {
      preconditionFailure("a test's messages cannot be made: \(error)")
    }
  }
}
