import NIOCore

/// The rules of a single batch or old message.
enum BatchChecks {
  /// Reads one batch; with damaged content only its header. Nil when not even that can be believed.
  static func read(_ slice: ByteBuffer, at position: Int, into log: inout FindingLog) -> ReadBatch? {
    let attributes = Int16(slice.getInteger(at: slice.readerIndex + 22, as: UInt8.self) ?? 0)
    do {
      guard let batch = try BatchReader.batches(in: slice).first else {
        log.error("B-01", at: position, "no batch", expected: "a batch")
        return nil
      }
      guard batch.isIntact else {
        log.error(
          batch.magic == 2 ? "B-03" : "O-01", at: position, "a wrong checksum", expected: "that of the content")
        return nil
      }
      return batch
    } catch {
      let magic = slice.getInteger(at: slice.readerIndex + 16, as: Int8.self) ?? 0
      let rule: String
      if magic < 2 {
        rule = "O-02"
      } else if attributes & 7 > 4 {
        rule = "B-11"
      } else if attributes & 7 != 0, error.offset == 61 {
        rule = "Z-01"
      } else {
        rule = "B-06"
      }
      log.error(rule, at: position + error.offset, error.what, expected: "records as the batch's header says")
      return magic == 2 ? header(slice) : nil
    }
  }

  private static func header(_ slice: ByteBuffer) -> ReadBatch {
    func number<Number: FixedWidthInteger>(_ position: Int, _: Number.Type = Number.self) -> Number {
      slice.getInteger(at: slice.readerIndex + position) ?? 0
    }
    return ReadBatch(
      baseOffset: number(0), length: number(8), leaderEpoch: number(12), magic: 2, crc: number(17), isIntact: true,
      attributes: number(21), lastOffsetDelta: number(23), baseTimestamp: number(27), maxTimestamp: number(35),
      producerId: number(43), producerEpoch: number(51), baseSequence: number(53), recordCount: 0)
  }

  static func check(_ batch: ReadBatch, at position: Int, context: SegmentContext, into log: inout FindingLog) {
    if batch.baseOffset < 0 || batch.lastOffsetDelta < 0
      || batch.baseOffset.addingReportingOverflow(Int64(batch.lastOffsetDelta)).overflow
    {
      log.error(
        "B-04", at: position, "offset \(batch.baseOffset) and last delta \(batch.lastOffsetDelta)",
        expected: "both at least 0, and their sum below 2^63")
    }
    if batch.magic < 2 { return checkOld(batch, at: position, into: &log) }
    checkRecords(batch, at: position, context: context, into: &log)
    checkProducer(batch, at: position, context: context, into: &log)
    if batch.isControl { checkControl(batch, at: position, context: context, into: &log) }
    for oddity in batch.oddities.sorted(by: { $0.rawValue < $1.rawValue }) {
      log.warn(oddity.rule, at: position, oddity.rawValue, expected: "none")
    }
    if context.isCompacted, !batch.isControl, let record = batch.records.first(where: { $0.key == nil }) {
      log.warn("R-06", at: position, "no key at offset \(record.offset)", expected: "a key in a compacted log")
    }
    if let limit = context.maxMessageBytes, Int(batch.length) + 12 > limit {
      log.warn("B-17", at: position, "a batch of \(Int(batch.length) + 12) bytes", expected: "at most \(limit)")
    }
    if UInt16(bitPattern: batch.attributes) & 0xFF80 != 0 {
      log.warn("B-15", at: position + 21, "attributes \(batch.attributes)", expected: "bits 7 to 15 zero")
    }
  }

  private static func checkOld(_ batch: ReadBatch, at position: Int, into log: inout FindingLog) {
    if batch.compression > 3 {
      log.error("O-04", at: position + 17, "codec \(batch.compression)", expected: "0 to 3")
    }
    let offsets = batch.records.map(\.offset)
    if let last = offsets.last, last != batch.lastOffset {
      log.error("O-03", at: position, "inner offsets up to \(last)", expected: "\(batch.lastOffset), the wrapper's")
    }
    if !isIncreasing(offsets) {
      log.error("O-03", at: position, "inner offsets that go back", expected: "offsets that grow")
    }
  }

  private static func isIncreasing(_ numbers: [Int64]) -> Bool {
    zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
  }

