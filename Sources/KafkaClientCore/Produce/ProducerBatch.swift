package import KafkaRecords
package import KafkaWire

/// Records on their way to one partition, from the first record until they are sent.
package struct ProducerBatch: Sendable {
  /// Batches are numbered in the order in which they are opened; the parts of a divided batch keep its number.
  package var number: UInt64
  /// The partition, as the accumulator numbers them.
  package var slot: Int
  package var receipt: BatchReceipt
  package var writer: RecordBatchWriter
  /// No record goes in beyond this size, before compression.
  package var sizeLimit: Int
  /// What the batch holds of the memory budget.
  package var charge: Int
  package var createdAt: Instant
  /// What its partition's clock said when it was opened.
  var waitsBefore: WaitTimes

  package var recordCount: Int32 { writer.recordCount }
}

/// A full batch, in a box: looking at it then costs one reference count rather than one for each of its parts, and
/// taking it out none.
///
/// It is looked at under the accumulator's lock alone, by one thread at a time.
final class ClosedBatch: Sendable {
  let createdAt: Instant
  let sizeInBytes: Int
  nonisolated(unsafe) private var batch: ProducerBatch?

  init(_ batch: consuming ProducerBatch) {
    createdAt = batch.createdAt
    sizeInBytes = batch.writer.sizeInBytes
    self.batch = batch
  }

  /// Memory of the batch, used or not.
  var heldBytes: Int { batch?.writer.heldBytes ?? 0 }

  /// Gives the batch up; nil when it has been.
  func take() -> ProducerBatch? { batch.take() }
}

extension ProducerBatch {
  package var partition: TopicPartition { receipt.partition }

  /// Whether a record of at most this size goes in.
  @inline(__always)
  package func hasRoom(for bytes: Int) -> Bool {
    writer.sizeInBytes + bytes <= sizeLimit
  }

  @inline(__always)
  mutating func write(
    key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeader], timestamp: Int64
  ) throws(RecordError) -> (BatchReceipt, Int32) {
    let index = writer.recordCount
    let size = writer.sizeInBytes
    try writer.append(key: key, value: value, headers: headers, timestamp: timestamp)
    writer.prepare(after: writer.sizeInBytes - size)
    return (receipt, index)
  }
}
