package import KafkaStorage
package import KafkaWire
package import NIOCore

/// The log of one partition, as far as a node needs it. `PartitionLog` fulfils it; tests and fault injection put
/// something between.
package protocol PartitionStore: AnyObject {
  /// The first offset that may be read.
  var logStartOffset: Int64 { get }
  /// The offset that the next record gets.
  var logEndOffset: Int64 { get }
  /// Up to here consumers may read.
  var highWatermark: Int64 { get }
  /// Up to here consumers may read who do not want the records of open transactions.
  var lastStableOffset: Int64 { get }
  /// Which leader wrote from which offset on.
  var leaderEpochs: LeaderEpochs { get }
  /// Notes that this node leads the partition from the end of the log on.
  func becomeLeader(epoch: Int32) throws(StorageError)

  /// Appends batches that were checked; on return they are with the operating system.
  func append(
    _ batches: ByteBuffer, origin: AppendOrigin, leaderEpoch: Int32, at moment: Moment
  ) throws(StorageError) -> AppendInfo
  func updateHighWatermark(_ offset: Int64)

  /// Whether what was appended should be synced to disk now, by the topic's settings or because a segment was closed.
  func isSyncDue(at now: Instant) -> Bool
  /// When that will be so without another append; nil if never.
  var nextSyncDeadline: Instant? { get }
  func syncRequest() throws(StorageError) -> SyncRequest
  /// Whether the request is of this log, not of one that was here before it.
  func isOwn(_ request: SyncRequest) -> Bool
  func syncCompleted(_ request: SyncRequest, at now: Instant)
  /// What was not synced may be lost: the log is out of use from here on.
  func syncFailed(_ error: StorageError)

  /// Batches from the one that holds the offset, below the limit; the last may be cut off.
  func read(
    from offset: Int64, maxBytes: Int, minOneBatch: Bool, upTo limit: Int64?
  ) throws(StorageError) -> FetchedData
  /// The aborted transactions whose records lie at offsets from one up to, not with, another.
  func abortedTransactions(from offset: Int64, upTo limit: Int64) throws(StorageError) -> [AbortedTransaction]
  /// The first record at or after a time.
  func offset(forTimestamp timestamp: Int64) throws(StorageError) -> FoundOffset?
  /// The record with the largest time.
  func offsetOfMaxTimestamp() throws(StorageError) -> FoundOffset?
  /// Where the segments begin, the oldest first.
  func segmentStarts() throws(StorageError) -> [SegmentStart]

  /// Makes an offset, at most the high watermark, the first that may be read, unless that is later already.
  func deleteRecords(before offset: Int64) throws(StorageError)
  /// The idempotent producers that the log knows, by id.
  var activeProducers: [ActiveProducer] { get }
}

extension PartitionLog: PartitionStore {}

/// The logs of a node. ``NodeStorage`` fulfils it.
package protocol PartitionStores: AnyObject {
  /// The partition's log, made when it is not there.
  func open(
    _ partition: TopicPartition, topicID: KafkaUUID, configuration: TopicConfiguration, at now: Moment
  ) throws(StorageError) -> any PartitionStore
  /// Takes the partition's log away, and all in it.
  func delete(_ partition: TopicPartition, at now: Moment) throws(StorageError)

  /// The node stopped in order the last time; if not, unsynced records may be gone.
  var wasClean: Bool { get }
  /// When files of what was deleted wait to be removed; nil if none do.
  var nextRemoval: Instant? { get }
  func removeDeleted(at now: Instant) throws(StorageError)
  /// Removes what is older or more than topics keep, and forgets idle producers. Gives the partitions whose logs failed
  /// at it, which are out of use.
  func applyRetention(at now: Moment) -> [TopicPartition: StorageError]
  /// Notes from where a recovery would have to read.
  func writeCheckpoints() throws(StorageError)
  /// Notes where logs begin, so that what was deleted does not come back.
  func writeLogStarts() throws(StorageError)
}
