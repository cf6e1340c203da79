import KafkaWire

/// What one partition of `__consumer_offsets` holds: what its log says, and the groups that live on it.
package struct GroupShard: Equatable, Sendable {
  /// The log is still being read; its groups cannot be served.
  package internal(set) var isLoading = true
  /// What the log says about groups. Changed by `replay` alone.
  package private(set) var images: [String: GroupImage] = [:]
  /// What the log says about offsets. Changed by `replay` alone.
  package private(set) var offsets = OffsetStore()
  /// Groups with everything that is not durable: rounds, sessions, waiting requests.
  package internal(set) var live: [String: ClassicGroup] = [:]

  package init() {}

  /// Takes over a record of the log. The only way in which anything durable changes, for a request's own records as
  /// for those read back after a restart.
  package mutating func replay(_ record: GroupRecord, producerID: Int64? = nil) {
    switch record {
    case .offset(let group, let topic, let partition, let offset):
      offsets.replay(group: group, topic: topic, partition: partition, offset, producerID: producerID)
    case .group(let id, let image):
      images[id] = image
      if image == nil { offsets.forgetTransactions(of: id) }
    }
  }

  /// Takes over the marker that ends a producer's transaction.
  package mutating func endTransaction(of producerID: Int64, committed: Bool) {
    offsets.endTransaction(of: producerID, committed: committed)
  }

  /// The log has been read: the groups it describes come to life.
  mutating func finishLoading(at now: Moment) {
    isLoading = false
    for (id, image) in images { live[id] = ClassicGroup(id: id, image: image, at: now) }
    for id in offsets.groupIDs { enliven(id, at: now) }
  }

  /// A group that only has offsets exists, too.
  mutating func enliven(_ group: String, at now: Moment) {
    if live[group] == nil { live[group] = ClassicGroup(id: group, at: now) }
  }
}
