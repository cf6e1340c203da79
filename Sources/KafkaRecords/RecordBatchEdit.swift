package import NIOCore

/// Changes to the header of a batch of magic 2 that lies in a buffer, without moving a byte of its records.
///
/// `index` is where the batch begins; the buffer holds the whole batch there, as the one who found the batch has
/// checked. Where the checksum covers the field it is carried along, so that damage done before stays visible.
package enum RecordBatchEdit {
  private typealias Position = RecordBatchHeader.Position

  // Outside the checksum: what the leader sets on append.

  package static func setBaseOffset(_ offset: Int64, in buffer: inout ByteBuffer, at index: Int) {
    buffer.setInteger(offset, at: index + Position.baseOffset)
  }

  package static func setPartitionLeaderEpoch(_ epoch: Int32, in buffer: inout ByteBuffer, at index: Int) {
    buffer.setInteger(epoch, at: index + Position.partitionLeaderEpoch)
  }

  // Under the checksum.

  /// Makes `timestamp` the batch's largest and says what it means; records of a batch with log append time all have it.
  package static func setMaxTimestamp(
    _ timestamp: Int64, type: TimestampType, in buffer: inout ByteBuffer, at index: Int
  ) {
    edit(&buffer, at: index) {
      $0.maxTimestamp = timestamp
      $0.attributes.timestampType = type
    }
  }

  /// Who sent the batch and the sequence of its first record.
  package static func setProducer(
    id: Int64, epoch: Int16, baseSequence: Int32, in buffer: inout ByteBuffer, at index: Int
  ) {
    edit(&buffer, at: index) {
      $0.producerId = id
      $0.producerEpoch = epoch
      $0.baseSequence = baseSequence
    }
  }

  /// Changes any of the header's fields, length and checksum apart.
  package static func edit(_ buffer: inout ByteBuffer, at index: Int, _ change: (inout RecordBatchHeader) -> Void) {
    guard let old = RecordBatchHeader(buffer, at: index) else { return }
    var new = old
    change(&new)
    new.batchLength = old.batchLength
    new.crc = 0
    let checksum = withUnsafeTemporaryAllocation(byteCount: 2 * RecordBatchHeader.byteCount, alignment: 8) { scratch in
      guard let address = scratch.baseAddress else { return old.crc }
      old.write(to: address)
      new.write(to: address + RecordBatchHeader.byteCount)
      let covered = RecordBatchHeader.byteCount - Position.attributes
      return CRC32C.updating(
        old.crc,
        front: UnsafeRawBufferPointer(start: address + Position.attributes, count: covered),
        becomes: UnsafeRawBufferPointer(
          start: address + RecordBatchHeader.byteCount + Position.attributes, count: covered),
        bytesBehind: max(0, old.sizeInBytes - RecordBatchHeader.byteCount))
    }
    new.crc = checksum
    buffer.withVeryUnsafeMutableBytes { bytes in
      // The reader above has seen 61 readable bytes here.
      if let address = bytes.baseAddress { new.write(to: address + index) }
    }
  }
}
