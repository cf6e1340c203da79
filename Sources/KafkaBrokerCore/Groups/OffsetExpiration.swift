package import KafkaWire
import OrderedCollections

extension ClassicGroup {
  /// From when on an offset's age counts, in milliseconds since 1970 (KIP-211); nil while it does not age.
  ///
  /// Offsets of a group with members keep as long as somebody reads the topic; those of a group that has lost its
  /// members count from then on; those of simple consumers from their commit.
  func ageBegins(of offset: CommittedOffset) -> Int64? {
    guard protocolType != nil else { return offset.commitTimestamp }
    if state.isEmpty { return stateTimestamp ?? offset.commitTimestamp }
    return usesConsumerProtocol && subscribedTopics != nil && state.isStable ? offset.commitTimestamp : nil
  }

  func isExpired(_ offset: CommittedOffset, at wallClock: Int64, retention: Duration) -> Bool {
    guard let begin = ageBegins(of: offset) else { return false }
    if let expireTimestamp = offset.expireTimestamp { return wallClock >= expireTimestamp }
    return wallClock.subtractingReportingOverflow(begin).partialValue >= retention.wholeMilliseconds
  }
}

extension GroupCoordinator {
  /// Takes offsets that are too old out of a partition, and groups of which nothing is left.
  mutating func cleanExpiredOffsets(in partition: Int32, at now: Moment) -> [GroupOutput] {
    guard let shard = shards[partition], !shard.isLoading else { return [] }
    let onTheirWay = offsetsOnTheirWay(in: partition)
    var records: [GroupRecord] = []
    for (id, group) in shard.live.sorted(by: { $0.key < $1.key }) {
      var offsetsRemain = shard.offsets.hasOpenTransaction(id) || onTheirWay[id] != nil
      for (topic, partitions) in shard.offsets.topics(of: id).sorted(by: { $0.key < $1.key }) {
        let subscribed = group.isSubscribed(to: topic)
        for (number, entry) in partitions.sorted(by: { $0.key < $1.key }) {
          let busy =
            shard.offsets.isUnstable(id, topic, number)
            || onTheirWay[id]?.contains(TopicPartition(topic: topic, partition: number)) == true
          if !subscribed && !busy
            && group.isExpired(entry.offset, at: now.wallClock, retention: configuration.offsetsRetention)
          {
            records.append(.offset(group: id, topic: topic, partition: number, nil))
          } else {
            offsetsRemain = true
          }
        }
      }
      if !offsetsRemain && group.state.isEmpty && group.pendingMembers.isEmpty {
        records.append(.group(id: id, nil))
      }
    }
    return clean(records, in: partition, at: now)
  }

  /// The offsets of a topic that is gone mean nothing, and must not be taken for those of a new one of its name.
  package mutating func topicsDeleted(_ topics: Set<String>, at now: Moment) -> [GroupOutput] {
    var outputs: [GroupOutput] = []
    for (partition, shard) in shards.sorted(by: { $0.key < $1.key }) where !shard.isLoading {
      var offsets: Set<GroupOffset> = []
      for (id, committed) in shard.offsets.groups {
        for (topic, partitions) in committed where topics.contains(topic) {
          for number in partitions.keys { offsets.insert(GroupOffset(group: id, topic: topic, partition: number)) }
        }
      }
      for (id, onTheirWay) in offsetsOnTheirWay(in: partition) {
        for place in onTheirWay where topics.contains(place.topic) {
          offsets.insert(GroupOffset(group: id, topic: place.topic, partition: place.partition))
        }
      }
      let records = offsets.sorted().map {
        GroupRecord.offset(group: $0.group, topic: $0.topic, partition: $0.partition, nil)
      }
      outputs += clean(records, in: partition, at: now)
    }
    return outputs
  }

  private struct GroupOffset: Hashable, Comparable {
    var group: String
    var topic: String
    var partition: Int32

    static func < (left: GroupOffset, right: GroupOffset) -> Bool {
      (left.group, left.topic, left.partition) < (right.group, right.topic, right.partition)
    }
  }

  private mutating func clean(_ records: [GroupRecord], in partition: Int32, at now: Moment) -> [GroupOutput] {
    var outputs: [GroupOutput] = []
    for portion in Self.portions(records) {
      var removed: [ClassicGroup] = []
      for case .group(let id, nil) in portion {
        if let group = shards[partition]?.live.removeValue(forKey: id) { removed.append(group) }
      }
      outputs += append(portion, to: partition, purpose: .cleaning(removed: removed), at: now)
    }
    return outputs
  }
}
