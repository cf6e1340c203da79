public import KafkaWire

extension KafkaClientEvent {
  /// What is known of the cluster now.
  public struct MetadataUpdate: Sendable, Hashable {
    /// Counts what the client has known, from 1.
    public var generation: Int
    /// The cluster's id; nil with brokers that have none.
    public var clusterID: String?
    /// How many brokers there are.
    public var brokerCount: Int
    /// How many topics are known.
    public var topicCount: Int

    init(_ metadata: ClusterMetadata) {
      generation = metadata.generation
      clusterID = metadata.clusterID
      brokerCount = metadata.brokers.count
      topicCount = metadata.topics.count
    }
  }

  /// A partition has another leader.
  public struct LeaderChange: Sendable, Hashable {
    /// The partition.
    public var topicPartition: TopicPartition
    /// The broker that led it; -1 for none.
    public var from: Int32
    /// The broker that leads it; -1 for none, or none that is known.
    public var to: Int32
    /// The epoch of the new leader (KIP-320); -1 where brokers do not tell.
    public var epoch: Int32

    package init(topicPartition: TopicPartition, from: Int32, to: Int32, epoch: Int32) {
      self.topicPartition = topicPartition
      self.from = from
      self.to = to
      self.epoch = epoch
    }
  }
}

extension ClusterMetadata {
  /// Partitions that are in both and have another leader now, in order.
  func leaderChanges(since old: ClusterMetadata) -> [KafkaClientEvent.LeaderChange] {
    var changes: [KafkaClientEvent.LeaderChange] = []
    for (name, topic) in topics {
      guard let before = old.topics[name] else { continue }
      for (index, (partition, former)) in zip(topic.partitions, before.partitions).enumerated()
      where partition.leader != former.leader {
        changes.append(
          .init(
            topicPartition: TopicPartition(topic: name, partition: Int32(index)), from: former.leader,
            to: partition.leader, epoch: partition.leaderEpoch))
      }
    }
    return changes.sorted { $0.topicPartition < $1.topicPartition }
  }
}
