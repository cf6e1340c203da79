import NIOCore

/// `.txnindex`: which transactions that end in the segment were aborted.
struct TransactionIndex {
  struct Entry: Equatable {
    var version: Int16
    var producerId: Int64
    var first: Int64
    var last: Int64
    var stable: Int64
  }

  var entries: [Entry] = []

  init(_ bytes: ByteBuffer, into log: inout FindingLog) {
    let bytes = bytes.slice()
    if bytes.readableBytes % 34 != 0 {
      log.error("X-01", "\(bytes.readableBytes) bytes", expected: "entries of 34 bytes")
    }
    for start in stride(from: 0, to: bytes.readableBytes - 33, by: 34) {
      func number<Number: FixedWidthInteger>(_ position: Int) -> Number { bytes.getInteger(at: start + position) ?? 0 }
      let entry = Entry(
        version: number(0), producerId: number(2), first: number(10), last: number(18), stable: number(26))
      if entry.version != 0 { log.error("X-01", at: start, "version \(entry.version)", expected: "0") }
      entries.append(entry)
    }
  }

  /// - Parameter isComplete: Whether the log holds everything that was ever in it.
  func check(
    against segment: LogSegment, replay: ProducerReplay, isComplete: Bool, into log: inout FindingLog
  ) {
    for (index, entry) in entries.enumerated() {
      let place = index * 34
      if entry.first > entry.last || entry.last < segment.base || entry.first < 0 || entry.stable < 0 {
        log.error(
          "X-02", at: place, "offsets \(entry.first) to \(entry.last), stable \(entry.stable)",
          expected: "first at most last, last at least \(segment.base), none negative")
      }
      if index > 0, entry.last <= entries[index - 1].last {
        log.error("X-03", at: place, "last offset \(entry.last)", expected: "above \(entries[index - 1].last)")
      }
      guard let abort = replay.aborts[entry.last], abort.producerId == entry.producerId else {
        let isCommit = replay.commits[entry.last] != nil
        log.add(
          isComplete || isCommit || entry.last > segment.lastOffset ? .error : .warning, "X-04", place,
          isCommit ? "a commit at \(entry.last)" : "no such marker at \(entry.last)",
          "an abort of producer \(entry.producerId)")
        continue
      }
      if let first = abort.first, entry.first != first, isComplete || entry.first > first {
        log.error("X-06", at: place + 10, "first offset \(entry.first)", expected: "\(first)")
      }
      if isComplete, entry.stable != abort.stable {
        log.warn("X-07", at: place + 26, "stable offset \(entry.stable)", expected: "\(abort.stable)")
      }
    }
  }

  /// Requires an entry for each abort of the segment.
  static func checkMissing(
    _ entries: [Entry], segment: LogSegment, replay: ProducerReplay, into log: inout FindingLog
  ) {
    let listed = Set(entries.map(\.last))
    for batch in segment.batches where batch.controlType == 0 {
      guard let abort = replay.aborts[batch.baseOffset], abort.first != nil, !listed.contains(abort.last) else {
        continue
      }
      log.error("X-05", "no entry", expected: "the abort of producer \(abort.producerId) at \(abort.last)")
    }
  }
}
