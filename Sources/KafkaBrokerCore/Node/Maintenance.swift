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

  struct Outcome {
    /// Partitions whose logs are out of use.
    var failed: [TopicPartition: StorageError] = [:]
    /// What else went wrong, in words. None of it takes anything out of use.
    var problems: [String] = []
  }

  /// Does what is due.
  mutating func run(_ stores: any PartitionStores, at now: Moment) -> Outcome {
    var outcome = Outcome()
    if nextRetention <= now.instant {
      nextRetention = now.instant + retentionInterval
      outcome.failed = stores.applyRetention(at: now)
      nextRemoval = stores.nextRemoval
    }
    if let removal = nextRemoval, removal <= now.instant {
      do throws(StorageError) {
        try stores.removeDeleted(at: now.instant)
        nextRemoval = stores.nextRemoval
      } catch {
        outcome.problems.append("deleted files could not be removed: \(error)")
        nextRemoval = now.instant + retentionInterval
      }
    }
    if nextCheckpoint <= now.instant {
      nextCheckpoint = now.instant + checkpointInterval
      do throws(StorageError) {
        try stores.writeCheckpoints()
      } catch {
        outcome.problems.append("checkpoints could not be written: \(error)")
      }
    }
    return outcome
  }
}
