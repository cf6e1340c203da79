import KafkaRecords
package import KafkaWire

/// One partition's records on disk.
///
/// It is used from one thread. Nothing is decoded beyond batch headers, apart from control batches, and records
/// when a time is sought; whether checksums and records are right is for the caller of `append` to check.
///
/// After an append returned, a crash of the process loses nothing; a crash of the machine loses nothing below
/// `recoveryPoint`, which moves with `flush` or a performed `SyncRequest`, and these are due as `flush.messages` and
/// `flush.ms` say. By default they say never: then the system decides when it writes.
package final class PartitionLog {
  package let partition: TopicPartition
  /// The id of the topic in `partition.metadata`; nil where a release before 2.8 made the directory.
  package let topicId: KafkaUUID?
  package private(set) var directory: String
  /// May be changed at any time; counts from the next append on.
  package var configuration: LogConfiguration
  /// What had to be mended when the log was opened.
  package let openReport: OpenReport

  /// The first offset that readers get. It may lie inside a batch.
  package internal(set) var logStartOffset: Int64
  /// The offset that the next record gets.
  package internal(set) var logEndOffset: Int64
  /// All below is safe to show to readers. The broker moves it.
  package internal(set) var highWatermark: Int64
  /// All below would survive a crash of the machine.
  package internal(set) var recoveryPoint: Int64
  package internal(set) var leaderEpochs: LeaderEpochs

  let fileSystem: any FileSystem
  /// By base offset, the oldest first.
  var sealed: [SealedSegment]
  var active: ActiveSegment
  let producers: ProducerStore
  var random: RandomSource
  let syncOwner = SyncOwner()
  /// What `segment.ms` is shortened by for the active segment.
  var jitter: Int64 = 0
  /// Sealed since the last sync, the oldest first.
  var unsynced: [SealedSegment]
  /// When the oldest append was made that is not synced.
  var unsyncedSince: Instant?
  /// Renamed files and the time from which they are removed.
  var removals: [(due: Instant, paths: [String])] = []
  /// Why nothing works any more: a failure that left the disk in doubt, or the log was closed.
  private(set) var failure: StorageError?

  /// - Parameter loaded: what was found in the directory.
  init(
    partition: TopicPartition, directory: String, configuration: LogConfiguration, loaded: LoadedLog,
    highWatermark: Int64, random: RandomSource, in fileSystem: any FileSystem
  ) {
    self.partition = partition
    self.directory = directory
    self.configuration = configuration
    self.fileSystem = fileSystem
    self.random = random
    topicId = loaded.topicId
    openReport = loaded.report
    logStartOffset = loaded.logStartOffset
    logEndOffset = loaded.logEndOffset
    recoveryPoint = loaded.recoveryPoint
    leaderEpochs = loaded.leaderEpochs
    sealed = loaded.sealed
    active = loaded.active
    unsynced = loaded.unsynced
    self.highWatermark = max(loaded.logStartOffset, min(highWatermark, loaded.logEndOffset))
    producers = loaded.producers
    producers.states.highWatermarkMoved(to: self.highWatermark)
    drawJitter()
  }

  func drawJitter() {
    let most = min(configuration.segmentJitterMilliseconds, configuration.segmentMilliseconds)
    jitter = most > 0 ? Int64.random(in: 0..<most, using: &random) : 0
  }

  // MARK: State

  /// The log is closed, or a failed write or sync has left it in doubt.
  package var isOffline: Bool { failure != nil }

  func checkUsable() throws(StorageError) {
    if let failure { throw failure }
  }

  /// Takes the log out of use after an error that leaves memory and disk apart.
  func fail(_ error: StorageError) {
    if failure == nil { failure = StorageError(.offline, path: error.path, error.message) }
  }

  func ended(_ reason: String) {
    failure = StorageError(.offline, path: directory, reason)
  }

  /// Bytes in all segments.
  package var sizeInBytes: Int { sealed.reduce(active.log.size) { $0 + $1.log.size } }

  package var segmentCount: Int { sealed.count + 1 }

  /// The lowest offset of a transaction that is open, or whose end is not below the high watermark.
  package var firstUnstableOffset: Int64? { producers.states.firstUnstableOffset }

  /// Up to where readers of committed records may read: never below the log's start, behind which the first records of
  /// an open transaction may lie.
  package var lastStableOffset: Int64 {
    firstUnstableOffset.map { max(logStartOffset, min($0, highWatermark)) } ?? highWatermark
  }

  /// Moves the high watermark, within the log. A leader without followers moves it to the end after each append.
  package func updateHighWatermark(_ offset: Int64) {
    highWatermark = max(logStartOffset, min(offset, logEndOffset))
    producers.states.highWatermarkMoved(to: highWatermark)
  }

  /// The last sequences and open transactions of the producers that the log knows, by id.
  package var activeProducers: [ActiveProducer] {
    producers.states.all.map { entry in
      ActiveProducer(
        producerId: entry.producerId, epoch: entry.epoch, lastSequence: entry.lastSequence,
        lastTimestamp: entry.lastTimestamp, coordinatorEpoch: entry.coordinatorEpoch,
        transactionStart: entry.transactionStart)
    }
  }

  /// Forgets the producers without an open transaction, as when each had been idle for too long.
  package func forgetProducers() {
    producers.states.forgetIdle()
  }

  // MARK: Leader epochs

  /// Notes that this broker leads the partition from the end of the log on.
  package func becomeLeader(epoch: Int32) throws(StorageError) {
    try checkUsable()
    try assignEpoch(epoch, startOffset: logEndOffset)
  }

  func assignEpoch(_ epoch: Int32, startOffset: Int64) throws(StorageError) {
    var changed = leaderEpochs
    guard changed.assign(epoch, startOffset: startOffset) else { return }
    try writeLeaderEpochs(changed)
  }

  func writeLeaderEpochs(_ changed: LeaderEpochs) throws(StorageError) {
    try changed.write(to: directory + "/" + SegmentName.leaderEpochs, in: fileSystem)
    leaderEpochs = changed
  }

  // MARK: Segments

  var segments: [any LogSegment] { sealed + [active] }

  /// The base offset of the oldest segment.
  package var firstSegmentBase: Int64 { sealed.first?.baseOffset ?? active.baseOffset }

  /// The segment where an offset would be: the last one that does not begin behind it.
  func segmentIndex(of offset: Int64) -> Int {
    if offset >= active.baseOffset { return sealed.count }
    var low = 0
    var high = sealed.count
    while low < high {
      let middle = (low + high) / 2
      if sealed[middle].baseOffset <= offset { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  func segment(_ index: Int) -> (any LogSegment)? {
    if index < sealed.count { return sealed[index] }
    return index == sealed.count ? active : nil
  }

  func directoryMoved(to newDirectory: String) {
    directory = newDirectory
  }
}

/// What DescribeProducers tells of a producer.
package struct ActiveProducer: Hashable, Sendable {
  package var producerId: Int64
  package var epoch: Int16
  /// -1 if only markers were seen in this epoch.
  package var lastSequence: Int32
  package var lastTimestamp: Int64
  /// -1 for none.
  package var coordinatorEpoch: Int32
  package var transactionStart: Int64?

  package init(
    producerId: Int64, epoch: Int16, lastSequence: Int32, lastTimestamp: Int64, coordinatorEpoch: Int32,
    transactionStart: Int64?
  ) {
    self.producerId = producerId
    self.epoch = epoch
    self.lastSequence = lastSequence
    self.lastTimestamp = lastTimestamp
    self.coordinatorEpoch = coordinatorEpoch
    self.transactionStart = transactionStart
  }
}
