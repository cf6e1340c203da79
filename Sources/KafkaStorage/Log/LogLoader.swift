import KafkaRecords
import KafkaWire
import NIOCore

/// What was found in a partition directory.
struct LoadedLog {
  var topicId: KafkaUUID?
  var sealed: [SealedSegment]
  var active: ActiveSegment
  var producers: ProducerStore
  var leaderEpochs: LeaderEpochs
  var logStartOffset: Int64
  var logEndOffset: Int64
  var recoveryPoint: Int64
  /// Sealed segments that may not be on the disk yet.
  var unsynced: [SealedSegment]
  var report: OpenReport
}

/// Opens a partition directory, and mends what an unclean stop has left.
struct LogLoader {
  let directory: String
  let fileSystem: any FileSystem
  let configuration: LogConfiguration
  let options: OpenOptions
  let wallClock: Int64

  private var report = OpenReport()
  private var epochs = LeaderEpochs()
  private var snapshots: [Int64] = []
  private var segments: [SealedSegment] = []

  init(
    directory: String, configuration: LogConfiguration, options: OpenOptions, wallClock: Int64,
    in fileSystem: any FileSystem
  ) {
    self.directory = directory
    self.configuration = configuration
    self.options = options
    self.wallClock = wallClock
    self.fileSystem = fileSystem
  }

  mutating func load() throws(StorageError) -> LoadedLog {
    let metadata = try PartitionMetadata.read(directory + "/" + SegmentName.partitionMetadata, in: fileSystem)
    let epochsPath = directory + "/" + SegmentName.leaderEpochs
    epochs = try LeaderEpochs(reading: epochsPath, in: fileSystem)
    let storedEpochs = epochs
    try InterruptedCleaning(directory: directory, fileSystem: fileSystem).finish()
    let incomplete = try openSegments()

    let firstUnflushed = options.isClean ? segments.count : segmentIndex(of: options.recoveryPoint)
    try recover(incomplete, before: firstUnflushed)
    var end = options.isClean ? try checkEnd() : try recover(from: firstUnflushed)
    if end < options.logStartOffset {
      // Retention or DeleteRecords had passed all that is left.
      for segment in segments { try remove(segment) }
      segments = []
      end = options.logStartOffset
    }
    let logStart = max(options.logStartOffset, segments.first?.baseOffset ?? 0)
    end = max(end, logStart)
    epochs.truncate(fromEnd: end)
    epochs.truncate(fromStart: logStart)
    let producers = makeStore()
    try producers.removeStraySnapshots(segmentBases: Set(segments.map(\.baseOffset)))
    try rebuild(producers, upTo: end, logStart: logStart, segments: segments)
    try producers.recallBatches(from: segments)
    if epochs != storedEpochs { try epochs.write(to: epochsPath, in: fileSystem) }

    let active: ActiveSegment
    if let last = segments.popLast() {
      active = try ActiveSegment(
        reopening: last, in: directory, of: fileSystem, indexBytes: configuration.segmentIndexBytes, at: wallClock)
    } else {
      active = try ActiveSegment(
        creating: logStart, in: directory, of: fileSystem, indexBytes: configuration.segmentIndexBytes, at: wallClock)
      try fileSystem.synchronizeDirectory(directory)
    }
    let recoveryPoint = options.isClean && report == OpenReport() ? end : min(options.recoveryPoint, end)
    let firstUnsynced = segments.lastIndex { $0.baseOffset <= recoveryPoint } ?? 0
    return LoadedLog(
      topicId: metadata?.topicId, sealed: segments, active: active, producers: producers, leaderEpochs: epochs,
      logStartOffset: logStart, logEndOffset: end, recoveryPoint: recoveryPoint,
      unsynced: recoveryPoint < active.baseOffset ? Array(segments[firstUnsynced...]) : [], report: report)
  }

  // MARK: Segments

  /// - Returns: base offsets of segments that have no offset index.
  private mutating func openSegments() throws(StorageError) -> Set<Int64> {
    let names = Set(try fileSystem.list(directory))
    var incomplete: Set<Int64> = []
    for name in names {
      if let offset = SegmentName.offset(of: name, SegmentName.producerSnapshot) { snapshots.append(offset) }
      for suffix in SegmentFiles.suffixes.dropFirst() {
        guard let base = SegmentName.offset(of: name, suffix) else { continue }
        if !names.contains(SegmentName.name(base, SegmentName.log)) {
          try fileSystem.removeFileIfPresent(directory + "/" + name)
        }
      }
    }
    for base in names.compactMap({ SegmentName.offset(of: $0, SegmentName.log) }).sorted() {
      if !names.contains(SegmentName.name(base, SegmentName.offsetIndex)) { incomplete.insert(base) }
      for suffix in [SegmentName.offsetIndex, SegmentName.timeIndex] {
        let name = SegmentName.name(base, suffix)
        if !names.contains(name) { _ = try fileSystem.open(directory + "/" + name, .create) }
      }
      // A segment without its offset index is read through anyway.
      if !incomplete.contains(base), !names.contains(SegmentName.name(base, SegmentName.timeIndex)) {
        try makeTimeIndex(base)
      }
      segments.append(try SealedSegment(opening: base, in: directory, of: fileSystem))
    }
    return incomplete
  }

