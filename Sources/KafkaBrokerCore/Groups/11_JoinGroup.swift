package import KafkaMessages
package import KafkaWire
import NIOCore
import OrderedCollections

extension ClassicGroup {
  /// A client wants to be in the group, or begin its next round.
  mutating func join(
    _ request: JoinGroupRequest, from client: GroupClient, token: RequestToken, at now: Moment,
    configuration: GroupConfiguration, random: inout RandomSource
  ) -> GroupEffects {
    var effects = GroupEffects()
    func refuse(_ error: ErrorCode, member: String = "") -> GroupEffects {
      effects.answer(token, .joinGroup(.failure(error, member: member, version: client.version)))
      return effects
    }
    guard accepts(request.memberId, limit: configuration.maximumSize) else {
      let known = members[request.memberId] != nil
      remove(request.memberId, effects: &effects)
      if known { completeJoinIfAllAreHere(&effects, at: now) }
      return refuse(.groupMaxSizeReached)
    }
    guard supports(type: request.protocolType, protocols: request.protocols) else {
      return refuse(.inconsistentGroupProtocol, member: request.memberId)
    }
    let join = GroupMember.WaitingJoin(token: token, version: client.version)

    if request.memberId.isEmpty {
      let memberID = MemberID.make(prefix: request.groupInstanceId ?? client.clientID, using: &random)
      if let instanceID = request.groupInstanceId {
        if let current = staticMembers[instanceID] {
          replaceStaticMember(
            current, with: memberID, request, from: client, join: join, &effects, at: now, configuration: configuration)
          return effects
        }
      } else if client.version >= 4 {
        // KIP-394: a client that does not come back with its id leaves no ghost in the group.
        expect(memberID, until: now.instant + .milliseconds(request.sessionTimeoutMs))
        return refuse(.memberIdRequired, member: memberID)
      }
      add(memberID, request, from: client, join: join, &effects, at: now, configuration: configuration)
      return effects
    }

    if pendingMembers[request.memberId] != nil {
      // A static member is never asked to come back with an id.
      guard request.groupInstanceId == nil else { return refuse(.unknownMemberId, member: request.memberId) }
      add(request.memberId, request, from: client, join: join, &effects, at: now, configuration: configuration)
      return effects
    }
    if let error = check(member: request.memberId, instance: request.groupInstanceId) {
      return refuse(error, member: request.memberId)
    }
    guard let member = members[request.memberId] else { return refuse(.unknownMemberId, member: request.memberId) }
    let changed = !member.offers(request.protocols)
    switch state {
    case .empty:
      return refuse(.unknownMemberId, member: request.memberId)
    case .completing where !changed, .stable where !changed && leader != request.memberId:
      // Nothing is new: most likely the member missed the answer. A leader that joins a stable group again wants a
      // round, for it has seen the topics change.
      effects.answer(token, .joinGroup(joinResponse(to: request.memberId, version: client.version)))
      return effects
    case .preparing, .completing, .stable:
      update(request.memberId, request, join: join, &effects)
      membershipChanged(&effects, at: now, configuration: configuration)
      return effects
    }
  }

  /// Whether there is room. During a round those count who have joined it, so that the last ones to come are the ones
  /// that are turned away when the limit has been lowered (KIP-389).
  private func accepts(_ memberID: String, limit: Int) -> Bool {
    switch state {
    case .empty:
      return true
    case .preparing:
      if members[memberID]?.waitingJoin != nil { return true }
      return members.values.count { $0.waitingJoin != nil } < limit
    case .completing, .stable:
      return members[memberID] != nil || members.count < limit
    }
  }

  private mutating func expect(_ memberID: String, until expiry: Instant) {
    if pendingMembers.count >= GroupLimits.pendingMembers,
      let first = pendingMembers.min(by: { $0.value < $1.value })
    {
      pendingMembers[first.key] = nil
    }
    pendingMembers[memberID] = expiry
  }

  private mutating func add(
    _ memberID: String, _ request: JoinGroupRequest, from client: GroupClient, join: GroupMember.WaitingJoin,
    _ effects: inout GroupEffects, at now: Moment, configuration: GroupConfiguration
  ) {
    if case .preparing(var preparation) = state, preparation.gathering != nil {
      preparation.gathering?.memberAdded = true
      state = .preparing(preparation)
    }
    var member = GroupMember(
      id: memberID, instanceID: request.groupInstanceId, clientID: client.clientID, clientHost: client.host,
      rebalanceTimeout: request.effectiveRebalanceTimeout(version: client.version),
      sessionTimeout: .milliseconds(request.sessionTimeoutMs), protocols: request.memberProtocols)
    member.isNew = true
    member.waitingJoin = join
    member.expiry = now.instant + GroupLimits.newMemberJoinTimeout
    insert(member, type: request.protocolType)
    membershipChanged(&effects, at: now, configuration: configuration)
  }

  /// Takes over what a member asks for now, and the request that waits. One that waited before is sent back: its client
  /// has evidently given up on it.
  private mutating func update(
    _ memberID: String, _ request: JoinGroupRequest, join: GroupMember.WaitingJoin, _ effects: inout GroupEffects
  ) {
    guard var member = members[memberID] else { return }
    if let superseded = member.waitingJoin {
      effects.answer(
        superseded.token,
        .joinGroup(.failure(.rebalanceInProgress, member: memberID, version: superseded.version)))
    }
    member.protocols = request.memberProtocols
    member.rebalanceTimeout = request.effectiveRebalanceTimeout(version: join.version)
    member.sessionTimeout = .milliseconds(request.sessionTimeoutMs)
    member.waitingJoin = join
    members[memberID] = member
  }

