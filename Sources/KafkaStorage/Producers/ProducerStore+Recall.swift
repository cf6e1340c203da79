import KafkaRecords

extension ProducerStore {
  /// How much of a log's end is looked at.
  private static var recalledBytes: Int { 1 << 20 }

  /// Remembers again the batches before each producer's last one.
  ///
  /// A snapshot has no more than the last batch. After a restart Apache Kafka therefore answers
  /// OUT_OF_ORDER_SEQUENCE_NUMBER to a producer that repeats one of several batches whose answers were lost, and the
  /// producer, which has to believe that records are gone, stores them twice. But the batches are in the log.
  func recallBatches(from segments: [SealedSegment]) throws(StorageError) {
    var wanted: [Int64: ProducerEntry] = [:]
    for entry in states.all where !entry.batches.isEmpty && entry.batches.count < ProducerEntry.rememberedBatches {
      wanted[entry.producerId] = entry
    }
    guard !wanted.isEmpty else { return }

    var first = segments.endIndex
    var left = Self.recalledBytes
    while first > segments.startIndex, left > 0 {
      first -= 1
      left -= segments[first].log.size
    }
    var found: [Int64: [ProducerEntry.Batch]] = [:]
    for segment in segments[first...] {
      let skipped = max(0, -left)
      left = 0
      let start = skipped == 0 ? nil : try segment.offsetIndex.last { Int($0.position) <= skipped }
      var cursor = BatchCursor(segment.log, at: Int(start?.position ?? 0))
      while let batch = try cursor.next() {
        guard let header = batch.header, let entry = wanted[header.producerId], !header.attributes.isControl,
          header.producerEpoch == entry.epoch, let oldest = entry.batches.first, header.lastOffset < oldest.lastOffset
        else { continue }
        found[header.producerId, default: []].append(
          ProducerEntry.Batch(
            lastSequence: header.lastSequence, lastOffset: header.lastOffset, offsetDelta: header.lastOffsetDelta,
            timestamp: header.maxTimestamp))
      }
    }
    for (producer, batches) in found {
      guard var entry = wanted[producer] else { continue }
      entry.recall(batches)
      states.update(entry)
    }
  }
}
