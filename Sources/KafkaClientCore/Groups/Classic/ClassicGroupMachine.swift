package import KafkaMessages
package import KafkaWire

/// One member of a classic consumer group: it joins, learns its partitions, keeps its place by heartbeats, gives
/// partitions up when the group changes, and leaves.
///
/// It does not look for the coordinator, fetch, or commit; it says what to do as actions. The rules that surprise:
///
/// - Before each join the application gets to finish with what it must give up; until it says `released` nothing is sent.
/// - In the cooperative protocol (KIP-429) partitions that did not move are kept and read through the rebalance, and a
///   partition that moves takes two rounds: one to give it up, one to hand it out.
/// - An answer counts only if it belongs to the request last sent: a heartbeat may have reset the membership meanwhile.
/// - A membership that was reset by the coordinator loses its partitions, which others may already read.
package struct ClassicGroupMachine {
  package enum State: Equatable, Sendable {
    /// No membership. Next: `releasing`, `joining`.
    case unjoined
    /// The application finishes with partitions; then the step in the payload follows.
    case releasing(AfterRelease)
    /// JoinGroup is on its way. Next: `assigning`, `syncing`, `waiting`, `releasing`, `failed`.
    case joining(GroupRequestID)
    /// This member leads, and waits for the layouts of the group's topics. Next: `syncing`.
    case assigning
    /// SyncGroup is on its way. Next: `stable`, `releasing`, `waiting`, `failed`.
    case syncing(GroupRequestID)
    /// Owns its partitions. Next: `releasing`, `joining`, `leaving`.
    case stable
    /// Waits before it joins again. Next: `joining`.
    case waiting(until: Instant)
    /// LeaveGroup is on its way. Next: `left`.
    case leaving(GroupRequestID)
    /// Final.
    case left
    /// Final.
    case failed(GroupFailure)
  }

  package enum AfterRelease: Equatable, Sendable {
    case join
    /// The second half of a cooperative round: take the new ones, then join again for the others to get theirs.
    case take([TopicPartition])
    case leave(reason: String)
    /// The application is too slow: leave, and join again when it asks for records.
    case pause
  }

  package private(set) var state = State.unjoined
  package private(set) var memberIdentifier = ""
  /// -1 outside of a generation.
  package private(set) var generation: Int32 = -1
  /// Sorted.
  package private(set) var owned: [TopicPartition] = []
  package private(set) var subscription: Set<String> = []

  package let settings: GroupSettings
  private let rebalanceProtocol: RebalanceProtocol
  private var random: RandomSource
  private var requestCount: UInt64 = 0
  private var attempts = 0
  private var heartbeat = HeartbeatSchedule()
  private var pollDeadline = Instant.distantFuture
  private var leaveDeadline = Instant.distantFuture
  private var round: LeaderRound?
  /// The subscription changed, or the group told us to, while a round was under way.
  private var rejoinNeeded = false
  private var rejoinReason = "the consumer starts"
  /// Left because the application did not ask for records; joins again when it does.
  private var pausedByPoll = false

  /// What the leader of a round needs: who takes part, and with which layouts it decided.
  private struct LeaderRound {
    var members: [GroupMember]
    var protocolName: String
    var layouts: [String: TopicLayout] = [:]
  }

  package init(settings: GroupSettings, random: RandomSource) {
    precondition(!settings.assignors.isEmpty, "a group member needs an assignor")
    self.settings = settings
    self.random = random
    rebalanceProtocol = settings.rebalanceProtocol
  }

  /// When `deadlineReached` wants to be called, at the latest.
  package var nextDeadline: Instant {
    switch state {
    case .unjoined, .left, .failed: .distantFuture
    case .leaving: leaveDeadline
    case .waiting(let until): min(until, pollDeadline)
    case .joining, .releasing(.leave), .releasing(.pause): isMember ? heartbeat.nextDeadline : .distantFuture
    case .releasing, .assigning, .syncing, .stable: min(heartbeat.nextDeadline, pollDeadline)
    }
  }

  private var isMember: Bool { generation >= 0 }

  // MARK: What the application does

  /// Reads these topics from now on. The set may be empty, which keeps the membership and owns nothing.
  package mutating func subscribe(to topics: Set<String>, now: Instant) -> [GroupAction] {
    let changed = topics != subscription
    subscription = topics
    switch state {
    case .unjoined:
      pollDeadline = now + settings.rebalanceTimeout
      return rebalance(because: "the consumer starts", now: now)
    case .stable where changed:
      return rebalance(because: "the subscription changed", now: now)
    case .releasing, .joining, .assigning, .syncing, .waiting:
      if changed { needRejoin(because: "the subscription changed") }
      return []
    case .stable, .leaving, .left, .failed:
      return []
    }
  }

  /// The application asked for records: it is alive.
  package mutating func polled(now: Instant) -> [GroupAction] {
    pollDeadline = now + settings.rebalanceTimeout
    guard pausedByPoll, state == .unjoined else { return [] }
    pausedByPoll = false
    return rebalance(because: "the application asks for records again", now: now)
  }

  /// The application is done with what the last `release` named.
  package mutating func released(now: Instant) -> [GroupAction] {
    guard case .releasing(let next) = state else { return [] }
    switch next {
    case .join:
      return join(now: now)
    case .take(let assigned):
      let added = assigned.filter { !owned.contains($0) }
      owned = assigned
      return [.assign(added)] + rebalance(because: "partitions were given up for others", now: now)
    case .leave(let reason):
      return leave(reason: reason, now: now)
    case .pause:
      let departure = departure(reason: "the application has not asked for records within max.poll.interval.ms")
      resetMembership()
      memberIdentifier = ""
      state = .unjoined
      pausedByPoll = true
      return departure.map { [.send(.leave($0), id: nextRequestID(), timeout: settings.requestTimeout)] } ?? []
    }
  }

  /// Leaves the group. `left` follows at `deadline` at the latest. A static member does not tell the group, so that it
  /// finds its partitions when it comes back (KIP-345).
  package mutating func close(reason: String, deadline: Instant, now: Instant) -> [GroupAction] {
    leaveDeadline = deadline
    switch state {
    case .left, .leaving, .releasing(.leave):
      return []
    case .failed, .unjoined:
      state = .left
      return [.left]
    default:
      break
    }
    guard !owned.isEmpty else { return leave(reason: reason, now: now) }
    state = .releasing(.leave(reason: reason))
    let partitions = owned
    owned = []
    return [.release(partitions, isMember ? .revoked : .lost)]
  }

  // MARK: Time

  package mutating func deadlineReached(now: Instant) -> [GroupAction] {
    switch state {
    case .waiting(let until) where now >= until:
      return join(now: now)
    case .leaving where now >= leaveDeadline:
      state = .left
      return [.left]
    case .unjoined, .left, .failed, .leaving:
      return []
    case .joining, .waiting, .releasing(.leave), .releasing(.pause):
      return beat(now: now)
    case .releasing, .assigning, .syncing, .stable:
      return now >= pollDeadline ? pause() : beat(now: now)
    }
  }

  /// A dynamic member that is too slow leaves by itself; a static one only stops its heartbeats.
  private mutating func pause() -> [GroupAction] {
    pollDeadline = .distantFuture
    state = .releasing(.pause)
    let partitions = owned
    owned = []
    return [.release(partitions, .lost)]
  }

  private mutating func beat(now: Instant) -> [GroupAction] {
    guard isMember else { return [] }
    if now >= heartbeat.sessionDeadline {
      // The coordinator, if there is one, has given our partitions away by now.
      return [.forgetCoordinator] + lose(keepingIdentifier: true, now: now)
    }
    guard now >= heartbeat.dueAt, heartbeat.inFlight == nil else { return [] }
    let id = nextRequestID()
    heartbeat.sent(id, sessionTimeout: settings.sessionTimeout, now: now)
    let request = HeartbeatRequest.with {
      $0.groupId = settings.groupIdentifier
      $0.generationId = generation
      $0.memberId = memberIdentifier
      $0.groupInstanceId = settings.instanceIdentifier
    }
    return [.send(.heartbeat(request), id: id, timeout: min(settings.requestTimeout, settings.sessionTimeout))]
  }

  // MARK: Rounds

  private mutating func needRejoin(because reason: String) {
    rejoinNeeded = true
    rejoinReason = reason
  }

  /// Starts a round: first the application gives up what it must.
  private mutating func rebalance(because reason: String, now: Instant) -> [GroupAction] {
    rejoinReason = reason
    rejoinNeeded = false
    let given: [TopicPartition]
    switch rebalanceProtocol {
    case .eager: given = owned
    case .cooperative: given = owned.filter { !subscription.contains($0.topic) }
    }
    guard !given.isEmpty else { return join(now: now) }
    owned.removeAll(where: given.contains)
    state = .releasing(.join)
    return [.release(given, .revoked)]
  }

  /// The coordinator no longer knows this membership: everything is lost, and a new one begins.
  private mutating func lose(keepingIdentifier: Bool, now: Instant) -> [GroupAction] {
    resetMembership()
    if !keepingIdentifier { memberIdentifier = "" }
    let partitions = owned
    owned = []
    if case .releasing(let next) = state {
      // The application is busy already; what follows does not change, but the rest is lost as well.
      if case .take = next { state = .releasing(.join) }
      return partitions.isEmpty ? [] : [.release(partitions, .lost)]
    }
    guard !partitions.isEmpty else { return join(now: now) }
    state = .releasing(.join)
    return [.release(partitions, .lost)]
  }

  private mutating func resetMembership() {
    generation = -1
    heartbeat = HeartbeatSchedule()
    round = nil
  }

  private mutating func join(now: Instant) -> [GroupAction] {
    rejoinNeeded = false
    let topics = subscription.sorted()
    let request = JoinGroupRequest.with { request in
      request.groupId = settings.groupIdentifier
      request.sessionTimeoutMs = Int32(clamping: settings.sessionTimeout.wholeMilliseconds)
      request.rebalanceTimeoutMs = Int32(clamping: settings.rebalanceTimeout.wholeMilliseconds)
      request.memberId = memberIdentifier
      request.groupInstanceId = settings.instanceIdentifier
      request.protocolType = "consumer"
      request.reason = rejoinReason
      request.protocols = settings.assignors.map { assignor in
        .with {
          $0.name = assignor.name
          $0.metadata = GroupSubscription.encode(
            topics: topics, owned: rebalanceProtocol == .cooperative ? owned : [], generation: generation,
            rack: settings.rack, userData: assignor.userData(owned: owned, generation: generation))
        }
      }
    }
    let id = nextRequestID()
    state = .joining(id)
    return [.send(.join(request), id: id, timeout: settings.joinTimeout)]
  }

  private mutating func joinLater(now: Instant) -> [GroupAction] {
    state = .waiting(until: now + settings.backoff.delay(attempts: attempts, using: &random))
    attempts += 1
    return []
  }

  private mutating func nextRequestID() -> GroupRequestID {
    requestCount += 1
    return GroupRequestID(number: requestCount)
  }

  private mutating func fail(_ failure: GroupFailure) -> [GroupAction] {
    resetMembership()
    state = .failed(failure)
    let partitions = owned
    owned = []
    return (partitions.isEmpty ? [] : [.release(partitions, .lost)]) + [.fail(failure)]
  }

  // MARK: Answers

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
    memberIdentifier = response.memberId
    generation = response.generationId
    heartbeat.started(interval: settings.heartbeatInterval, sessionTimeout: settings.sessionTimeout, now: now)
    round = nil
    let protocolName = response.protocolName ?? ""
    guard settings.assignors.contains(where: { $0.name == protocolName }) else {
      return fail(.unknownProtocol(protocolName))
    }
    guard response.leader == response.memberId, !response.skipAssignment else {
      return sync([:], protocolName: protocolName)
    }
    do {
      let members = try response.members.map { member throws(WireError) in
        try GroupSubscription.member(
          identifier: member.memberId, instanceIdentifier: member.groupInstanceId, metadata: member.metadata)
      }
      round = LeaderRound(members: members, protocolName: protocolName)
      state = .assigning
      return [.describe(topics: members.reduce(into: []) { $0.formUnion($1.topics) })]
    } catch {
      return fail(.undecodable("a member's subscription: \(error)"))
    }
  }

  private mutating func joinRefused(
    _ error: ErrorCode, _ response: JoinGroupResponse, now: Instant
  ) -> [GroupAction] {
    switch error {
    case .memberIdRequired:
      memberIdentifier = response.memberId
      return join(now: now)
    case .unknownMemberId:
      return lose(keepingIdentifier: false, now: now)
    case .illegalGeneration:
      return lose(keepingIdentifier: true, now: now)
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
    return sync(assignor.assign(topics: layouts, members: round.members), protocolName: round.protocolName)
  }

  private mutating func sync(_ assignment: GroupAssignment, protocolName: String) -> [GroupAction] {
    let request = SyncGroupRequest.with { request in
      request.groupId = settings.groupIdentifier
      request.generationId = generation
      request.memberId = memberIdentifier
      request.groupInstanceId = settings.instanceIdentifier
      request.protocolType = "consumer"
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
    return [.send(.sync(request), id: id, timeout: settings.joinTimeout)]
  }

  package mutating func received(_ response: SyncGroupResponse, id: GroupRequestID, now: Instant) -> [GroupAction] {
    guard state == .syncing(id) else { return [] }
    let error = ErrorCode(rawValue: response.errorCode)
    switch error {
    case .none:
      break
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
    let given = owned.filter { !assigned.contains($0) }
    guard given.isEmpty else {
      state = .releasing(.take(assigned))
      owned.removeAll(where: given.contains)
      return [.release(given, .revoked)]
    }
    let added = assigned.filter { !owned.contains($0) }
    owned = assigned
    state = .stable
    let actions = [GroupAction.assign(added)]
    return rejoinNeeded ? actions + rebalance(because: rejoinReason, now: now) : actions
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

  // MARK: Leaving

  private func departure(reason: String) -> GroupDeparture? {
    guard !memberIdentifier.isEmpty, settings.instanceIdentifier == nil else { return nil }
    return GroupDeparture(
      groupIdentifier: settings.groupIdentifier, memberIdentifier: memberIdentifier,
      instanceIdentifier: settings.instanceIdentifier, reason: reason)
  }

  private mutating func leave(reason: String, now: Instant) -> [GroupAction] {
    let departure = departure(reason: reason)
    resetMembership()
    guard let departure, leaveDeadline > now else {
      state = .left
      return [.left]
    }
    let id = nextRequestID()
    state = .leaving(id)
    return [.send(.leave(departure), id: id, timeout: min(settings.requestTimeout, leaveDeadline - now))]
  }
}
