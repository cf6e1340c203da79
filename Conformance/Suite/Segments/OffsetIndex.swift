import NIOCore

/// `.index`: where to begin reading for an offset.
struct OffsetIndex {
  struct Entry: Equatable {
    var relative: Int32
    var position: Int32
  }

  var entries: [Entry] = []

  /// - Parameter isActive: Whether it may be as large as it will ever get, with zeros behind its entries.
  init(_ bytes: ByteBuffer, isActive: Bool, into log: inout FindingLog) {
    let bytes = bytes.slice()
    if bytes.readableBytes % 8 != 0 {
      log.error("I-01", "\(bytes.readableBytes) bytes", expected: "entries of 8 bytes")
    }
    for start in stride(from: 0, to: bytes.readableBytes - 7, by: 8) {
      let entry = Entry(
        relative: bytes.getInteger(at: start) ?? 0, position: bytes.getInteger(at: start + 4) ?? 0)
      if entry == Entry(relative: 0, position: 0), start > 0 || bytes.readableBytes > 8,
        let rest = bytes.getSlice(at: start, length: bytes.readableBytes - start),
        rest.isZero
      {
        let found = "\(rest.readableBytes) zero bytes"
        log.add(isActive ? .information : .error, "I-07", start, found, "zeros only behind the last segment's entries")
        break
      }
      entries.append(entry)
    }
  }

  /// So many bytes without an entry, sixteen times the default of `index.interval.bytes`, make reading slow.
  private static let farApart = 16 * 4096

  private func checkDistances(_ segment: LogSegment, into log: inout FindingLog) {
    for (index, (entry, next)) in zip(entries, entries.dropFirst()).enumerated()
    where Int(next.position) - Int(entry.position) > Self.farApart {
      let between = segment.batches.filter {
        $0.range.lowerBound > Int(entry.position) && $0.range.lowerBound < Int(next.position)
      }
      // A single large batch has no place for an entry in it.
      guard let last = between.last, last.range.lowerBound - Int(entry.position) > Self.farApart else { continue }
      log.warn(
        "I-08", at: (index + 1) * 8, "\(Int(next.position) - Int(entry.position)) bytes without an entry",
        expected: "at most \(Self.farApart)")
    }
  }

  func check(against segment: LogSegment, into log: inout FindingLog) {
    checkDistances(segment, into: &log)
    for (index, entry) in entries.enumerated() {
      let place = index * 8
      if entry.relative < 0 || entry.position < 0 {
        log.error("I-02", at: place, "\(entry)", expected: "an offset and a position of at least 0")
        continue
      }
      if index > 0, entry.relative <= entries[index - 1].relative || entry.position <= entries[index - 1].position {
        log.error("I-02", at: place, "\(entry)", expected: "more than the entry before, \(entries[index - 1])")
      }
      let offset = segment.base + Int64(entry.relative)
      guard let batch = segment.batch(at: Int(entry.position)) else {
        log.error("I-03", at: place, "position \(entry.position)", expected: "the first byte of a batch")
        continue
      }
      let before = segment.firstIndex { $0.range.lowerBound >= Int(entry.position) } - 1
      if before >= 0, segment.batches[before].lastOffset >= offset {
        log.error(
          "I-04", at: place, "offset \(offset) at position \(entry.position)",
          expected: "above \(segment.batches[before].lastOffset), which lies before")
      }
      if offset > segment.lastOffset || offset < batch.lastOffset {
        log.error(
          "I-05", at: place, "offset \(offset)", expected: "\(batch.lastOffset) to \(segment.lastOffset)")
      } else if offset > batch.lastOffset {
        log.warn(
          "I-05", at: place, "offset \(offset)", expected: "\(batch.lastOffset), the last of the batch there")
      }
    }
  }
}

extension OffsetIndex.Entry: CustomStringConvertible {
  var description: String { "offset +\(relative) at \(position)" }
}
