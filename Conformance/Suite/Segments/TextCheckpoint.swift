import NIOCore

/// The text of a checkpoint: a version, a count, and as many lines of fields.
struct TextCheckpoint {
  /// Fields of each line, and the byte that it begins at.
  var lines: [(fields: [Substring], position: Int)] = []

  /// - Parameter fieldCount: 3 for offsets of partitions, 2 for epochs.
  init(_ bytes: ByteBuffer, fieldCount: Int, rule: String, into log: inout FindingLog) {
    guard bytes.readableBytes > 0 else { return }
    let text = String(buffer: bytes)
    var parts = text.split(separator: "\n", omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    func fault(_ index: Int, _ found: String, _ expected: String) {
      let position = parts.prefix(index).reduce(0) { $0 + $1.utf8.count + 1 }
      log.error(rule, at: position, found, expected: expected)
    }
    guard let version = parts.first, version == "0" else {
      fault(0, "version \"\(parts.first ?? "")\"", "0")
      return
    }
    guard parts.count > 1, let count = Self.number(parts[1]), count >= 0 else {
      fault(1, "count \"\(parts.count > 1 ? parts[1] : "")\"", "a number")
      return
    }
    if parts.count - 2 != count { fault(min(parts.count, 2), "\(parts.count - 2) lines", "\(count), the count") }
    for index in parts.indices.dropFirst(2) {
      let fields = parts[index].split(separator: " ", omittingEmptySubsequences: false)
      let numbers = fields.dropFirst(fieldCount == 3 ? 1 : 0)
      if fields.count != fieldCount || fields.contains(where: \.isEmpty)
        || numbers.contains(where: { Self.number($0) == nil })
      {
        fault(index, "\"\(parts[index])\"", "\(fieldCount) fields with single spaces between")
        continue
      }
      lines.append((fields, parts.prefix(index).reduce(0) { $0 + $1.utf8.count + 1 }))
    }
  }

  /// Plain decimal digits, a minus at most.
  static func number(_ text: Substring) -> Int64? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int64(text)
  }
}

/// `leader-epoch-checkpoint`: where each leadership began.
struct EpochCheckpoint {
  var entries: [(epoch: Int32, start: Int64, position: Int)] = []

  init(_ bytes: ByteBuffer, into log: inout FindingLog) {
    for line in TextCheckpoint(bytes, fieldCount: 2, rule: "E-01", into: &log).lines {
      guard let epoch = TextCheckpoint.number(line.fields[0]).flatMap({ Int32(exactly: $0) }),
        let start = TextCheckpoint.number(line.fields[1]), epoch >= 0, start >= 0
      else {
        log.error(
          "E-01", at: line.position, line.fields.joined(separator: " "), expected: "numbers of at least 0 that fit")
        continue
      }
      if let last = entries.last, epoch <= last.epoch || start <= last.start {
        log.error(
          "E-01", at: line.position, "epoch \(epoch) from \(start)",
          expected: "both above those of epoch \(last.epoch) from \(last.start)")
      }
      entries.append((epoch, start, line.position))
    }
  }

