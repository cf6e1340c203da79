import NIOCore

/// Checks a partition's directory by the rules of the on-disk format, and changes nothing.
package struct PartitionVerifier {
  private let directory: StoredDirectory
  private var context: SegmentContext
  private var findings: [Finding] = []
  private var segments: [LogSegment] = []
  private var replay = ProducerReplay()
  /// What the log says of the producers at each snapshot's number.
  private var states: [Int64: ProducerReplay] = [:]

  private init(_ directory: StoredDirectory, _ context: SegmentContext) {
    self.directory = directory
    self.context = context
    if let name = PartitionName(directory.name) {
      self.context.topic = name.topic
      if SegmentContext.compactedTopics.contains(name.topic) { self.context.isCompacted = true }
    }
  }

  /// Everything there is to say, by file and place.
  package static func findings(
    in directory: StoredDirectory, context: SegmentContext = SegmentContext()
  ) -> [Finding] {
    var verifier = PartitionVerifier(directory, context)
    verifier.verify()
    return verifier.findings.sorted {
      ($0.file, $0.position ?? -1, $0.rule, $0.found) < ($1.file, $1.position ?? -1, $1.rule, $1.found)
    }
  }

  private mutating func say(_ file: String, _ body: (inout FindingLog) -> Void) {
    var log = FindingLog(file)
    body(&log)
    findings += log.findings
  }

  private mutating func verify() {
    if PartitionName(directory.name) == nil {
      let name = directory.name
      say("") { $0.error("D-01", name, expected: "a topic, a dash and a partition") }
    }
    let names = sortNames()
    let bases = names["log", default: []]
    let numbers = Array(Set(names["snapshot", default: []])).sorted()
    readSegments(bases, numbers)
    for segment in segments { checkIndexes(of: segment) }
    for suffix in ["index", "timeindex", "txnindex"] as [Substring] {
      for number in names[suffix, default: []] where !bases.contains(number) {
        say(Self.name(number, String(suffix))) { $0.warn("N-04", "an index without a log", expected: "both or none") }
      }
    }
    for number in numbers { checkSnapshot(number, isNewest: number == numbers.last) }
    checkSmallFiles()
    checkPositions()
  }

  /// Puts the files in order and reports those that belong to nothing.
  private mutating func sortNames() -> [Substring: [Int64]] {
    var numbers: [Substring: [Int64]] = [:]
    for file in directory.files.keys.sorted() {
      do {
        guard let name = try SegmentFileName(file) else {
          let isKnown = ["leader-epoch-checkpoint", "partition.metadata", "quorum-state"].contains(file)
          if context.isMetadataLog, file.hasSuffix(".checkpoint"), let bytes = directory.files[file] {
            let context = context
            say(file) { MetadataSnapshot.check(file, bytes, context: context, into: &$0) }
          } else if !isKnown {
            say(file) { $0.warn("D-03", "a foreign file", expected: "files of the partition") }
          }
          continue
        }
        if name.suffix.contains(".") {
          say(file) { $0.note("N-05", "a file of an unfinished change", expected: "none after a clean stop") }
        } else {
          numbers[name.suffix, default: []].append(name.number)
        }
      } catch {
        say(file) { $0.error("N-01", "a stray name", expected: "20 digits that fit 63 bits before the suffix") }
      }
    }
    return numbers
  }

  private mutating func readSegments(_ bases: [Int64], _ numbers: [Int64]) {
    var order = LogOrder()
    var rest = numbers[...]
    var records = InternalRecordChecks()
    let partition = PartitionName(directory.name)?.partition
    for base in bases {
      let file = Self.name(base, "log")
      guard let bytes = directory.files[file] else { continue }
      var log = FindingLog(file)
      if let last = order.lastOffset, last >= base {
        log.error("N-03", "base \(base)", expected: "above \(last), the last offset of the segment before")
      } else if let last = order.lastOffset, base > last + 1, !context.isCompacted {
        log.warn("L-04", "base \(base)", expected: "\(last + 1), behind the segment before")
      }
      let segment = LogSegment.read(
        bytes, base: base, file: file, isLast: base == bases.last, previous: &order, context: context, into: &log)
      for batch in segment.batches {
        while let next = rest.first, next <= batch.baseOffset {
          states[next] = replay
          rest.removeFirst()
        }
        replay.apply(batch, context: context, into: &log)
        records.check(batch, partition: partition, context: context, into: &log)
      }
      findings += log.findings
      segments.append(segment)
      // An empty segment says where the log ends all the same.
      order.lastOffset = max(order.lastOffset ?? base - 1, base - 1)
    }
    for number in rest { states[number] = replay }
    for transaction in replay.open where !segments.isEmpty {
      say(Self.name(segments[segments.count - 1].base, "log")) {
        $0.note(
          "L-09", "producer \(transaction.producerId) has a transaction open since \(transaction.first)",
          expected: "an end of it later")
      }
    }
  }

  /// The log holds all that was ever written to it.
  private var isComplete: Bool {
    !context.isCompacted && segments.first?.base == 0 && (context.logStart ?? 0) <= 0
      && segments.allSatisfy { $0.tail == nil }
  }

  private var end: Int64 {
    guard let last = segments.last else { return 0 }
    return max(last.base, last.lastOffset + 1)
  }

  private mutating func checkIndexes(of segment: LogSegment) {
    let isLast = segment.base == segments.last?.base
    let isActive = isLast
    let isComplete = isComplete
    let isClean = context.isClean
    let replay = replay
    if let bytes = directory.files[Self.name(segment.base, "index")] {
      say(Self.name(segment.base, "index")) {
        OffsetIndex(bytes, isActive: isActive, into: &$0).check(against: segment, into: &$0)
      }
    } else {
      say(Self.name(segment.base, "index")) { $0.error("N-05", "missing", expected: "an index beside each log") }
    }
    if let bytes = directory.files[Self.name(segment.base, "timeindex")] {
      say(Self.name(segment.base, "timeindex")) {
        TimeIndex(bytes, isActive: isActive, into: &$0)
          .check(against: segment, isLast: isLast, isClean: isClean, into: &$0)
      }
    } else {
      say(Self.name(segment.base, "timeindex")) { $0.error("N-05", "missing", expected: "an index beside each log") }
    }
    let file = Self.name(segment.base, "txnindex")
    let bytes = directory.files[file]
    say(file) { log in
      let index = bytes.map { TransactionIndex($0, into: &log) }
      index?.check(against: segment, replay: replay, isComplete: isComplete, into: &log)
      TransactionIndex.checkMissing(index?.entries ?? [], segment: segment, replay: replay, into: &log)
    }
  }

  private mutating func checkSnapshot(_ number: Int64, isNewest: Bool) {
    let file = Self.name(number, "snapshot")
    guard let bytes = directory.files[file] else { return }
    let start = max(context.logStart ?? 0, segments.first?.base ?? 0)
    let batches = segments.flatMap(\.batches)
    let times = batches.map(\.maxTimestamp)
    let now = context.now ?? times.max() ?? -1
    let expiry = context.producerExpiry
    var log = FindingLog(file)
    defer { findings += log.findings }
    guard let snapshot = ProducerSnapshot(bytes, number: number, into: &log) else { return }
    if let spanning = batches.first(where: { $0.baseOffset < number && $0.lastOffset >= number }) {
      log.error(
        "S-04", "number \(number)",
        expected: "no batch across it, there is \(spanning.baseOffset) to \(spanning.lastOffset)")
    }
    if number > end || number <= start {
      log.warn("S-05", "number \(number)", expected: "above \(start) and at most \(end)")
    }
    if !isNewest, !segments.contains(where: { $0.base == number }) {
      log.warn("S-06", "number \(number)", expected: "a segment's base, or the newest snapshot")
    }
    guard let state = states[number], segments.allSatisfy({ $0.tail == nil }) else { return }
    snapshot.check(
      against: state, kept: Set(batches.map(\.lastOffset)), isComplete: isComplete,
      expired: { $0 < now - expiry }, into: &log)
  }

  private mutating func checkSmallFiles() {
    let batches = segments.flatMap(\.batches)
    let start = max(context.logStart ?? 0, segments.first?.base ?? 0)
    let end = end
    let context = context
    if let bytes = directory.files["leader-epoch-checkpoint"] {
      let isWhole = segments.allSatisfy { $0.tail == nil }
      say("leader-epoch-checkpoint") { log in
        let checkpoint = EpochCheckpoint(bytes, into: &log)
        if isWhole { checkpoint.check(batches, logStart: start, end: end, context: context, into: &log) }
      }
    } else if batches.contains(where: { $0.magic == 2 && $0.leaderEpoch >= 0 }) {
      say("leader-epoch-checkpoint") { $0.warn("E-02", "missing", expected: "the epochs of the batches") }
    }
    if let bytes = directory.files["partition.metadata"] {
      say("partition.metadata") { _ = SmallFiles.checkPartitionMetadata(bytes, into: &$0) }
    }
  }

  /// Compares what the checkpoints beside the partition say of it.
  private mutating func checkPositions() {
    guard let first = segments.first?.base, let active = segments.last?.base else { return }
    let end = end
    let context = context
    let start = max(context.logStart ?? first, first)
    say("") { log in
      if let point = context.recoveryPoint, point > end || point < start {
        log.warn("C-03", "recovery point \(point)", expected: "\(start) to \(end)")
      }
      if let logStart = context.logStart {
        if logStart > end { log.error("C-04", "log start \(logStart)", expected: "at most the end, \(end)") }
        if logStart <= first { log.warn("C-04", "log start \(logStart)", expected: "above \(first), or no entry") }
      }
      if let mark = context.highWatermark, mark > end {
        log.warn("C-05", "high watermark \(mark)", expected: "at most \(end)")
      }
      if let cleaned = context.cleanerOffset, cleaned < start || cleaned > active {
        log.warn("C-06", "cleaner offset \(cleaned)", expected: "\(start) to \(active)")
      }
    }
  }

  /// `00000000000000000012.log`
  package static func name(_ number: Int64, _ suffix: String) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, 20 - digits.count)) + digits + "." + suffix
  }
}
