package import KafkaClientCore
import KafkaWire
import Logging

extension EventLog {
  /// What the cluster's machine has for the log.
  func tell(_ note: ClusterNote) {
    switch note {
    case .connected(let peer, let lane):
      tell(.connectionReady, "connected", ["peer": "\(peer)", "lane": "\(lane)"])
    case .disconnected(let peer, let why):
      tell(.connectionLost, "connection lost", about: peer, ["peer": "\(peer)", "reason": "\(why)"])
    case .unreachable(let peer, let why):
      tell(.connectionFailed, "cannot connect", about: peer, ["peer": "\(peer)", "reason": "\(why)"])
    case .closedIdle(let peer):
      tell(.connectionIdle, "closed an idle connection", ["peer": "\(peer)"])
    case .rebootstrapping(let why):
      tell(.metadataRebootstrap, "starting over with the bootstrap servers", ["reason": "\(why)"])
    case .clusterChanged(let from, let to):
      tell(
        .metadataCluster, "the bootstrap servers lead to another cluster now", ["from": "\(from)", "to": "\(to)"])
    case .topicsRecreated(let topics):
      tell(
        .metadataRecreated, "topics were deleted and created again", ["topics": "\(topics.joined(separator: " "))"])
    }
  }
}

/// What observers hear of that is for the log as well: all but what `ClusterNote` says already.
extension EventLog: KafkaClientObserver {
  package var detail: KafkaClientEvent.Detail { .changes }

  package func observe(_ event: KafkaClientEvent, clientID: String) {
    switch event {
    case .metadataFailed(let reason): tell(.metadataFailed, "no metadata", ["reason": "\(reason)"])
    case .leaderChanged(let change):
      tell(
        .metadataLeader, "a partition has another leader", about: "\(change.topicPartition)",
        [
          "partition": "\(change.topicPartition)", "from": "\(change.from)", "to": "\(change.to)",
          "epoch": "\(change.epoch)",
        ])
    case .identityObtained(let identity):
      tell(.producerIdentity, "got a producer id", identity.logged)
    case .identityFailed(let reason):
      tell(.producerIdentityFailed, "no producer id", ["reason": "\(reason)"])
    case .epochBumped(let identity):
      tell(.producerEpoch, "the producer's epoch grew", identity.logged)
    case .producerFailed(let error):
      tell(.producerFailed, "the producer can send nothing more", ["error": "\(error)"])
    case .batchRetried(let batch, let retry):
      tell(
        .batchRetried, "a batch is sent again", about: "\(batch.topicPartition)",
        batch.logged(["reason": "\(retry.reason)", "pause": "\(retry.pause)"]))
    case .batchSplit(let batch, let parts):
      tell(
        .batchSplit, "a batch is too large for the broker", about: "\(batch.topicPartition)",
        batch.logged(["parts": "\(parts)"]))
    case .batchFailed(let batch, let error):
      tell(
        .batchFailed, "a batch was given up", about: "\(batch.topicPartition)", batch.logged(["error": "\(error)"]))
    default: break
    }
  }
}

extension KafkaClientEvent.Identity {
  fileprivate var logged: Logger.Metadata { ["producer.id": "\(producerID)", "epoch": "\(epoch)"] }
}

extension KafkaClientEvent.Batch {
  fileprivate func logged(_ others: Logger.Metadata) -> Logger.Metadata {
    var data: Logger.Metadata = [
      "partition": "\(topicPartition)", "records": "\(recordCount)", "bytes": "\(byteCount)",
      "attempts": "\(attempts)", "age": "\(age)",
    ]
    data.merge(others) { _, new in new }
    return data
  }
}
