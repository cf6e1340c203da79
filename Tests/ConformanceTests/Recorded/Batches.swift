import CCRC32C
import KafkaConformance
import KafkaSchema
import NIOCore

/// Records in recorded and live frames.
enum Batches {
  /// The batches with ids of producers exchanged, and the checksums made right again where they were right.
  static func exchangeProducer(in bytes: ByteBuffer, _ numbers: [String: [Int64: Int64]]) -> ByteBuffer {
    guard let producers = numbers["ProducerId"], !producers.isEmpty,
      let batches = try? BatchReader.batches(in: bytes)
    else { return bytes }
    var result = bytes.slice()
    for batch in batches where batch.magic == 2 {
      guard let live = producers[batch.producerId] else { continue }
      result.setInteger(live, at: batch.range.lowerBound + 43)
      if batch.isIntact { seal(&result, batch.range) }
    }
    return result
  }

  /// The batches as if they had been made that many milliseconds later.
  static func shift(_ bytes: ByteBuffer, by milliseconds: Int64) -> ByteBuffer {
    guard let batches = try? BatchReader.batches(in: bytes) else { return bytes }
    var result = bytes.slice()
    for batch in batches where batch.magic == 2 && batch.isIntact {
      result.setInteger(batch.baseTimestamp + milliseconds, at: batch.range.lowerBound + 27)
      result.setInteger(batch.maxTimestamp + milliseconds, at: batch.range.lowerBound + 35)
      seal(&result, batch.range)
    }
    return result
  }

  private static func seal(_ bytes: inout ByteBuffer, _ range: Range<Int>) {
    let checked = bytes.getSlice(at: range.lowerBound + 21, length: range.count - 21) ?? ByteBuffer()
    let checksum = checked.withUnsafeReadableBytes { kafka_crc32c(0, $0.baseAddress, $0.count) }
    bytes.setInteger(checksum, at: range.lowerBound + 17)
  }

  /// What the batches say, without what two brokers cannot have alike: compressed bytes, checksums and producers.
  static func text(_ bytes: ByteBuffer) -> String {
    guard let batches = try? BatchReader.batches(in: bytes) else { return "no batches: \(bytes.hex)" }
    return batches.map { batch in
      let records = batch.records.map { record in
        let headers = record.headers.map { "\($0.name)=\($0.value?.hex ?? "null")" }
        // The time of the broker's clock.
        let time = batch.isLogAppendTime ? "now" : "\(record.timestamp)"
        return "\(record.offset) \(time) \(record.key?.hex ?? "null") \(record.value?.hex ?? "null") \(headers)"
      }
      return "{\(batch.baseOffset) magic \(batch.magic) attributes \(batch.attributes) intact \(batch.isIntact) "
        + "sequence \(batch.producerEpoch)/\(batch.baseSequence) last \(batch.lastOffsetDelta) "
        + "count \(batch.recordCount) epoch \(batch.leaderEpoch) \(records)}"
    }.joined(separator: " ")
  }

  /// How alike two requests' records are, in what a broker decides by; nil when one is broken where the other is not.
  static func likeness(_ recorded: ByteBuffer, _ live: ByteBuffer) -> Int? {
    if (recorded.readableBytes == 0) != (live.readableBytes == 0) { return nil }
    let then = try? BatchReader.batches(in: recorded)
    let now = try? BatchReader.batches(in: live)
    guard let then, let now else { return (then == nil) == (now == nil) ? 0 : nil }
    guard then.map(\.magic) == now.map(\.magic), then.map(\.isIntact) == now.map(\.isIntact) else { return nil }
    var score = 0
    for (left, right) in zip(then, now) {
      guard left.attributes == right.attributes, (left.producerId < 0) == (right.producerId < 0) else { return nil }
      score += [
        left.producerEpoch == right.producerEpoch, left.baseSequence == right.baseSequence,
        left.lastOffsetDelta == right.lastOffsetDelta, left.recordCount == right.recordCount,
        left.baseOffset == right.baseOffset, left.leaderEpoch == right.leaderEpoch,
        (left.baseTimestamp < 0) == (right.baseTimestamp < 0), left.length == right.length,
      ].count { $0 }
    }
    return score
  }

  /// Whether there is anything about them that no client would write.
  static func isOdd(_ bytes: ByteBuffer) -> Bool {
    guard let batches = try? BatchReader.batches(in: bytes), !batches.isEmpty else { return true }
    return batches.contains { batch in
      !batch.isIntact || batch.magic != 2 || !(0...4).contains(batch.attributes)
        || batch.lastOffsetDelta != batch.recordCount - 1 || batch.records.count != Int(batch.recordCount)
        || batch.baseTimestamp < 0
    } || batches.last.map { $0.range.upperBound != bytes.readableBytes } ?? true
  }
}
