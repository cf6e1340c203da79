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
    do throws(RecordError) {
      while let next = try batches.next() {
        guard next.lastOffset >= chunk.offset else { continue }
        switch next {
        case .batch(let batch):
          guard !batch.header.attributes.isControl, batch.header.recordCount > 0 else { continue }
          if checksChecksums { try batch.validateChecksum() }
          return consumerBatch(try batch.records(), lastOffset: batch.lastOffset)
        case .message(let message):
          return try gather(message)
        }
      }
    } catch {
      throw KafkaError(
        .corruptData, "a batch fetched from offset \(chunk.offset) on does not decode", cause: error,
        topicPartition: chunk.partition)
    }
    return nil
  }

  /// A message of a format from before Kafka 0.11, with those behind it that can be read together with it.
  private mutating func gather(_ message: LegacyMessage) throws(RecordError) -> ConsumerBatch {
    var gathered = LegacyRecords()
    _ = try gathered.take(message, checksChecksums: checksChecksums)
    var last = message.lastOffset
    var ahead = batches
    do throws(RecordError) {
      while case .message(let next)? = try ahead.next(), try gathered.take(next, checksChecksums: checksChecksums) {
        batches = ahead
        last = next.lastOffset
      }
    } catch {
      // It comes again when its turn comes. What is in front of it can be read.
    }
    return consumerBatch(try gathered.records(), lastOffset: last)
  }

  private func consumerBatch(_ records: Records, lastOffset: Int64) -> ConsumerBatch {
    ConsumerBatch(
      topicPartition: chunk.partition, highWatermark: chunk.highWatermark, nextOffset: lastOffset + 1,
      firstOffset: chunk.offset, records: records)
  }
}
