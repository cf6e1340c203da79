import KafkaRecords
import NIOCore

/// A batch in a `.log`, known by its header: of magic 2, or a message of magic 0 or 1.
struct StoredBatch: Sendable {
  /// Where it begins in the file.
  var position: Int
  /// Bytes.
  var size: Int
  var magic: Int8
  /// In messages of magic 0 and 1 the same as the last one: a wrapper does not tell the offset of its first record.
  var baseOffset: Int64
  var lastOffset: Int64
  /// -1 for none.
  var maxTimestamp: Int64
  /// -1 in messages of magic 0 and 1.
  var partitionLeaderEpoch: Int32
  /// Of magic 2.
  var header: RecordBatchHeader?

  init(position: Int, header: RecordBatchHeader) {
    self.position = position
    size = header.sizeInBytes
    magic = header.magic
    baseOffset = header.baseOffset
    lastOffset = header.lastOffset
    maxTimestamp = header.maxTimestamp
    partitionLeaderEpoch = header.partitionLeaderEpoch
    self.header = header
  }

  /// The bytes before and with the magic, which every batch has.
  static let bytesToMagic = 17

  /// A message of magic 0 or 1.
  private init(position: Int, size: Int, magic: Int8, offset: Int64, timestamp: Int64) {
    self.position = position
    self.size = size
    self.magic = magic
    baseOffset = offset
    lastOffset = offset
    maxTimestamp = timestamp
    partitionLeaderEpoch = -1
  }

  /// Reads a header from the front of what is left of a file.
  ///
  /// - Parameter available: bytes to the end of the file; `bytes` may hold less of them, but at least 61 if there are
  ///   so many.
  /// - Returns: nil when no whole batch can begin here: cut off, or a length or magic that no batch has.
  init?(_ bytes: UnsafeRawBufferPointer, position: Int, available: Int) {
    guard bytes.count >= Self.bytesToMagic, available >= Self.bytesToMagic else { return nil }
    let length = Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: Int32.self)))
    let size = length + RecordBatchHeader.overhead
    guard size <= available else { return nil }
    let magic = bytes.loadUnaligned(fromByteOffset: 16, as: Int8.self)
    if magic == 0 || magic == 1 {
      guard length >= (magic == 0 ? 14 : 22), bytes.count >= 26 else { return nil }
      let offset = Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: Int64.self))
      // No offset could follow it.
      guard offset < .max else { return nil }
      self.init(
        position: position, size: size, magic: magic, offset: offset,
        timestamp: magic == 0 ? -1 : Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: 18, as: Int64.self)))
    } else {
      // Like Apache Kafka, which believes the checksum, not the number, of later formats.
      guard magic >= 2, size >= RecordBatchHeader.byteCount, let header = RecordBatchHeader(bytes),
        header.lastOffset < .max
      else { return nil }
      self.init(position: position, header: header)
    }
  }

  /// Whether the checksum fits the batch's bytes.
  func isIntact(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if let header {
      return CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[21...])) == header.crc
    }
    let stored = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
    return CRC32.checksum(UnsafeRawBufferPointer(rebasing: bytes[16...])) == stored
  }
}

/// Goes over the batches of a `.log` from one that begins at `position`.
struct BatchCursor {
  private let log: LogFile
  /// Where the next batch begins.
  private(set) var position: Int
  private let end: Int
  private var window = ByteBuffer()
  private var windowStart = 0
  private let windowSize: Int

  /// - Parameters:
  ///   - end: where to stop; the end of the log if nil.
  ///   - windowSize: how much is read at once. Headers need little; whole batches are better read in larger pieces.
  init(_ log: LogFile, at position: Int, end: Int? = nil, windowSize: Int = 4096) {
    self.log = log
    self.position = position
    self.end = min(end ?? log.size, log.size)
    self.windowSize = windowSize
  }

  private mutating func fill(_ count: Int) throws(StorageError) {
    let offset = position - windowStart
    if offset >= 0, offset + count <= window.writerIndex { return }
    window = try log.read(count: min(max(count, windowSize), end - position), at: position)
    windowStart = position
  }

  private func bytes<Value>(_ count: Int, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    window.withUnsafeReadableBytes { all in
      let start = position - windowStart
      return body(UnsafeRawBufferPointer(rebasing: all[start..<min(all.count, start + count)]))
    }
  }

  /// The next batch; nil at the end and where no whole batch begins (then `position` is short of the end).
  mutating func next() throws(StorageError) -> StoredBatch? {
    guard let batch = try peek() else { return nil }
    position += batch.size
    return batch
  }

  private mutating func peek() throws(StorageError) -> StoredBatch? {
    guard position < end else { return nil }
    try fill(min(RecordBatchHeader.byteCount, end - position))
    return bytes(RecordBatchHeader.byteCount) { StoredBatch($0, position: position, available: end - position) }
  }

  /// The next batch with its bytes if its checksum is right; nil at the end and at the first damage.
  mutating func nextIntact<Value>(
    _ body: (StoredBatch, UnsafeRawBufferPointer) throws(StorageError) -> Value
  ) throws(StorageError) -> Value? {
    guard let batch = try peek() else { return nil }
    try fill(batch.size)
    let result = bytes(batch.size) { bytes in
      Result { () throws(StorageError) -> Value? in
        guard bytes.count == batch.size, batch.isIntact(bytes) else { return nil }
        return try body(batch, bytes)
      }
    }
    guard let value = try result.get() else { return nil }
    position += batch.size
    return value
  }
}
