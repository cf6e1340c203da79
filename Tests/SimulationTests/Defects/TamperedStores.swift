import KafkaBrokerCore
import KafkaStorage
import KafkaWire
import NIOCore

/// Logs that do not do with an append what they say.
final class TamperedStores: PartitionStores {
  enum Appends {
    /// What is appended is written with the next append.
    case late
    /// Sequences are not looked at.
    case unchecked
  }

  private let base: any PartitionStores
  private let appends: Appends
  private var opened: [TopicPartition: TamperedStore] = [:]

  init(_ base: any PartitionStores, appends: Appends) {
    self.base = base
    self.appends = appends
  }

  func open(
    _ partition: TopicPartition, topicID: KafkaUUID, configuration: TopicConfiguration, at now: Moment
  ) throws(StorageError) -> any PartitionStore {
    let store = try base.open(partition, topicID: topicID, configuration: configuration, at: now)
    if let known = opened[partition], known.base === store { return known }
    let tampered = TamperedStore(store, appends: appends)
    opened[partition] = tampered
    return tampered
  }

  func delete(_ partition: TopicPartition, at now: Moment) throws(StorageError) {
    opened[partition] = nil
    try base.delete(partition, at: now)
  }

  var wasClean: Bool { base.wasClean }
  var nextRemoval: Instant? { base.nextRemoval }
  func removeDeleted(at now: Instant) throws(StorageError) { try base.removeDeleted(at: now) }
  func applyRetention(at now: Moment) -> [TopicPartition: StorageError] { base.applyRetention(at: now) }
  func writeCheckpoints() throws(StorageError) { try base.writeCheckpoints() }
  func writeLogStarts() throws(StorageError) { try base.writeLogStarts() }
}

final class TamperedStore: PartitionStore {
  let base: any PartitionStore
  private let appends: TamperedStores.Appends
  private var late: (batches: ByteBuffer, origin: AppendOrigin, epoch: Int32)?

  init(_ base: any PartitionStore, appends: TamperedStores.Appends) {
    self.base = base
    self.appends = appends
  }

  func append(
    _ batches: ByteBuffer, origin: AppendOrigin, leaderEpoch: Int32, at moment: Moment
  ) throws(StorageError) -> AppendInfo {
    switch appends {
    case .unchecked:
      return try base.append(batches, origin: .coordinator, leaderEpoch: leaderEpoch, at: moment)
    case .late:
      if let late { _ = try base.append(late.batches, origin: late.origin, leaderEpoch: late.epoch, at: moment) }
      late = (batches, origin, leaderEpoch)
      // The position of the last offset delta: good enough for a lie.
      let delta = batches.getInteger(at: batches.readerIndex + 23, as: Int32.self) ?? 0
      return AppendInfo(
        firstOffset: base.logEndOffset, lastOffset: base.logEndOffset + Int64(delta), logAppendTime: -1,
        logStartOffset: base.logStartOffset, isDuplicate: false, isSyncDue: false)
    }
  }

  var logStartOffset: Int64 { base.logStartOffset }
  var logEndOffset: Int64 { base.logEndOffset }
  var highWatermark: Int64 { base.highWatermark }
  var lastStableOffset: Int64 { base.lastStableOffset }
  var leaderEpochs: LeaderEpochs { base.leaderEpochs }
  func becomeLeader(epoch: Int32) throws(StorageError) { try base.becomeLeader(epoch: epoch) }
  func updateHighWatermark(_ offset: Int64) { base.updateHighWatermark(offset) }
  func isSyncDue(at now: Instant) -> Bool { base.isSyncDue(at: now) }
  var nextSyncDeadline: Instant? { base.nextSyncDeadline }
  func syncRequest() throws(StorageError) -> SyncRequest { try base.syncRequest() }
  func isOwn(_ request: SyncRequest) -> Bool { base.isOwn(request) }
  func syncCompleted(_ request: SyncRequest, at now: Instant) { base.syncCompleted(request, at: now) }
  func syncFailed(_ error: StorageError) { base.syncFailed(error) }
  func read(
    from offset: Int64, maxBytes: Int, minOneBatch: Bool, upTo limit: Int64?
  ) throws(StorageError) -> FetchedData {
    try base.read(from: offset, maxBytes: maxBytes, minOneBatch: minOneBatch, upTo: limit)
  }
  func abortedTransactions(from offset: Int64, upTo limit: Int64) throws(StorageError) -> [AbortedTransaction] {
    try base.abortedTransactions(from: offset, upTo: limit)
  }
  func offset(forTimestamp timestamp: Int64) throws(StorageError) -> FoundOffset? {
    try base.offset(forTimestamp: timestamp)
  }
  func offsetOfMaxTimestamp() throws(StorageError) -> FoundOffset? { try base.offsetOfMaxTimestamp() }
  func segmentStarts() throws(StorageError) -> [SegmentStart] { try base.segmentStarts() }
  func deleteRecords(before offset: Int64) throws(StorageError) { try base.deleteRecords(before: offset) }
  var activeProducers: [ActiveProducer] { base.activeProducers }
}
