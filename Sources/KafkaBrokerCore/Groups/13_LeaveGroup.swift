package import KafkaMessages
package import KafkaWire
import OrderedCollections

extension ClassicGroup {
  /// Members leave, or an operator removes static ones by their instance ids. The answer has one entry for each.
  mutating func leave(
    _ leaving: [LeaveGroupRequest.MemberIdentity], at now: Moment, configuration: GroupConfiguration
  ) -> (effects: GroupEffects, results: [LeaveGroupResponse.MemberResponse]) {
    var effects = GroupEffects()
    let before = members.count
    let results = leaving.map { identity in
      let error = leave(identity, &effects)
      return LeaveGroupResponse.MemberResponse.with {
        $0.memberId = identity.memberId
        $0.groupInstanceId = identity.groupInstanceId
        $0.errorCode = error.rawValue
      }
    }
    if members.count < before {
      membershipChanged(&effects, at: now, configuration: configuration)
    } else {
      // A round may have waited only for somebody who never came back with the id.
      completeJoinIfAllAreHere(&effects, at: now)
    }
    return (effects, results)
  }

  private mutating func leave(
    _ identity: LeaveGroupRequest.MemberIdentity, _ effects: inout GroupEffects
  ) -> ErrorCode {
    if identity.memberId.isEmpty {
      guard let instanceID = identity.groupInstanceId, let memberID = staticMembers[instanceID] else {
        return .unknownMemberId
      }
      remove(memberID, effects: &effects)
      return .none
    }
    if pendingMembers.removeValue(forKey: identity.memberId) != nil { return .none }
    if let error = check(member: identity.memberId, instance: identity.groupInstanceId) { return error }
    remove(identity.memberId, effects: &effects)
    return .none
  }
}

extension GroupCoordinator {
  package mutating func leaveGroup(
    _ request: LeaveGroupRequest, from client: GroupClient, token: RequestToken, at now: Moment
  ) -> [GroupOutput] {
    func respond(_ error: ErrorCode) -> [GroupOutput] {
      [.respond(token, .leaveGroup(.with { $0.errorCode = error.rawValue }))]
    }
    if request.groupId.isEmpty { return respond(.invalidGroupId) }
    if let error = refusal(of: request.groupId) { return respond(error) }
    // Before version 3 there was one member, in a field of its own.
    let leaving = client.version >= 3 ? request.members : [.with { $0.memberId = request.memberId }]
    let partition = partition(of: request.groupId)
    let left = shards[partition]?.live[request.groupId]?.leave(leaving, at: now, configuration: configuration)
    var effects = left?.effects ?? GroupEffects()
    let results =
      left?.results
      ?? leaving.map { identity in
        .with {
          $0.memberId = identity.memberId
          $0.groupInstanceId = identity.groupInstanceId
          $0.errorCode = ErrorCode.unknownMemberId.rawValue
        }
      }
    let response = LeaveGroupResponse.with {
      if client.version >= 3 {
        $0.members = results
      } else {
        $0.errorCode = results.first?.errorCode ?? ErrorCode.none.rawValue
      }
    }
    effects.answer(token, .leaveGroup(response))
    return carryOut(effects, of: request.groupId, in: partition, at: now)
  }
}
