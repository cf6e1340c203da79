import KafkaStorage
import KafkaWire

/// Topics as the node holds them: metadata, options, logs.
extension BrokerNode {
  func topic(named name: String) -> ClusterMetadata.Topic? { metadata.current.topics[name] }

  func topic(_ id: KafkaUUID) -> ClusterMetadata.Topic? {
    topicNames[id].flatMap { metadata.current.topics[$0] }
  }

  /// Takes up a topic: its options are resolved, its logs are opened or made.
  func host(_ topic: ClusterMetadata.Topic) {
    let options = TopicConfiguration(overrides: topic.options, defaults: configuration)
    topicConfigurations[topic.name] = options
    topicNames[topic.id] = topic.name
    metricNames[TopicName.metricForm(topic.name)] = topic.name
    if options.isCompacted, !options.deletesOldSegments, !TopicName.isInternal(topic.name) {
      report(.neverCompacted(topic.name))
    }
    for (index, partition) in topic.partitions.enumerated() {
      let name = TopicPartition(topic: topic.name, partition: Int32(index))
      guard partitions[name] == nil, partition.replicas.contains(configuration.nodeID) else { continue }
      let opened = openPartition(name, of: topic, options, leaderEpoch: partition.leaderEpoch)
      partitions[name] = opened
      // After a crash of the process there may be records that the settings want on the disk.
      considerSync(of: opened)
    }
    if topic.name == TopicName.consumerOffsets { loadGroups(of: topic) }
  }

  /// After a stop that was not in order, records may be gone that clients have seen. A new epoch for every partition
  /// lets them notice (KIP-320).
  func raiseLeaderEpochs() {
    let topics = metadata.current.topics.values.compactMap { topic -> ClusterMetadata.Topic? in
      var raised = topic
      // Those that other nodes lead are theirs to raise.
      for index in raised.partitions.indices where raised.partitions[index].leader == configuration.nodeID {
        raised.partitions[index].leaderEpoch += 1
      }
      return raised == topic ? nil : raised
    }
    guard !topics.isEmpty else { return }
    do throws(MetadataStoreError) {
      try metadata.replace(topics)
    } catch {
      report(.metadataFailed(error.description))
    }
  }

  private func openPartition(
    _ name: TopicPartition, of topic: ClusterMetadata.Topic, _ options: TopicConfiguration, leaderEpoch: Int32
  ) -> Partition {
    do throws(StorageError) {
      let store = try stores.open(name, topicID: topic.id, configuration: options, at: now)
      // The only replica has everything that all have.
      store.updateHighWatermark(store.logEndOffset)
      try store.becomeLeader(epoch: leaderEpoch)
      return Partition(name: name, topicID: topic.id, leaderEpoch: leaderEpoch, store: store)
    } catch {
      report(.partitionFailed(name.description, error.description))
      return Partition(name: name, topicID: topic.id, leaderEpoch: leaderEpoch, failure: error.description)
    }
  }

  /// Forgets a topic that is not in the metadata any more, and its logs. Whoever waits for its data is told.
  func drop(_ topic: ClusterMetadata.Topic) {
    if topic.name == TopicName.consumerOffsets { resignGroups(of: topic) }
    topicConfigurations[topic.name] = nil
    topicNames[topic.id] = nil
    metricNames[TopicName.metricForm(topic.name)] = nil
    for index in topic.partitions.indices {
      let name = TopicPartition(topic: topic.name, partition: Int32(index))
      guard partitions.removeValue(forKey: name) != nil else { continue }
      abandonWaiters(of: name)
      do throws(StorageError) {
        try stores.delete(name, at: now)
      } catch {
        // The topic is gone all the same; a directory that stays is not served after a restart.
        report(.partitionFailed(name.description, error.description))
      }
    }
    carryOut(groups.topicsDeleted([topic.name], at: now))
    maintenance.deleted(stores)
  }

  /// Creates a topic whose name, size and options have been checked.
  func create(_ topics: [ClusterMetadata.Topic]) throws(MetadataStoreError) {
    try metadata.create(topics)
    for topic in topics {
      host(topic)
      report(.topicCreated(topic.name, partitions: topic.partitions.count))
    }
    perform(.metadataChanged)
  }

  /// A topic with the broker's defaults, not created yet.
  func newTopic(
    _ name: String, partitionCount: Int32, options: [String: String] = [:]
  ) -> ClusterMetadata.Topic {
    ClusterMetadata.Topic(
      name: name, id: .random(using: &random),
      partitions: places(for: max(1, Int(partitionCount))),
      options: options)
  }

  /// New partitions, which the members of the cluster lead in turn.
  func places(for count: Int) -> [ClusterMetadata.Partition] {
    let ids = members.members.map(\.id)
    guard ids.count > 1 else { return Array(repeating: .init(replicas: [configuration.nodeID]), count: count) }
    let start = Int.random(in: ids.indices, using: &random)
    return (0..<count).map { .init(replicas: [ids[(start + $0) % ids.count]]) }
  }

  /// The name of an existing topic that differs only in dots and underscores.
  func collision(with name: String) -> String? {
    guard let other = metricNames[TopicName.metricForm(name)], other != name else { return nil }
    return other
  }

  /// The topic of committed offsets, made when it is not there (compacted, its own segment size).
  func ensureConsumerOffsets() throws(MetadataStoreError) {
    guard topic(named: TopicName.consumerOffsets) == nil else { return }
    try create([
      newTopic(
        TopicName.consumerOffsets, partitionCount: configuration.offsets.topicPartitionCount,
        options: [
          "cleanup.policy": "compact", "compression.type": "producer",
          "segment.bytes": String(configuration.offsets.topicSegmentBytes),
        ])
    ])
  }
}