  /// A static member came back without an id (KIP-345): it gets a new one, and whoever still uses the old one is
  /// fenced.
  private mutating func replaceStaticMember(
    _ current: String, with memberID: String, _ request: JoinGroupRequest, from client: GroupClient,
    join: GroupMember.WaitingJoin, _ effects: inout GroupEffects, at now: Moment, configuration: GroupConfiguration
  ) {
    guard var member = members[current] else { return }
    let leaderBefore = leader
    if let waiting = member.waitingJoin {
      effects.answer(
        waiting.token, .joinGroup(.failure(.fencedInstanceId, member: current, version: waiting.version)))
      member.waitingJoin = nil
    }
    if let waiting = member.waitingSync {
      effects.answer(waiting, .syncGroup(.failure(.fencedInstanceId)))
      member.waitingSync = nil
    }
    let previous = member
    member.id = memberID
    member.clientID = client.clientID
    member.clientHost = client.host
    member.protocols = request.memberProtocols
    member.rebalanceTimeout = request.effectiveRebalanceTimeout(version: client.version)
    member.sessionTimeout = .milliseconds(request.sessionTimeoutMs)
    member.waitingJoin = join
    member.heard(at: now.instant)
    replace(current, with: member)

    switch state {
    case .stable where selectProtocol() == protocolName:
      // The others need not know. Seen on 3.9: other metadata for the same protocol causes no round either.
      subscribedTopics = readSubscribedTopics()
      effects.write = GroupEffects.Write(
        image: image(),
        reason: .replaced(instanceID: request.groupInstanceId ?? "", previous: previous, leader: leaderBefore))
    case .stable, .completing:
      // In completing the leader may hold the old id already, and its assignment would miss the new one.
      prepareRebalance(&effects, at: now, configuration: configuration)
    case .preparing:
      completeJoinIfAllAreHere(&effects, at: now)
    case .empty:
      break  // An empty group has no static members.
    }
  }
}

extension GroupMember {
  /// Whether a request offers exactly what the member has offered before.
  func offers(_ requested: [JoinGroupRequest.JoinGroupRequestProtocol]) -> Bool {
    protocols.count == requested.count
      && zip(protocols, requested).allSatisfy { $0.name == $1.name && $0.metadata == $1.metadata }
  }
}

extension JoinGroupRequest {
  var memberProtocols: [GroupMember.Offer] {
    protocols.map { GroupMember.Offer(name: $0.name, metadata: $0.metadata.copied()) }
  }

  /// Version 0 has one timeout for both.
  func effectiveRebalanceTimeout(version: Int16) -> Duration {
    .milliseconds(max(version == 0 ? sessionTimeoutMs : rebalanceTimeoutMs, 0))
  }
}

extension JoinGroupResponse {
  static func failure(_ error: ErrorCode, member: String, version: Int16) -> JoinGroupResponse {
    .with {
      $0.errorCode = error.rawValue
      $0.protocolName = version >= 7 ? nil : ""
      $0.memberId = member
    }
  }
}

/// Ids of members: a prefix that a person can read, and a UUID.
enum MemberID {
  static func make(prefix: String, using random: inout RandomSource) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let high = (random.next() & 0xFFFF_FFFF_FFFF_0FFF) | 0x4000
    let low = (random.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
    var text = Array(prefix.utf8)
    for position in 0..<32 {
      if [0, 8, 12, 16, 20].contains(position) { text.append(UInt8(ascii: "-")) }
      let word = position < 16 ? high : low
      text.append(digits[Int(word >> UInt64(60 - position % 16 * 4) & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension GroupCoordinator {
  package mutating func joinGroup(
    _ request: JoinGroupRequest, from client: GroupClient, token: RequestToken, at now: Moment
  ) -> [GroupOutput] {
    func refuse(_ error: ErrorCode) -> [GroupOutput] {
      [.respond(token, .joinGroup(.failure(error, member: request.memberId, version: client.version)))]
    }
    if request.groupId.isEmpty { return refuse(.invalidGroupId) }
    let session = Duration.milliseconds(request.sessionTimeoutMs)
    guard session >= configuration.minimumSessionTimeout, session <= configuration.maximumSessionTimeout else {
      return refuse(.invalidSessionTimeout)
    }
    if let error = refusal(of: request.groupId) { return refuse(error) }

    let id = request.groupId
    let partition = partition(of: id)
    let isNew = shards[partition]?.live[id] == nil
    if isNew {
      // Only somebody without an id may begin a group.
      guard request.memberId.isEmpty else { return refuse(.unknownMemberId) }
      shards[partition]?.live[id] = ClassicGroup(id: id, at: now)
    }
    let joined = shards[partition]?.live[id]?.join(
      request, from: client, token: token, at: now, configuration: configuration, random: &random)
    guard var effects = joined else { return refuse(.notCoordinator) }
    if isNew, let group = shards[partition]?.live[id] {
      // Also when its first member was turned away: an empty group then stays until it is cleaned up (seen on 3.9, with
      // both coordinators).
      let image = GroupImage(
        protocolType: "", generation: 0, protocolName: nil, leader: nil, stateTimestamp: group.stateTimestamp,
        members: [])
      effects.write = GroupEffects.Write(image: image, reason: .created)
    }
    return carryOut(effects, of: id, in: partition, at: now)
  }
}
