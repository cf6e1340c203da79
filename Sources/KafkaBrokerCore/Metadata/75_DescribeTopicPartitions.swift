import KafkaMessages
import KafkaWire

extension BrokerNode {
  private typealias DescribedTopic = DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic
  private typealias DescribedPartition = DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition

  /// The most partitions of a page, whatever the client asks for.
  private static let partitionsPerPage: Int32 = 2000

  /// DescribeTopicPartitions: topics sorted by name with their partitions, page by page (KIP-966).
  ///
  /// An empty list asks for all topics. The cursor names the first partition of the page; a client goes on with the
  /// one of the answer before. Every page has a partition at least, so that following the cursors comes to an end.
  func describeTopicPartitions(_ request: DescribeTopicPartitionsRequest, _ context: RequestContext) -> Reply {
    let isAll = request.topics.isEmpty
    let cursor = request.cursor
    var names = isAll ? Array(metadata.current.topics.keys) : Array(Set(request.topics.map(\.name)))
    if let cursor {
      guard cursor.partitionIndex >= 0, isAll || names.contains(cursor.topicName) else {
        return .answer(
          DescribeTopicPartitionsResponse.with {
            $0.topics = request.topics.map { topic in
              .with {
                $0.errorCode = ErrorCode.invalidRequest.rawValue
                $0.name = topic.name
              }
            }
          })
      }
      names.removeAll { $0 < cursor.topicName }
    }
    names.sort()

    var response = DescribeTopicPartitionsResponse()
    var left = Int(max(1, min(request.responsePartitionLimit, Self.partitionsPerPage)))
    for name in names {
      guard let topic = topic(named: name) else {
        response.topics.append(Self.unknown(name))
        continue
      }
      if left == 0 {
        response.nextCursor = Self.cursor(name, 0)
        break
      }
      let first = cursor.map { $0.topicName == name ? Int($0.partitionIndex) : 0 } ?? 0
      let page = topic.partitions.indices.dropFirst(first).prefix(left)
      response.topics.append(describe(topic, page))
      left -= page.count
      if page.endIndex < topic.partitions.endIndex {
        response.nextCursor = Self.cursor(name, page.endIndex)
        break
      }
    }
    return .answer(response)
  }

  private static func cursor(_ topic: String, _ partition: Int) -> DescribeTopicPartitionsResponse.Cursor {
    .with {
      $0.topicName = topic
      $0.partitionIndex = Int32(partition)
    }
  }

  private static func unknown(_ name: String) -> DescribedTopic {
    .with {
      let isLegal = TopicName.complaint(about: name) == nil
      $0.errorCode = (isLegal ? ErrorCode.unknownTopicOrPartition : .invalidTopicException).rawValue
      $0.name = name
      $0.isInternal = TopicName.isInternal(name)
      $0.topicAuthorizedOperations = AuthorizedOperations.topic
    }
  }

  private func describe(_ topic: ClusterMetadata.Topic, _ indexes: some Sequence<Int>) -> DescribedTopic {
    .with {
      $0.name = topic.name
      $0.topicId = topic.id
      $0.isInternal = TopicName.isInternal(topic.name)
      $0.topicAuthorizedOperations = AuthorizedOperations.topic
      $0.partitions = indexes.map { index in
        let partition = topic.partitions[index]
        let name = TopicPartition(topic: topic.name, partition: Int32(index))
        let leader = leader(of: name, partition)
        let isOnline = leader != nil
        return DescribedPartition.with {
          $0.errorCode = isOnline ? 0 : ErrorCode.leaderNotAvailable.rawValue
          $0.partitionIndex = name.partition
          $0.leaderId = leader ?? -1
          $0.leaderEpoch = partition.leaderEpoch
          $0.replicaNodes = partition.replicas
          $0.isrNodes = isOnline ? partition.replicas : []
          $0.eligibleLeaderReplicas = []
          $0.lastKnownElr = []
          $0.offlineReplicas = isOnline ? [] : partition.replicas
        }
      }
    }
  }
}