  /// Notes the largest time of a segment whose time index is missing, so that searches by time look into it.
  private func makeTimeIndex(_ base: Int64) throws(StorageError) {
    var cursor = BatchCursor(
      try LogFile(opening: directory + "/" + SegmentName.name(base, SegmentName.log), in: fileSystem), at: 0)
    var largest: TimeIndexEntry?
    while let batch = try cursor.next() {
      guard batch.maxTimestamp > largest?.timestamp ?? -1, let offset = Int32(exactly: batch.lastOffset - base) else {
        continue
      }
      largest = TimeIndexEntry(timestamp: batch.maxTimestamp, relativeOffset: offset)
    }
    guard let largest else { return }
    var bytes = ByteBuffer(integer: largest.timestamp)
    bytes.writeInteger(largest.relativeOffset)
    try fileSystem.write(
      bytes, to: directory + "/" + SegmentName.name(base, SegmentName.timeIndex), synchronized: false)
  }

  private func segmentIndex(of offset: Int64) -> Int {
    segments.lastIndex { $0.baseOffset <= offset } ?? 0
  }

  private mutating func remove(_ segment: SealedSegment) throws(StorageError) {
    for path in try SegmentFiles.markDeleted(segment.baseOffset, in: directory, of: fileSystem) {
      try fileSystem.removeFileIfPresent(path)
    }
    report.removed.append(segment.baseOffset)
  }

  // MARK: After a clean stop

  /// Finds the end from the last index entry on. Where index and log do not fit each other the segment is recovered.
  private mutating func checkEnd() throws(StorageError) -> Int64 {
    guard let last = segments.last else { return options.logStartOffset }
    var end = last.baseOffset
    let lastEntry = try last.offsetIndex.last()
    var cursor = BatchCursor(last.log, at: Int(lastEntry?.position ?? 0))
    while let batch = try cursor.next() {
      guard batch.baseOffset >= end || batch.magic < 2, batch.lastOffset >= end else {
        return try recover(from: segments.count - 1)
      }
      end = batch.lastOffset + 1
    }
    let indexed = lastEntry.map { last.baseOffset + Int64($0.relativeOffset) } ?? -1
    guard cursor.position == last.log.size, indexed < end else { return try recover(from: segments.count - 1) }
    return end
  }

  // MARK: Recovery

  /// Makes indexes that are missing in segments that need no recovery otherwise.
  private mutating func recover(_ incomplete: Set<Int64>, before first: Int) throws(StorageError) {
    for index in segments.indices where index < first && incomplete.contains(segments[index].baseOffset) {
      let store = makeStore()
      try rebuild(
        store, upTo: segments[index].baseOffset, logStart: options.logStartOffset, segments: Array(segments[..<index]))
      _ = try recover(index, store)
    }
  }

  /// Reads segments through, from one to the last, until the first damage.
  private mutating func recover(from first: Int) throws(StorageError) -> Int64 {
    guard !segments.isEmpty else { return options.logStartOffset }
    let store = makeStore()
    try rebuild(
      store, upTo: segments[first].baseOffset, logStart: options.logStartOffset, segments: Array(segments[..<first]))
    var index = first
    var end = segments[first].baseOffset
    while index < segments.count {
      let segment = segments[index]
      if segment.baseOffset > end, index > first, !configuration.cleanupPolicy.contains(.compact) {
        report.holes.append(end)
      }
      let recovered = try recover(index, store)
      end = recovered.end
      index += 1
      if recovered.wasCut { break }
    }
    // What follows a cut would follow a hole.
    while segments.count > index, let segment = segments.popLast() {
      try remove(segment)
      snapshots.removeAll { $0 > end }
      for offset in store.snapshots where offset > end { try store.removeSnapshot(offset) }
    }
    snapshots = store.snapshots
    return end
  }

  private mutating func recover(
    _ index: Int, _ store: ProducerStore
  ) throws(StorageError) -> (end: Int64, wasCut: Bool) {
    let base = segments[index].baseOffset
    var recovery = try SegmentRecovery(
      of: segments[index], in: directory, fileSystem: fileSystem, configuration: configuration)
    if store.endOffset < base { store.advance(to: base) }
    let size = segments[index].log.size
    try recovery.run(store, &epochs)
    let end = recovery.end
    segments[index] = try recovery.finish()
    report.recovered.append(base)
    let kept = segments[index].log.size
    if kept < size { report.cuts.append(OpenReport.Cut(segment: base, position: kept, bytes: size - kept)) }
    try store.takeSnapshot(synchronized: false)
    snapshots = store.snapshots
    return (end, kept < size)
  }

  // MARK: Producers

  private func makeStore() -> ProducerStore {
    ProducerStore(
      directory: directory, snapshots: snapshots, expiration: configuration.producerIdExpirationMilliseconds,
      in: fileSystem)
  }

  /// Brings producers to what they were at an offset: from the newest snapshot before it, and the batches since.
  private func rebuild(
    _ store: ProducerStore, upTo end: Int64, logStart: Int64, segments: [SealedSegment]
  ) throws(StorageError) {
    try store.reload(logStart: logStart, logEnd: end, at: wallClock)
    // As in Apache Kafka, the last two segments get snapshots of their own on the way.
    let bases = segments.suffix(2).map(\.baseOffset)
    for (index, segment) in segments.enumerated() {
      let next = index + 1 < segments.count ? segments[index + 1].baseOffset : end
      guard next > store.endOffset else { continue }
      let start = max(segment.baseOffset, store.endOffset, logStart)
      store.advance(to: start)
      if bases.contains(segment.baseOffset) { try store.takeSnapshot(synchronized: false) }
      var cursor = BatchCursor(segment.log, at: try segment.scanStart(for: start))
      while let batch = try cursor.next(), batch.baseOffset < end {
        if batch.lastOffset >= start { _ = try store.replay(batch, of: segment.log) }
      }
    }
    store.advance(to: max(end, store.endOffset))
    try store.takeSnapshot(synchronized: false)
  }
}
