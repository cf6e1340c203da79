import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore

/// Messages of magic 0 or 1, which Produce requests of version 0 to 2 carry. They are stored as one batch of magic 2.
///
/// The rules are those of Apache Kafka's `LogValidator`. More lenient on purpose, as the releases before 2.4 were:
/// several wrappers may stand in one request.
struct ProducedMessages {
  private let messages: ByteBuffer

  /// Nil when it is a batch of magic 2 instead. An empty buffer, or one without a whole message, is no batch.
  init?(_ records: ByteBuffer) {
    if records.getInteger(at: records.readerIndex + 16, as: Int8.self) == 2 { return nil }
    messages = records
  }

  /// Checks the messages by the topic's rules and gives the batch to store; nil when there is not one whole message.
  func validated(for topic: TopicConfiguration, at now: Int64) throws(ProduceRefusal) -> ByteBuffer? {
    var survey = Survey()
    do throws(RecordError) { try survey.look(at: messages) } catch { throw Self.refusal(of: error) }
    guard survey.largestSize <= topic.maxMessageBytes else { throw ProduceRefusal(.messageTooLarge, reachedLog: false) }
    guard let batch = try converted(topic, &survey, at: now) else { return nil }
    try check(survey, topic, at: now)
    if batch.readableBytes > topic.maxMessageBytes { throw ProduceRefusal(.messageTooLarge, reachedLog: false) }
    if batch.readableBytes > topic.segmentBytes { throw ProduceRefusal(.recordListTooLarge, reachedLog: false) }
    return batch
  }

  /// What a look at every message, and every record, showed.
  private struct Survey {
    var largestSize = 0
    var hasAppendTime = false
    var hasRecordWithoutKey = false
    /// Of the records that have a time.
    var times: ClosedRange<Int64>?

    mutating func look(at messages: ByteBuffer) throws(RecordError) {
      var entries = RecordBatches(messages)
      while let entry = try entries.next() {
        largestSize = max(largestSize, entry.sizeInBytes)
        if case .message(let message) = entry, message.timestampType == .logAppendTime { hasAppendTime = true }
      }
    }

    mutating func add(_ record: Record) {
      if record.layout.keyRange == nil { hasRecordWithoutKey = true }
      let time = record.timestamp
      guard time != -1 else { return }
      times = min(times?.lowerBound ?? time, time)...max(times?.upperBound ?? time, time)
    }
  }

  private func converted(
    _ topic: TopicConfiguration, _ survey: inout Survey, at now: Int64
  ) throws(ProduceRefusal) -> ByteBuffer? {
    do throws(MessageSetConversion.Failure) {
      return try MessageSetConversion.batch(
        from: messages, compression: topic.ownCodec, level: topic.compressionLevel,
        appendTimestamp: topic.usesAppendTime ? now : nil, examine: { survey.add($0) })
    } catch {
      switch error {
      case .records(let error): throw Self.refusal(of: error)
      case .compression(let error): throw ProduceRefusal(.unknownServerError, "\(error)", reachedLog: true)
      }
    }
  }

  private func check(_ survey: Survey, _ topic: TopicConfiguration, at now: Int64) throws(ProduceRefusal) {
    if topic.usesAppendTime {
      // Only brokers say that a time is theirs.
      if survey.hasAppendTime { throw ProduceRefusal(.invalidTimestamp, reachedLog: true) }
    } else if let times = survey.times {
      let earliest = max(0, topic.timestampBeforeMax.map { now &- $0.wholeMilliseconds } ?? 0)
      let latest = topic.timestampAfterMax.map { now &+ $0.wholeMilliseconds } ?? .max
      guard times.lowerBound >= earliest, times.upperBound <= latest else {
        throw ProduceRefusal(.invalidTimestamp, reachedLog: true)
      }
    }
    if topic.isCompacted, survey.hasRecordWithoutKey { throw ProduceRefusal(.invalidRecord, reachedLog: true) }
  }

  private static func refusal(of error: RecordError) -> ProduceRefusal {
    switch error.kind {
    case .size, .magic, .checksum: ProduceRefusal(.corruptMessage, error.message, reachedLog: false)
    case .codec, .compression, .limit: ProduceRefusal(.unknownServerError, error.message, reachedLog: true)
    default: ProduceRefusal(.invalidRecord, error.message, reachedLog: true)
    }
  }
}
