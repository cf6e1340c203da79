package import KafkaWire

/// What the coordinator asks the cluster's metadata.
package protocol GroupTopics {
  /// How many partitions the topic has; nil when there is no such topic.
  func partitionCount(of topic: String) -> Int32?
  /// The topic's id; nil when there is no such topic.
  func topicID(of topic: String) -> KafkaUUID?
  /// The topic with this id; nil when there is none.
  func topicName(of id: KafkaUUID) -> String?
}
