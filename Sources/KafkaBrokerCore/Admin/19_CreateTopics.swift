import KafkaMessages
import KafkaWire

extension BrokerNode {
  private typealias Creatable = CreateTopicsRequest.CreatableTopic
  private typealias Created = CreateTopicsResponse.CreatableTopicResult

  /// CreateTopics: each topic succeeds or fails by itself (KIP-4; KIP-464 for -1, KIP-525 for options in the answer).
  func createTopics(_ request: CreateTopicsRequest, _ context: RequestContext) -> Reply {
    let counts = Dictionary(request.topics.map { ($0.name, 1) }, uniquingKeysWith: +)
    var answered: Set<String> = []
    var results: [Created] = []
    var planned: [ClusterMetadata.Topic] = []
    for topic in request.topics where answered.insert(topic.name).inserted {
      let plan: Result<ClusterMetadata.Topic, RequestFailure>
      if request.timeoutMs <= 0 {
        // A controller finds the time already up, and does nothing.
        plan = .failure(.init(.requestTimedOut))
      } else if counts[topic.name, default: 0] > 1 {
        plan = .failure(.init(.invalidRequest, "Duplicate topic name."))
      } else {
        plan = self.plan(topic, beside: planned)
      }
      switch plan {
      case .success(let new):
        planned.append(new)
        results.append(created(new))
      case .failure(let failure): results.append(Self.refused(topic.name, failure))
      }
    }
    if !request.validateOnly, !planned.isEmpty {
      do throws(MetadataStoreError) {
        try create(planned)
      } catch {
        report(.metadataFailed(error.description))
        let lost = Set(planned.map(\.name))
        results = results.map {
          lost.contains($0.name) ? Self.refused($0.name, .init(.unknownServerError, error.description)) : $0
        }
      }
    }
    return .answer(CreateTopicsResponse.with { $0.topics = results })
  }

  private func plan(
    _ request: Creatable, beside planned: [ClusterMetadata.Topic]
  ) -> Result<ClusterMetadata.Topic, RequestFailure> {
    if let failure = nameFailure(request.name, beside: planned) ?? optionFailure(request.configs) {
      return .failure(failure)
    }
    // The last of two values counts, as it does in Kafka.
    let options = Dictionary(request.configs.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { $1 })
    guard request.assignments.isEmpty else { return plan(request, options: options, assignments: request.assignments) }

    let factor = request.replicationFactor == -1 ? configuration.topics.replicationFactor : request.replicationFactor
    let count = request.numPartitions == -1 ? configuration.topics.partitionCount : request.numPartitions
    if factor < 1 {
      return .failure(
        .init(
          .invalidReplicationFactor, "Replication factor must be larger than 0, or -1 to use the default value."))
    }
    if count < 1 {
      return .failure(
        .init(.invalidPartitions, "Number of partitions was set to an invalid non-positive value."))
    }
    if factor > 1 {
      return .failure(
        .init(
          .invalidReplicationFactor,
          "Unable to replicate the partition \(factor) time(s): The target replication factor of \(factor) cannot be "
            + "reached because only 1 broker(s) are registered."))
    }
    guard count <= PartitionPlan.maxPartitions else {
      return .failure(
        .init(.unknownServerError, "\(count) partitions are asked for, at most \(PartitionPlan.maxPartitions) may be"))
    }
    return .success(newTopic(request.name, partitionCount: count, options: options))
  }

  /// A topic whose replicas the operator places.
  private func plan(
    _ request: Creatable, options: [String: String], assignments: [CreateTopicsRequest.CreatableReplicaAssignment]
  ) -> Result<ClusterMetadata.Topic, RequestFailure> {
    if request.replicationFactor != -1 {
      return .failure(
        .init(
          .invalidRequest, "A manual partition assignment was specified, but replication factor was not set to -1."))
    }
    if request.numPartitions != -1 {
      return .failure(
        .init(.invalidRequest, "A manual partition assignment was specified, but numPartitions was not set to -1."))
    }
    var replicas: [Int32: [Int32]] = [:]
    for assignment in assignments {
      guard replicas.updateValue(assignment.brokerIds, forKey: assignment.partitionIndex) == nil else {
        return .failure(
          .init(
            .invalidReplicaAssignment,
            "Found multiple manual partition assignments for partition \(assignment.partitionIndex)"))
      }
      if let failure = PartitionPlan.check(assignment.brokerIds, members: members) {
        return .failure(failure)
      }
    }
    guard (0..<Int32(replicas.count)).allSatisfy({ replicas[$0] != nil }) else {
      return .failure(
        .init(.invalidReplicaAssignment, "partitions should be a consecutive 0-based integer sequence"))
    }
    guard replicas.count <= PartitionPlan.maxPartitions else {
      return .failure(
        .init(
          .unknownServerError,
          "\(replicas.count) partitions are asked for, at most \(PartitionPlan.maxPartitions) may be"))
    }
    var topic = newTopic(request.name, partitionCount: Int32(replicas.count), options: options)
    for index in topic.partitions.indices {
      topic.partitions[index].replicas = replicas[Int32(index)] ?? topic.partitions[index].replicas
    }
    return .success(topic)
  }

  private func nameFailure(_ name: String, beside planned: [ClusterMetadata.Topic]) -> RequestFailure? {
    if name == TopicName.clusterMetadata {
      return .init(.invalidRequest, "Creation of internal topic \(name) is prohibited.")
    }
    if let complaint = TopicName.complaint(about: name) { return .init(.invalidTopicException, complaint) }
    if topic(named: name) != nil { return .init(.topicAlreadyExists, "Topic '\(name)' already exists.") }
    let form = TopicName.metricForm(name)
    let other = collision(with: name) ?? planned.first { TopicName.metricForm($0.name) == form }?.name
    return other.map { .init(.invalidTopicException, "Topic '\(name)' collides with existing topic: \($0)") }
  }

  private func optionFailure(_ options: [CreateTopicsRequest.CreatableTopicConfig]) -> RequestFailure? {
    for option in options {
      let problem = TopicConfiguration.problem(
        with: option.name, value: option.value, isSince4: apis.release >= .kafka4)
      if let problem { return .init(.invalidConfig, problem) }
    }
    return nil
  }

  private func created(_ topic: ClusterMetadata.Topic) -> Created {
    let options = TopicConfiguration(overrides: topic.options, defaults: configuration)
    return .with {
      $0.name = topic.name
      $0.topicId = topic.id
      $0.errorMessage = nil
      $0.numPartitions = Int32(topic.partitions.count)
      $0.replicationFactor = Int16(topic.partitions.first?.replicas.count ?? 0)
      $0.configs = options.entries(defaults: configuration, isSince4: apis.release >= .kafka4).map { entry in
        .with {
          $0.name = entry.name
          $0.value = entry.value
          $0.configSource = entry.source.rawValue
        }
      }
    }
  }

  private static func refused(_ name: String, _ failure: RequestFailure) -> Created {
    .with {
      $0.name = name
      $0.errorCode = failure.code.rawValue
      $0.errorMessage = failure.message
      $0.configs = []
    }
  }
}
