package import KafkaMessages
package import KafkaWire

/// What the coordinator answers.
extension ClassicGroupMachine {
  /// There will be no answer to a request: it was not sent, timed out, or its connection broke.
  package mutating func requestFailed(_ id: GroupRequestID, now: Instant) -> [GroupAction] {
    switch state {
    case .joining(id), .syncing(id):
      return [.forgetCoordinator] + joinLater(now: now)
    case .leaving(id):
      state = .left
      return [.left]
    default:
      guard heartbeat.inFlight == id else { return [] }
      heartbeat.failed(retryAt: now + settings.backoff.delay(attempts: 0, using: &random))
      return [.forgetCoordinator]
    }
  }

  package mutating func received(_ response: JoinGroupResponse, id: GroupRequestID, now: Instant) -> [GroupAction] {
    guard state == .joining(id) else { return [] }
    let error = ErrorCode(rawValue: response.errorCode)
    guard error == .none else { return joinRefused(error, response, now: now) }
    guard response.generationId >= 0 else {
      return fail(.undecodable("generation \(response.generationId) of a member that was let in"))
    }
    memberIdentifier = response.memberId
    generation = response.generationId
    heartbeat.started(interval: settings.heartbeatInterval, sessionTimeout: settings.sessionTimeout, now: now)
    round = nil
    let protocolName = response.protocolName ?? ""
    guard isOurs(type: response.protocolType), settings.assignors.contains(where: { $0.name == protocolName }) else {
      return fail(.unknownProtocol(Self.description(of: protocolName, type: response.protocolType)))
    }
    guard response.leader == response.memberId else { return sync([:], protocolName: protocolName) }
    do {
      let members = try response.members.map { member throws(WireError) in
        try GroupSubscription.member(
          identifier: member.memberId, instanceIdentifier: member.groupInstanceId, metadata: member.metadata)
      }
      round = LeaderRound(members: members, protocolName: protocolName, assigns: !response.skipAssignment)
      state = .assigning
      return [.describe(topics: members.reduce(into: []) { $0.formUnion($1.topics) })]
    } catch {
      return fail(.undecodable("a member's subscription: \(error)"))
    }
  }

  /// Older brokers do not say of which type the group is.
  private func isOurs(type: String?) -> Bool { type == nil || type == Self.protocolType }

  private static func description(of protocolName: String, type: String?) -> String {
    guard let type, type != protocolType else { return protocolName }
    return "\(protocolName) of type \(type)"
  }

  private mutating func joinRefused(
    _ error: ErrorCode, _ response: JoinGroupResponse, now: Instant
  ) -> [GroupAction] {
    switch error {
    case .memberIdRequired where memberIdentifier.isEmpty && !response.memberId.isEmpty:
      memberIdentifier = response.memberId
      return join(now: now)
    case .unknownMemberId where !memberIdentifier.isEmpty:
      return lose(keepingIdentifier: false, now: now)
    case .memberIdRequired, .unknownMemberId:
      // No answer to what was asked; a pause, lest the two sides go round and round.
      return joinLater(now: now)
    case .illegalGeneration:
      return lose(keepingIdentifier: true, now: now)
    case .rebalanceInProgress where attempts == 0:
      attempts += 1
      return join(now: now)
    case .rebalanceInProgress, .coordinatorLoadInProgress:
      return joinLater(now: now)
    case .coordinatorNotAvailable, .notCoordinator:
      return [.forgetCoordinator] + joinLater(now: now)
    case .fencedInstanceId:
      return fail(.fenced(instanceIdentifier: settings.instanceIdentifier ?? ""))
    default:
      return error.isRetriable ? joinLater(now: now) : fail(.refused(.joinGroup, error))
    }
  }

  /// The topics of the group as metadata knows them; the answer to `describe`.
  package mutating func assign(layouts: [String: TopicLayout], now: Instant) -> [GroupAction] {
    guard state == .assigning, var round else { return [] }
    guard let assignor = settings.assignors.first(where: { $0.name == round.protocolName }) else {
      preconditionFailure("the assignor \(round.protocolName) was there when the round began")
    }
    round.layouts = layouts
    self.round = round
    guard round.assigns else { return sync([:], protocolName: round.protocolName) }
    return sync(assignor.assign(topics: layouts, members: round.members), protocolName: round.protocolName)
  }

  private mutating func sync(_ assignment: GroupAssignment, protocolName: String) -> [GroupAction] {
    let request = SyncGroupRequest.with { request in
      request.groupId = settings.groupIdentifier
      request.generationId = generation
      request.memberId = memberIdentifier
      request.groupInstanceId = settings.instanceIdentifier
      request.protocolType = Self.protocolType
      request.protocolName = protocolName
      request.assignments = assignment.sorted { $0.key < $1.key }.map { member, partitions in
        .with {
          $0.memberId = member
          $0.assignment = GroupSubscription.encode(assignment: partitions)
        }
      }
    }
    let id = nextRequestID()
    state = .syncing(id)
    syncingProtocol = protocolName
    return [.send(.sync(request), id: id, timeout: settings.joinTimeout)]
  }

