import KafkaMessages
import KafkaWire
import NIOCore

extension ProduceRequest: InterceptableRequest {
  var places: [RequestPlace] {
    topicData.flatMap { topic in
      topic.partitionData.map { RequestPlace(topic: topic.name, topicID: topic.topicId, partition: $0.index) }
    }
  }

  var isAnswered: Bool { acks != 0 }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    var rest = self
    rest.topicData = []
    var failed: [ProduceResponse.TopicProduceResponse] = []
    for topic in topicData {
      func fails(_ partition: PartitionProduceData) -> Bool {
        isFailing(RequestPlace(topic: topic.name, topicID: topic.topicId, partition: partition.index))
      }
      let left = topic.partitionData.filter { !fails($0) }
      if !left.isEmpty {
        rest.topicData.append(
          .with {
            $0 = topic
            $0.partitionData = left
          })
      }
      let results = topic.partitionData.filter(fails).map { partition in
        ProduceResponse.PartitionProduceResponse.with {
          $0.index = partition.index
          $0.errorCode = code.rawValue
          $0.baseOffset = -1
          $0.logAppendTimeMs = -1
        }
      }
      guard !results.isEmpty else { continue }
      failed.append(
        .with {
          $0.name = topic.name
          $0.topicId = topic.topicId
          $0.partitionResponses = results
        })
    }
    let answer = ProduceResponse.with { $0.responses = failed }
    return rest.topicData.isEmpty ? .whole(answer) : .part(rest) { $0.responses += answer.responses }
  }
}

extension FetchRequest: InterceptableRequest {
  var places: [RequestPlace] {
    topics.flatMap { topic in
      topic.partitions.map { RequestPlace(topic: topic.topic, topicID: topic.topicId, partition: $0.partition) }
    }
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
    var rest = self
    rest.topics = []
    rest.forgottenTopicsData = []
    rest.sessionEpoch = FetchSessions.closing
    rest.maxWaitMs = 0
    var failed: [FetchResponse.FetchableTopicResponse] = []
    for topic in topics {
      func fails(_ partition: FetchPartition) -> Bool {
        isFailing(RequestPlace(topic: topic.topic, topicID: topic.topicId, partition: partition.partition))
      }
      let left = topic.partitions.filter { !fails($0) }
      if !left.isEmpty {
        rest.topics.append(
          .with {
            $0 = topic
            $0.partitions = left
          })
      }
      let results = topic.partitions.filter(fails).map { partition in
        FetchResponse.PartitionData.with {
          $0.partitionIndex = partition.partition
          $0.errorCode = code.rawValue
          $0.highWatermark = -1
          $0.records = ByteBuffer()
        }
      }
      guard !results.isEmpty else { continue }
      failed.append(
        .with {
          $0.topic = topic.topic
          $0.topicId = topic.topicId
          $0.partitions = results
        })
    }
    let topics = failed
    return .part(rest) { $0.responses += topics }
  }
}

extension ListOffsetsRequest: InterceptableRequest {
  var places: [RequestPlace] {
    topics.flatMap { topic in
      topic.partitions.map { RequestPlace(topic: topic.name, partition: $0.partitionIndex) }
    }
  }

  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self> {
    var rest = self
    rest.topics = []
    var answer = ListOffsetsResponse()
    for topic in topics {
      func fails(_ partition: ListOffsetsPartition) -> Bool {
        isFailing(RequestPlace(topic: topic.name, partition: partition.partitionIndex))
      }
      var left = topic
      left.partitions.removeAll(where: fails)
      if !left.partitions.isEmpty { rest.topics.append(left) }
      let failed = topic.partitions.filter(fails)
      guard !failed.isEmpty else { continue }
      answer.topics.append(
        .with {
          $0.name = topic.name
          $0.partitions = failed.map { partition in
            .with {
              $0.partitionIndex = partition.partitionIndex
              $0.errorCode = code.rawValue
            }
          }
        })
    }
    let failed = answer
    return rest.topics.isEmpty ? .whole(failed) : .part(rest) { $0.topics += failed.topics }
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
