import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore

/// Why a produced batch is not stored, in the form in which the producer is told.
struct ProduceRefusal: Error, Equatable {
  /// One record that is to blame, by its place in the batch (KIP-467).
  struct BadRecord: Equatable {
    var index: Int32
    var message: String
  }

  var code: ErrorCode
  var message: String?
  var badRecords: [BadRecord] = []
  /// Apache Kafka tells where the log starts only when the batch came as far as the log.
  var reachedLog: Bool

  init(_ code: ErrorCode, _ message: String? = nil, badRecords: [BadRecord] = [], reachedLog: Bool) {
    self.code = code
    self.message = message
    self.badRecords = badRecords
    self.reachedLog = reachedLog
  }
}

/// The records of one partition in a Produce request, from bytes that cannot be trusted to a batch that every
/// consumer can read.
///
/// The rules are those of Apache Kafka's `ProduceRequest.validateRecords` and `LogValidator`, checked against
/// recorded verdicts (`fixtures/batches/malformed.jsonl`). Stricter on purpose: records inside a compressed batch
/// are read as consumers read them, so lengths that Apache Kafka stores and consumers choke on are refused
/// (PRODUCE-092).
struct ProducedBatch {
  /// The one batch, as the producer sent it; what follows it is not part of it.
  let batch: RecordBatch

  // MARK: Before the log

  /// Finds the one batch of magic 2 that a request of version 3 and later must have.
  init(records: ByteBuffer?, version: Int16) throws(ProduceRefusal) {
    guard let records, let size = try Self.batchSize(in: records, at: records.readerIndex) else {
      throw ProduceRefusal(.invalidRecord, reachedLog: false)
    }
    let magic = records.getInteger(at: records.readerIndex + 16, as: Int8.self)
    guard magic == 2 else { throw ProduceRefusal(.invalidRecord, reachedLog: false) }
    // The first byte of the codec's bits is in the low half of the attributes.
    let codec = (records.getInteger(at: records.readerIndex + 22, as: UInt8.self) ?? 0) & 7
    if version < 7, codec == UInt8(bitPattern: CompressionType.zstd.rawValue) {
      throw ProduceRefusal(.unsupportedCompressionType, reachedLog: false)
    }
    if try Self.batchSize(in: records, at: records.readerIndex + size) != nil {
      throw ProduceRefusal(.invalidRecord, reachedLog: false)
    }
    guard let bytes = records.getSlice(at: records.readerIndex, length: size) else {
      throw ProduceRefusal(.invalidRecord, reachedLog: false)
    }
    do throws(RecordError) {
      batch = try RecordBatch(bytes)
    } catch {
      // Shorter than a batch's header: the checksum cannot be right.
      throw ProduceRefusal(.corruptMessage, reachedLog: false)
    }
  }

  /// The size of the batch that begins at a position; nil when no whole one is there.
  private static func batchSize(in records: ByteBuffer, at index: Int) throws(ProduceRefusal) -> Int? {
    let available = records.writerIndex - index
    guard available >= 12, let length = records.getInteger(at: index + 8, as: Int32.self) else { return nil }
    guard length >= 14 else {
      throw ProduceRefusal(
        .corruptMessage, "Record size \(length) is less than the minimum record overhead (14)", reachedLog: false)
    }
    // A length near 2^31 overflows in Apache Kafka, which then knows no better error.
    guard length <= .max - 12 else { throw ProduceRefusal(.unknownServerError, reachedLog: false) }
    guard available >= 17, let magic = records.getInteger(at: index + 16, as: Int8.self) else { return nil }
    guard (0...2).contains(magic) else {
      throw ProduceRefusal(.corruptMessage, "Invalid magic found in record: \(magic)", reachedLog: false)
    }
    let size = Int(length) + 12
    return size <= available ? size : nil
  }

  // MARK: At the log

  /// Checks the batch by the topic's rules and gives the bytes to store: the batch as it came where that will do, with
  /// its largest timestamp set right, or compressed anew in the topic's own codec.
  func validated(
    for topic: TopicConfiguration, partition: TopicPartition, at now: Int64
  ) throws(ProduceRefusal) -> ByteBuffer {
    try checkEnvelope(topic)
    guard let codec = batch.header.compression else { throw ProduceRefusal(.unknownServerError, reachedLog: true) }
    try checkCounts()
    let survey = try surveyRecords(topic, partition: partition, at: now)
    let target = topic.ownCodec ?? codec
    let bytes = target == codec ? edited(topic, survey, at: now) : try recompressed(topic, as: target, at: now)
    if bytes.readableBytes > topic.maxMessageBytes { throw ProduceRefusal(.messageTooLarge, reachedLog: false) }
    if bytes.readableBytes > topic.segmentBytes { throw ProduceRefusal(.recordListTooLarge, reachedLog: false) }
    return bytes
  }

  private func checkEnvelope(_ topic: TopicConfiguration) throws(ProduceRefusal) {
    if batch.header.baseOffset != 0 {
      throw ProduceRefusal(
        .invalidRecord, "The base offset of a produced batch must be 0, not \(batch.header.baseOffset)",
        reachedLog: true)
    }
    if batch.sizeInBytes > topic.maxMessageBytes { throw ProduceRefusal(.messageTooLarge, reachedLog: false) }
    if !batch.isChecksumValid { throw ProduceRefusal(.corruptMessage, reachedLog: false) }
  }

