package import KafkaMessages
package import KafkaWire
import OrderedCollections

extension ClassicGroup {
  /// A member is alive, and wants to know whether a round is under way.
  mutating func heartbeat(_ request: HeartbeatRequest, at now: Moment) -> ErrorCode {
    if let error = check(member: request.memberId, instance: request.groupInstanceId) { return error }
    if request.generationId != generation { return .illegalGeneration }
    switch state {
    case .empty:
      return .unknownMemberId
    case .preparing:
      members[request.memberId]?.heard(at: now.instant)
      return .rebalanceInProgress
    case .completing, .stable:
      members[request.memberId]?.heard(at: now.instant)
      return .none
    }
  }
}

extension HeartbeatResponse {
  static func code(_ error: ErrorCode) -> HeartbeatResponse {
    .with { $0.errorCode = error.rawValue }
  }
}

extension GroupCoordinator {
  package mutating func heartbeat(
    _ request: HeartbeatRequest, from client: GroupClient, token: RequestToken, at now: Moment
  ) -> [GroupOutput] {
    [.respond(token, .heartbeat(.code(heartbeat(request, at: now))))]
  }

  private mutating func heartbeat(_ request: HeartbeatRequest, at now: Moment) -> ErrorCode {
    if request.groupId.isEmpty { return .invalidGroupId }
    if let error = refusal(of: request.groupId) {
      // While the log is read nobody's session runs, so all is well.
      return error == .coordinatorLoadInProgress ? .none : error
    }
    let partition = partition(of: request.groupId)
    return shards[partition]?.live[request.groupId]?.heartbeat(request, at: now) ?? .unknownMemberId
  }
}
