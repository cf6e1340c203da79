import KafkaStorage
import KafkaWire

/// What a node does from time to time, and when it does it next.
struct Maintenance {
  private var nextCheckpoint: Instant
  private var nextRetention: Instant
  /// nil while nothing waits to be removed.
  private var nextRemoval: Instant?

  private let checkpointInterval: Duration
  private let retentionInterval: Duration

  init(_ configuration: BrokerConfiguration, at now: Instant) {
    checkpointInterval = configuration.log.checkpointInterval
    retentionInterval = configuration.log.retentionCheckInterval
    nextCheckpoint = now + checkpointInterval
    nextRetention = now + retentionInterval
  }

  var nextDeadline: Instant {
    min(nextCheckpoint, nextRetention, nextRemoval ?? .distantFuture)
  }

  /// Something was deleted: its files are to be removed later.
  mutating func deleted(_ stores: any PartitionStores) {
    nextRemoval = stores.nextRemoval
  }

  /// Does what is due.
  ///
  /// - Returns: What went wrong, in words. None of it takes anything out of use.
  mutating func run(_ stores: any PartitionStores, at now: Moment) -> [String] {
    var problems: [String] = []
    if nextRetention <= now.instant {
      nextRetention = now.instant + retentionInterval
      stores.applyRetention(at: now)
      nextRemoval = stores.nextRemoval
    }
    if let removal = nextRemoval, removal <= now.instant {
      do throws(StorageError) {
        try stores.removeDeleted(at: now.instant)
        nextRemoval = stores.nextRemoval
      } catch {
        problems.append("deleted files could not be removed: \(error)")
        nextRemoval = now.instant + retentionInterval
      }
    }
    if nextCheckpoint <= now.instant {
      nextCheckpoint = now.instant + checkpointInterval
      do throws(StorageError) {
        try stores.writeCheckpoints()
      } catch {
        problems.append("checkpoints could not be written: \(error)")
      }
    }
    return problems
  }
}
