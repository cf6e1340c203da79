import NIOCore

/// One `.log` file, batch by batch; every batch's `range` is its place in the file.
package struct LogSegment: Sendable {
  package var base: Int64
  package var file: String
  package var size: Int
  package var batches: [ReadBatch] = []
  /// Bytes at the end that are no batch begin here.
  package var tail: Int?

  /// The last offset of the last batch; one below the base when there is none.
  package var lastOffset: Int64 { batches.last?.lastOffset ?? base - 1 }

  package var largestTime: Int64 { batches.map(\.maxTimestamp).max() ?? -1 }

  /// The batch that begins at a byte.
  func batch(at position: Int) -> ReadBatch? {
    let index = firstIndex { $0.range.lowerBound >= position }
    guard index < batches.count, batches[index].range.lowerBound == position else { return nil }
    return batches[index]
  }

  /// The batch that holds an offset, or the first behind it.
  func batch(holding offset: Int64) -> ReadBatch? {
    let index = firstIndex { $0.lastOffset >= offset }
    return index < batches.count ? batches[index] : nil
  }

  /// Batches are sorted by what the condition looks at: false at first, then true.
  func firstIndex(where condition: (ReadBatch) -> Bool) -> Int {
    var low = 0
    var high = batches.count
    while low < high {
      let middle = (low + high) / 2
      if condition(batches[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Reads a file's batches and says what is wrong with each by itself, and with their order.
  ///
  /// - Parameters:
  ///   - previous: The last offset and leader epoch of the segments before.
  ///   - isLast: Whether it is the segment that is written to.
  static func read(
    _ bytes: ByteBuffer, base: Int64, file: String, isLast: Bool, previous: inout LogOrder, context: SegmentContext,
    into log: inout FindingLog
  ) -> LogSegment {
    let bytes = bytes.slice()
    var segment = LogSegment(base: base, file: file, size: bytes.readableBytes)
    if segment.size >= StoredDirectory.sizeLimit { log.error("L-10", "\(segment.size) bytes", expected: "below 2^31") }
    var position = 0
    while position < segment.size {
      if let fault = Self.fault(in: bytes, at: position) {
        segment.tail = position
        let isZero = bytes.getSlice(at: position, length: segment.size - position)?.isZero ?? false
        let found = isZero ? "\(segment.size - position) zero bytes" : fault.found
        log.add(
          isLast && !context.isClean ? .information : .error, isZero ? "L-02" : fault.rule, position, found, "a batch")
        break
      }
      let length = Int(bytes.getInteger(at: position + 8, as: Int32.self) ?? 0) + 12
      let slice = bytes.getSlice(at: position, length: length) ?? ByteBuffer()
      defer { position += length }
      guard var batch = BatchChecks.read(slice, at: position, into: &log) else { continue }
      batch.range = position..<position + length
      BatchChecks.check(batch, at: position, context: context, into: &log)
      previous.check(batch, base: base, at: position, context: context, into: &log)
      segment.batches.append(batch)
    }
    return segment
  }

  /// Why no batch begins at a byte.
  private static func fault(in bytes: ByteBuffer, at position: Int) -> (rule: String, found: String)? {
    let left = bytes.readableBytes - position
    guard left >= 17, let length = bytes.getInteger(at: position + 8, as: Int32.self),
      let magic = bytes.getInteger(at: position + 16, as: Int8.self)
    else { return ("L-02", "\(left) bytes") }
    guard (0...2).contains(magic) else { return ("B-02", "magic \(magic)") }
    let least = magic == 2 ? 49 : magic == 1 ? 22 : 14
    guard length >= least else { return (magic == 2 ? "B-01" : "O-01", "a length of \(length)") }
    guard Int(length) + 12 <= left else { return ("L-02", "a batch of \(Int(length) + 12) bytes, \(left) left") }
    return nil
  }
}

/// What the order of batches is judged by, from one to the next.
struct LogOrder {
  var lastOffset: Int64?
  var epoch: Int32 = -1
  var magic: Int8 = 0

  mutating func check(
    _ batch: ReadBatch, base: Int64, at position: Int, context: SegmentContext, into log: inout FindingLog
  ) {
    if let lastOffset {
      if batch.baseOffset <= lastOffset {
        log.error("L-03", at: position, "base offset \(batch.baseOffset)", expected: "above \(lastOffset)")
      } else if batch.baseOffset > lastOffset + 1, !context.isCompacted {
        log.warn("L-04", at: position, "base offset \(batch.baseOffset)", expected: "\(lastOffset + 1)")
      }
    } else if batch.baseOffset > base, !context.isCompacted {
      log.warn("N-02", at: position, "base offset \(batch.baseOffset)", expected: "that of the file's name, \(base)")
    }
    if batch.baseOffset < base {
      log.error("N-02", at: position, "base offset \(batch.baseOffset)", expected: "at least the name's \(base)")
    }
    let (distance, isOver) = batch.lastOffset.subtractingReportingOverflow(base)
    if isOver || distance > Int64(Int32.max) {
      log.error("L-05", at: position, "last offset \(batch.lastOffset)", expected: "at most 2147483647 above \(base)")
    }
    if batch.magic < magic {
      log.warn("O-06", at: position, "magic \(batch.magic)", expected: "no older format behind magic \(magic)")
    }
    if batch.magic == 2, batch.leaderEpoch < epoch {
      log.error("L-06", at: position, "leader epoch \(batch.leaderEpoch)", expected: "at least \(epoch)")
    }
    if batch.magic == 2 { epoch = max(epoch, batch.leaderEpoch) }
    magic = batch.magic
    lastOffset = max(lastOffset ?? batch.lastOffset, batch.lastOffset)
  }
}
