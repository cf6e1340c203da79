public import KafkaCompression
public import NIOCore

/// A message of magic 0 or 1, as Kafka stored records before 0.11: one record, or a wrapper whose value is a
/// compressed sequence of messages.
///
/// The offset of a wrapper is that of its last inner message. Inside, magic 0 has whole offsets, magic 1 offsets that
/// count from the first message; with log append time the wrapper's timestamp is that of all inner messages.
public struct LegacyMessage: Sendable {
  /// The buffer that holds the message, beginning at `index`.
  public let buffer: ByteBuffer
  public let index: Int
  /// The whole message, with offset and size field.
  public let sizeInBytes: Int
  public internal(set) var offset: Int64
  /// 0 or 1.
  public let magic: Int8
  /// CRC-32 of the bytes from the magic to the end.
  public let crc: UInt32
  public internal(set) var attributes: Int8
  /// Milliseconds since 1970; -1 for none, as always in magic 0.
  public internal(set) var timestamp: Int64

  enum Position {
    static let crc = 12
    static let magic = 16
    static let attributes = 17
    static let timestamp = 18
  }

  static let logAppendTimeBit: Int8 = 1 << 3

  /// Offset and size.
  static let overhead = 12

  /// The size of the header: everything in front of the key's length.
  static func headerSize(magic: Int8) -> Int { magic == 0 ? 18 : 26 }

  /// The size of a message with null key and value.
  static func smallestSize(magic: Int8) -> Int { headerSize(magic: magic) + 8 }

  /// Takes the message of `size` bytes at a position of a buffer.
  init(_ buffer: ByteBuffer, at index: Int, size: Int, magic: Int8) throws(RecordError) {
    guard size >= Self.smallestSize(magic: magic) else {
      throw RecordError(
        .size, at: 8,
        "a message of magic \(magic) declares \(size) bytes, it has \(Self.smallestSize(magic: magic)) at least")
    }
    let header = buffer.withUnsafeReadableBytes(at: index, count: size) { bytes in
      (
        offset: bytes.bigEndian(at: 0, as: Int64.self), crc: bytes.bigEndian(at: Position.crc, as: UInt32.self),
        attributes: bytes.bigEndian(at: Position.attributes, as: Int8.self),
        timestamp: magic == 0 ? -1 : bytes.bigEndian(at: Position.timestamp, as: Int64.self)
      )
    }
    guard let header else {
      throw RecordError(
        .size, at: 8, "a message declares \(size) bytes, \(max(0, buffer.writerIndex - index)) are there")
    }
    self.buffer = buffer
    self.index = index
    self.sizeInBytes = size
    self.magic = magic
    offset = header.offset
    crc = header.crc
    attributes = header.attributes
    timestamp = header.timestamp
  }

  /// The number of the codec, 0 to 7; these formats know 0 to 3.
  public var codec: Int8 { attributes & 0b111 }

  /// Nil when the codec is not one of these formats' codecs.
  public var compression: CompressionType? {
    codec > CompressionType.lz4.rawValue ? nil : CompressionType(rawValue: codec)
  }

  public var isWrapper: Bool { codec != 0 }

  public var timestampType: TimestampType {
    magic == 0 ? .none : attributes & Self.logAppendTimeBit == 0 ? .createTime : .logAppendTime
  }

  /// The offset of the message, or of the last one inside.
  public var lastOffset: Int64 { offset }

  /// The message's own bytes.
  public var bytes: ByteBuffer {
    buffer.getSlice(at: index, length: sizeInBytes) ?? ByteBuffer()
  }

  public var isChecksumValid: Bool { computeChecksum() == crc }

  /// CRC-32 as it should be.
  public func computeChecksum() -> UInt32 {
    buffer.withUnsafeReadableBytes { bytes in
      let first = index - buffer.readerIndex
      return CRC32.checksum(UnsafeRawBufferPointer(rebasing: bytes[(first + Position.magic)..<(first + sizeInBytes)]))
    }
  }

  public func validateChecksum() throws(RecordError) {
    let computed = computeChecksum()
    guard computed == crc else {
      throw RecordError(
        .checksum, at: Position.crc,
        "expected the checksum \(computed), found \(crc) in the message at offset \(offset)")
    }
  }

  /// The record, or for a wrapper all inside it, with their offsets and timestamps in the log.
  ///
  /// - Parameter limit: How many bytes a wrapper may decompress to.
  public func records(
    decompressionLimit limit: Int = RecordBatch.defaultDecompressionLimit
  ) throws(RecordError) -> [Record] {
    var records: [Record] = []
    try forEachRecord(decompressionLimit: limit) { records.append($0) }
    return records
  }
}