  private static func checkRecords(
    _ batch: ReadBatch, at position: Int, context: SegmentContext, into log: inout FindingLog
  ) {
    if batch.recordCount < 0 {
      log.error("B-05", at: position + 57, "\(batch.recordCount) records", expected: "at least 0")
    }
    guard let first = batch.records.first else { return }
    let deltas = batch.records.map { $0.offset &- batch.baseOffset }
    if !isIncreasing(deltas) || deltas.contains(where: { $0 < 0 || $0 > Int64(batch.lastOffsetDelta) }) {
      // Uncompressed batches are stored as they were sent.
      log.add(
        batch.compression == 0 ? .warning : .error, "B-07", position, "offset deltas \(short(deltas))",
        "deltas that grow from 0 to at most \(batch.lastOffsetDelta)")
    } else if !context.isCompacted, batch.baseTimestampIsHorizon == false,
      deltas.count != Int(batch.lastOffsetDelta) + 1
    {
      log.warn(
        "B-08", at: position, "\(deltas.count) records for \(batch.lastOffsetDelta + 1) offsets",
        expected: "a record for each offset in a log that was never compacted")
    }
    if !batch.isLogAppendTime {
      let largest = batch.records.map(\.timestamp).max() ?? -1
      if largest != batch.maxTimestamp {
        log.error("B-09", at: position + 35, "largest time \(batch.maxTimestamp)", expected: "\(largest), its records'")
      }
      if deltas.first == 0, !batch.baseTimestampIsHorizon, first.timestamp != batch.baseTimestamp {
        log.warn(
          "B-10", at: position + 27, "base time \(batch.baseTimestamp)",
          expected: "\(first.timestamp), the first record's")
      }
    }
  }

  private static func short(_ numbers: [Int64]) -> String {
    let shown = numbers.prefix(8).map { "\($0)" }.joined(separator: ", ")
    return numbers.count > 8 ? shown + ", …" : shown
  }

  private static func checkProducer(
    _ batch: ReadBatch, at position: Int, context: SegmentContext, into log: inout FindingLog
  ) {
    if batch.producerId >= 0 {
      if batch.producerEpoch < 0 {
        log.warn("B-12", at: position + 51, "producer epoch \(batch.producerEpoch)", expected: "at least 0")
      }
      if !batch.isControl, batch.baseSequence < 0, !SegmentContext.compactedTopics.contains(context.topic) {
        log.error("B-12", at: position + 53, "base sequence \(batch.baseSequence)", expected: "at least 0")
      }
    } else {
      if batch.producerEpoch != -1 || batch.baseSequence != -1, !context.isOffsetsTopic {
        log.warn(
          "B-12", at: position + 43, "producer epoch \(batch.producerEpoch), base sequence \(batch.baseSequence)",
          expected: "-1 for both without a producer id")
      }
      if batch.isTransactional {
        log.error("B-13", at: position + 43, "a transaction without a producer id", expected: "a producer id")
      }
    }
  }

  private static func checkControl(
    _ batch: ReadBatch, at position: Int, context: SegmentContext, into log: inout FindingLog
  ) {
    guard let record = batch.records.first else { return }
    guard let key = record.key, key.readableBytes >= 4, let version: Int16 = key.getInteger(at: key.readerIndex),
      let type = batch.controlType
    else {
      return log.error(
        "K-01", at: position, "a key of \(record.key?.readableBytes ?? 0) bytes", expected: "at least 4 bytes")
    }
    if version < 0 { log.error("K-01", at: position, "key version \(version)", expected: "at least 0") }
    switch type {
    case 0, 1:
      if batch.records.count != 1 {
        log.error("K-01", at: position + 57, "\(batch.records.count) records", expected: "one marker")
      }
      if !batch.isTransactional || batch.producerId < 0 || batch.producerEpoch < 0 || batch.baseSequence != -1 {
        log.error(
          "K-02", at: position + 21,
          "transactional \(batch.isTransactional), producer \(batch.producerId), epoch \(batch.producerEpoch), "
            + "sequence \(batch.baseSequence)", expected: "the transactional bit, a producer id, an epoch, sequence -1")
      }
      if record.value?.readableBytes ?? 0 < 6 {
        log.error(
          "K-02", at: position, "a value of \(record.value?.readableBytes ?? 0) bytes", expected: "at least 6 bytes")
      }
    case 2...6:
      if !context.isMetadataLog {
        log.warn("K-03", at: position, "control type \(type)", expected: "0 or 1 outside of the metadata log")
      }
    default: log.warn("K-03", at: position, "control type \(type)", expected: "0 to 6")
    }
  }
}

extension Oddity {
  var rule: String {
    switch self {
    case .negativeLength: "R-02"
    case .padding: "R-03"
    case .attributes: "R-04"
    case .headerName: "R-05"
    }
  }
}

extension ReadBatch {
  /// Compaction has put the time up to which deletions are kept in place of the base time.
  package var baseTimestampIsHorizon: Bool { attributes & 64 != 0 }

  /// 0 for the end of an aborted transaction, 1 for that of a committed one.
  package var controlType: Int16? {
    guard isControl, let key = records.first?.key, key.readableBytes >= 4 else { return nil }
    return key.getInteger(at: key.readerIndex + 2)
  }

  /// Of a marker.
  var coordinatorEpoch: Int32? {
    guard let value = records.first?.value, value.readableBytes >= 6 else { return nil }
    return value.getInteger(at: value.readerIndex + 2)
  }

  /// The sequence of the last offset; it goes on from 0 after 2147483647.
  var lastSequence: Int32 {
    baseSequence < 0 ? -1 : Int32((Int64(baseSequence) + Int64(max(0, lastOffsetDelta))) & 0x7FFF_FFFF)
  }
}
