package import KafkaCompression
package import NIOCore

/// Writes messages of magic 0 or 1, as producers before Kafka 0.11 sent them and brokers stored them.
///
/// Without a codec each message stands for itself. With one, the messages go into a wrapper: magic 0 keeps whole offsets
/// inside, magic 1 offsets that count from the first message.
package struct MessageSetWriter: Sendable {
  private struct Message {
    var offset: Int64
    var timestamp: Int64
    var key: ByteBuffer?
    var value: ByteBuffer?
  }

  private let magic: Int8
  private let compression: CompressionType
  private let appendTimestamp: Int64?
  private var messages: [Message] = []

  /// - Parameters:
  ///   - magic: 0 or 1.
  ///   - appendTimestamp: Of magic 1: the time at which a broker appended the messages, which then counts for all.
  package init(magic: Int8, compression: CompressionType = .none, appendTimestamp: Int64? = nil) {
    precondition((0...1).contains(magic), "magic \(magic) is no magic of a message set")
    self.magic = magic
    self.compression = compression
    self.appendTimestamp = magic == 1 ? appendTimestamp : nil
  }

  /// Adds a message; offsets must grow.
  ///
  /// - Parameter timestamp: Milliseconds since 1970; magic 0 has none and leaves it out.
  package mutating func append(offset: Int64, timestamp: Int64 = -1, key: ByteBuffer?, value: ByteBuffer?) {
    messages.append(Message(offset: offset, timestamp: timestamp, key: key, value: value))
  }

  /// The bytes of the set.
  package func bytes() throws(CompressionError) -> ByteBuffer {
    var output = ByteBuffer()
    guard compression != .none, let first = messages.first, let last = messages.last else {
      for message in messages { write(message, codec: .none, appendTimestamp: appendTimestamp, to: &output) }
      return output
    }
    var inner = ByteBuffer()
    for var message in messages {
      if magic > 0 { message.offset -= first.offset }
      write(message, codec: .none, appendTimestamp: nil, to: &inner)
    }
    var value = ByteBuffer()
    try inner.withUnsafeReadableBytes { (bytes) throws(CompressionError) in
      try Codec.compress(bytes, as: compression, magic: magic, into: &value)
    }
    let wrapper = Message(
      offset: last.offset, timestamp: messages.map(\.timestamp).max() ?? -1, key: nil, value: value)
    write(wrapper, codec: compression, appendTimestamp: appendTimestamp, to: &output)
    return output
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
