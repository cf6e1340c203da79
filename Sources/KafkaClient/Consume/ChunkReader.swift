import KafkaClientCore
import KafkaRecords
import KafkaWire

/// Takes the batches of one fetched chunk apart, in the application's task.
struct ChunkReader {
  let chunk: FetchedRecords
  private var batches: RecordBatches
  private let checksChecksums: Bool

  init(_ chunk: FetchedRecords, checksChecksums: Bool) {
    self.chunk = chunk
    self.checksChecksums = checksChecksums
    batches = RecordBatches(chunk.records)
  }

  /// The next batch with records for the application; nil after the last. Markers of transactions are skipped.
  mutating func next() throws(KafkaError) -> ConsumerBatch? {
    var old: Int8?
    do throws(RecordError) {
      scan: while let next = try batches.next() {
        switch next {
        case .batch(let batch):
          guard batch.lastOffset >= chunk.offset, !batch.header.attributes.isControl, batch.header.recordCount > 0
          else { continue }
          if checksChecksums { try batch.validateChecksum() }
          return ConsumerBatch(
            topicPartition: chunk.partition, highWatermark: chunk.highWatermark, nextOffset: batch.lastOffset + 1,
            firstOffset: chunk.offset, records: try batch.records())
        case .message(let message):
          old = message.magic
          break scan
        }
      }
    } catch {
      throw KafkaError(
        .corruptData, "a batch fetched from offset \(chunk.offset) on does not decode", cause: error,
        topicPartition: chunk.partition)
    }
    if let old { throw .oldFormat(old, chunk.partition) }
    return nil
  }
}
