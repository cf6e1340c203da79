import CCRC32C
import KafkaCompression
package import NIOCore

/// A record as a case writes it.
package struct ForgedRecord: Hashable, Sendable {
  package var key: ByteBuffer?
  package var value: ByteBuffer?
  package var headers: [(name: String, value: ByteBuffer?)] {
    get { zip(headerNames, headerValues).map { ($0, $1) } }
    set {
      headerNames = newValue.map(\.name)
      headerValues = newValue.map(\.value)
    }
  }
  private var headerNames: [String] = []
  private var headerValues: [ByteBuffer?] = []
  package var timestampDelta: Int64 = 0
  /// Its number in the batch when nil.
  package var offsetDelta: Int32?
  package var attributes: UInt8 = 0

  package init(
    _ value: String? = nil, key: String? = nil, headers: [(name: String, value: ByteBuffer?)] = [],
    timestampDelta: Int64 = 0
  ) {
    self.key = key.map { ByteBuffer(string: $0) }
    self.value = value.map { ByteBuffer(string: $0) }
    self.timestampDelta = timestampDelta
    self.headers = headers
  }

  package init(bytes value: ByteBuffer?, key: ByteBuffer? = nil) {
    self.key = key
    self.value = value
  }
}

/// Writes record batches of magic 2, right or wrong in any field.
///
/// Every field that is nil has the value that the records give it, so a case names just what it spoils.
package struct BatchForge: Sendable {
  package var baseOffset: Int64 = 0
  /// The length field; what follows it when nil.
  package var length: Int32?
  package var leaderEpoch: Int32 = -1
  package var magic: Int8 = 2
  /// The checksum; the right one when nil.
  package var crc: UInt32?
  /// Changes the right checksum, for a batch that was damaged on the way.
  package var crcDamage: UInt32 = 0
  package var compression: Int16 = 0
  package var isLogAppendTime = false
  package var isTransactional = false
  package var isControl = false
  /// All of the attributes; made of the fields above when nil.
  package var attributes: Int16?
  package var lastOffsetDelta: Int32?
  package var baseTimestamp: Int64
  package var maxTimestamp: Int64?
  package var producerId: Int64 = -1
  package var producerEpoch: Int16 = -1
  package var baseSequence: Int32 = -1
  package var recordCount: Int32?
  package var records: [ForgedRecord]
  /// What stands behind the header instead of the records.
  package var body: ByteBuffer?

  /// - Parameter timestamp: Milliseconds since 1970 of the first record.
  package init(_ records: [ForgedRecord] = [], timestamp: Int64) {
    self.records = records
    baseTimestamp = timestamp
  }

  package func bytes() throws(SuiteError) -> ByteBuffer {
    var payload = body ?? Self.encode(records)
    if body == nil, compression != 0 {
      guard let type = CompressionType(rawValue: Int8(truncatingIfNeeded: compression)) else {
        throw SuiteError("compression \(compression) needs a body of the case's own")
      }
      payload = try Self.compress(payload, type)
    }
    var flags = compression & 7
    if isLogAppendTime { flags |= 8 }
    if isTransactional { flags |= 16 }
    if isControl { flags |= 32 }
    let latest = records.map(\.timestampDelta).max() ?? 0

    var checked = ByteBuffer()
    checked.writeInteger(attributes ?? flags)
    checked.writeInteger(lastOffsetDelta ?? records.indices.last.map { records[$0].offsetDelta ?? Int32($0) } ?? -1)
    checked.writeInteger(baseTimestamp)
    checked.writeInteger(maxTimestamp ?? (records.isEmpty ? -1 : baseTimestamp &+ latest))
    checked.writeInteger(producerId)
    checked.writeInteger(producerEpoch)
    checked.writeInteger(baseSequence)
    checked.writeInteger(recordCount ?? Int32(records.count))
    checked.writeImmutableBuffer(payload)
    let right = checked.withUnsafeReadableBytes { kafka_crc32c(0, $0.baseAddress, $0.count) }

    var batch = ByteBuffer()
    batch.writeInteger(baseOffset)
    batch.writeInteger(length ?? Int32(9 + checked.readableBytes))
    batch.writeInteger(leaderEpoch)
    batch.writeInteger(magic)
    batch.writeInteger(crc ?? (right ^ crcDamage))
    batch.writeImmutableBuffer(checked)
    return batch
  }

  static func compress(_ bytes: ByteBuffer, _ type: CompressionType) throws(SuiteError) -> ByteBuffer {
    var output = ByteBuffer()
    do {
      try bytes.withUnsafeReadableBytes { try Codec.compress($0, as: type, level: nil, into: &output) }
    } catch {
      throw SuiteError("cannot compress with \(type): \(error)")
    }
    return output
  }

  /// The records as they stand behind a header.
  package static func encode(_ records: [ForgedRecord]) -> ByteBuffer {
    var output = ByteBuffer()
    for (index, record) in records.enumerated() {
      var body = ByteBuffer()
      body.writeInteger(record.attributes)
      body.write(zigzag: record.timestampDelta)
      body.write(zigzag: Int64(record.offsetDelta ?? Int32(index)))
      body.write(nullable: record.key)
      body.write(nullable: record.value)
      body.write(zigzag: Int64(record.headers.count))
      for header in record.headers {
        body.write(nullable: ByteBuffer(string: header.name))
        body.write(nullable: header.value)
      }
      output.write(zigzag: Int64(body.readableBytes))
      output.writeImmutableBuffer(body)
    }
    return output
  }
}

