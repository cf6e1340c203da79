import KafkaMessages
import KafkaWire
import NIOCore

extension ProduceRequest: InterceptableRequest {
  var places: [RequestPlace] { topicData.flatMap { topic in topic.partitionData.map { Self.place(topic, $0) } } }

  private static func place(_ topic: TopicProduceData, _ partition: PartitionProduceData) -> RequestPlace {
    RequestPlace(topic: topic.name, topicID: topic.topicId, partition: partition.index)
  }

  var isAnswered: Bool { acks != 0 }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    let (failed, left) = parted(topicData, \.partitionData, at: isFailing, Self.place)
    let answers = failed.map { topic in
      ProduceResponse.TopicProduceResponse.with {
        $0.name = topic.name
        $0.topicId = topic.topicId
        $0.partitionResponses = topic.partitionData.map { partition in
          .with {
            $0.index = partition.index
            $0.errorCode = code.rawValue
            $0.baseOffset = -1
            $0.logAppendTimeMs = -1
          }
        }
      }
    }
    if left.isEmpty { return .whole(.with { $0.responses = answers }) }
    var rest = self
    rest.topicData = left
    return .part(rest) { $0.responses += answers }
  }
}

extension FetchRequest: InterceptableRequest {
  var places: [RequestPlace] { topics.flatMap { topic in topic.partitions.map { Self.place(topic, $0) } } }

  private static func place(_ topic: FetchTopic, _ partition: FetchPartition) -> RequestPlace {
    RequestPlace(topic: topic.topic, topicID: topic.topicId, partition: partition.partition)
  }

  /// Errors of sessions, which concern the whole request.
  private static let sessionErrors: Set<ErrorCode> = [
    .fetchSessionIdNotFound, .invalidFetchSessionEpoch, .fetchSessionTopicIdError,
  ]

  /// The node has put in what a session remembers. Such a request ends its session: both sides begin a new one with the
  /// next request, which has an epoch that the broker would not expect if this one had not been served.
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    if Self.sessionErrors.contains(code) || (topics.isEmpty && version >= 7) {
      return .whole(FetchResponse.with { $0.errorCode = code.rawValue })
    }
    let (failed, left) = parted(topics, \.partitions, at: isFailing, Self.place)
    let answers = failed.map { topic in
      FetchResponse.FetchableTopicResponse.with {
        $0.topic = topic.topic
        $0.topicId = topic.topicId
        $0.partitions = topic.partitions.map { partition in
          .with {
            $0.partitionIndex = partition.partition
            $0.errorCode = code.rawValue
            $0.highWatermark = -1
            $0.records = ByteBuffer()
          }
        }
      }
    }
    var rest = self
    rest.topics = left
    rest.forgottenTopicsData = []
    rest.sessionEpoch = FetchSessions.closing
    rest.maxWaitMs = 0
    return .part(rest) { $0.responses += answers }
  }
}

extension ListOffsetsRequest: InterceptableRequest {
  var places: [RequestPlace] { topics.flatMap { topic in topic.partitions.map { Self.place(topic, $0) } } }

  private static func place(_ topic: ListOffsetsTopic, _ partition: ListOffsetsPartition) -> RequestPlace {
    RequestPlace(topic: topic.name, partition: partition.partitionIndex)
  }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    let (failed, left) = parted(topics, \.partitions, at: isFailing, Self.place)
    let answers = failed.map { topic in
      ListOffsetsResponse.ListOffsetsTopicResponse.with {
        $0.name = topic.name
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

extension OffsetForLeaderEpochRequest: InterceptableRequest {
  var places: [RequestPlace] {
    topics.flatMap { topic in topic.partitions.map { RequestPlace(topic: topic.topic, partition: $0.partition) } }
  }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        $0.topics = topics.map { topic in
          .with {
            $0.topic = topic.topic
            $0.partitions = topic.partitions.map { partition in
              .with {
                $0.partition = partition.partition
                $0.errorCode = code.rawValue
              }
            }
          }
        }
      })
  }
}

extension DeleteRecordsRequest: InterceptableRequest {
  var places: [RequestPlace] {
    topics.flatMap { topic in
      topic.partitions.map { RequestPlace(topic: topic.name, partition: $0.partitionIndex) }
    }
  }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        $0.topics = topics.map { topic in
          .with {
            $0.name = topic.name
            $0.partitions = topic.partitions.map { partition in
              .with {
                $0.partitionIndex = partition.partitionIndex
                $0.lowWatermark = -1
                $0.errorCode = code.rawValue
              }
            }
          }
        }
      })
  }
}

extension InitProducerIdRequest: InterceptableRequest {
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        $0.errorCode = code.rawValue
        $0.producerEpoch = -1
      })
  }
}

extension DescribeProducersRequest: InterceptableRequest {
  var places: [RequestPlace] {
    topics.flatMap { topic in topic.partitionIndexes.map { RequestPlace(topic: topic.name, partition: $0) } }
  }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    .whole(
      .with {
        $0.topics = topics.map { topic in
          .with {
            $0.name = topic.name
            $0.partitions = topic.partitionIndexes.map { index in
              .with {
                $0.partitionIndex = index
                $0.errorCode = code.rawValue
              }
            }
          }
        }
      })
  }
}
