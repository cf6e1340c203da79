import KafkaCompression
import KafkaRecords
package import KafkaWire
package import NIOCore

/// A batch that the sender took from the accumulator, until it has ended.
///
/// A class, because a batch is in several of the sender's lists at once: its request, its partition's sequences, its
/// partition's retries. It belongs to the sender's event loop.
package final class SentBatch {
  enum Content {
    case records(RecordBatchWriter)
    /// As it goes on the wire, with the identity and sequence that the bytes name.
    case sealed(ByteBuffer, ProducerIdentity, baseSequence: Int32)
    /// Ended, and the memory is somebody else's.
    case none
  }

  let number: UInt64
  /// Of a divided batch: the place of the part's first record among those of the whole.
  let firstIndex: Int32
  package let slot: Int
  package let receipt: BatchReceipt
  package let createdAt: Instant
  package let recordCount: Int32
  var charge: Int
  var content: Content
  /// The size of its records and header before compression.
  let plainSize: Int

  package internal(set) var identity = ProducerIdentity.none
  package internal(set) var baseSequence = SequenceNumber.none
  /// It was numbered anew after it had been sent.
  var sequenceWasReset = false
  /// How often it was sent.
  package internal(set) var attempts = 0
  /// How often it was put back to be sent again.
  var retries = 0
  var lastSent = Instant.zero
  var lastLeader = ProduceTopic.Leader(broker: -1, epoch: -1)
  /// When it may be sent again, unless the partition has a new leader by then.
  var retryAt = Instant.zero
  var lastError: ErrorCode?
  /// Why the last attempt got no answer.
  var lastLoss: String?
  /// What it has waited for, up to when it was sent or put back last.
  var waits = WaitTimes()
  /// What its partition's clock said when its present wait began; nil when nobody has looked since.
  var waitsBefore: WaitTimes?
  /// When it was put back last.
  var putBackAt = Instant.zero
  /// Its topic's id when it was sent; zero when the topic has none.
  package internal(set) var topicID = KafkaUUID.zero
  /// Everybody has been told how it ended; only its memory and its sequence are still accounted for.
  var isDone = false
  /// Its request is on the way.
  var isInFlight = false

  init(_ batch: ProducerBatch) {
    number = batch.number
    firstIndex = 0
    slot = batch.slot
    receipt = batch.receipt
    createdAt = batch.createdAt
    recordCount = batch.recordCount
    charge = batch.charge
    plainSize = batch.writer.sizeInBytes
    waitsBefore = batch.waitsBefore
    content = .records(batch.writer)
  }

  /// A part of a divided batch.
  init(partOf whole: SentBatch, firstIndex: Int32, writer: RecordBatchWriter, charge: Int) {
    number = whole.number
    self.firstIndex = whole.firstIndex + firstIndex
    slot = whole.slot
    receipt = BatchReceipt(partition: whole.partition)
    createdAt = whole.createdAt
    recordCount = writer.recordCount
    self.charge = charge
    plainSize = writer.sizeInBytes
    content = .records(writer)
    retries = whole.retries
    lastLoss = whole.lastLoss
    waits = whole.waits
    attempts = whole.attempts
    lastSent = whole.lastSent
    lastLeader = whole.lastLeader
    lastError = whole.lastError
    sequenceWasReset = whole.sequenceWasReset
  }

  package var partition: TopicPartition { receipt.partition }

  /// A wait in the line of its partition begins, or has begun when it was put back.
  func waitBegins(_ clock: WaitClock) {
    if waitsBefore == nil { waitsBefore = clock.reading(at: putBackAt) }
  }

  /// The wait in the line of its partition is over.
  func waitEnds(_ clock: WaitClock, at now: Instant) {
    if let before = waitsBefore { waits = waits + (clock.reading(at: now) - before) }
    waitsBefore = nil
  }

  var hasSequence: Bool { baseSequence != SequenceNumber.none }

  var lastSequence: Int32 { SequenceNumber.advance(baseSequence, by: recordCount - 1) }

  /// Batches of a partition in the order of their records, parts of divided ones included.
  func precedes(_ other: SentBatch) -> Bool {
    (number, firstIndex) < (other.number, other.firstIndex)
  }

  var isSealed: Bool {
    if case .sealed = content { true } else { false }
  }

  /// The batch as it goes on the wire; empty before `seal`.
  package var bytes: ByteBuffer {
    if case .sealed(let bytes, _, _) = content { bytes } else { ByteBuffer() }
  }

  /// Makes the bytes name the batch's identity and sequence, compressing the records if that has not been done.
  ///
  /// - Parameter scratch: Where records are compressed.
  /// - Returns: The writer, if it was emptied just now and keeps memory for another batch.
  func seal(through scratch: inout ByteBuffer) throws(CompressionError) -> RecordBatchWriter? {
    switch content {
    case .records(var writer):
      content = .none
      let bytes: ByteBuffer
      do throws(CompressionError) {
        bytes = try writer.seal(
          producerId: identity.id, producerEpoch: identity.epoch, baseSequence: baseSequence,
          through: &scratch)
      } catch {
        content = .records(writer)
        throw error
      }
      content = .sealed(bytes, identity, baseSequence: baseSequence)
      return writer.heldBytes > 0 ? writer : nil
    case .sealed(var bytes, let named, let sequence):
      guard named != identity || sequence != baseSequence else { return nil }
      content = .none
      RecordBatchEdit.setProducer(
        id: identity.id, epoch: identity.epoch, baseSequence: baseSequence, in: &bytes, at: bytes.readerIndex)
      content = .sealed(bytes, identity, baseSequence: baseSequence)
      return nil
    case .none:
      return nil
    }
  }

  /// Gives up the memory, as an empty writer if it is of the kind and size that the next batch needs.
  func takeMemory(_ settings: ProduceSettings) -> RecordBatchWriter? {
    defer { content = .none }
    let capacity = settings.batchSize - RecordBatchHeader.byteCount
    // A compressed batch has given its writer back when it was sealed.
    guard settings.compression == .none, capacity > 0, case .sealed(let bytes, _, _) = content else { return nil }
    guard (settings.batchSize..<2 * settings.batchSize).contains(bytes.storageCapacity) else { return nil }
    content = .none
    var writer = RecordBatchWriter(capacity: capacity)
    writer.reuse(consume bytes)
    return writer
  }
}
