package import KafkaWire

/// What a client knows of the cluster at one moment. Never changes once it is there, so that any thread may read it;
/// news make a new one.
package final class ClusterMetadata: Sendable {
  /// Counts the snapshots of a client from 0, which is the one before the first answer.
  package let generation: Int
  package let clusterID: String?
  /// -1 where unknown.
  package let controllerID: Int32
  package let brokers: [Int32: Broker]
  package let topics: [String: Topic]
  package let topicNames: [KafkaUUID: String]

  package struct Broker: Hashable, Sendable {
    package var id: Int32
    package var endpoint: Endpoint
    package var rack: String?

    package init(id: Int32, endpoint: Endpoint, rack: String? = nil) {
      self.id = id
      self.endpoint = endpoint
      self.rack = rack
    }
  }

  package struct Topic: Equatable, Sendable {
    package var name: String
    /// Zero where the brokers do not say (before Kafka 2.8).
    package var id: KafkaUUID
    package var isInternal: Bool
    /// What the last answer said about the topic as a whole. Its partitions may still be known from before.
    package var error: ErrorCode
    /// By number, without gaps.
    package var partitions: [Partition]

    package init(
      name: String, id: KafkaUUID = .zero, isInternal: Bool = false, error: ErrorCode = .none,
      partitions: [Partition] = []
    ) {
      self.name = name
      self.id = id
      self.isInternal = isInternal
      self.error = error
      self.partitions = partitions
    }
  }

  package struct Partition: Equatable, Sendable {
    package var index: Int32
    /// -1 where there is none, or where it is known that another has taken over but not who.
    package var leader: Int32
    /// The newest epoch seen of this partition (KIP-320); -1 where unknown.
    package var leaderEpoch: Int32
    package var replicas: [Int32]
    package var inSyncReplicas: [Int32]
    package var offlineReplicas: [Int32]
    package var error: ErrorCode

    package init(
      index: Int32, leader: Int32 = -1, leaderEpoch: Int32 = -1, replicas: [Int32] = [],
      inSyncReplicas: [Int32] = [], offlineReplicas: [Int32] = [], error: ErrorCode = .none
    ) {
      self.index = index
      self.leader = leader
      self.leaderEpoch = leaderEpoch
      self.replicas = replicas
      self.inSyncReplicas = inSyncReplicas
      self.offlineReplicas = offlineReplicas
      self.error = error
    }
  }

  package init(
    generation: Int, clusterID: String?, controllerID: Int32, brokers: [Int32: Broker], topics: [String: Topic]
  ) {
    self.generation = generation
    self.clusterID = clusterID
    self.controllerID = controllerID
    self.brokers = brokers
    self.topics = topics
    var names = [KafkaUUID: String]()
    for topic in topics.values where topic.id != .zero { names[topic.id] = topic.name }
    topicNames = names
  }

  /// Nothing known yet.
  package static let empty = ClusterMetadata(
    generation: 0, clusterID: nil, controllerID: -1, brokers: [:], topics: [:])

  package func topic(_ name: String) -> Topic? { topics[name] }

  /// Nil where the topic or the number is unknown.
  package func partition(_ topicPartition: TopicPartition) -> Partition? {
    guard let partitions = topics[topicPartition.topic]?.partitions else { return nil }
    let index = Int(topicPartition.partition)
    return partitions.indices.contains(index) ? partitions[index] : nil
  }

  /// The broker to send to for a partition; nil where it has no leader, or one that is not known.
  package func leader(of topicPartition: TopicPartition) -> Broker? {
    partition(topicPartition).flatMap { brokers[$0.leader] }
  }

  /// The number of partitions; nil where the topic is unknown, or has an error and was never seen without one.
  package func partitionCount(of topic: String) -> Int? {
    guard let partitions = topics[topic]?.partitions, !partitions.isEmpty else { return nil }
    return partitions.count
  }
}
