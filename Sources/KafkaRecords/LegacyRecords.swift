/// Gathers messages of magic 0 and 1 into records that are read like those of a batch, at their own offsets.
///
/// The records are copied: these formats are rare enough that their readers need not be fast.
package struct LegacyRecords {
  private var writer = RecordBatchWriter()
  private var header = RecordBatchHeader()
  private var isOpen = true

  package init() {}

  /// The offset of the last record.
  package var lastOffset: Int64 { header.baseOffset &+ Int64(writer.lastOffsetDelta) }

  /// Takes a message. The first is always taken: a wrapper with all that is in it. More are taken as long as all stand
  /// for themselves and have the same kind of timestamps.
  ///
  /// - Parameters:
  ///   - limit: How many bytes a wrapper may decompress to, and all records may have together.
  /// - Returns: False if the message does not go with those before.
  package mutating func take(
    _ message: LegacyMessage, checksChecksums: Bool, limit: Int = RecordBatch.defaultDecompressionLimit
  ) throws(RecordError) -> Bool {
    if !writer.isEmpty {
      guard isOpen, !message.isWrapper, isAlike(message), isInReach(message.offset),
        writer.sizeInBytes + message.sizeInBytes <= limit
      else { return false }
    }
    if checksChecksums { try message.validateChecksum() }
    if writer.isEmpty {
      isOpen = !message.isWrapper
      if message.timestampType == .logAppendTime {
        header.attributes.timestampType = .logAppendTime
        header.maxTimestamp = message.timestamp
      }
    }
    try message.forEachRecord(
      decompressionLimit: limit, checksChecksums: checksChecksums
    ) { (record) throws(RecordError) in
      if writer.isEmpty { header.baseOffset = record.offset }
      guard writer.isEmpty || isInReach(record.offset) else {
        throw RecordError(
          .record, at: 0,
          "expected an offset above \(lastOffset) in the message at \(message.offset), found \(record.offset)")
      }
      try writer.append(
        key: record.key, value: record.value, headers: [], timestamp: record.timestamp,
        offsetDelta: Int32(truncatingIfNeeded: record.offset &- header.baseOffset))
    }
    return true
  }

  private func isAlike(_ message: LegacyMessage) -> Bool {
    let isAppendTime = header.timestampType == .logAppendTime
    return isAppendTime == (message.timestampType == .logAppendTime)
      && (!isAppendTime || message.timestamp == header.maxTimestamp)
  }

  /// Behind the last record, and not so far that 31 bits do not tell how far.
  private func isInReach(_ offset: Int64) -> Bool {
    let (delta, overflow) = offset.subtractingReportingOverflow(header.baseOffset)
    return !overflow && delta > Int64(writer.lastOffsetDelta) && delta <= Int64(Int32.max)
  }

  /// All that was taken, as records of a batch without a codec.
  package mutating func records() throws(RecordError) -> Records {
    try RecordBatch(writer.sealUncompressed(header)).records()
  }
}
