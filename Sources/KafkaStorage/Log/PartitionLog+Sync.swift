package import KafkaWire

/// Files of a log that are to be written to the disk. It may be performed on any thread, while appends go on; the log is
/// told with `syncCompleted` or `syncFailed`.
package struct SyncRequest: Sendable {
  /// The log is on the disk up to here afterwards.
  package let upTo: Int64
  fileprivate let owner: SyncOwner
  private let files: [any StorageFile]
  /// Whose names are to be written, too.
  private let directory: String?
  private let fileSystem: any FileSystem

  init(
    upTo: Int64, owner: SyncOwner, files: [any StorageFile], directory: String?, in fileSystem: any FileSystem
  ) {
    self.upTo = upTo
    self.owner = owner
    self.files = files
    self.directory = directory
    self.fileSystem = fileSystem
  }

  /// Blocks until the disk has it all.
  package func perform() throws(StorageError) {
    for file in files { try skippingDeleted { () throws(StorageError) in try file.synchronize() } }
    guard let directory else { return }
    try skippingDeleted { () throws(StorageError) in try fileSystem.synchronizeDirectory(directory) }
  }

  /// Segments, and whole logs, may be deleted while a request waits for its thread. What is gone needs no sync.
  private func skippingDeleted(_ body: () throws(StorageError) -> Void) throws(StorageError) {
    do throws(StorageError) {
      try body()
    } catch {
      guard error.kind == .notFound else { throw error }
    }
  }
}

/// Tells a log's requests from those of an earlier log in the same place.
final class SyncOwner: Sendable {}

extension PartitionLog {
  /// When a sync becomes due by `flush.ms`; nil if none will.
  package var nextSyncDeadline: Instant? {
    guard let unsyncedSince, configuration.flushMilliseconds != .max else { return nil }
    return unsyncedSince + .milliseconds(configuration.flushMilliseconds)
  }

  /// Whether a sync is due, by `flush.messages` or `flush.ms`, or because a segment was rolled.
  package func isSyncDue(at now: Instant) -> Bool {
    guard !isOffline else { return false }
    return !unsynced.isEmpty || logEndOffset - recoveryPoint >= configuration.flushMessages
      || nextSyncDeadline.map { $0 <= now } ?? false
  }

  /// What has to be written to the disk for all that was appended to be there.
  package func syncRequest() throws(StorageError) -> SyncRequest {
    try checkUsable()
    var files: [any StorageFile] = []
    for segment in unsynced {
      files.append(try segment.log.handle())
      // Segments below the recovery point are not recovered, so that their indexes must be there as well. Those of the
      // active one can be made from its log at any time.
      files += try segment.indexFiles()
    }
    for segment in unsynced {
      if let snapshot = try producers.snapshotFile(base(after: segment)) { files.append(snapshot) }
    }
    files.append(try active.log.handle())
    return SyncRequest(
      upTo: logEndOffset, owner: syncOwner, files: files, directory: unsynced.isEmpty ? nil : directory, in: fileSystem)
  }

  private func base(after segment: SealedSegment) -> Int64 {
    sealed.first { $0.baseOffset > segment.baseOffset }?.baseOffset ?? active.baseOffset
  }

  /// From where recovery has to begin after a crash. A segment whose log is on the disk, but not its indexes, is still
  /// read through.
  var recoveryStart: Int64 {
    unsynced.first.map { min(recoveryPoint, max($0.baseOffset, base(after: $0) - 1)) } ?? recoveryPoint
  }

  /// Whether a request is this log's. A topic may be deleted and made again while the old log's sync is under way.
  package func isOwn(_ request: SyncRequest) -> Bool { request.owner === syncOwner }

  /// Takes note of a request that was performed.
  package func syncCompleted(_ request: SyncRequest, at now: Instant) {
    guard isOwn(request) else { return }
    guard request.upTo > recoveryPoint || !unsynced.isEmpty else { return }
    recoveryPoint = max(recoveryPoint, request.upTo)
    unsynced.removeAll { base(after: $0) <= request.upTo }
    unsyncedSince = recoveryPoint < logEndOffset ? now : nil
  }

  /// Takes note of a request that failed: what the system had not written yet may be lost without a further word,
  /// so that the log is out of use.
  package func syncFailed(_ error: StorageError) {
    fail(error)
  }

  /// Writes all that was appended to the disk, and waits for it.
  package func flush() throws(StorageError) {
    let request = try syncRequest()
    do throws(StorageError) {
      try request.perform()
    } catch {
      syncFailed(error)
      throw error
    }
    syncCompleted(request, at: unsyncedSince ?? .zero)
  }
}
