import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore

extension ProduceSender {
  /// Compresses the call's batches and writes identity and sequences into them. Outside the accumulator's lock.
  ///
  /// - Returns: The call as it is to be sent; nil when nothing of it is left.
  package mutating func seal(_ call: ProduceCall) -> ProduceCall? {
    var lost: [SentBatch] = []
    for batch in call.batches {
      let isFirstTime = !batch.isSealed
      do throws(CompressionError) {
        if let writer = try batch.seal(through: &scratch) { returns.recycled.append(writer) }
        if isFirstTime && settings.compression != .none { noteCompression(of: batch) }
      } catch {
        lost.append(batch)
        batch.isInFlight = false
        partitions[batch.slot].inFlight -= 1
        partitions[batch.slot].sequences.remove(batch)
        // Its sequences were never sent.
        if settings.isIdempotent { restart(batch.slot) }
        end(batch, .failed(.encoding("\(error)")))
        release(batch)
      }
    }
    if scratch.storageCapacity > Self.largestKeptScratch { scratch = ByteBuffer() }
    guard !lost.isEmpty else {
      tellSent(call)
      return call
    }
    guard lost.count < call.batches.count else {
      calls[call.id] = nil
      brokers[call.broker]?.inFlight -= 1
      return nil
    }
    var call = call
    call.batches.removeAll { batch in lost.contains { $0 === batch } }
    calls[call.id] = call
    tellSent(call)
    return call
  }

  /// A record larger than any batch should be does not hold memory for ever.
  private static var largestKeptScratch: Int { 4 << 20 }

  private mutating func noteCompression(of batch: SentBatch) {
    let size = batch.bytes.readableBytes
    returns.ratios.append((batch.slot, Double(size) / Double(max(1, batch.plainSize))))
    // The plain records are gone, and with them most of the memory.
    let charge = min(batch.charge, batch.bytes.storageCapacity)
    returns.freedBytes += batch.charge - charge
    batch.charge = charge
  }

  /// Divides a batch that the broker finds too large and puts the parts in its place. They keep the batch's sequences,
  /// its age and the number of its attempts.
  mutating func divide(_ batch: SentBatch, now: Instant) {
    // A batch within `batch.size` can still be too large for the topic, so that halving is what makes progress certain.
    let limit = min(max(1, settings.batchSize), batch.plainSize / 2)
    let writers: [RecordBatchWriter]
    do throws(RecordError) {
      writers = try BatchDivision.parts(of: batch.bytes, limit: limit, settings: settings)
    } catch {
      partitions[batch.slot].sequences.remove(batch)
      if settings.isIdempotent { restart(batch.slot) }
      end(batch, .failed(.encoding(error.message)))
      return release(batch)
    }

    tell(.changes, .batchSplit(.init(batch, now: now), parts: writers.count))
    returns.tooLarge.append((batch.slot, Double(batch.bytes.readableBytes) / Double(max(1, batch.plainSize))))
    returns.divided.append((batch.number, writers.count))
    var parts: [SentBatch] = []
    var firstIndex: Int32 = 0
    var charge = batch.charge
    for (place, writer) in writers.enumerated() {
      let share = place == writers.count - 1 ? charge : batch.charge / writers.count
      charge -= share
      parts.append(SentBatch(partOf: batch, firstIndex: firstIndex, writer: writer, charge: share))
      firstIndex += writer.recordCount
    }
    partitions[batch.slot].sequences.divide(batch, into: parts)
    batch.charge = 0
    batch.isDone = true
    batch.content = .none
    endings.append(
      .divided(
        batch.receipt,
        parts.map { BatchReceipt.Part(firstIndex: $0.firstIndex - batch.firstIndex, receipt: $0.receipt) }))
    for part in parts {
      part.retryAt = now
      putBack(part)
    }
  }
}
