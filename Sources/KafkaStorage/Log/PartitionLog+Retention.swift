package import KafkaWire

extension PartitionLog {
  /// Makes an offset the first that readers get (DeleteRecords). Segments that end below go with `applyRetention`.
  ///
  /// - Parameter offset: at most the high watermark; smaller ones than the present start change nothing.
  package func deleteRecords(before offset: Int64) throws(StorageError) {
    try checkUsable()
    guard offset <= highWatermark else {
      throw StorageError(
        .offsetOutOfRange, path: directory, "offset \(offset) is above the high watermark, \(highWatermark)")
    }
    try moveLogStart(to: offset)
  }

  private func moveLogStart(to offset: Int64) throws(StorageError) {
    guard offset > logStartOffset else { return }
    logStartOffset = offset
    highWatermark = max(highWatermark, offset)
    var changed = leaderEpochs
    if changed.truncate(fromStart: offset) { try writeLeaderEpochs(changed) }
    producers.logStartMoved(to: offset)
  }

  /// Removes whole segments that are below the log's start, or, with `cleanup.policy=delete`, due by `retention.ms` or
  /// `retention.bytes`, the oldest first. Their files are renamed now and removed by `removeDeletedFiles`.
  ///
  /// - Returns: how many segments went.
  @discardableResult
  package func applyRetention(at moment: Moment) throws(StorageError) -> Int {
    try checkUsable()
    var count = 0
    if configuration.cleanupPolicy.contains(.delete) {
      let milliseconds = configuration.retentionMilliseconds
      if milliseconds >= 0 {
        count += try removeSegments(at: moment) { segment, _ throws(StorageError) in
          try moment.wallClock - time(of: segment) > milliseconds
        }
      }
      if configuration.retentionBytes >= 0 {
        var excess = Int64(sizeInBytes) - configuration.retentionBytes
        count += try removeSegments(at: moment) { segment, _ throws(StorageError) in
          guard excess >= Int64(segment.log.size) else { return false }
          excess -= Int64(segment.log.size)
          return true
        }
      }
    }
    count += try removeSegments(at: moment) { _, next throws(StorageError) in
      next.map { $0 <= logStartOffset } ?? false
    }
    return count
  }

  /// The largest time of a segment, or that of its file if its batches have none.
  private func time(of segment: any LogSegment) throws(StorageError) -> Int64 {
    let largest = try segment.largestTimestamp.timestamp
    if largest >= 0 { return largest }
    return try fileSystem.status(segment.log.path)?.modified ?? .max
  }

  /// Removes segments from the oldest on while a condition holds.
  ///
  /// - Parameter isDue: gets the segment and the base of the next.
  private func removeSegments(
    at moment: Moment, while isDue: (any LogSegment, Int64?) throws(StorageError) -> Bool
  ) throws(StorageError) -> Int {
    var count = 0
    while let segment = segment(count) {
      let next = self.segment(count + 1)?.baseOffset
      // Never what followers may still lack, and never an empty active segment.
      guard highWatermark >= next ?? logEndOffset, next != nil || segment.log.size > 0, try isDue(segment, next) else {
        break
      }
      count += 1
    }
    guard count > 0 else { return 0 }
    if count > sealed.count { try roll(to: logEndOffset, at: moment) }
    let going = sealed.prefix(count)
    var paths: [String] = []
    // In this order a crash leaves a log without a hole.
    for segment in going {
      paths += try SegmentFiles.markDeleted(segment.baseOffset, in: directory, of: fileSystem)
      try producers.removeSnapshot(segment.baseOffset)
    }
    sealed.removeFirst(count)
    unsynced.removeAll { segment in going.contains { $0 === segment } }
    removals.append(
      (due: moment.instant + .milliseconds(configuration.fileDeleteDelayMilliseconds), paths: paths))
    try moveLogStart(to: sealed.first?.baseOffset ?? active.baseOffset)
    return count
  }

  /// When files wait to be removed; nil if none do.
  package var nextRemoval: Instant? { removals.map(\.due).min() }

  /// Removes the files of segments that were deleted `file.delete.delay.ms` ago.
  package func removeDeletedFiles(at now: Instant) throws(StorageError) {
    for removal in removals where removal.due <= now {
      for path in removal.paths { try fileSystem.removeFileIfPresent(path) }
    }
    removals.removeAll { $0.due <= now }
  }

  /// Forgets producers that have been idle for `producer.id.expiration.ms`.
  package func expireProducers(at wallClock: Int64) {
    producers.states.removeExpired(at: wallClock, after: configuration.producerIdExpirationMilliseconds)
  }
}
