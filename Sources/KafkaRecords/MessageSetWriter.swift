package import KafkaCompression
package import NIOCore

/// Writes messages of magic 0 or 1, as producers before Kafka 0.11 sent them and brokers stored them.
///
/// Without a codec each message stands for itself. With one, the messages go into a wrapper: magic 0 keeps whole offsets
/// inside, magic 1 offsets that count from the first message.
package struct MessageSetWriter: Sendable {
  private let magic: Int8
  private let compression: CompressionType
  private let appendTimestamp: Int64?
  /// Whole messages: those of the set, or with a codec those for the wrapper.
  private var messages = ByteBuffer()
  private var firstOffset: Int64?
  private var lastOffset: Int64 = 0
  private var maxTimestamp: Int64 = -1

  /// - Parameters:
  ///   - magic: 0 or 1.
  ///   - appendTimestamp: Of magic 1: the time at which a broker appended the messages, which then counts for all.
  package init(magic: Int8, compression: CompressionType = .none, appendTimestamp: Int64? = nil) {
    precondition((0...1).contains(magic), "magic \(magic) is no magic of a message set")
    self.magic = magic
    self.compression = compression
    self.appendTimestamp = magic == 1 ? appendTimestamp : nil
  }

  /// The messages so far, before compression.
  package var sizeInBytes: Int { messages.readableBytes }

  /// Adds a message; offsets must grow.
  ///
  /// - Parameter timestamp: Milliseconds since 1970; magic 0 has none and leaves it out.
  package mutating func append(offset: Int64, timestamp: Int64 = -1, key: ByteBuffer?, value: ByteBuffer?) {
    let first = firstOffset ?? offset
    firstOffset = first
    lastOffset = offset
    maxTimestamp = max(maxTimestamp, timestamp)
    var message = Message(offset: offset, timestamp: timestamp, key: key, value: value)
    if compression != .none {
      if magic > 0 { message.offset = offset &- first }
      write(message, codec: .none, appendTimestamp: nil, to: &messages)
    } else {
      write(message, codec: .none, appendTimestamp: appendTimestamp, to: &messages)
    }
  }

  /// The bytes of the set.
  package func bytes() throws(CompressionError) -> ByteBuffer {
    guard compression != .none, firstOffset != nil else { return messages }
    var value = ByteBuffer()
    try messages.withUnsafeReadableBytes { (bytes) throws(CompressionError) in
      try Codec.compress(bytes, as: compression, magic: magic, into: &value)
    }
    var output = ByteBuffer()
    write(
      Message(offset: lastOffset, timestamp: maxTimestamp, key: nil, value: value), codec: compression,
      appendTimestamp: appendTimestamp, to: &output)
    return output
  }

  private struct Message {
    var offset: Int64
    var timestamp: Int64
    var key: ByteBuffer?
    var value: ByteBuffer?
  }

  private func write(
    _ message: Message, codec: CompressionType, appendTimestamp: Int64?, to output: inout ByteBuffer
  ) {
    let start = output.writerIndex
    output.writeInteger(message.offset)
    let keyCount = message.key?.readableBytes ?? 0
    let valueCount = message.value?.readableBytes ?? 0
    let size = LegacyMessage.smallestSize(magic: magic) + keyCount + valueCount
    output.writeInteger(Int32(size - LegacyMessage.overhead))
    output.writeInteger(UInt32(0))  // checksum
    output.writeInteger(magic)
    output.writeInteger(codec.rawValue | (appendTimestamp == nil ? 0 : LegacyMessage.logAppendTimeBit))
    if magic > 0 { output.writeInteger(appendTimestamp ?? message.timestamp) }
    for field in [message.key, message.value] {
      output.writeInteger(Int32(field?.readableBytes ?? -1))
      if let field { output.writeImmutableBuffer(field) }
    }
    let checksum = output.withUnsafeReadableBytes { bytes in
      let first = start - output.readerIndex + LegacyMessage.Position.magic
      return CRC32.checksum(UnsafeRawBufferPointer(rebasing: bytes[first...]))
    }
    output.setInteger(checksum, at: start + LegacyMessage.Position.crc)
  }
}
