internal import KafkaCompression
public import NIOCore

/// A batch of magic 2 where it lies in a buffer; nothing is copied or decompressed until asked for.
public struct RecordBatch: Sendable {
  /// How much the records of one batch may decompress to when the caller names no limit: 256 MiB.
  public static let defaultDecompressionLimit = 256 << 20

  public let header: RecordBatchHeader
  /// The buffer that holds the batch, beginning at `index`.
  public let buffer: ByteBuffer
  public let index: Int

  /// Takes the batch at a position of a buffer, by default its first readable byte. Checked are the magic and that the
  /// whole batch is there; neither checksum nor records.
  public init(_ buffer: ByteBuffer, at index: Int? = nil) throws(RecordError) {
    let index = index ?? buffer.readerIndex
    guard let header = RecordBatchHeader(buffer, at: index) else {
      throw RecordError(
        .size, at: 0,
        "expected the \(RecordBatchHeader.byteCount) bytes of a batch's header, found \(buffer.writerIndex - index)")
    }
    guard header.magic == 2 else {
      throw RecordError(.magic, at: RecordBatchHeader.Position.magic, "expected magic 2, found \(header.magic)")
    }
    guard header.sizeInBytes >= RecordBatchHeader.byteCount, header.sizeInBytes <= buffer.writerIndex - index else {
      throw RecordError(
        .size, at: RecordBatchHeader.Position.batchLength,
        "the batch declares \(header.sizeInBytes) bytes, \(buffer.writerIndex - index) are there")
    }
    self.init(unchecked: header, buffer: buffer, index: index)
  }

  init(unchecked header: RecordBatchHeader, buffer: ByteBuffer, index: Int) {
    self.header = header
    self.buffer = buffer
    self.index = index
  }

  public var baseOffset: Int64 { header.baseOffset }
  public var lastOffset: Int64 { header.lastOffset }
  public var sizeInBytes: Int { header.sizeInBytes }

  /// The batch's own bytes.
  public var bytes: ByteBuffer {
    buffer.getSlice(at: index, length: header.sizeInBytes) ?? ByteBuffer()
  }

  /// CRC-32C of the bytes from the attributes to the end, as it should be.
  public func computeChecksum() -> UInt32 {
    withUnsafeBytes { bytes in
      CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[RecordBatchHeader.Position.attributes...]))
    }
  }

  public var isChecksumValid: Bool { computeChecksum() == header.crc }

  public func validateChecksum() throws(RecordError) {
    let computed = computeChecksum()
    guard computed == header.crc else {
      throw RecordError(
        .checksum, at: RecordBatchHeader.Position.crc,
        "expected the checksum \(computed), found \(header.crc) in the batch at offset \(header.baseOffset)")
    }
  }

  /// The batch's bytes where they lie.
  public func withUnsafeBytes<Result, Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try buffer.withUnsafeReadableBytes { (bytes) throws(Failure) -> Result in
      let first = index - buffer.readerIndex
      return try body(UnsafeRawBufferPointer(rebasing: bytes[first..<(first + header.sizeInBytes)]))
    }
  }

  /// The records, decompressed and each of them checked. The checksum is not: see `validateChecksum`.
  ///
  /// - Parameter limit: How many bytes the records may decompress to.
  public func records(decompressionLimit limit: Int = defaultDecompressionLimit) throws(RecordError) -> Records {
    let records = try uncheckedRecords(decompressionLimit: limit)
    try records.withUnsafeBytes { (bytes) throws(RecordError) in
      var cursor = RecordCursor(bytes, of: header)
      while try cursor.next() != nil {}
    }
    return records
  }

  /// Decompresses the records and hands their bytes to `body`, with a cursor that checks as it goes.
  public func withCursor<Result>(
    decompressionLimit limit: Int = defaultDecompressionLimit,
    _ body: (UnsafeRawBufferPointer, inout RecordCursor) throws(RecordError) -> Result
  ) throws(RecordError) -> Result {
    try uncheckedRecords(decompressionLimit: limit).withUnsafeBytes { (bytes) throws(RecordError) -> Result in
      var cursor = RecordCursor(bytes, of: header)
      return try body(bytes, &cursor)
    }
  }

  /// The records decompressed, none of them looked at. A batch that declares none is not decompressed, as in Java.
  func uncheckedRecords(decompressionLimit limit: Int) throws(RecordError) -> Records {
    let range = (index + RecordBatchHeader.Position.records)..<(index + header.sizeInBytes)
    guard header.attributes.codec != 0, header.recordCount != 0 else {
      return Records(header: header, buffer: buffer, range: range)
    }
    let records = try withUnsafeBytes { (bytes) throws(RecordError) -> ByteBuffer in
      try decompress(
        UnsafeRawBufferPointer(rebasing: bytes[RecordBatchHeader.Position.records...]), codec: header.attributes.codec,
        limit: limit)
    }
    return Records(header: header, buffer: records, range: records.readerIndex..<records.writerIndex)
  }
}

/// Decompresses the content of a batch or of a wrapping message.
func decompress(
  _ bytes: UnsafeRawBufferPointer, codec: Int8, magic: Int8 = 2, limit: Int
) throws(RecordError) -> ByteBuffer {
  guard let compression = CompressionType(rawValue: codec) else {
    throw RecordError(
      .codec, at: RecordBatchHeader.Position.attributes, "expected a codec from 0 to 4, found \(codec)")
  }
  do throws(CompressionError) {
    return try Codec.decompress(bytes, as: compression, limit: limit, magic: magic)
  } catch {
    if error.code == .outputLimitExceeded {
      throw RecordError(.limit, at: RecordBatchHeader.Position.records, "\(error)")
    }
    throw RecordError(.compression, at: RecordBatchHeader.Position.records, "\(error)")
  }
}
