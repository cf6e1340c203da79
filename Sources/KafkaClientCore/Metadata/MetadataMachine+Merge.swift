import KafkaMessages
import KafkaWire

/// How the topics of an answer meet those that are known.
extension MetadataMachine {
  /// From this version on the leader epochs of an answer can be relied on. Brokers that only speak older versions may
  /// report epochs that are stale (KAFKA-9212).
  static let firstVersionWithReliableEpochs: Int16 = 9

  func merge(
    _ response: MetadataResponse, version: Int16, query: Query, _ change: inout Change, _ needsAnother: inout Bool
  ) -> [String: ClusterMetadata.Topic] {
    // A full answer takes the place of what is known; a topic it does not mention is gone.
    var topics = query.isPartial ? snapshot.topics : [:]
    for answer in response.topics {
      guard let name = answer.name else { continue }
      let known = snapshot.topics[name]
      var topic = ClusterMetadata.Topic(
        name: name, id: answer.topicId, isInternal: answer.isInternal, error: ErrorCode(rawValue: answer.errorCode))
      if topic.error == .none {
        let isRecreated = known.map { $0.id != .zero && topic.id != .zero && $0.id != topic.id } ?? false
        if isRecreated { change.recreatedTopics.append(name) }
        topic.partitions = partitions(
          answer, known: isRecreated ? [] : known?.partitions ?? [],
          hasReliableEpochs: version >= Self.firstVersionWithReliableEpochs, &change, &needsAnother)
        if isRecreated || known == nil || known?.error != ErrorCode.none { change.isNews = true }
      } else {
        // It may be spreading through the cluster, or a broker may have lost it for a moment. What was known of its
        // partitions stays, so that nobody drops records because of one answer.
        topic.partitions = known?.partitions ?? []
        if topic.id == .zero { topic.id = known?.id ?? .zero }
        if !topic.error.refusesTopic { needsAnother = true }
        if known == nil || known?.error != topic.error { change.isNews = true }
      }
      topics[name] = topic
    }
    change.recreatedTopics.sort()
    return topics
  }

  private func partitions(
    _ answer: MetadataResponse.MetadataResponseTopic, known: [ClusterMetadata.Partition], hasReliableEpochs: Bool,
    _ change: inout Change, _ needsAnother: inout Bool
  ) -> [ClusterMetadata.Partition] {
    // A topic cannot shrink: one that seems to is seen through a broker that is behind.
    var partitions = known
    let highest = answer.partitions.map(\.partitionIndex).max() ?? -1
    // Numbers have no gaps. One far beyond the others is a broken answer, not a reason to take memory.
    let limit = known.count + answer.partitions.count
    while partitions.count <= Int(highest), partitions.count < limit {
      // Filled below; a number that the answer leaves out has no leader.
      partitions.append(ClusterMetadata.Partition(index: Int32(partitions.count)))
    }
    for entry in answer.partitions {
      let index = Int(entry.partitionIndex)
      guard partitions.indices.contains(index) else { continue }
      let old = partitions[index]
      let epoch = hasReliableEpochs && entry.leaderEpoch >= 0 ? entry.leaderEpoch : -1
      // An epoch older than one already seen: the broker asked has not heard yet.
      if epoch >= 0, epoch < old.leaderEpoch {
        if old.leader < 0 { needsAnother = true }
        continue
      }
      let error = ErrorCode(rawValue: entry.errorCode)
      let new = ClusterMetadata.Partition(
        index: entry.partitionIndex, leader: error == .none || entry.leaderId >= 0 ? entry.leaderId : -1,
        leaderEpoch: epoch, replicas: entry.replicaNodes, inSyncReplicas: entry.isrNodes,
        offlineReplicas: entry.offlineReplicas, error: error)
      if new.leader < 0 || error.isRetriable && error.refreshesMetadata { needsAnother = true }
      if epoch > old.leaderEpoch || old.leader < 0 && new.leader >= 0 || epoch < 0 && new.leader != old.leader {
        change.isNews = true
      }
      partitions[index] = new
    }
    return partitions
  }
}
