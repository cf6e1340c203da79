import KafkaMessages
import KafkaWire

extension BrokerNode {
  private enum CoordinatorKind: Int8 {
    case group = 0
    case transaction = 1
    case share = 2
  }

  /// FindCoordinator: who looks after a group (KIP-699 for several at once).
  ///
  /// The first request for a group makes the topic of committed offsets.
  func findCoordinator(_ request: FindCoordinatorRequest, _ context: RequestContext) -> Reply {
    let keys = context.version >= 4 ? request.coordinatorKeys : [request.key]
    let found = keys.map { coordinator($0, kind: request.keyType, context) }
    var response = FindCoordinatorResponse()
    if context.version >= 4 {
      response.coordinators = found
    } else if let only = found.first {
      response.errorCode = only.errorCode
      response.errorMessage = only.errorCode == 0 ? ErrorCode.none.name : only.errorMessage
      response.nodeId = only.nodeId
      response.host = only.host
      response.port = only.port
    }
    return .answer(response)
  }

  private func coordinator(
    _ key: String, kind: Int8, _ context: RequestContext
  ) -> FindCoordinatorResponse.Coordinator {
    func failure(_ code: ErrorCode, _ message: String = "") -> FindCoordinatorResponse.Coordinator {
      .with {
        $0.key = key
        $0.nodeId = -1
        $0.port = -1
        $0.errorCode = code.rawValue
        $0.errorMessage = message
      }
    }
    switch CoordinatorKind(rawValue: kind) {
    case nil: return failure(.invalidRequest, Self.malformedRequest)
    // Share groups are asked for with version 6 and on; there is no coordinator for them yet.
    case .share: return failure(context.version < 6 ? .invalidRequest : .coordinatorNotAvailable)
    // Transactions are not offered, and no API of theirs is advertised. Clients would retry an absent coordinator for
    // a long time; this error ends it.
    case .transaction:
      return failure(.transactionalIdAuthorizationFailed, "transactions are not supported by this broker")
    case .group: break
    }
    do throws(MetadataStoreError) {
      try ensureConsumerOffsets()
    } catch {
      report(.metadataFailed(error.description))
      return failure(.coordinatorNotAvailable)
    }
    // The partition that would hold the group cannot be used: there is nobody to send the client to.
    let number = groups.partition(of: key)
    let name = TopicPartition(topic: TopicName.consumerOffsets, partition: number)
    guard let partition = metadata.current.partition(name), let leader = members[partition.leader],
      leader.id != configuration.nodeID || groups.shards[number] != nil
    else { return failure(.coordinatorNotAvailable) }
    let endpoint = leader.endpoint(for: context.listener)
    return .with {
      $0.key = key
      $0.nodeId = leader.id
      $0.host = endpoint.host
      $0.port = Int32(endpoint.port)
      $0.errorMessage = ""
    }
  }
}