  /// Compares with the epochs of the batches.
  func check(_ batches: [ReadBatch], logStart: Int64, end: Int64, context: SegmentContext, into log: inout FindingLog) {
    var truth: [(epoch: Int32, start: Int64, before: Int64)] = []
    var last: Int64 = -1
    for batch in batches where batch.magic == 2 && batch.leaderEpoch >= 0 {
      if batch.leaderEpoch > truth.last?.epoch ?? -1 { truth.append((batch.leaderEpoch, batch.baseOffset, last)) }
      last = batch.lastOffset
    }
    for (index, right) in truth.enumerated() {
      guard let entry = entries.first(where: { $0.epoch == right.epoch }) else {
        // Everything of it may lie before the log's start, in a segment that is still there.
        let next = index + 1 < truth.count ? truth[index + 1].start : end
        if next > logStart {
          log.error("E-02", "no epoch \(right.epoch)", expected: "epoch \(right.epoch) from \(right.start)")
        }
        continue
      }
      let isRight: Bool
      if index == 0 || context.isCompacted {
        isRight = entry.start <= max(right.start, logStart) && entry.start > right.before
      } else {
        isRight = entry.start == max(right.start, logStart)
      }
      if !isRight {
        log.error(
          "E-02", at: entry.position, "epoch \(entry.epoch) from \(entry.start)", expected: "from \(right.start)")
      }
    }
    if let first = truth.first, !context.isCompacted, let entry = entries.first(where: { $0.epoch == first.epoch }),
      entry.start < min(first.start, max(logStart, batches.first?.baseOffset ?? 0))
    {
      log.warn(
        "E-02", at: entry.position, "epoch \(entry.epoch) from \(entry.start)", expected: "the log's start \(logStart)")
    }
    let known = Set(truth.map(\.epoch))
    for (index, entry) in entries.enumerated() where !known.contains(entry.epoch) {
      if index == entries.count - 1, entry.start == end { continue }
      log.add(
        context.isCompacted || entry.start <= logStart ? .warning : .error, "E-02", entry.position,
        "epoch \(entry.epoch) from \(entry.start)", "only epochs of batches, or one at the end \(end)")
    }
  }
}

/// `partition.metadata` and `meta.properties`: lines of names and values.
enum SmallFiles {
  static func checkPartitionMetadata(_ bytes: ByteBuffer, into log: inout FindingLog) -> String? {
    let lines = String(buffer: bytes).split(separator: "\n", omittingEmptySubsequences: true)
    guard lines.count == 2, lines[0] == "version: 0" else {
      log.error(
        "P-01", at: 0, "\"\(lines.first ?? "")\" and \(max(0, lines.count - 1)) more lines",
        expected: "version: 0 and topic_id")
      return nil
    }
    let prefix = "topic_id: "
    let id = lines[1].dropFirst(prefix.count)
    guard lines[1].hasPrefix(prefix), id.utf8.count == 22, id.utf8.allSatisfy(isUrlBase64),
      // 22 characters hold 132 bits, of which the last four are none of the id's.
      let last = id.last, "AQgw".contains(last)
    else {
      log.error(
        "P-01", at: lines[0].utf8.count + 1, "\"\(lines[1])\"",
        expected: "topic_id: and 22 characters of URL-safe Base64")
      return nil
    }
    if id.allSatisfy({ $0 == "A" }) {
      log.error("P-01", at: lines[0].utf8.count + 1, "the zero id", expected: "a topic's id")
    }
    return String(id)
  }

  private static func isUrlBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  static func checkMetaProperties(_ bytes: ByteBuffer, into log: inout FindingLog) {
    var values: [String: String] = [:]
    for line in String(buffer: bytes).split(separator: "\n") {
      let line = line.drop { $0 == " " || $0 == "\t" }
      guard let first = line.first, first != "#", first != "!" else { continue }
      guard let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
        log.error("D-04", "\"\(line)\"", expected: "name=value")
        continue
      }
      values[trimmed(line[..<mark])] = trimmed(line[line.index(after: mark)...])
    }
    let version = values["version"].flatMap { Int($0) }
    guard version == 0 || version == 1 else {
      return log.error("D-04", "version \(values["version"] ?? "absent")", expected: "0 or 1")
    }
    let node = version == 1 ? "node.id" : "broker.id"
    if values[node].flatMap({ Int32($0) }) ?? -1 < 0 {
      log.error("D-04", "\(node) \(values[node] ?? "absent")", expected: "a number of at least 0")
    }
    if version == 1, values["cluster.id"]?.isEmpty ?? true {
      log.error("D-04", "no cluster.id", expected: "the cluster's id")
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
    return String(text)
  }
}