  private func checkCounts() throws(ProduceRefusal) {
    let header = batch.header
    guard header.recordCount > 0, Int64(header.lastOffsetDelta) + 1 == Int64(header.recordCount) else {
      throw ProduceRefusal(
        .invalidRecord,
        "The batch counts \(header.recordCount) records and a last offset delta of \(header.lastOffsetDelta)",
        reachedLog: true)
    }
    if header.hasProducerId, header.baseSequence < 0 {
      throw ProduceRefusal(
        .invalidRecord, "Invalid sequence number \(header.baseSequence) in record batch with producerId",
        reachedLog: true)
    }
    if header.isControl {
      throw ProduceRefusal(.invalidRecord, "Clients are not allowed to write control records", reachedLog: true)
    }
  }

  /// What a look at every record showed.
  private struct Survey {
    var maxTimestamp: Int64 = -1
  }

  private static let unorderedOffsets = ProduceRefusal(.unknownServerError, reachedLog: true)

  private func surveyRecords(
    _ topic: TopicConfiguration, partition: TopicPartition, at now: Int64
  ) throws(ProduceRefusal) -> Survey {
    let isCompressed = batch.header.attributes.codec != 0
    let earliest = topic.timestampBeforeMax.map { now &- $0.wholeMilliseconds } ?? .min
    let latest = topic.timestampAfterMax.map { now &+ $0.wholeMilliseconds } ?? .max
    let checksTime = !topic.usesAppendTime
    var survey = Survey()
    var keyless: [ProduceRefusal.BadRecord] = []
    var mistimed: [ProduceRefusal.BadRecord] = []
    var isOrdered = true
    var keylessCount = 0
    do throws(RecordError) {
      try batch.withCursor { (_, cursor) throws(RecordError) in
        var index: Int32 = 0
        while let record = try cursor.next() {
          if record.offset != Int64(index) { isOrdered = false }
          if topic.isCompacted, record.keyRange == nil {
            keylessCount += 1
            // As many as are shown: the batch may have millions.
            if keyless.count < Self.shownBadRecords {
              keyless.append(
                .init(
                  index: index,
                  message: "Compacted topic cannot accept message without key in topic partition \(partition)"))
            }
          }
          if checksTime, record.timestamp != -1, record.timestamp < earliest || record.timestamp > latest,
            mistimed.count < Self.shownBadRecords
          {
            mistimed.append(
              .init(
                index: index,
                message: "Timestamp \(record.timestamp) of message with offset \(index) is out of range. The timestamp "
                  + "should be within [\(earliest), \(latest)]"))
          }
          survey.maxTimestamp = max(survey.maxTimestamp, record.timestamp)
          index += 1
        }
      }
    } catch {
      throw Self.refusal(of: error, isCompressed: isCompressed)
    }
    // Apache Kafka does not look at the offsets inside plain batches, and stores them as they are (PRODUCE-043).
    if isCompressed, !isOrdered { throw Self.unorderedOffsets }
    if !mistimed.isEmpty {
      throw ProduceRefusal(
        .invalidTimestamp, "One or more records have been rejected due to invalid timestamp", badRecords: mistimed,
        reachedLog: true)
    }
    if !keyless.isEmpty {
      let shown = keyless.prefix(3).map { "RecordError(batchIndex=\($0.index), message='\($0.message)')" }
      throw ProduceRefusal(
        .invalidRecord,
        "One or more records have been rejected due to \(keylessCount) record errors in total, and only showing the "
          + "first three errors at most: [\(shown.joined(separator: ", "))]",
        badRecords: keyless, reachedLog: true)
    }
    return survey
  }

  /// Bad records named in one answer; the rest is counted.
  private static let shownBadRecords = 1000

  private static func refusal(of error: RecordError, isCompressed: Bool) -> ProduceRefusal {
    switch error.kind {
    case .codec, .compression, .limit: ProduceRefusal(.unknownServerError, reachedLog: true)
    // A length in front of a plain record that is no varint: another exception in Apache Kafka, without an error of
    // its own.
    case .recordLength where !isCompressed: ProduceRefusal(.unknownServerError, reachedLog: true)
    default: ProduceRefusal(.invalidRecord, error.message, reachedLog: true)
    }
  }

  // MARK: What is stored

  /// The batch as it came, apart from its largest timestamp and that timestamp's meaning.
  private func edited(_ topic: TopicConfiguration, _ survey: Survey, at now: Int64) -> ByteBuffer {
    let type: TimestampType = topic.usesAppendTime ? .logAppendTime : .createTime
    let timestamp = topic.usesAppendTime ? now : survey.maxTimestamp
    var bytes = batch.bytes
    if batch.header.maxTimestamp != timestamp || batch.header.timestampType != type {
      RecordBatchEdit.setMaxTimestamp(timestamp, type: type, in: &bytes, at: bytes.readerIndex)
    }
    return bytes
  }

  /// The same records under another codec.
  private func recompressed(
    _ topic: TopicConfiguration, as codec: CompressionType, at now: Int64
  ) throws(ProduceRefusal) -> ByteBuffer {
    do {
      let records = try batch.records()
      var writer = RecordBatchWriter(
        compression: codec, level: topic.compressionLevel, capacity: records.sizeInBytes)
      for record in records {
        try writer.append(
          key: record.key, value: record.value, headers: record.headers, timestamp: record.timestamp)
      }
      var header = batch.header
      header.attributes.timestampType = topic.usesAppendTime ? .logAppendTime : .createTime
      if topic.usesAppendTime { header.maxTimestamp = now }
      return try writer.seal(header)
    } catch let error as RecordError {
      throw ProduceRefusal(.invalidRecord, error.message, reachedLog: true)
    } catch {
      throw ProduceRefusal(.unknownServerError, "\(error)", reachedLog: true)
    }
  }
}