extension ByteBuffer {
  /// A signed varint, as in records.
  package mutating func write(zigzag value: Int64) {
    write(varint: UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  mutating func write(nullable bytes: ByteBuffer?) {
    guard let bytes else { return write(zigzag: -1) }
    write(zigzag: Int64(bytes.readableBytes))
    writeImmutableBuffer(bytes)
  }
}

/// Writes the messages of magic 0 and 1 that clients before 0.11 sent, right or wrong.
package struct MessageForge: Sendable {
  package var magic: Int8
  package var offset: Int64 = 0
  package var size: Int32?
  package var crcDamage: UInt32 = 0
  package var compression: Int8 = 0
  package var isLogAppendTime = false
  /// Of magic 1.
  package var timestamp: Int64
  package var key: ByteBuffer?
  package var value: ByteBuffer?

  package init(magic: Int8, key: ByteBuffer? = nil, value: ByteBuffer?, timestamp: Int64 = -1, offset: Int64 = 0) {
    self.magic = magic
    self.key = key
    self.value = value
    self.timestamp = timestamp
    self.offset = offset
  }

  package func bytes() -> ByteBuffer {
    var checked = ByteBuffer()
    checked.writeInteger(magic)
    checked.writeInteger(compression & 7 | (isLogAppendTime ? 8 : 0))
    if magic == 1 { checked.writeInteger(timestamp) }
    for part in [key, value] {
      checked.writeInteger(part.map { Int32($0.readableBytes) } ?? -1)
      if let part { checked.writeImmutableBuffer(part) }
    }
    let right = checked.withUnsafeReadableBytes { kafka_crc32(0, $0.baseAddress, $0.count) }
    var message = ByteBuffer()
    message.writeInteger(offset)
    message.writeInteger(size ?? Int32(4 + checked.readableBytes))
    message.writeInteger(right ^ crcDamage)
    message.writeImmutableBuffer(checked)
    return message
  }

  /// A message whose value is these messages, compressed.
  package static func wrap(
    _ inner: [MessageForge], magic: Int8, codec: Int16, timestamp: Int64 = -1
  ) throws(SuiteError) -> ByteBuffer {
    var plain = ByteBuffer()
    for message in inner { plain.writeImmutableBuffer(message.bytes()) }
    var outer = MessageForge(
      magic: magic, value: try RawFrames.compressed(plain, codec), timestamp: timestamp,
      offset: Int64(inner.count - 1))
    outer.compression = Int8(truncatingIfNeeded: codec)
    return outer.bytes()
  }
}
