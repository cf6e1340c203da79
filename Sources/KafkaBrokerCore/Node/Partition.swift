import KafkaStorage
import KafkaWire

/// A partition that this node holds, and leads.
final class Partition {
  let name: TopicPartition
  let topicID: KafkaUUID
  var leaderEpoch: Int32
  /// nil while the log cannot be used; `failure` says why.
  private(set) var store: (any PartitionStore)?
  private(set) var failure: String?

  init(name: TopicPartition, topicID: KafkaUUID, leaderEpoch: Int32, store: any PartitionStore) {
    self.name = name
    self.topicID = topicID
    self.leaderEpoch = leaderEpoch
    self.store = store
  }

  init(name: TopicPartition, topicID: KafkaUUID, leaderEpoch: Int32, failure: String) {
    self.name = name
    self.topicID = topicID
    self.leaderEpoch = leaderEpoch
    self.failure = failure
  }

  /// The log cannot be trusted any more.
  func failed(_ why: String) {
    store = nil
    failure = why
  }

  /// Compares the epoch that a client believes in with the real one (KIP-320); nil when they agree or the client has
  /// none.
  func complaint(aboutEpoch epoch: Int32) -> ErrorCode? {
    if epoch < 0 || epoch == leaderEpoch { return nil }
    return epoch < leaderEpoch ? .fencedLeaderEpoch : .unknownLeaderEpoch
  }
}

extension Partition {
  /// Where an epoch ends, and which it is: the largest that is not above the one asked for (KIP-279).
  func end(of epoch: Int32, in store: any PartitionStore) -> (epoch: Int32, endOffset: Int64)? {
    guard epoch <= leaderEpoch, let end = store.leaderEpochs.end(of: epoch, logEnd: store.logEndOffset) else {
      return nil
    }
    return (end.epoch, end.offset)
  }
}
