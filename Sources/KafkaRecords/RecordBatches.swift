public import NIOCore

/// A batch of any format in which Kafka stores or sends records.
public enum AnyRecordBatch: Sendable {
  /// Magic 2, since Kafka 0.11.
  case batch(RecordBatch)
  /// One message of magic 0 or 1: a record, or a wrapper around compressed ones.
  case message(LegacyMessage)

  public var magic: Int8 {
    switch self {
    case .batch(let batch): batch.header.magic
    case .message(let message): message.magic
    }
  }

  package var lastOffset: Int64 {
    switch self {
    case .batch(let batch): batch.lastOffset
    case .message(let message): message.lastOffset
    }
  }

  public var sizeInBytes: Int {
    switch self {
    case .batch(let batch): batch.sizeInBytes
    case .message(let message): message.sizeInBytes
    }
  }
}

/// The batches in a buffer, one after the other, as a fetch answer, a produce request or a segment file holds them.
///
/// A batch that is cut off at the end is no error: brokers cut fetch answers anywhere. It is left out, and
/// `unreadBytes` says how much there was of it.
public struct RecordBatches: Sendable {
  public let buffer: ByteBuffer
  /// Where the next batch begins.
  public private(set) var index: Int

  /// The smallest size of a message after its length field, whatever its format.
  static let smallestLength: Int32 = 14
  /// The bytes up to and with the magic.
  static let bytesToMagic = 17

  /// Begins with the first readable byte.
  public init(_ buffer: ByteBuffer) {
    self.buffer = buffer
    index = buffer.readerIndex
  }

  /// The bytes that have not been read: after the last batch, those of a batch that was cut off.
  public var unreadBytes: Int { buffer.writerIndex - index }

  /// Where the next batch begins, from the first byte of all.
  private var position: Int { index - buffer.readerIndex }

  /// The next batch, or nil when no whole one follows. Checked are length and magic, neither checksum nor records.
  public mutating func next() throws(RecordError) -> AnyRecordBatch? {
    guard let length = buffer.getInteger(at: index + 8, as: Int32.self) else { return nil }
    guard length >= Self.smallestLength else {
      throw RecordError(
        .size, at: position + 8,
        "expected the length of a batch, at least \(Self.smallestLength), found \(length)")
    }
    guard length <= Int32.max - Int32(RecordBatchHeader.overhead) else {
      throw RecordError(.limit, at: position + 8, "a batch declares \(length) bytes, more than any batch can have")
    }
    guard let magic = buffer.getInteger(at: index + 16, as: Int8.self) else { return nil }
    guard (0...2).contains(magic) else {
      throw RecordError(.magic, at: position + 16, "expected magic 0, 1 or 2, found \(magic)")
    }
    let size = Int(length) + RecordBatchHeader.overhead
    guard size <= unreadBytes else { return nil }
    let entry: AnyRecordBatch =
      magic == 2
      ? .batch(try batch(size: size))
      : .message(try LegacyMessage(buffer, at: index, size: size, magic: magic))
    index += size
    return entry
  }

  private func batch(size: Int) throws(RecordError) -> RecordBatch {
    guard size >= RecordBatchHeader.byteCount, let header = RecordBatchHeader(buffer, at: index) else {
      throw RecordError(
        .size, at: position + 8, "a batch declares \(size) bytes, its header alone has \(RecordBatchHeader.byteCount)")
    }
    return RecordBatch(unchecked: header, buffer: buffer, index: index)
  }
}
