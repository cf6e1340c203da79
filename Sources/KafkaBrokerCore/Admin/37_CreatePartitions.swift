import KafkaMessages
import KafkaWire

extension BrokerNode {
  /// CreatePartitions: a topic grows, it never shrinks (KIP-195). Each topic succeeds or fails by itself.
  func createPartitions(_ request: CreatePartitionsRequest, _ context: RequestContext) -> Reply {
    let counts = Dictionary(request.topics.map { ($0.name, 1) }, uniquingKeysWith: +)
    var answered: Set<String> = []
    var response = CreatePartitionsResponse()
    for topic in request.topics where answered.insert(topic.name).inserted {
      var failure: RequestFailure?
      if counts[topic.name, default: 0] > 1 {
        failure = .init(.invalidRequest, "Duplicate topic name.")
      } else {
        switch grown(topic) {
        case .failure(let reason): failure = reason
        case .success(let larger): if !request.validateOnly { failure = grow(larger) }
        }
      }
      response.results.append(
        .with {
          $0.name = topic.name
          $0.errorCode = failure?.code.rawValue ?? 0
          $0.errorMessage = failure?.message
        })
    }
    return .answer(response)
  }

  /// The topic with more partitions, not made yet.
  private func grown(
    _ request: CreatePartitionsRequest.CreatePartitionsTopic
  ) -> Result<ClusterMetadata.Topic, RequestFailure> {
    guard var topic = topic(named: request.name) else { return .failure(.init(.unknownTopicOrPartition)) }
    let present = topic.partitions.count
    if Int(request.count) == present {
      return .failure(.init(.invalidPartitions, "Topic already has \(present) partition(s)."))
    }
    if Int(request.count) < present {
      return .failure(
        .init(
          .invalidPartitions,
          "The topic \(topic.name) currently has \(present) partition(s); \(request.count) would not be an increase."))
    }
    let added = Int(request.count) - present
    if let assignments = request.assignments {
      if assignments.count != added {
        return .failure(
          .init(
            .invalidReplicaAssignment,
            "Attempted to add \(added) additional partition(s), but only \(assignments.count) assignment(s) were "
              + "specified."))
      }
      for assignment in assignments {
        if let failure = PartitionPlan.check(assignment.brokerIds, members: members) {
          return .failure(failure)
        }
      }
    }
    guard added <= PartitionPlan.maxPartitions else {
      return .failure(
        .init(.unknownServerError, "\(added) partitions are to be added, at most \(PartitionPlan.maxPartitions) may be")
      )
    }
    if let assignments = request.assignments {
      topic.partitions += assignments.map { .init(replicas: $0.brokerIds) }
    } else {
      topic.partitions += places(for: added)
    }
    return .success(topic)
  }

  private func grow(_ topic: ClusterMetadata.Topic) -> RequestFailure? {
    do throws(MetadataStoreError) {
      try metadata.replace([topic])
    } catch {
      report(.metadataFailed(error.description))
      return .init(.unknownServerError, error.description)
    }
    host(topic)
    perform(.metadataChanged)
    return nil
  }
}
