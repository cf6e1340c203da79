package import KafkaWire

/// What a cluster must remember beside its records: topics, their options and ids, and which producer ids are taken.
package struct ClusterMetadata: Equatable, Sendable {
  /// One partition's replicas and leadership.
  package struct Partition: Equatable, Sendable {
    /// The node ids that hold the partition, the preferred leader first.
    package var replicas: [Int32]
    /// Grows whenever the partition may have got another leader or lost records (KIP-101, KIP-320).
    package var leaderEpoch: Int32

    package init(replicas: [Int32], leaderEpoch: Int32 = 0) {
      self.replicas = replicas
      self.leaderEpoch = leaderEpoch
    }
  }

  package struct Topic: Equatable, Sendable {
    package var name: String
    package var id: KafkaUUID
    /// By index, from 0.
    package var partitions: [Partition]
    /// The options set on the topic, by name.
    package var options: [String: String]

    package init(name: String, id: KafkaUUID, partitions: [Partition], options: [String: String] = [:]) {
      self.name = name
      self.id = id
      self.partitions = partitions
      self.options = options
    }
  }

  package var clusterID: String
  package var topics: [String: Topic]
  /// The first producer id that no node has reserved.
  package var nextProducerID: Int64

  package init(clusterID: String, topics: [String: Topic] = [:], nextProducerID: Int64 = 0) {
    self.clusterID = clusterID
    self.topics = topics
    self.nextProducerID = nextProducerID
  }
}
