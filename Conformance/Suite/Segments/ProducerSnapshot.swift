import CCRC32C
import NIOCore

/// `.snapshot`: what a broker knew of the producers at an offset.
struct ProducerSnapshot {
  struct Entry {
    var producerId: Int64
    var producer: ProducerReplay.Producer
  }

  var number: Int64
  var entries: [Entry] = []

  init?(_ bytes: ByteBuffer, number: Int64, into log: inout FindingLog) {
    self.number = number
    let bytes = bytes.slice()
    guard let version: Int16 = bytes.getInteger(at: 0), let crc: UInt32 = bytes.getInteger(at: 2),
      let count: Int32 = bytes.getInteger(at: 6)
    else {
      log.error("S-01", "\(bytes.readableBytes) bytes", expected: "at least 10")
      return nil
    }
    guard version == 1 else {
      log.error("S-01", at: 0, "version \(version)", expected: "1")
      return nil
    }
    let right = bytes.getSlice(at: 6, length: bytes.readableBytes - 6)?.withUnsafeReadableBytes {
      kafka_crc32c(0, $0.baseAddress, $0.count)
    }
    guard right == crc else {
      log.error("S-01", at: 2, "a wrong checksum", expected: "that of the content")
      return nil
    }
    guard count >= 0, bytes.readableBytes == 10 + 46 * Int(count) else {
      log.error("S-01", at: 6, "\(count) entries in \(bytes.readableBytes) bytes", expected: "10 + 46 for each entry")
      return nil
    }
    for index in 0..<Int(count) {
      let start = 10 + 46 * index
      func number<Number: FixedWidthInteger>(_ position: Int) -> Number { bytes.getInteger(at: start + position) ?? 0 }
      var producer = ProducerReplay.Producer()
      producer.epoch = number(8)
      producer.lastSequence = number(10)
      producer.lastOffset = number(14)
      producer.offsetDelta = number(22)
      producer.timestamp = number(26)
      producer.coordinatorEpoch = number(34)
      producer.openSince = number(38)
      entries.append(Entry(producerId: number(0), producer: producer))
    }
    checkFields(into: &log)
  }

  private func checkFields(into log: inout FindingLog) {
    var seen: Set<Int64> = []
    for (index, entry) in entries.enumerated() {
      let place = 10 + 46 * index
      let producer = entry.producer
      if !seen.insert(entry.producerId).inserted || entry.producerId < 0 {
        log.error("S-02", at: place, "producer \(entry.producerId)", expected: "each once, at least 0")
      }
      if producer.epoch < 0 || producer.lastOffset >= number || producer.offsetDelta < 0 {
        log.error(
          "S-02", at: place, "\(producer.text)",
          expected: "an epoch and a delta of at least 0, an offset below \(number)")
      }
    }
  }

  /// Compares with what a reading of the log up to the snapshot's number gives.
  ///
  /// - Parameters:
  ///   - kept: Last offsets of the batches that are still there.
  ///   - isComplete: Whether the log holds everything that was ever in it.
  func check(
    against replay: ProducerReplay, kept: Set<Int64>, isComplete: Bool, expired: (Int64) -> Bool,
    into log: inout FindingLog
  ) {
    for (index, entry) in entries.enumerated() {
      let place = 10 + 46 * index
      let found = entry.producer
      guard let right = replay.producers[entry.producerId] else {
        log.add(
          isComplete ? .error : .information, "S-03", place, "producer \(entry.producerId)", "only producers of the log"
        )
        continue
      }
      if isComplete {
        if found != right {
          log.error("S-03", at: place, "producer \(entry.producerId): \(found.text)", expected: right.text)
        }
      } else if found.lastOffset >= 0, !kept.contains(found.lastOffset) {
        log.note(
          "S-03", at: place, "producer \(entry.producerId): last offset \(found.lastOffset)",
          expected: "nothing, its batch is gone")
      } else if found.lastOffset >= 0,
        (found.epoch, found.lastSequence, found.lastOffset, found.offsetDelta)
          != (right.epoch, right.lastSequence, right.lastOffset, right.offsetDelta)
      {
        log.error("S-03", at: place, "producer \(entry.producerId): \(found.text)", expected: right.text)
      }
      if found.lastSequence == -1, found.lastOffset >= 0 {
        log.error("S-07", at: place, "\(found.text)", expected: "a sequence, as there was data")
      }
    }
    let listed = Set(entries.map(\.producerId))
    for (id, producer) in replay.producers.sorted(by: { $0.key < $1.key }) where !listed.contains(id) {
      log.add(
        expired(producer.timestamp) ? .information : .error, "S-03", nil, "no producer \(id)", producer.text)
    }
  }
}

extension ProducerReplay.Producer {
  var text: String {
    "epoch \(epoch), sequence \(lastSequence) at \(lastOffset) (delta \(offsetDelta)), time \(timestamp), "
      + "coordinator epoch \(coordinatorEpoch), open since \(openSince)"
  }
}
