import KafkaMessages
import KafkaWire

extension BrokerNode {
  /// Metadata: the brokers, and the topics asked for with their partitions' leaders.
  ///
  /// A null list asks for all topics, since version 1 an empty one for none; version 0 has no null and means all with
  /// an empty list. Unknown topics are created when broker and client allow it; unlike Apache Kafka, which says
  /// UNKNOWN_TOPIC_OR_PARTITION once and lets the client ask again, the new topic is in the same answer.
  func metadata(_ request: MetadataRequest, _ context: RequestContext) -> Reply {
    var response = MetadataResponse()
    response.brokers = brokers(for: context)
    response.clusterId = metadata.current.clusterID
    response.controllerId = members.controller ?? configuration.nodeID
    if request.includeClusterAuthorizedOperations {
      response.clusterAuthorizedOperations = AuthorizedOperations.cluster
    }

    var isAll = request.topics == nil
    if context.version == 0, request.topics?.isEmpty == true { isAll = true }
    if isAll {
      response.topics = metadata.current.topics.values.sorted { $0.name < $1.name }.map {
        describe($0, request, context)
      }
      return .answer(response)
    }

    let asked = request.topics ?? []
    if context.version < 12, asked.contains(where: { $0.name == nil }) {
      return .answer(refusal(of: asked, with: .invalidRequest))
    }
    if asked.contains(where: { $0.name == nil && $0.topicId == .zero }) {
      return .answer(refusal(of: asked, with: .unknownServerError))
    }
    var seen: Set<String> = []
    for topic in asked {
      // An id counts, also beside a name.
      if topic.topicId != .zero {
        response.topics.append(describeTopic(topic.topicId, request, context))
      } else if let name = topic.name, seen.insert(name).inserted {
        response.topics.append(describeTopic(name, request, context))
      }
    }
    return .answer(response)
  }

  func brokers(for context: RequestContext) -> [MetadataResponse.MetadataResponseBroker] {
    members.members.map { member in
      let endpoint = member.endpoint(for: context.listener)
      return .with {
        $0.nodeId = member.id
        $0.host = endpoint.host
        $0.port = Int32(endpoint.port)
        $0.rack = member.rack
      }
    }
  }

  /// The form of an answer to a request that makes no sense: every topic with the error, nothing else.
  private func refusal(
    of topics: [MetadataRequest.MetadataRequestTopic], with code: ErrorCode
  ) -> MetadataResponse {
    .with {
      $0.topics = topics.map { topic in
        .with {
          $0.errorCode = code.rawValue
          $0.name = topic.name ?? ""
          $0.topicId = topic.topicId
        }
      }
    }
  }

  private func describeTopic(
    _ id: KafkaUUID, _ request: MetadataRequest, _ context: RequestContext
  ) -> MetadataResponse.MetadataResponseTopic {
    if let topic = topic(id) { return describe(topic, request, context) }
    return .with {
      $0.errorCode = ErrorCode.unknownTopicId.rawValue
      // A null name exists since version 12.
      $0.name = context.version >= 12 ? nil : ""
      $0.topicId = id
    }
  }

  private func describeTopic(
    _ name: String, _ request: MetadataRequest, _ context: RequestContext
  ) -> MetadataResponse.MetadataResponseTopic {
    if let topic = topic(named: name) { return describe(topic, request, context) }
    var code = ErrorCode.unknownTopicOrPartition
    if TopicName.complaint(about: name) != nil {
      code = .invalidTopicException
    } else if request.allowAutoTopicCreation, configuration.topics.createsAutomatically {
      switch createAutomatically(name) {
      case .success(let topic): return describe(topic, request, context)
      case .failure(let failure): code = failure.code
      }
    }
    return .with {
      $0.errorCode = code.rawValue
      $0.name = name
      $0.isInternal = TopicName.isInternal(name)
    }
  }

  private func createAutomatically(_ name: String) -> Result<ClusterMetadata.Topic, ErrorCode.Wrapper> {
    guard name != TopicName.clusterMetadata, collision(with: name) == nil else {
      return .failure(.init(.invalidTopicException))
    }
    do throws(MetadataStoreError) {
      if name == TopicName.consumerOffsets {
        try ensureConsumerOffsets()
      } else {
        try create([newTopic(name, partitionCount: configuration.topics.partitionCount)])
      }
    } catch {
      report(.metadataFailed(error.description))
      return .failure(.init(.unknownServerError))
    }
    guard let topic = topic(named: name) else { return .failure(.init(.unknownTopicOrPartition)) }
    return .success(topic)
  }

  private func describe(
    _ topic: ClusterMetadata.Topic, _ request: MetadataRequest, _ context: RequestContext
  ) -> MetadataResponse.MetadataResponseTopic {
    .with {
      $0.name = topic.name
      $0.topicId = topic.id
      $0.isInternal = TopicName.isInternal(topic.name)
      $0.partitions = topic.partitions.enumerated().map { index, partition in
        describe(partition, TopicPartition(topic: topic.name, partition: Int32(index)))
      }
      if request.includeTopicAuthorizedOperations { $0.topicAuthorizedOperations = AuthorizedOperations.topic }
    }
  }

  private func describe(
    _ partition: ClusterMetadata.Partition, _ name: TopicPartition
  ) -> MetadataResponse.MetadataResponsePartition {
    let leader = leader(of: name, partition)
    let isOnline = leader != nil
    return .with {
      $0.errorCode = isOnline ? 0 : ErrorCode.leaderNotAvailable.rawValue
      $0.partitionIndex = name.partition
      $0.leaderId = leader ?? -1
      $0.leaderEpoch = partition.leaderEpoch
      $0.replicaNodes = partition.replicas
      $0.isrNodes = isOnline ? partition.replicas : []
      $0.offlineReplicas = isOnline ? [] : partition.replicas
    }
  }
}

/// The bit fields of what a client may do (KIP-430). Without an authorizer everybody may do everything.
enum AuthorizedOperations {
  /// Read, write, create, delete, alter, describe, and describe and alter options.
  static let topic: Int32 = 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 10 | 1 << 11
  /// Create, alter, describe, cluster action, describe and alter options, idempotent write.
  static let cluster: Int32 = 1 << 5 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12
}

extension ErrorCode {
  /// An error code as what `Result` wants.
  struct Wrapper: Error, Equatable {
    var code: ErrorCode
    init(_ code: ErrorCode) { self.code = code }
  }
}
