import KafkaRecords
import NIOCore

/// A `.snapshot`: the producers of a log as they were at the offset in its name.
enum ProducerSnapshot {
  private static let version: Int16 = 1
  private static let entryByteCount = 46
  private static let headerByteCount = 10

  static func encode(_ states: ProducerStates) -> ByteBuffer {
    let entries = states.inSnapshotOrder
    var buffer = ByteBufferAllocator().buffer(capacity: headerByteCount + entries.count * entryByteCount)
    buffer.writeMultipleIntegers(version, UInt32(0), Int32(entries.count))
    for entry in entries {
      let last = entry.batches.last
      buffer.writeMultipleIntegers(
        entry.producerId, entry.epoch, last?.lastSequence ?? -1, last?.lastOffset ?? -1, last?.offsetDelta ?? 0,
        entry.lastTimestamp, entry.coordinatorEpoch, entry.transactionStart ?? -1)
    }
    buffer.setInteger(CRC32C.checksum(checked(buffer)), at: buffer.readerIndex + 2)
    return buffer
  }

  /// The part behind the checksum.
  private static func checked(_ buffer: ByteBuffer) -> ByteBuffer {
    buffer.getSlice(at: buffer.readerIndex + 6, length: buffer.readableBytes - 6) ?? ByteBuffer()
  }

  /// - Throws: `corrupt` if the file is cut short, changed or of another version.
  static func decode(_ content: ByteBuffer, path: String) throws(StorageError) -> [ProducerEntry] {
    var buffer = content
    guard let (version, checksum, count) = buffer.readMultipleIntegers(as: (Int16, UInt32, Int32).self) else {
      throw StorageError(.corrupt, path: path, "\(content.readableBytes) bytes, a snapshot has at least 10")
    }
    guard version == Self.version else {
      throw StorageError(.corrupt, path: path, "version \(version), expected \(Self.version)")
    }
    let computed = CRC32C.checksum(checked(content))
    guard checksum == computed else {
      throw StorageError(.corrupt, path: path, "checksum \(checksum), expected \(computed)")
    }
    guard count >= 0, Int(count) * entryByteCount == buffer.readableBytes else {
      throw StorageError(.corrupt, path: path, "\(count) entries in \(buffer.readableBytes) bytes of \(entryByteCount)")
    }
    var entries: [ProducerEntry] = []
    entries.reserveCapacity(Int(count))
    for _ in 0..<count {
      guard
        let (producerId, epoch, lastSequence, lastOffset, offsetDelta, timestamp, coordinatorEpoch, transactionStart) =
          buffer.readMultipleIntegers(as: (Int64, Int16, Int32, Int64, Int32, Int64, Int32, Int64).self)
      else { break }
      var entry = ProducerEntry(producerId: producerId)
      entry.advance(to: epoch)
      if lastOffset >= 0 {
        entry.add(
          ProducerEntry.Batch(
            lastSequence: lastSequence, lastOffset: lastOffset, offsetDelta: offsetDelta, timestamp: timestamp),
          epoch: epoch)
      }
      entry.lastTimestamp = timestamp
      entry.coordinatorEpoch = coordinatorEpoch
      entry.transactionStart = transactionStart >= 0 ? transactionStart : nil
      entries.append(entry)
    }
    return entries
  }
}
