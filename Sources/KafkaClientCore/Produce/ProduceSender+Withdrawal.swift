import KafkaRecords
import KafkaWire

/// Records that their senders took back while they were queued.
extension ProduceSender {
  /// The batch as it is to be sent: without the records that were taken back. Runs under the accumulator's lock, and
  /// does something only where there are such.
  ///
  /// - Returns: Nil when nothing of it is left, or it could not be made anew; it has ended then.
  mutating func keepWanted(_ batch: ProducerBatch) -> SentBatch? {
    let withdrawn = batch.receipt.take()
    if withdrawn.isEmpty { return SentBatch(batch) }
    if withdrawn.count == batch.recordCount {
      drop(SentBatch(batch))
      return nil
    }
    do {
      var batch = batch
      batch.writer = try Self.records(of: batch.writer, without: withdrawn, settings: settings)
      return SentBatch(batch)
    } catch {
      let batch = SentBatch(batch)
      end(batch, .failed(.encoding("\(error)")))
      release(batch)
      return nil
    }
  }

  /// Nobody wants it any more, and nobody is told that it failed.
  private mutating func drop(_ batch: SentBatch) {
    batch.isDone = true
    endings.append(.completed(batch.receipt, .failed(.withdrawn)))
    returns.ended.append(batch.number)
    release(batch)
  }

  private static func records(
    of writer: RecordBatchWriter, without places: [Int32], settings: ProduceSettings
  ) throws -> RecordBatchWriter {
    var whole = writer
    var kept = RecordBatchWriter(
      compression: settings.compression, level: settings.compressionLevel, capacity: writer.sizeInBytes)
    var place: Int32 = 0
    var gaps = places[...]
    for record in try RecordBatch(try whole.seal()).records() {
      defer { place += 1 }
      if gaps.first == place {
        gaps = gaps.dropFirst()
        continue
      }
      try kept.append(key: record.key, value: record.value, headers: record.headers, timestamp: record.timestamp)
    }
    return kept
  }
}
