package import KafkaCompression
package import NIOCore

/// Between the formats of records from before Kafka 0.11 and magic 2, the way a broker converts them for old clients.
package enum MessageSetConversion {
  /// Why nothing was converted.
  package enum Failure: Error, Equatable, Sendable {
    case records(RecordError)
    case compression(CompressionError)
  }

  /// Turns the messages of an old producer into one batch of magic 2.
  ///
  /// All messages become records of one batch with offsets from 0 on, whatever offsets the producer gave them. The
  /// batch has the codec of the wrappers, and the records keep their timestamps; messages of magic 0 have none, which
  /// is -1.
  ///
  /// - Parameters:
  ///   - messages: Messages of magic 0 or 1 as a Produce request of version 0 to 2 carries them; bytes of a message that
  ///     is cut off at the end are left out.
  ///   - compression: The codec to store with; nil for the producer's.
  ///   - appendTimestamp: The time that counts for all records instead of their own.
  ///   - limit: How many bytes each wrapper may decompress to, and the batch may have before it is compressed.
  ///   - examine: Is shown every record as it was sent.
  /// - Returns: The batch at offset 0; nil when there is no whole message.
  package static func batch(
    from messages: ByteBuffer, compression: CompressionType? = nil, level: Int? = nil, appendTimestamp: Int64? = nil,
    decompressionLimit limit: Int = RecordBatch.defaultDecompressionLimit, examine: (Record) -> Void = { _ in }
  ) throws(Failure) -> ByteBuffer? {
    var writer: RecordBatchWriter?
    do throws(RecordError) {
      let codec = if let compression { compression } else { try sentCodec(messages) }
      var entries = RecordBatches(messages)
      while let message = try nextMessage(&entries, of: messages) {
        try message.validateChecksum()
        try message.forEachRecord(decompressionLimit: limit, checksChecksums: true) { (record) throws(RecordError) in
          examine(record)
          if writer == nil {
            writer = RecordBatchWriter(compression: codec, level: level, capacity: messages.readableBytes)
          }
          try writer?.append(key: record.key, value: record.value, timestamp: record.timestamp)
          // Many small wrappers could otherwise grow to as much as a batch can hold.
          if let size = writer?.sizeInBytes, size > limit {
            throw RecordError(.limit, at: 0, "the messages hold more than \(limit) bytes when they are decompressed")
          }
        }
      }
    } catch {
      throw .records(error)
    }

    var header = RecordBatchHeader()
    if let appendTimestamp {
      header.attributes.timestampType = .logAppendTime
      header.maxTimestamp = appendTimestamp
    }
    do throws(CompressionError) { return try writer?.seal(header) } catch { throw .compression(error) }
  }

  /// The codec of the last wrapper.
  private static func sentCodec(_ messages: ByteBuffer) throws(RecordError) -> CompressionType {
    var entries = RecordBatches(messages)
    var codec = CompressionType.none
    while let message = try nextMessage(&entries, of: messages) {
      if message.isWrapper, let compression = message.compression { codec = compression }
    }
    return codec
  }

  private static func nextMessage(
    _ entries: inout RecordBatches, of messages: ByteBuffer
  ) throws(RecordError) -> LegacyMessage? {
    switch try entries.next() {
    case .message(let message): return message
    case .batch:
      throw RecordError(.magic, at: entries.index - messages.readerIndex, "expected magic 0 or 1, found 2")
    case nil: return nil
    }
  }
}
