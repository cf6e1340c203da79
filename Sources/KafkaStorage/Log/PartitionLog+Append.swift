import KafkaRecords
package import KafkaWire
package import NIOCore

extension PartitionLog {
  /// Appends batches of magic 2 behind the log's end: all of them, or none.
  ///
  /// Offsets, leader epoch and, where the topic says so, the append time are put into the headers on the way to
  /// the file; `batches` itself is not changed. An incomplete batch behind the last whole one is left out, as in Apache
  /// Kafka. Checksums and records are not looked at.
  ///
  /// - Parameters:
  ///   - leaderEpoch: what the batches get; of no meaning for `.replication`.
  ///   - moment: now.
  /// - Throws: what the producer did wrong (`invalidRecord`, `recordTooLarge`, `recordListTooLarge`, `outOfOrderSequence`,
  ///   `invalidProducerEpoch`, `invalidTransactionState`, `transactionCoordinatorFenced`), or the disk. After `outOfSpace`
  ///   and `io` the log is as it was before; after `offline` it has to be opened anew.
  @discardableResult
  package func append(
    _ batches: ByteBuffer, origin: AppendOrigin = .client, leaderEpoch: Int32, at moment: Moment
  ) throws(StorageError) -> AppendInfo {
    try checkUsable()
    let result = batches.withUnsafeReadableBytes { bytes in
      Result { () throws(StorageError) in
        try append(bytes, of: batches, origin: origin, leaderEpoch: leaderEpoch, at: moment)
      }
    }
    do throws(StorageError) {
      return try result.get()
    } catch {
      if error.kind == .offline { fail(error) }
      throw error
    }
  }

  private func append(
    _ bytes: UnsafeRawBufferPointer, of buffer: ByteBuffer, origin: AppendOrigin, leaderEpoch: Int32, at moment: Moment
  ) throws(StorageError) -> AppendInfo {
    var batches = try parse(bytes, origin: origin)
    guard let first = batches.first else {
      throw StorageError(.invalidRecord, path: directory, "no whole batch in \(bytes.count) bytes")
    }
    if origin == .client, let duplicate = duplicate(among: batches) {
      return AppendInfo(
        firstOffset: duplicate.firstOffset, lastOffset: duplicate.lastOffset, logAppendTime: duplicate.timestamp,
        logStartOffset: logStartOffset, isDuplicate: true, isSyncDue: isSyncDue(for: duplicate.lastOffset))
    }

    // The places of the batches in `bytes`, which `append` below turns into those in the file.
    let places = batches.map { ($0.position, $0.size) }
    let stampsTime = configuration.timestampType == .logAppendTime && origin != .replication
    if origin == .replication {
      try checkOffsets(of: batches)
    } else {
      try assign(&batches, in: bytes, leaderEpoch: leaderEpoch, appendTime: stampsTime ? moment.wallClock : nil)
    }
    let firstOffset = batches[0].baseOffset
    let lastOffset = batches[batches.count - 1].lastOffset
    let size = batches.reduce(0) { $0 + $1.size }
    let maxTimestamp = batches.reduce(-1) { max($0, $1.maxTimestamp) }

    var update = ProducerUpdate(
      checksSequences: origin == .client, checksEpochs: origin != .replication, path: directory)
    for (batch, place) in zip(batches, places) {
      guard let header = batch.header, header.hasProducerId else { continue }
      var marker: EndTransactionMarker?
      if header.isControl, let slice = buffer.getSlice(at: buffer.readerIndex + place.0, length: place.1) {
        marker = try EndTransactionMarker(ofBatch: slice, path: directory)
      }
      try update.add(header, marker: marker, known: producers.states[header.producerId])
    }

    for batch in batches { try assignEpoch(batch.partitionLeaderEpoch, startOffset: batch.baseOffset) }
    if try active.shouldRoll(
      before: size, lastOffset: lastOffset, maxTimestamp: maxTimestamp, segmentBytes: configuration.segmentBytes,
      segmentMilliseconds: configuration.segmentMilliseconds - jitter, wallClock: moment.wallClock)
    {
      try roll(to: max(firstOffset, logEndOffset), at: moment)
    }

    try write(&batches, places: places, in: bytes, stamped: origin != .replication)
    let aborted = producers.apply(update, end: lastOffset + 1)
    do throws(StorageError) {
      for transaction in aborted { try active.transactionIndex.append(transaction) }
    } catch {
      // Batches and index are apart now.
      throw StorageError(.offline, path: error.path, error.message)
    }
    if unsyncedSince == nil { unsyncedSince = moment.instant }
    logEndOffset = lastOffset + 1
    return AppendInfo(
      firstOffset: origin == .replication ? first.baseOffset : firstOffset, lastOffset: lastOffset,
      logAppendTime: stampsTime ? moment.wallClock : -1, logStartOffset: logStartOffset, isDuplicate: false,
      isSyncDue: isSyncDue(for: lastOffset))
  }

