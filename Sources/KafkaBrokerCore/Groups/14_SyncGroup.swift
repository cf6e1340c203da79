package import KafkaMessages
package import KafkaWire
import NIOCore
import OrderedCollections

extension ClassicGroup {
  /// A member asks for its assignment; the leader brings everybody's.
  mutating func sync(
    _ request: SyncGroupRequest, token: RequestToken, at now: Moment
  ) -> GroupEffects {
    var effects = GroupEffects()
    func refuse(_ error: ErrorCode) -> GroupEffects {
      effects.answer(token, .syncGroup(.failure(error)))
      return effects
    }
    if let error = check(member: request.memberId, instance: request.groupInstanceId) { return refuse(error) }
    if request.generationId != generation { return refuse(.illegalGeneration) }
    // KIP-559: a member that is about to decode an assignment of another kind is told so.
    if let type = request.protocolType, let protocolType, type != protocolType {
      return refuse(.inconsistentGroupProtocol)
    }
    if let name = request.protocolName, let protocolName, name != protocolName {
      return refuse(.inconsistentGroupProtocol)
    }
    switch state {
    case .empty:
      return refuse(.unknownMemberId)
    case .preparing:
      return refuse(.rebalanceInProgress)
    case .completing:
      synchronized(request.memberId)
      if let superseded = members[request.memberId]?.waitingSync {
        effects.answer(superseded, .syncGroup(.failure(.rebalanceInProgress)))
      }
      members[request.memberId]?.waitingSync = token
      if leader == request.memberId {
        // Members the leader left out get an empty assignment; those it made up are not looked at.
        var assignments: [String: ByteBuffer] = [:]
        for entry in request.assignments { assignments[entry.memberId] = entry.assignment.copied() }
        effects.write = GroupEffects.Write(image: image(assignments: assignments), reason: .assignment)
      }
      return effects
    case .stable:
      synchronized(request.memberId)
      members[request.memberId]?.heard(at: now.instant)
      effects.answer(token, .syncGroup(syncResponse(to: request.memberId)))
      return effects
    }
  }
}

extension SyncGroupResponse {
  static func failure(_ error: ErrorCode) -> SyncGroupResponse {
    .with { $0.errorCode = error.rawValue }
  }
}

extension GroupCoordinator {
  package mutating func syncGroup(
    _ request: SyncGroupRequest, from client: GroupClient, token: RequestToken, at now: Moment
  ) -> [GroupOutput] {
    func refuse(_ error: ErrorCode) -> [GroupOutput] { [.respond(token, .syncGroup(.failure(error)))] }
    // From version 5 on both names are obligatory, although the schema lets them be null.
    if client.version >= 5 && (request.protocolType == nil || request.protocolName == nil) {
      return refuse(.inconsistentGroupProtocol)
    }
    if request.groupId.isEmpty { return refuse(.invalidGroupId) }
    if let error = refusal(of: request.groupId) {
      // A member that cannot know why it should wait joins again instead.
      return refuse(error == .coordinatorLoadInProgress ? .rebalanceInProgress : error)
    }
    let partition = partition(of: request.groupId)
    guard let effects = shards[partition]?.live[request.groupId]?.sync(request, token: token, at: now) else {
      return refuse(.unknownMemberId)
    }
    return carryOut(effects, of: request.groupId, in: partition, at: now)
  }
}
