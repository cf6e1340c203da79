import NIOCore

/// A log's producers with the `.snapshot` files that hold them.
final class ProducerStore {
  private let directory: String
  private let fileSystem: any FileSystem
  private let expiration: Int64
  var states = ProducerStates()
  /// The first offset that is not in `states`.
  private(set) var endOffset: Int64 = 0
  /// The offset of the newest snapshot that was written or read; the log's start if there is none.
  private var lastSnapshot: Int64 = 0
  /// Ascending.
  private(set) var snapshots: [Int64]

  /// - Parameters:
  ///   - snapshots: the offsets of those that are in the directory.
  ///   - expiration: `producer.id.expiration.ms`.
  init(directory: String, snapshots: [Int64], expiration: Int64, in fileSystem: any FileSystem) {
    self.directory = directory
    self.fileSystem = fileSystem
    self.expiration = expiration
    self.snapshots = snapshots.sorted()
  }

  private func path(_ offset: Int64) -> String {
    directory + "/" + SegmentName.name(offset, SegmentName.producerSnapshot)
  }

  func advance(to offset: Int64) {
    endOffset = offset
  }

  /// Writes a snapshot, unless there is one for this offset.
  ///
  /// - Returns: whether it wrote one.
  @discardableResult
  func takeSnapshot(synchronized: Bool) throws(StorageError) -> Bool {
    guard endOffset > lastSnapshot else { return false }
    try fileSystem.write(ProducerSnapshot.encode(states), to: path(endOffset), synchronized: synchronized)
    if snapshots.last != endOffset { snapshots.append(endOffset) }
    lastSnapshot = endOffset
    return true
  }

  /// The file of the snapshot of an offset, if there is one.
  func snapshotFile(_ offset: Int64) throws(StorageError) -> (any StorageFile)? {
    snapshots.contains(offset) ? try fileSystem.open(path(offset), .existing) : nil
  }

  func removeSnapshot(_ offset: Int64) throws(StorageError) {
    guard let index = snapshots.firstIndex(of: offset) else { return }
    try fileSystem.removeFileIfPresent(path(offset))
    snapshots.remove(at: index)
  }

  /// Removes snapshots that belong to no segment, apart from the newest if it is above all of them.
  func removeStraySnapshots(segmentBases: Set<Int64>) throws(StorageError) {
    guard let newest = segmentBases.max() else { return }
    let keptStray = snapshots.last { !segmentBases.contains($0) && $0 > newest }
    for offset in snapshots where !segmentBases.contains(offset) && offset != keptStray {
      try removeSnapshot(offset)
    }
  }

  /// Begins anew with the newest usable snapshot within the log; one that cannot be read is removed.
  func reload(logStart: Int64, logEnd: Int64, at wallClock: Int64) throws(StorageError) {
    for offset in snapshots where offset > logEnd || offset <= logStart {
      try removeSnapshot(offset)
    }
    states = ProducerStates()
    while let offset = snapshots.last {
      do {
        let path = path(offset)
        for entry in try ProducerSnapshot.decode(fileSystem.contents(of: path), path: path)
        where !entry.isExpired(at: wallClock, after: expiration) {
          states.update(entry)
          if let start = entry.transactionStart {
            states.begin(ProducerStates.OpenTransaction(producerId: entry.producerId, firstOffset: start))
          }
        }
        endOffset = offset
        lastSnapshot = offset
        return
      } catch  where error.kind == .corrupt {
        states = ProducerStates()
        try removeSnapshot(offset)
      }
    }
    endOffset = logStart
    lastSnapshot = logStart
  }

  /// The log begins at a later offset now.
  func logStartMoved(to offset: Int64) {
    guard endOffset < offset else { return }
    endOffset = offset
    lastSnapshot = snapshots.last ?? offset
  }

  /// Puts the changes of an append in place.
  ///
  /// - Returns: the transactions that were aborted, for the index.
  func apply(_ update: ProducerUpdate, end: Int64) -> [AbortedTransaction] {
    for entry in update.entries { states.update(entry) }
    endOffset = end
    var aborted: [AbortedTransaction] = []
    for event in update.events {
      switch event {
      case .began(let transaction): states.begin(transaction)
      case .completed(let transaction):
        if transaction.isAborted {
          aborted.append(
            AbortedTransaction(
              producerId: transaction.producerId, firstOffset: transaction.firstOffset,
              lastOffset: transaction.lastOffset,
              lastStableOffset: states.lastStableOffset(completing: transaction)))
        }
        states.complete(transaction)
      }
    }
    return aborted
  }
}
