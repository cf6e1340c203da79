import KafkaStorage
package import KafkaWire

extension ClusterMetadata.Partition {
  /// The broker that leads it: the only one that holds it.
  package var leader: Int32 { replicas.first ?? -1 }

  fileprivate mutating func move(to broker: Int32) {
    replicas = [broker]
    leaderEpoch += 1
  }
}

extension MetadataStore {
  /// Makes another broker the leader of a partition, under a new epoch. Its nodes take it up with
  /// ``BrokerNode/metadataChanged(at:)``; the old leader first, so that nobody appends behind its back.
  ///
  /// - Returns: false when there is no such partition, or the broker leads it already.
  package func moveLeader(of partition: TopicPartition, to broker: Int32) throws(MetadataStoreError) -> Bool {
    guard var topic = current.topics[partition.topic], let known = current.partition(partition),
      known.leader != broker
    else { return false }
    topic.partitions[Int(partition.partition)].move(to: broker)
    try replace([topic])
    return true
  }

  /// Gives what brokers lead that are down to those that are up, in turn, in one change. Nothing is lost: all have the same
  /// logs.
  ///
  /// - Returns: What has another leader now, in the order of names.
  package func elect(
    among members: ClusterMembers
  ) throws(MetadataStoreError) -> [(partition: TopicPartition, leader: Int32)] {
    let up = members.members.map(\.id)
    guard !up.isEmpty else { return [] }
    var moved: [(partition: TopicPartition, leader: Int32)] = []
    var changed: [ClusterMetadata.Topic] = []
    for topic in current.topics.values.sorted(by: { $0.name < $1.name }) {
      var next = topic
      for index in topic.partitions.indices where members[topic.partitions[index].leader] == nil {
        let leader = up[moved.count % up.count]
        next.partitions[index].move(to: leader)
        moved.append((TopicPartition(topic: topic.name, partition: Int32(index)), leader))
      }
      if next != topic { changed.append(next) }
    }
    if !changed.isEmpty { try replace(changed) }
    return moved
  }
}

/// Which partitions the node leads, among those of its cluster.
extension BrokerNode {
  /// The metadata is not what it was: another node changed it, or leaders have moved. Takes up what this node leads now,
  /// and tells those who wait for what it does not lead any more.
  package func metadataChanged(at now: Moment) -> [NodeAction] {
    begin(at: now)
    dropDeletedTopics()
    for name in partitions.keys.sorted() {
      guard let known = metadata.current.partition(name), let partition = partitions[name] else { continue }
      if known.leader != configuration.nodeID {
        resign(name)
      } else if known.leaderEpoch != partition.leaderEpoch {
        begin(epoch: known.leaderEpoch, of: partition)
      }
    }
    for topic in metadata.current.topics.values.sorted(by: { $0.name < $1.name }) where isHosted(topic) == false {
      host(topic)
    }
    return drain()
  }

  /// Whether everything that the node leads of the topic is open.
  private func isHosted(_ topic: ClusterMetadata.Topic) -> Bool {
    guard topicNames[topic.id] == topic.name else { return false }
    return topic.partitions.enumerated().allSatisfy { index, partition in
      partition.leader != configuration.nodeID
        || partitions[TopicPartition(topic: topic.name, partition: Int32(index))] != nil
    }
  }

  private func begin(epoch: Int32, of partition: Partition) {
    partition.leaderEpoch = epoch
    do throws(StorageError) {
      try partition.store?.becomeLeader(epoch: epoch)
    } catch {
      takeOffline(partition, error)
    }
  }

  /// Another node leads the partition now. What was appended is in its log; whoever waits for it to be on the disk asks
  /// there.
  private func resign(_ name: TopicPartition) {
    partitions[name] = nil
    abandonWaiters(of: name, .notLeaderOrFollower)
    if name.topic == TopicName.consumerOffsets { carryOut(groups.resign(name.partition)) }
  }

  private func dropDeletedTopics() {
    let known = topicNames.sorted { ($0.value, $0.key.description) < ($1.value, $1.key.description) }
    for (id, name) in known where metadata.current.topics[name]?.id != id {
      let count = partitions.keys.lazy.filter { $0.topic == name }.map { Int($0.partition) + 1 }.max() ?? 0
      drop(
        ClusterMetadata.Topic(name: name, id: id, partitions: Array(repeating: .init(replicas: []), count: count)))
    }
  }

  // MARK: What clients are told

  /// Why the node does not have a partition: another one leads it, or there is none.
  func absence(of name: TopicPartition) -> ErrorCode {
    metadata.current.partition(name) == nil ? .unknownTopicOrPartition : .notLeaderOrFollower
  }

  /// Who leads a partition, if it can be reached.
  func leader(of name: TopicPartition, _ partition: ClusterMetadata.Partition) -> Int32? {
    // Of its own partitions the node knows whether their logs can be used.
    if partition.leader == configuration.nodeID { return partitions[name]?.store == nil ? nil : partition.leader }
    return members[partition.leader] == nil ? nil : partition.leader
  }

  /// The leader that a client should turn to instead (KIP-951), and how to reach it; nil when nobody can be named.
  func newLeader(
    of name: TopicPartition, listener: String
  ) -> (member: ClusterMembers.Member, epoch: Int32, endpoint: HostAndPort)? {
    guard let partition = metadata.current.partition(name), let member = members[partition.leader] else { return nil }
    return (member, partition.leaderEpoch, member.endpoint(for: listener))
  }
}

extension ClusterMetadata {
  /// nil when there is no such partition.
  package func partition(_ name: TopicPartition) -> Partition? {
    guard let topic = topics[name.topic], topic.partitions.indices.contains(Int(name.partition)) else { return nil }
    return topic.partitions[Int(name.partition)]
  }
}
