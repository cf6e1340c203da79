import NIOCore

/// `.timeindex`: the largest time up to an offset.
struct TimeIndex {
  struct Entry: Equatable {
    var timestamp: Int64
    var relative: Int32
  }

  var entries: [Entry] = []

  init(_ bytes: ByteBuffer, isActive: Bool, into log: inout FindingLog) {
    let bytes = bytes.slice()
    if bytes.readableBytes % 12 != 0 {
      log.error("T-01", "\(bytes.readableBytes) bytes", expected: "entries of 12 bytes")
    }
    for start in stride(from: 0, to: bytes.readableBytes - 11, by: 12) {
      let entry = Entry(
        timestamp: bytes.getInteger(at: start) ?? 0, relative: bytes.getInteger(at: start + 8) ?? 0)
      if entry == Entry(timestamp: 0, relative: 0), start > 0 || bytes.readableBytes > 12,
        let rest = bytes.getSlice(at: start, length: bytes.readableBytes - start),
        rest.isZero
      {
        let found = "\(rest.readableBytes) zero bytes"
        log.add(isActive ? .information : .error, "T-07", start, found, "zeros only behind the last segment's entries")
        break
      }
      entries.append(entry)
    }
  }

  func check(against segment: LogSegment, isLast: Bool, isClean: Bool, into log: inout FindingLog) {
    // The largest time up to and with each batch.
    var largest: [Int64] = []
    for batch in segment.batches { largest.append(max(largest.last ?? -1, batch.maxTimestamp)) }
    for (index, entry) in entries.enumerated() {
      let place = index * 12
      if index > 0, entry.timestamp <= entries[index - 1].timestamp || entry.relative < entries[index - 1].relative {
        log.error("T-02", at: place, "\(entry)", expected: "a later time than \(entries[index - 1])")
      }
      let offset = segment.base + Int64(entry.relative)
      if entry.relative < 0 || offset > segment.lastOffset {
        log.error("T-05", at: place, "offset \(offset)", expected: "\(segment.base) to \(segment.lastOffset)")
        continue
      }
      if entry.timestamp < 0 { log.note("T-08", at: place, "time \(entry.timestamp)", expected: "at least 0") }
      let holder = segment.firstIndex { $0.lastOffset >= offset }
      var top = holder > 0 ? largest[holder - 1] : -1
      if holder < segment.batches.count {
        let batch = segment.batches[holder]
        if batch.lastOffset == offset {
          top = max(top, batch.maxTimestamp)
        } else {
          let passed = batch.records.filter { $0.offset <= offset }
          top = max(top, passed.map { batch.isLogAppendTime ? batch.maxTimestamp : $0.timestamp }.max() ?? -1)
        }
        let occurs =
          entry.timestamp == batch.maxTimestamp
          || batch.records.contains { $0.offset == offset && $0.timestamp == entry.timestamp }
        if !occurs {
          log.warn("T-04", at: place, "time \(entry.timestamp)", expected: "a time of the batch with offset \(offset)")
        }
      }
      if top > entry.timestamp {
        log.error("T-03", at: place, "time \(entry.timestamp)", expected: "at least \(top), which is up to \(offset)")
      }
    }
    let last = entries.last?.timestamp ?? -1
    let whole = largest.last ?? -1
    if last > whole, !entries.isEmpty {
      log.error("T-06", at: (entries.count - 1) * 12, "time \(last)", expected: "\(whole), the segment's largest")
    } else if last < whole, !isLast || isClean {
      log.warn("T-06", "a last time of \(last)", expected: "\(whole), the segment's largest")
    }
  }
}

extension TimeIndex.Entry: CustomStringConvertible {
  var description: String { "time \(timestamp) at offset +\(relative)" }
}
