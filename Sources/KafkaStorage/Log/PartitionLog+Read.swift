package import NIOCore

extension PartitionLog {
  /// Reads batches from the one that holds an offset on. They come from one segment, so there may be fewer than fit.
  ///
  /// - Parameters:
  ///   - maxBytes: no more is read; the last batch may be cut off.
  ///   - minOneBatch: read the first batch as a whole even if it is larger than that.
  ///   - limit: only offsets below are read: the high watermark, the last stable offset, or nil for the log's end.
  /// - Throws: `offsetOutOfRange` if the offset is below the log's start or above its end.
  package func read(
    from offset: Int64, maxBytes: Int, minOneBatch: Bool = true, upTo limit: Int64? = nil
  ) throws(StorageError) -> FetchedData {
    guard let place = try locate(offset, maxBytes: maxBytes, minOneBatch: minOneBatch, upTo: limit) else {
      return .empty
    }
    return FetchedData(
      records: try place.log.read(count: place.count, at: place.position),
      isFirstBatchIncomplete: place.isFirstBatchIncomplete)
  }

  /// Reads batches like `read(from:)`, straight behind what is in a buffer.
  ///
  /// - Returns: how many bytes were added.
  package func read(
    from offset: Int64, maxBytes: Int, minOneBatch: Bool = true, upTo limit: Int64? = nil, into buffer: inout ByteBuffer
  ) throws(StorageError) -> Int {
    guard let place = try locate(offset, maxBytes: maxBytes, minOneBatch: minOneBatch, upTo: limit) else { return 0 }
    return try place.log.handle().read(count: place.count, at: place.position, into: &buffer)
  }

  private struct Place {
    var log: LogFile
    var position: Int
    var count: Int
    var isFirstBatchIncomplete: Bool
  }

  private func locate(
    _ offset: Int64, maxBytes: Int, minOneBatch: Bool, upTo limit: Int64?
  ) throws(StorageError) -> Place? {
    try checkUsable()
    guard offset >= logStartOffset, offset <= logEndOffset else {
      throw StorageError(
        .offsetOutOfRange, path: directory,
        "offset \(offset), the log has \(logStartOffset) to \(logEndOffset)")
    }
    let limit = min(limit ?? logEndOffset, logEndOffset)
    guard offset < limit else { return nil }
    var index = segmentIndex(of: offset)
    while let segment = segment(index) {
      // In compacted logs nothing may be left at or behind the offset in the segment where it was.
      guard let first = try segment.batch(endingAtOrAfter: offset) else {
        index += 1
        continue
      }
      guard first.baseOffset < limit else { return nil }
      let end: Int
      if limit == logEndOffset || limit >= self.segment(index + 1)?.baseOffset ?? .max {
        end = segment.log.size
      } else {
        end = try segment.batch(endingAtOrAfter: limit)?.position ?? segment.log.size
      }
      let allowed = max(maxBytes, minOneBatch ? first.size : 0)
      guard allowed > 0, end > first.position else { return nil }
      return Place(
        log: segment.log, position: first.position, count: min(allowed, end - first.position),
        isFirstBatchIncomplete: allowed < first.size)
    }
    return nil
  }

  /// The aborted transactions that a reader of committed records needs to know for offsets from one up to, not with,
  /// another.
  package func abortedTransactions(from offset: Int64, upTo limit: Int64) throws(StorageError) -> [AbortedTransaction] {
    var found: [AbortedTransaction] = []
    var index = segmentIndex(of: offset)
    while let segment = segment(index) {
      for transaction in try segment.transactionIndex.transactions() {
        if transaction.lastOffset >= offset, transaction.firstOffset < limit { found.append(transaction) }
        // All transactions that began below the limit are decided by then.
        if transaction.lastStableOffset >= limit { return found }
      }
      index += 1
    }
    return found
  }
}
