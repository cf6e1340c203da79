public import KafkaCompression
public import NIOCore

/// The 61 bytes in front of the records of a batch of magic 2.
public struct RecordBatchHeader: Equatable, Sendable {
  /// The size of the header, and so of the smallest batch.
  public static let byteCount = 61
  /// The bytes that `batchLength` does not count: base offset and the length itself.
  public static let overhead = 12

  /// Where each field begins.
  @usableFromInline
  enum Position {
    static let baseOffset = 0
    static let batchLength = 8
    static let partitionLeaderEpoch = 12
    static let magic = 16
    static let crc = 17
    static let attributes = 21
    static let lastOffsetDelta = 23
    static let baseTimestamp = 27
    static let maxTimestamp = 35
    static let producerId = 43
    static let producerEpoch = 51
    static let baseSequence = 53
    static let recordCount = 57
    static let records = 61
  }

  /// The offset from which the records' offset deltas count.
  public var baseOffset: Int64 = 0
  /// The bytes that follow this field.
  public var batchLength: Int32 = 49
  /// Set by the leader that appends the batch; -1 before.
  public var partitionLeaderEpoch: Int32 = -1
  public var magic: Int8 = 2
  /// CRC-32C of the bytes from the attributes to the end of the batch.
  public var crc: UInt32 = 0
  public var attributes = RecordBatchAttributes(rawValue: 0)
  /// Added to `baseOffset` it is the batch's last offset, also after the cleaner took that record away.
  public var lastOffsetDelta: Int32 = -1
  /// Milliseconds since 1970; timestamp deltas count from here. A delete horizon when the attributes say so.
  public var baseTimestamp: Int64 = -1
  /// The largest timestamp of the records; with log append time the timestamp of all of them.
  public var maxTimestamp: Int64 = -1
  /// -1 when the producer is neither idempotent nor transactional.
  public var producerId: Int64 = -1
  public var producerEpoch: Int16 = -1
  /// The sequence of the record with offset delta 0.
  public var baseSequence: Int32 = -1
  /// How many records are there; below `lastOffsetDelta + 1` after compaction.
  public var recordCount: Int32 = 0

  /// The header of an empty batch without producer, at offset 0.
  public init() {}
}

extension RecordBatchHeader {
  /// The size of the whole batch. 64 bits wide, as a malformed length may be anything.
  public var sizeInBytes: Int { Int(batchLength) + Self.overhead }

  public var lastOffset: Int64 { baseOffset &+ Int64(lastOffsetDelta) }
  /// The offset after the batch's last.
  public var nextOffset: Int64 { lastOffset &+ 1 }

  /// Nil when the codec is one that Kafka does not define.
  public var compression: CompressionType? { attributes.compression }
  public var timestampType: TimestampType { attributes.timestampType }
  public var isTransactional: Bool { attributes.isTransactional }
  public var isControl: Bool { attributes.isControl }

  public var hasProducerId: Bool { producerId > -1 }

  /// The sequence of the last record; -1 without sequences. Sequences wrap from 2147483647 to 0.
  public var lastSequence: Int32 {
    guard baseSequence >= 0 else { return -1 }
    return Self.sequence(baseSequence, plus: lastOffsetDelta)
  }

  /// The time after which the cleaner may drop the batch's tombstones and markers.
  public var deleteHorizon: Int64? { attributes.hasDeleteHorizon ? baseTimestamp : nil }

  /// `increment` after `sequence`, wrapping within 0...2147483647.
  public static func sequence(_ sequence: Int32, plus increment: Int32) -> Int32 {
    (sequence &+ increment) & .max
  }
}

extension RecordBatchHeader {
  /// Reads the header at a position of a buffer; nil when fewer than 61 readable bytes follow. Nothing is checked.
  public init?(_ buffer: ByteBuffer, at index: Int) {
    guard
      let header = buffer.withUnsafeReadableBytes(at: index, count: Self.byteCount, { Self(unchecked: $0) })
    else { return nil }
    self = header
  }

  /// Reads the header from the 61 bytes at `bytes`.
  @usableFromInline
  init(unchecked bytes: UnsafeRawPointer) {
    baseOffset = bytes.bigEndian(at: Position.baseOffset)
    batchLength = bytes.bigEndian(at: Position.batchLength)
    partitionLeaderEpoch = bytes.bigEndian(at: Position.partitionLeaderEpoch)
    magic = bytes.bigEndian(at: Position.magic)
    crc = bytes.bigEndian(at: Position.crc)
    attributes = RecordBatchAttributes(rawValue: bytes.bigEndian(at: Position.attributes))
    lastOffsetDelta = bytes.bigEndian(at: Position.lastOffsetDelta)
    baseTimestamp = bytes.bigEndian(at: Position.baseTimestamp)
    maxTimestamp = bytes.bigEndian(at: Position.maxTimestamp)
    producerId = bytes.bigEndian(at: Position.producerId)
    producerEpoch = bytes.bigEndian(at: Position.producerEpoch)
    baseSequence = bytes.bigEndian(at: Position.baseSequence)
    recordCount = bytes.bigEndian(at: Position.recordCount)
  }

  /// Reads the header from the front of at least 61 bytes; nil when there are fewer.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= Self.byteCount, let address = bytes.baseAddress else { return nil }
    self.init(unchecked: address)
  }

  /// Writes the header's 61 bytes as they are, checksum and length included.
  package func write(to bytes: UnsafeMutableRawPointer) {
    bytes.storeBigEndian(baseOffset, at: Position.baseOffset)
    bytes.storeBigEndian(batchLength, at: Position.batchLength)
    bytes.storeBigEndian(partitionLeaderEpoch, at: Position.partitionLeaderEpoch)
    bytes.storeBigEndian(magic, at: Position.magic)
    bytes.storeBigEndian(crc, at: Position.crc)
    bytes.storeBigEndian(attributes.rawValue, at: Position.attributes)
    bytes.storeBigEndian(lastOffsetDelta, at: Position.lastOffsetDelta)
    bytes.storeBigEndian(baseTimestamp, at: Position.baseTimestamp)
    bytes.storeBigEndian(maxTimestamp, at: Position.maxTimestamp)
    bytes.storeBigEndian(producerId, at: Position.producerId)
    bytes.storeBigEndian(producerEpoch, at: Position.producerEpoch)
    bytes.storeBigEndian(baseSequence, at: Position.baseSequence)
    bytes.storeBigEndian(recordCount, at: Position.recordCount)
  }
}

extension ByteBuffer {
  /// Calls `body` with the address of `count` readable bytes; nil when they are not there.
  @inlinable
  func withUnsafeReadableBytes<Result>(
    at index: Int, count: Int, _ body: (UnsafeRawPointer) -> Result
  ) -> Result? {
    guard index >= readerIndex, index <= writerIndex, count <= writerIndex - index else { return nil }
    return withUnsafeReadableBytes { bytes in
      bytes.baseAddress.map { body($0 + (index - readerIndex)) }
    }
  }
}
