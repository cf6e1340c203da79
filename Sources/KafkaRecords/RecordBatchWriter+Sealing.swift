public import KafkaCompression
public import NIOCore

/// Finishing a batch: the header in front of the records, compressed or as they are.
extension RecordBatchWriter {
  /// Finishes the batch and begins the next.
  ///
  /// - Parameters:
  ///   - producerId: -1 for none; it can be set later by `RecordBatchEdit`.
  ///   - baseSequence: The first record's sequence; -1 for none.
  /// - Returns: The batch as its readable bytes, behind `headroom` bytes that the caller may fill.
  public mutating func seal(
    producerId: Int64 = -1, producerEpoch: Int16 = -1, baseSequence: Int32 = -1, isTransactional: Bool = false
  ) throws(CompressionError) -> ByteBuffer {
    var header = Self.header(producerId, producerEpoch, baseSequence)
    header.attributes.isTransactional = isTransactional
    return try seal(header)
  }

  /// Finishes the batch with a header of which everything is taken that does not follow from the records: offset,
  /// leader epoch, producer, transactional and control bits. With log append time or without
  /// records the header's `maxTimestamp` stays, and so does a larger `lastOffsetDelta`: the cleaner must not move a
  /// batch's last offset.
  package mutating func seal(_ template: RecordBatchHeader) throws(CompressionError) -> ByteBuffer {
    // A batch that lost all its records is never compressed.
    if compression == .none || isEmpty { return sealUncompressed(template) }
    var sealed = ByteBufferAllocator().buffer(capacity: sizeInBytes / 2)
    try compress(into: &sealed)
    finish(&sealed, template, compression: compression)
    return sealed
  }

  /// Finishes the batch, compressing it in memory that is kept for the next.
  ///
  /// Codecs want room for their worst case, which is more than the records take. Getting that afresh for every batch
  /// costs the page faults, and makes every sealed batch as large as its worst case.
  ///
  /// - Parameter scratch: Where a batch is compressed; what it holds is overwritten.
  /// - Returns: The batch; a compressed one in memory of its own size, without `headroom`.
  package mutating func seal(
    producerId: Int64, producerEpoch: Int16, baseSequence: Int32, through scratch: inout ByteBuffer
  ) throws(CompressionError) -> ByteBuffer {
    let header = Self.header(producerId, producerEpoch, baseSequence)
    if compression == .none || isEmpty { return sealUncompressed(header) }
    scratch.clear()
    try compress(into: &scratch)
    finish(&scratch, header, compression: compression)
    return ByteBuffer(buffer: scratch)
  }

  private static func header(
    _ producerId: Int64, _ producerEpoch: Int16, _ baseSequence: Int32
  ) -> RecordBatchHeader {
    var header = RecordBatchHeader()
    header.producerId = producerId
    header.producerEpoch = producerEpoch
    header.baseSequence = baseSequence
    return header
  }

  mutating func sealUncompressed(_ template: RecordBatchHeader) -> ByteBuffer {
    var sealed = memory.take(used: end)
    finish(&sealed, template, compression: .none)
    return sealed
  }

  /// Writes the header in front of the records and begins anew.
  private mutating func finish(
    _ sealed: inout ByteBuffer, _ template: RecordBatchHeader, compression: CompressionType
  ) {
    var header = template
    header.batchLength = Int32(truncatingIfNeeded: sealed.writerIndex - headroom - RecordBatchHeader.overhead)
    header.magic = 2
    header.attributes.setCompression(compression)
    header.lastOffsetDelta = max(template.lastOffsetDelta, lastOffsetDelta)
    header.recordCount = recordCount
    if header.attributes.timestampType != .logAppendTime, !isEmpty { header.maxTimestamp = maxTimestamp }
    header.baseTimestamp = baseTimestamp
    reset()

    sealed.moveReaderIndex(to: headroom)
    let end = sealed.writerIndex
    sealed.withVeryUnsafeMutableBytes { bytes in
      let batch = UnsafeMutableRawBufferPointer(rebasing: bytes[headroom..<end])
      guard let address = batch.baseAddress else { return }
      header.write(to: address)
      let covered = UnsafeRawBufferPointer(rebasing: batch[RecordBatchHeader.Position.attributes...])
      address.storeBigEndian(CRC32C.checksum(covered), at: RecordBatchHeader.Position.crc)
    }
  }

  private func compress(into output: inout ByteBuffer) throws(CompressionError) {
    let first = headroom + RecordBatchHeader.byteCount
    output.reserveCapacity(first)
    output.moveWriterIndex(to: first)
    try memory.withBytes(used: end) { (bytes) throws(CompressionError) in
      try Codec.compress(
        UnsafeRawBufferPointer(rebasing: bytes[first...]), as: compression, level: level, into: &output)
    }
  }
}
