import KafkaRecords
import KafkaWire
import NIOCore

/// The records of one partition in a Produce request, in the format of its version.
enum ProducedRecords {
  /// A batch of magic 2, as all versions may carry it and those from 3 on must.
  case batch(ProducedBatch)
  /// Messages of magic 0 or 1.
  case messages(ProducedMessages)

  init(_ records: ByteBuffer?, version: Int16) throws(ProduceRefusal) {
    if version < 3, let records, let messages = ProducedMessages(records) {
      self = .messages(messages)
    } else {
      self = .batch(try ProducedBatch(records: records, version: version))
    }
  }

  var isOfTransaction: Bool {
    guard case .batch(let produced) = self else { return false }
    return produced.batch.header.isTransactional && produced.batch.header.hasProducerId
  }

  /// The batch to store; nil when there is nothing to store.
  func validated(
    for topic: TopicConfiguration, partition: TopicPartition, at now: Int64
  ) throws(ProduceRefusal) -> ByteBuffer? {
    switch self {
    case .batch(let batch): try batch.validated(for: topic, partition: partition, at: now)
    case .messages(let messages): try messages.validated(for: topic, at: now)
    }
  }
}