  package mutating func received(_ response: SyncGroupResponse, id: GroupRequestID, now: Instant) -> [GroupAction] {
    guard state == .syncing(id) else { return [] }
    let error = ErrorCode(rawValue: response.errorCode)
    switch error {
    case .none:
      let name = response.protocolName ?? syncingProtocol
      guard isOurs(type: response.protocolType), name == syncingProtocol else {
        return fail(.unknownProtocol(Self.description(of: name, type: response.protocolType)))
      }
    case .unknownMemberId:
      return lose(keepingIdentifier: false, now: now)
    case .illegalGeneration:
      return lose(keepingIdentifier: true, now: now)
    case .rebalanceInProgress:
      return rebalance(because: "the group changed", now: now)
    case .coordinatorNotAvailable, .notCoordinator:
      return [.forgetCoordinator] + joinLater(now: now)
    case .fencedInstanceId:
      return fail(.fenced(instanceIdentifier: settings.instanceIdentifier ?? ""))
    default:
      return error.isRetriable ? joinLater(now: now) : fail(.refused(.syncGroup, error))
    }
    attempts = 0
    do {
      return take(try GroupSubscription.assignment(response.assignment), now: now)
    } catch {
      return fail(.undecodable("the assignment: \(error)"))
    }
  }

  private mutating func take(_ assigned: [TopicPartition], now: Instant) -> [GroupAction] {
    let kept = Set(assigned)
    let given = owned.filter { !kept.contains($0) }
    guard given.isEmpty else {
      state = .releasing(.take(assigned))
      owned.removeAll { !kept.contains($0) }
      return [.release(given, .revoked)]
    }
    let added = added(by: assigned)
    owned = assigned
    state = .stable
    let actions = [GroupAction.assign(added)]
    return rejoinNeeded ? actions + rebalance(because: rejoinReason, now: now) : actions
  }

  /// What is new about an assignment.
  func added(by assigned: [TopicPartition]) -> [TopicPartition] {
    let had = Set(owned)
    return assigned.filter { !had.contains($0) }
  }

  package mutating func received(_ response: HeartbeatResponse, id: GroupRequestID, now: Instant) -> [GroupAction] {
    guard heartbeat.inFlight == id else { return [] }
    let error = ErrorCode(rawValue: response.errorCode)
    switch error {
    case .none:
      heartbeat.succeeded(interval: settings.heartbeatInterval, now: now)
      return []
    case .rebalanceInProgress:
      // The coordinator knows us, and wants everybody to join again.
      heartbeat.succeeded(interval: settings.heartbeatInterval, now: now)
      return state == .stable ? rebalance(because: "the group changed", now: now) : []
    case .unknownMemberId:
      return lose(keepingIdentifier: false, now: now)
    case .illegalGeneration:
      return lose(keepingIdentifier: true, now: now)
    case .fencedInstanceId:
      return fail(.fenced(instanceIdentifier: settings.instanceIdentifier ?? ""))
    case .coordinatorNotAvailable, .notCoordinator:
      heartbeat.failed(retryAt: now + settings.backoff.delay(attempts: 0, using: &random))
      return [.forgetCoordinator]
    default:
      guard error.isRetriable else { return fail(.refused(.heartbeat, error)) }
      heartbeat.failed(retryAt: now + settings.backoff.delay(attempts: 0, using: &random))
      return []
    }
  }

  package mutating func received(_ response: LeaveGroupResponse, id: GroupRequestID) -> [GroupAction] {
    guard state == .leaving(id) else { return [] }
    state = .left
    return [.left]
  }

  /// The commit of this member's offsets was refused because the coordinator no longer knows it; see
  /// `received(_: HeartbeatResponse)`.
  package mutating func commitRefused(_ error: ErrorCode, now: Instant) -> [GroupAction] {
    guard isMember, state == .stable else { return [] }
    switch error {
    case .unknownMemberId: return lose(keepingIdentifier: false, now: now)
    case .illegalGeneration: return lose(keepingIdentifier: true, now: now)
    case .rebalanceInProgress: return rebalance(because: "the group changed", now: now)
    case .fencedInstanceId: return fail(.fenced(instanceIdentifier: settings.instanceIdentifier ?? ""))
    default: return []
    }
  }

  /// Metadata changed. The group's leader starts a round when its topics have other partitions than at its last one.
  package mutating func layoutsChanged(_ layouts: [String: TopicLayout], now: Instant) -> [GroupAction] {
    guard state == .stable, let round else { return [] }
    let topics = round.members.reduce(into: Set<String>()) { $0.formUnion($1.topics) }
    guard topics.contains(where: { layouts[$0] != round.layouts[$0] }) else { return [] }
    return rebalance(because: "the partitions of a topic changed", now: now)
  }

  /// Topics whose partitions this member watches as the group's leader; empty for a follower.
  package var watchedTopics: Set<String> {
    round?.members.reduce(into: []) { $0.formUnion($1.topics) } ?? []
  }
}
