import KafkaMessages
import KafkaWire

extension OffsetCommitRequest: InterceptableRequest {
  var places: [RequestPlace] { topics.flatMap { topic in topic.partitions.map { Self.place(topic, $0) } } }

  private static func place(
    _ topic: OffsetCommitRequestTopic, _ partition: OffsetCommitRequestPartition
  ) -> RequestPlace {
    RequestPlace(topic: topic.name, topicID: topic.topicId, partition: partition.partitionIndex)
  }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    let (failed, left) = parted(topics, \.partitions, at: isFailing, Self.place)
    let answers = failed.map { topic in
      OffsetCommitResponse.OffsetCommitResponseTopic.with {
        $0.name = topic.name
        $0.topicId = topic.topicId
        $0.partitions = topic.partitions.map { partition in
          .with {
            $0.partitionIndex = partition.partitionIndex
            $0.errorCode = code.rawValue
          }
        }
      }
    }
    if left.isEmpty { return .whole(.with { $0.topics = answers }) }
    var rest = self
    rest.topics = left
    return .part(rest) { $0.topics += answers }
  }
}

extension OffsetFetchRequest: InterceptableRequest {
  var places: [RequestPlace] {
    let old = (topics ?? []).flatMap { topic in
      topic.partitionIndexes.map { RequestPlace(topic: topic.name, partition: $0) }
    }
    return old
      + groups.flatMap { $0.topics ?? [] }.flatMap { topic in
        topic.partitionIndexes.map { RequestPlace(topic: topic.name, topicID: topic.topicId, partition: $0) }
      }
  }

  /// Errors are the group's. Before version 2 there is no place for them but the partitions.
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    if version >= 8 {
      return .whole(
        .with {
          $0.groups = groups.map { group in
            .with {
              $0.groupId = group.groupId
              $0.errorCode = code.rawValue
            }
          }
        })
    }
    if version >= 2 { return .whole(.with { $0.errorCode = code.rawValue }) }
    return .whole(
      .with {
        $0.topics = (topics ?? []).map { topic in
          .with {
            $0.name = topic.name
            $0.partitions = topic.partitionIndexes.map { index in
              .with {
                $0.partitionIndex = index
                $0.committedOffset = -1
                $0.errorCode = code.rawValue
              }
            }
          }
        }
      })
  }
}

extension FindCoordinatorRequest: InterceptableRequest {
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        guard version >= 4 else {
          $0.errorCode = code.rawValue
          $0.nodeId = -1
          $0.port = -1
          return
        }
        $0.coordinators = coordinatorKeys.map { key in
          .with {
            $0.key = key
            $0.nodeId = -1
            $0.port = -1
            $0.errorCode = code.rawValue
          }
        }
      })
  }
}

extension JoinGroupRequest: InterceptableRequest {
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        $0.errorCode = code.rawValue
        $0.memberId = memberId
        // Null since version 7, and not allowed before.
        $0.protocolName = version >= 7 ? nil : ""
      })
  }
}

extension HeartbeatRequest: InterceptableRequest {
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(.with { $0.errorCode = code.rawValue })
  }
}

extension LeaveGroupRequest: InterceptableRequest {
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(.with { $0.errorCode = code.rawValue })
  }
}

extension SyncGroupRequest: InterceptableRequest {
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(.with { $0.errorCode = code.rawValue })
  }
}

extension DescribeGroupsRequest: InterceptableRequest {
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        $0.groups = groups.map { id in
          .with {
            $0.groupId = id
            $0.errorCode = code.rawValue
          }
        }
      })
  }
}

extension ListGroupsRequest: InterceptableRequest {
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(.with { $0.errorCode = code.rawValue })
  }
}

extension DeleteGroupsRequest: InterceptableRequest {
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        $0.results = groupsNames.map { name in
          .with {
            $0.groupId = name
            $0.errorCode = code.rawValue
          }
        }
      })
  }
}

extension OffsetDeleteRequest: InterceptableRequest {
  var places: [RequestPlace] {
    topics.flatMap { topic in
      topic.partitions.map { RequestPlace(topic: topic.name, partition: $0.partitionIndex) }
    }
  }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(.with { $0.errorCode = code.rawValue })
  }
}