  /// Whether the record at an offset has to be on the disk before it is acknowledged, and is not known to be.
  private func isSyncDue(for offset: Int64) -> Bool {
    offset >= recoveryPoint && logEndOffset - recoveryPoint >= configuration.flushMessages
  }

  // MARK: Before the write

  /// The whole batches in the bytes, with their places there as positions.
  private func parse(_ bytes: UnsafeRawBufferPointer, origin: AppendOrigin) throws(StorageError) -> [StoredBatch] {
    var batches: [StoredBatch] = []
    var position = 0
    var total = 0
    while bytes.count - position >= RecordBatchHeader.byteCount,
      let header = RecordBatchHeader(UnsafeRawBufferPointer(rebasing: bytes[position...]))
    {
      guard header.sizeInBytes >= RecordBatchHeader.byteCount else {
        throw StorageError(
          .invalidRecord, path: directory, "a batch declares \(header.sizeInBytes) bytes, its header alone has 61")
      }
      guard header.sizeInBytes <= bytes.count - position else { break }
      guard header.magic == 2 else {
        throw StorageError(.invalidRecord, path: directory, "expected a batch of magic 2, found \(header.magic)")
      }
      guard header.lastOffsetDelta >= 0 else {
        throw StorageError(
          .invalidRecord, path: directory, "a batch declares \(header.lastOffsetDelta) as its last offset delta")
      }
      if origin != .replication, header.sizeInBytes > configuration.maxMessageBytes {
        throw StorageError(
          .recordTooLarge, path: directory,
          "a batch of \(header.sizeInBytes) bytes, max.message.bytes is \(configuration.maxMessageBytes)")
      }
      if origin == .client, header.isControl {
        throw StorageError(.invalidRecord, path: directory, "clients may not write control batches")
      }
      batches.append(StoredBatch(position: position, header: header))
      position += header.sizeInBytes
      total += header.sizeInBytes
    }
    guard total <= configuration.segmentBytes else {
      throw StorageError(
        .recordListTooLarge, path: directory, "\(total) bytes, segment.bytes is \(configuration.segmentBytes)")
    }
    return batches
  }

  private func duplicate(among batches: [StoredBatch]) -> ProducerEntry.Batch? {
    for batch in batches {
      guard let header = batch.header, header.hasProducerId else { continue }
      if let duplicate = producers.states[header.producerId]?.duplicate(of: header) { return duplicate }
    }
    return nil
  }

  private func checkOffsets(of batches: [StoredBatch]) throws(StorageError) {
    var next = logEndOffset
    for batch in batches {
      guard batch.baseOffset >= next, batch.lastOffset < Int64.max else {
        throw StorageError(
          .invalidRecord, path: directory, "expected offset \(next) or above, found \(batch.baseOffset)")
      }
      next = batch.lastOffset + 1
    }
  }

  private func assign(
    _ batches: inout [StoredBatch], in bytes: UnsafeRawBufferPointer, leaderEpoch: Int32, appendTime: Int64?
  ) throws(StorageError) {
    var next = logEndOffset
    for index in batches.indices {
      guard var header = batches[index].header else { continue }
      guard next < .max - Int64(header.lastOffsetDelta) else {
        throw StorageError(.recordListTooLarge, path: directory, "no offsets are left after \(next)")
      }
      header.baseOffset = next
      header.partitionLeaderEpoch = leaderEpoch
      if let appendTime {
        let old = header
        header.maxTimestamp = appendTime
        header.attributes.timestampType = .logAppendTime
        header.carryChecksum(from: old)
      }
      batches[index] = StoredBatch(position: batches[index].position, header: header)
      next = header.lastOffset + 1
    }
  }

