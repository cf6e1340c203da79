package import KafkaMessages
package import KafkaWire
import OrderedCollections

extension ClassicGroup {
  /// Somebody commits offsets: nil when it may. A member is heard of by that.
  mutating func commit(_ request: OffsetCommitRequest, at now: Moment) -> ErrorCode? {
    let error = checkCommit(
      member: request.memberId, instance: request.groupInstanceId, generation: request.generationIdOrMemberEpoch)
    if error == nil { members[request.memberId]?.heard(at: now.instant) }
    return error
  }

  private func checkCommit(member: String, instance: String?, generation committed: Int32) -> ErrorCode? {
    // Tools, and consumers that assign partitions themselves, commit without being members: while nobody is one.
    if committed < 0 && state.isEmpty { return nil }
    if committed < 0 && member.isEmpty && instance == nil { return .unknownMemberId }
    if let error = check(member: member, instance: instance) { return error }
    if committed != generation { return .illegalGeneration }
    // The member knows the generation but not its assignment, so it cannot own what it commits.
    if state.isCompleting { return .rebalanceInProgress }
    return nil
  }
}

extension GroupCoordinator {
  package mutating func offsetCommit(
    _ request: OffsetCommitRequest, from client: GroupClient, topics: some GroupTopics, token: RequestToken,
    at now: Moment
  ) -> [GroupOutput] {
    let error = checkCommit(request, version: client.version, at: now)
    let request = configuration.isBefore4 ? request.withoutRepetitions : request
    var records: [GroupRecord] = []
    let response = OffsetCommitResponse.with {
      $0.topics = request.topics.map { topic in
        let name = client.version >= 10 ? topics.topicName(of: topic.topicId) : topic.name
        let partitionCount = name.flatMap { topics.partitionCount(of: $0) } ?? 0
        let id = client.version >= 10 ? topic.topicId : name.flatMap { topics.topicID(of: $0) } ?? .zero
        return .with {
          $0.name = topic.name
          $0.topicId = topic.topicId
          $0.partitions = topic.partitions.map { partition in
            let code: ErrorCode
            if let name, error == nil, partition.partitionIndex >= 0, partition.partitionIndex < partitionCount {
              if (partition.committedMetadata ?? "").utf16.count > configuration.offsetMetadataLimit {
                code = .offsetMetadataTooLarge
              } else {
                code = .none
                records.append(
                  .offset(
                    group: request.groupId, topic: name, partition: partition.partitionIndex,
                    committedOffset(partition, of: request, topicID: id, at: now)))
              }
            } else if name == nil {
              code = .unknownTopicId
            } else if partition.partitionIndex < 0 || partition.partitionIndex >= partitionCount {
              code = .unknownTopicOrPartition
            } else {
              code = error ?? .none
            }
            return .with {
              $0.partitionIndex = partition.partitionIndex
              $0.errorCode = code.rawValue
            }
          }
        }
      }
    }
    let answer = GroupEffects.Answer(token: token, response: .offsetCommit(response))
    if records.isEmpty { return [.respond(token, answer.response)] }
    return append(records, to: partition(of: request.groupId), answers: [answer], purpose: .offsets, at: now)
  }

  private mutating func checkCommit(_ request: OffsetCommitRequest, version: Int16, at now: Moment) -> ErrorCode? {
    // Version 0 stored offsets in ZooKeeper, for anybody. Releases that still list it answer so without one.
    if version == 0 { return configuration.servesZooKeeperOffsets ? refusal(of: request.groupId) : .unsupportedVersion }
    // Old clients commit for the group "", so it is a group for offsets, though nobody can join it.
    if let error = refusal(of: request.groupId) { return error }
    let partition = partition(of: request.groupId)
    if shards[partition]?.live[request.groupId] == nil {
      // The first commit of a simple consumer makes the group.
      if request.generationIdOrMemberEpoch < 0 { return nil }
      return version >= 9 && !configuration.isBefore4 ? .groupIdNotFound : .illegalGeneration
    }
    return shards[partition]?.live[request.groupId]?.commit(request, at: now)
  }

  private func committedOffset(
    _ partition: OffsetCommitRequest.OffsetCommitRequestPartition, of request: OffsetCommitRequest,
    topicID: KafkaUUID, at now: Moment
  ) -> CommittedOffset {
    CommittedOffset(
      offset: partition.committedOffset, leaderEpoch: partition.committedLeaderEpoch,
      metadata: partition.committedMetadata ?? "",
      // Only version 1 may say another time.
      commitTimestamp: partition.commitTimestamp == -1 ? now.wallClock : partition.commitTimestamp,
      expireTimestamp: request.retentionTimeMs == -1
        ? nil : now.wallClock.addingReportingOverflow(request.retentionTimeMs).partialValue,
      topicID: topicID)
  }
}

extension OffsetCommitRequest {
  /// The request with each partition of a topic once, as it was named last.
  fileprivate var withoutRepetitions: OffsetCommitRequest {
    var request = self
    for topic in request.topics.indices {
      var partitions: OrderedDictionary<Int32, OffsetCommitRequestPartition> = [:]
      for partition in request.topics[topic].partitions { partitions[partition.partitionIndex] = partition }
      request.topics[topic].partitions = Array(partitions.values)
    }
    return request
  }
}
