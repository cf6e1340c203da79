import KafkaWire
import OrderedCollections

/// The client's half of an incremental fetch session with one broker (KIP-227): what was sent before need not be said
/// again, and partitions with nothing new are left out of the answer.
struct FetchSession: Equatable {
  /// What is asked of one partition.
  struct Interest: Equatable {
    var topicID: KafkaUUID
    var offset: Int64
    var leaderEpoch: Int32
    var maximumBytes: Int32
  }

  /// One request's share of the session.
  struct Round: Equatable {
    var sessionID: Int32
    var epoch: Int32
    var interests: OrderedDictionary<TopicPartition, Interest>
    var forgotten: OrderedDictionary<TopicPartition, Interest>
  }

  private(set) var id: Int32 = 0
  private var epoch: Int32 = 0
  /// What the broker knows that we want, by the last request.
  private(set) var known: OrderedDictionary<TopicPartition, Interest> = [:]
  private var usesTopicIDs = false

  /// Begins a request for exactly these partitions.
  mutating func begin(
    _ wanted: OrderedDictionary<TopicPartition, Interest>, topicIDs: Bool
  ) -> Round {
    if topicIDs != usesTopicIDs {
      // Names and identifiers do not mix in one session.
      reset(closing: id)
      usesTopicIDs = topicIDs
    }
    defer { known = wanted }
    guard id != 0, epoch != 0 else {
      return Round(sessionID: id, epoch: 0, interests: wanted, forgotten: [:])
    }
    let changed = wanted.filter { known[$0.key] != $0.value }
    var forgotten = known.filter { wanted[$0.key] == nil }
    for (partition, interest) in changed {
      // Recreated under the same name: the broker must forget the old one.
      if let old = known[partition], old.topicID != interest.topicID { forgotten[partition] = old }
    }

    return Round(sessionID: id, epoch: epoch, interests: changed, forgotten: forgotten)
  }

  /// The broker answered without a top-level error.
  mutating func answered(sessionID: Int32) {
    if sessionID == 0 {
      // No session was granted: the next request is a full one again.
      reset(closing: 0)
    } else if sessionID != id {
      id = sessionID
      epoch = 1
    } else {
      // 0 would begin a session and -1 end it.
      epoch = epoch == .max ? 1 : epoch + 1
    }
  }

  /// The broker answered with this top-level error, or not at all (nil).
  mutating func failed(_ error: ErrorCode?) {
    reset(closing: error == .fetchSessionIdNotFound ? 0 : id)
  }

  /// Epoch 0 with the old identifier ends that session and begins another.
  private mutating func reset(closing old: Int32) {
    id = old
    epoch = 0
    known = [:]
  }
}
