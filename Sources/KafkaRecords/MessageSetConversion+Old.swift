internal import KafkaCompression
package import NIOCore

extension MessageSetConversion {
  /// Batches as an old consumer can read them.
  package struct Messages: Equatable, Sendable {
    /// Messages one after the other; the last may be cut off.
    package var bytes = ByteBuffer()
    /// The offset after the last batch that was looked at; nil when there was none.
    package var nextOffset: Int64?

    package init() {}
  }

  /// Turns batches into messages of magic 0 or 1, for a Fetch request of version 0 to 3.
  ///
  /// A compressed batch becomes a wrapper of the same codec, any other as many messages as it has records. Headers,
  /// producers and leader epochs have no place in these formats; control batches are left out, so that there may be
  /// nothing though there were batches. Batches that need no conversion stay as they are.
  ///
  /// - Parameters:
  ///   - batches: What lies in a log; a batch that is cut off at the end is left out.
  ///   - magic: 0 or 1.
  ///   - offset: From where the consumer reads. Records before it are left out where they stand for themselves.
  ///   - limit: How many bytes to give. The first batch's messages are given whole even if they have more, so that
  ///     the consumer comes forward.
  ///   - decompressionLimit: How many bytes the records of one batch may have decompressed, before and after.
  /// - Throws: Why the first batch cannot be converted: zstd is unknown to these formats (`codec`), or it is damaged. If
  ///   another cannot, the batches before it are given.
  package static func messages(
    from batches: ByteBuffer, magic: Int8, startingAt offset: Int64, limit: Int,
    decompressionLimit: Int = RecordBatch.defaultDecompressionLimit
  ) throws(Failure) -> Messages {
    var entries = RecordBatches(batches)
    var found = Messages()
    var limit = limit
    do throws(Failure) {
      while found.bytes.readableBytes == 0 || found.bytes.readableBytes < limit,
        let entry = try nextEntry(&entries)
      {
        let messages = try messages(of: entry, magic: magic, startingAt: offset, decompressionLimit: decompressionLimit)
        if found.bytes.readableBytes == 0 {
          found.bytes = messages
          limit = max(limit, messages.readableBytes)
        } else {
          found.bytes.writeImmutableBuffer(messages)
        }
        found.nextOffset = entry.lastOffset &+ 1
      }
    } catch {
      if found.bytes.readableBytes == 0 { throw error }
    }
    let excess = found.bytes.readableBytes - limit
    if excess > 0 { found.bytes.moveWriterIndex(to: found.bytes.writerIndex - excess) }
    return found
  }

  private static func nextEntry(_ entries: inout RecordBatches) throws(Failure) -> AnyRecordBatch? {
    do throws(RecordError) { return try entries.next() } catch { throw .records(error) }
  }

  /// Nothing when the batch has no record for the consumer.
  private static func messages(
    of entry: AnyRecordBatch, magic: Int8, startingAt offset: Int64, decompressionLimit: Int
  ) throws(Failure) -> ByteBuffer {
    if case .message(let message) = entry, message.magic <= magic { return message.bytes }
    var writer: MessageSetWriter?
    do throws(RecordError) {
      writer = try write(entry, magic: magic, startingAt: offset, decompressionLimit: decompressionLimit)
    } catch {
      throw .records(error)
    }
    guard let writer else { return ByteBuffer() }
    do throws(CompressionError) { return try writer.bytes() } catch { throw .compression(error) }
  }

  private static func write(
    _ entry: AnyRecordBatch, magic: Int8, startingAt offset: Int64, decompressionLimit: Int
  ) throws(RecordError) -> MessageSetWriter? {
    var hasNew = false
    func append(_ record: Record, isCompressed: Bool, to writer: inout MessageSetWriter) throws(RecordError) {
      if record.offset >= offset { hasNew = true } else if !isCompressed { return }
      writer.append(offset: record.offset, timestamp: record.timestamp, key: record.key, value: record.value)
      guard writer.sizeInBytes <= decompressionLimit else {
        throw RecordError(
          .limit, at: 0, "the records of one batch have more than \(decompressionLimit) bytes in magic \(magic)")
      }
    }

    switch entry {
    case .batch(let batch):
      let header = batch.header
      guard !header.isControl, header.recordCount != 0 else { return nil }
      guard let compression = header.compression, compression != .zstd else {
        throw RecordError(
          .codec, at: RecordBatchHeader.Position.attributes,
          "expected a codec that magic \(magic) knows, 0 to 3, found \(header.attributes.codec)")
      }
      // The messages get checksums of their own, behind which damage would be hidden.
      try batch.validateChecksum()
      var writer = MessageSetWriter(
        magic: magic, compression: compression,
        appendTimestamp: header.timestampType == .logAppendTime ? header.maxTimestamp : nil)
      for record in try batch.records(decompressionLimit: decompressionLimit) {
        try append(record, isCompressed: compression != .none, to: &writer)
      }
      return hasNew ? writer : nil
    case .message(let message):
      try message.validateChecksum()
      var writer = MessageSetWriter(
        magic: magic, compression: message.compression ?? .none,
        appendTimestamp: message.timestampType == .logAppendTime ? message.timestamp : nil)
      try message.forEachRecord(decompressionLimit: decompressionLimit) { (record) throws(RecordError) in
        try append(record, isCompressed: message.isWrapper, to: &writer)
      }
      return hasNew ? writer : nil
    }
  }
}
