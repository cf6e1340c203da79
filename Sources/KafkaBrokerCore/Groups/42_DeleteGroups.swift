package import KafkaMessages
package import KafkaWire

extension GroupCoordinator {
  /// Deletes groups without members, with all their offsets. Each group gets its own outcome (KIP-229).
  package mutating func deleteGroups(
    _ request: DeleteGroupsRequest, from client: GroupClient, token: RequestToken, at now: Moment
  ) -> [GroupOutput] {
    var deletion = Deletion(token: token, results: [], outstanding: 0)
    var appends: [(group: String, partition: Int32, records: [GroupRecord], removed: ClassicGroup?)] = []
    var seen: Set<String> = []
    let mentions = Dictionary(request.groupsNames.map { ($0, 1) }, uniquingKeysWith: +)
    // A group that is named twice is answered once, as the answer's key says.
    for id in request.groupsNames where seen.insert(id).inserted {
      let partition = partition(of: id)
      let error = refusalToDelete(id)
      // Before 4.0 the last mention was answered, and it found nothing any more.
      let isGoneAtLast = configuration.isBefore4 && error == .none && mentions[id, default: 1] > 1
      deletion.results.append((id, isGoneAtLast ? .groupIdNotFound : error))
      guard error == .none else { continue }
      let portions = Self.portions(tombstones(of: id, in: partition))
      for (index, records) in portions.enumerated() {
        // The group itself goes with the last of its records. Whoever joins from now on begins a new one.
        let removed = index == portions.count - 1 ? shards[partition]?.live.removeValue(forKey: id) : nil
        appends.append((id, partition, records, removed))
      }
    }
    guard !appends.isEmpty else { return [.respond(token, .deleteGroups(deletion.response))] }
    deletion.outstanding = appends.count
    let number = beginDeletion(deletion)
    var outputs: [GroupOutput] = []
    for append in appends {
      outputs += self.append(
        append.records, to: append.partition,
        purpose: .deletion(request: number, group: append.group, removed: append.removed), at: now)
    }
    return outputs
  }

  private func refusalToDelete(_ id: String) -> ErrorCode {
    if let error = refusal(of: id) { return error }
    guard let group = shards[partition(of: id)]?.live[id] else { return .groupIdNotFound }
    return group.state.isEmpty ? .none : .nonEmptyGroup
  }

  /// What takes a group and its offsets out of the log, offsets on their way included.
  private func tombstones(of id: String, in partition: Int32) -> [GroupRecord] {
    guard let shard = shards[partition] else { return [] }
    var offsets = offsetsOnTheirWay(in: partition)[id] ?? []
    for (topic, partitions) in shard.offsets.topics(of: id) {
      for number in partitions.keys { offsets.insert(TopicPartition(topic: topic, partition: number)) }
    }
    return offsets.sorted().map { .offset(group: id, topic: $0.topic, partition: $0.partition, nil) }
      + [.group(id: id, nil)]
  }

  /// Cuts records into appends of a moderate size.
  static func portions(_ records: [GroupRecord]) -> [[GroupRecord]] {
    var portions: [[GroupRecord]] = []
    var portion: [GroupRecord] = []
    var size = 0
    for record in records {
      let bytes = record.estimatedSize
      if !portion.isEmpty && size + bytes > GroupLimits.appendBytes {
        portions.append(portion)
        portion = []
        size = 0
      }
      portion.append(record)
      size += bytes
    }
    if !portion.isEmpty { portions.append(portion) }
    return portions
  }
}

extension GroupRecord {
  /// About how many bytes a tombstone takes in the log.
  fileprivate var estimatedSize: Int {
    switch self {
    case .offset(let group, let topic, _, _): group.utf8.count + topic.utf8.count + 20
    case .group(let id, _): id.utf8.count + 20
    }
  }
}