  // MARK: The write

  /// Writes the batches' bytes, with their headers as they are now.
  private func write(
    _ batches: inout [StoredBatch], places: [(Int, Int)], in bytes: UnsafeRawBufferPointer, stamped: Bool
  ) throws(StorageError) {
    let interval = configuration.indexIntervalBytes
    guard stamped else {
      let end = places.last.map { $0.0 + $0.1 } ?? 0
      try active.append([UnsafeRawBufferPointer(rebasing: bytes[..<end])], &batches, indexInterval: interval)
      return
    }
    let headerSize = RecordBatchHeader.byteCount
    // Not inout: the closure below may not capture that.
    var written = batches
    let result = withUnsafeTemporaryAllocation(byteCount: batches.count * headerSize, alignment: 8) { headers in
      Result { () throws(StorageError) in
        var pieces: [UnsafeRawBufferPointer] = []
        pieces.reserveCapacity(2 * places.count)
        for (index, place) in places.enumerated() {
          let front = UnsafeMutableRawBufferPointer(rebasing: headers[(index * headerSize)...].prefix(headerSize))
          if let header = written[index].header, let address = front.baseAddress { header.write(to: address) }
          pieces.append(UnsafeRawBufferPointer(front))
          pieces.append(UnsafeRawBufferPointer(rebasing: bytes[(place.0 + headerSize)..<(place.0 + place.1)]))
        }
        try active.append(pieces, &written, indexInterval: interval)
      }
    }
    try result.get()
    batches = written
  }

  // MARK: Rolling

  /// Begins a new segment. If that fails the old one goes on.
  func roll(to base: Int64, at moment: Moment) throws(StorageError) {
    // An empty segment of that base does as well; its indexes cannot be full of anything.
    if active.log.size == 0, active.baseOffset == base { return }
    let last = try active.seal()
    producers.advance(to: base)
    try producers.takeSnapshot(synchronized: false)
    // Where the settings promise anything, what comes later must not outlive what came before it.
    if configuration.promisesDurability { try flush() }
    let next: ActiveSegment
    do throws(StorageError) {
      next = try ActiveSegment(
        creating: base, in: directory, of: fileSystem, indexBytes: configuration.segmentIndexBytes,
        at: moment.wallClock)
    } catch {
      do throws(StorageError) {
        try SegmentFiles.remove(base, in: directory, of: fileSystem)
      } catch let second {
        throw StorageError(.offline, path: directory, "\(error.message); and then: \(second.message)")
      }
      throw error
    }
    sealed.append(last)
    unsynced.append(last)
    active = next
    drawJitter()
  }
}

extension RecordBatchHeader {
  /// Makes the checksum right again after fields under it changed, if it was right for the old ones.
  mutating func carryChecksum(from old: RecordBatchHeader) {
    let count = Self.byteCount
    let behind = max(0, sizeInBytes - count)
    let new = self
    crc = withUnsafeTemporaryAllocation(byteCount: 2 * count, alignment: 8) { scratch in
      guard let address = scratch.baseAddress else { return old.crc }
      old.write(to: address)
      new.write(to: address + count)
      // The checksum begins behind itself, at byte 21.
      return CRC32C.updating(
        old.crc, front: UnsafeRawBufferPointer(rebasing: scratch[21..<count]),
        becomes: UnsafeRawBufferPointer(rebasing: scratch[(count + 21)..<(2 * count)]), bytesBehind: behind)
    }
  }
}

extension EndTransactionMarker {
  /// What a control batch says; nil if it is empty (its transaction was cleaned away) or of another type.
  init?(ofBatch bytes: ByteBuffer, path: String) throws(StorageError) {
    do throws(RecordError) {
      guard let record = try RecordBatch(bytes).records().first(where: { _ in true }) else { return nil }
      try self.init(record)
    } catch {
      throw StorageError(.invalidRecord, path: path, "a control batch that cannot be read: \(error)")
    }
  }
}
