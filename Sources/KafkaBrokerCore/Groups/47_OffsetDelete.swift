package import KafkaMessages
package import KafkaWire
import OrderedCollections

extension GroupCoordinator {
  /// Forgets offsets of partitions that nobody in the group reads (KIP-496).
  package mutating func offsetDelete(
    _ request: OffsetDeleteRequest, from client: GroupClient, topics: some GroupTopics, token: RequestToken,
    at now: Moment
  ) -> [GroupOutput] {
    func refuse(_ error: ErrorCode) -> [GroupOutput] {
      [.respond(token, .offsetDelete(.with { $0.errorCode = error.rawValue }))]
    }
    let id = request.groupId
    if id.isEmpty { return refuse(.invalidGroupId) }
    if let error = refusal(of: id) { return refuse(error) }
    let partition = partition(of: id)
    guard let shard = shards[partition], let group = shard.live[id] else { return refuse(.groupIdNotFound) }
    // Of other kinds of groups it is not known what they read.
    if !group.state.isEmpty && !group.usesConsumerProtocol { return refuse(.nonEmptyGroup) }

    let onTheirWay = offsetsOnTheirWay(in: partition)[id] ?? []
    var records: [GroupRecord] = []
    let response = OffsetDeleteResponse.with {
      $0.topics = request.topics.map { topic in
        let partitionCount = topics.partitionCount(of: topic.name) ?? 0
        let subscribed = group.isSubscribed(to: topic.name)
        return .with {
          $0.name = topic.name
          $0.partitions = topic.partitions.map { asked in
            let number = asked.partitionIndex
            let error: ErrorCode
            if number < 0 || number >= partitionCount {
              error = .unknownTopicOrPartition
            } else if subscribed {
              error = .groupSubscribedToTopic
            } else {
              error = .none
              if shard.offsets.offset(of: id, topic.name, number) != nil
                || onTheirWay.contains(TopicPartition(topic: topic.name, partition: number))
              {
                records.append(.offset(group: id, topic: topic.name, partition: number, nil))
              }
            }
            return .with {
              $0.partitionIndex = number
              $0.errorCode = error.rawValue
            }
          }
        }
      }
    }
    if records.isEmpty { return [.respond(token, .offsetDelete(response))] }
    var purpose = PendingAppend.Purpose.offsets
    if configuration.isBefore4, onTheirWay.isEmpty, group.state.isEmpty, group.pendingMembers.isEmpty,
      shard.offsets.count(of: id) == records.count, !shard.offsets.hasOpenTransaction(id)
    {
      records.append(.group(id: id, nil))
      purpose = .cleaning(removed: [group])
      shards[partition]?.live[id] = nil
    }
    return append(
      records, to: partition, answers: [GroupEffects.Answer(token: token, response: .offsetDelete(response))],
      purpose: purpose, at: now)
  }
}
