import CCRC32C
package import NIOCore

extension BatchForge {
  /// CRC-32C, as in batches and snapshots.
  package static func checksum(_ bytes: ByteBuffer) -> UInt32 {
    bytes.withUnsafeReadableBytes { kafka_crc32c(0, $0.baseAddress, $0.count) }
  }

  /// Writes a batch again that was read.
  package init(rewriting batch: ReadBatch) {
    let records = batch.records.map { record in
      var forged = ForgedRecord(bytes: record.value, key: record.key)
      forged.headers = record.headers.map { ($0.name, $0.value) }
      forged.timestampDelta = record.timestamp &- batch.baseTimestamp
      forged.offsetDelta = Int32(truncatingIfNeeded: record.offset - batch.baseOffset)
      return forged
    }
    self.init(records, timestamp: batch.baseTimestamp)
    baseOffset = batch.baseOffset
    leaderEpoch = batch.leaderEpoch
    compression = batch.compression
    attributes = batch.attributes
    lastOffsetDelta = batch.lastOffsetDelta
    maxTimestamp = batch.maxTimestamp
    producerId = batch.producerId
    producerEpoch = batch.producerEpoch
    baseSequence = batch.baseSequence
  }
}
