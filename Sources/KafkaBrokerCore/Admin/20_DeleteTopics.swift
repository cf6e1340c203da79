import KafkaMessages
import KafkaWire

extension BrokerNode {
  private typealias Deleted = DeleteTopicsResponse.DeletableTopicResult

  /// DeleteTopics: by name, or by id since version 6 (KIP-516). Each topic succeeds or fails by itself.
  func deleteTopics(_ request: DeleteTopicsRequest, _ context: RequestContext) -> Reply {
    let asked =
      context.version >= 6 ? request.topics : request.topicNames.map { name in .with { $0.name = name } }
    var doomed: [String: ClusterMetadata.Topic] = [:]
    let results = deletions(asked, context, &doomed)
    if doomed.isEmpty { return .answer(DeleteTopicsResponse.with { $0.responses = results }) }
    do throws(MetadataStoreError) {
      try metadata.delete(topics: Array(doomed.keys))
    } catch {
      report(.metadataFailed(error.description))
      return .answer(
        DeleteTopicsResponse.with {
          $0.responses = results.map { result in
            guard result.errorCode == 0 else { return result }
            return Self.refused(name: result.name, id: result.topicId, .init(.unknownServerError, error.description))
          }
        })
    }
    for topic in doomed.values.sorted(by: { $0.name < $1.name }) {
      drop(topic)
      report(.topicDeleted(topic.name))
    }
    perform(.metadataChanged)
    return .answer(DeleteTopicsResponse.with { $0.responses = results })
  }

  /// What becomes of each topic asked for; those that go are put into `doomed`.
  private func deletions(
    _ asked: [DeleteTopicsRequest.DeleteTopicState], _ context: RequestContext,
    _ doomed: inout [String: ClusterMetadata.Topic]
  ) -> [Deleted] {
    let names = Dictionary(asked.compactMap { $0.name }.map { ($0, 1) }, uniquingKeysWith: +)
    let ids = Dictionary(asked.filter { $0.name == nil }.map { ($0.topicId, 1) }, uniquingKeysWith: +)
    var answeredNames: Set<String> = []
    var answeredIDs: Set<KafkaUUID> = []
    var answeredTwice: Set<String> = []
    var results: [Deleted] = []
    for state in asked {
      if let name = state.name {
        guard answeredNames.insert(name).inserted else { continue }
      } else {
        guard answeredIDs.insert(state.topicId).inserted else { continue }
      }
      func refuse(_ code: ErrorCode, _ message: String?) {
        results.append(Self.refused(name: state.name, id: state.topicId, .init(code, message)))
      }
      if state.name != nil, state.topicId != .zero {
        refuse(.invalidRequest, "You may not specify both topic name and topic id.")
      } else if let name = state.name, names[name, default: 0] > 1 {
        refuse(.invalidRequest, "Duplicate topic name.")
      } else if state.name == nil, state.topicId == .zero {
        refuse(.invalidRequest, "Neither topic name nor id were specified.")
      } else if state.name == nil, ids[state.topicId, default: 0] > 1 {
        refuse(.invalidRequest, "Duplicate topic id.")
      } else if !configuration.topics.allowsDeletion {
        refuse(
          context.version >= 3 ? .topicDeletionDisabled : .invalidRequest,
          "This version does not support topic deletion.")
      } else if let topic = state.name.map({ topic(named: $0) }) ?? topic(state.topicId) {
        if asksTwice(for: topic, asked) {
          // One answer for both mentions, the first time.
          guard answeredTwice.insert(topic.name).inserted else { continue }
          results.append(
            Self.refused(
              name: topic.name, id: topic.id,
              .init(.invalidRequest, "The provided topic name maps to an ID that was already supplied.")))
        } else {
          doomed[topic.name] = topic
          results.append(
            .with {
              $0.name = topic.name
              $0.topicId = topic.id
            })
        }
      } else if state.name == nil {
        refuse(.unknownTopicId, "This server does not host this topic ID.")
      } else {
        refuse(.unknownTopicOrPartition, "This server does not host this topic-partition.")
      }
    }
    return results
  }

  /// Whether a topic is asked for both by its name and by its id.
  private func asksTwice(
    for topic: ClusterMetadata.Topic, _ asked: [DeleteTopicsRequest.DeleteTopicState]
  ) -> Bool {
    asked.contains { $0.name == topic.name } && asked.contains { $0.name == nil && $0.topicId == topic.id }
  }

  private static func refused(name: String?, id: KafkaUUID, _ failure: RequestFailure) -> Deleted {
    .with {
      $0.name = name
      $0.topicId = id
      $0.errorCode = failure.code.rawValue
      $0.errorMessage = failure.message
    }
  }
}
