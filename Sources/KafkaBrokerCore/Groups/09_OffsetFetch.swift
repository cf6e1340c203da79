package import KafkaMessages
import KafkaWire

extension GroupCoordinator {
  package func offsetFetch(
    _ request: OffsetFetchRequest, from client: GroupClient, topics: some GroupTopics, token: RequestToken
  ) -> [GroupOutput] {
    let response =
      client.version >= 8
      ? OffsetFetchResponse.with {
        $0.groups = request.groups.map {
          offsets($0, stable: request.requireStable, topics: topics, version: client.version)
        }
      } : offsetsOfOneGroup(request, topics: topics, version: client.version)
    return [.respond(token, .offsetFetch(response))]
  }

  // MARK: One group, before version 8

  private func offsetsOfOneGroup(
    _ request: OffsetFetchRequest, topics: some GroupTopics, version: Int16
  ) -> OffsetFetchResponse {
    // Version 0 read offsets from ZooKeeper. Releases that still list it answer so without one.
    let isRefused = version == 0 && !configuration.servesZooKeeperOffsets
    let error = isRefused ? .unsupportedVersion : refusal(of: request.groupId)
    return .with {
      if let error, version >= 2 {
        $0.errorCode = error.rawValue
        return
      }
      let asked = request.topics.map { $0.map { ($0.name, $0.partitionIndexes) } }
      $0.topics = (asked ?? allTopics(of: request.groupId, stable: request.requireStable)).map { name, partitions in
        .with {
          $0.name = name
          $0.partitions = partitions.map { partition in
            let found = answer(request.groupId, name, partition, stable: request.requireStable)
            return .with {
              $0.partitionIndex = partition
              $0.committedOffset = error == nil ? found.offset : -1
              // A field of versions 5 to 7; elsewhere it must keep its default.
              if version >= 5 { $0.committedLeaderEpoch = found.leaderEpoch }
              $0.metadata = error == nil ? found.metadata : ""
              // In ZooKeeper nothing committed was an error.
              let isMissing = version == 0 && found.offset < 0
              $0.errorCode = (error ?? (isMissing ? .unknownTopicOrPartition : found.error)).rawValue
            }
          }
        }
      }
    }
  }

  // MARK: Several groups, from version 8 on (KIP-709)

  private func offsets(
    _ request: OffsetFetchRequest.OffsetFetchRequestGroup, stable: Bool, topics: some GroupTopics, version: Int16
  ) -> OffsetFetchResponse.OffsetFetchResponseGroup {
    .with {
      $0.groupId = request.groupId
      if let error = refusal(of: request.groupId) {
        $0.errorCode = error.rawValue
        return
      }
      if let asked = request.topics {
        $0.topics = asked.map { topic in
          let name = version >= 10 ? topics.topicName(of: topic.topicId) : topic.name
          return .with {
            $0.name = topic.name
            $0.topicId = topic.topicId
            $0.partitions = topic.partitionIndexes.map { partition in
              guard let name else { return .none(of: partition, .unknownTopicId) }
              return .found(
                answer(
                  request.groupId, name, partition, stable: stable, topicID: version >= 10 ? topic.topicId : .zero),
                partition)
            }
          }
        }
      } else {
        $0.topics = allTopics(of: request.groupId, stable: stable).compactMap { name, partitions in
          let id = version >= 10 ? topics.topicID(of: name) : .zero
          guard let id else { return nil }  // Its topic is gone; there is no id to name it by.
          return .with {
            $0.name = version >= 10 ? "" : name
            $0.topicId = id
            $0.partitions = partitions.map {
              .found(answer(request.groupId, name, $0, stable: stable, topicID: id), $0)
            }
          }
        }
      }
    }
  }

  // MARK: One partition

  fileprivate struct Found {
    var offset: Int64 = -1
    var leaderEpoch: Int32 = -1
    var metadata = ""
    var error = ErrorCode.none
  }

  /// Nothing committed, for whatever reason, is no error.
  private func answer(
    _ group: String, _ topic: String, _ partition: Int32, stable: Bool, topicID: KafkaUUID = .zero
  ) -> Found {
    guard let offsets = shards[self.partition(of: group)]?.offsets else { return Found() }
    if stable && offsets.isUnstable(group, topic, partition) { return Found(error: .unstableOffsetCommit) }
    guard let committed = offsets.offset(of: group, topic, partition) else { return Found() }
    // The offset of a topic that has been deleted and made again means nothing in the new one.
    if topicID != .zero && committed.topicID != .zero && topicID != committed.topicID { return Found() }
    return Found(offset: committed.offset, leaderEpoch: committed.leaderEpoch, metadata: committed.metadata)
  }

  /// Everything the group has committed, in order; with `stable` also what open transactions commit.
  private func allTopics(of group: String, stable: Bool) -> [(String, [Int32])] {
    guard let offsets = shards[partition(of: group)]?.offsets else { return [] }
    var partitions = offsets.topics(of: group).mapValues { Set($0.keys) }
    if stable {
      for unstable in offsets.unstablePartitions(of: group) {
        partitions[unstable.topic, default: []].insert(unstable.partition)
      }
    }
    return partitions.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
  }
}

extension OffsetFetchResponse.OffsetFetchResponsePartitions {
  fileprivate static func found(_ found: GroupCoordinator.Found, _ partition: Int32) -> Self {
    .with {
      $0.partitionIndex = partition
      $0.committedOffset = found.offset
      $0.committedLeaderEpoch = found.leaderEpoch
      $0.metadata = found.metadata
      $0.errorCode = found.error.rawValue
    }
  }

  fileprivate static func none(of partition: Int32, _ error: ErrorCode) -> Self {
    found(GroupCoordinator.Found(error: error), partition)
  }
}
