import KafkaMessages
import KafkaWire
import NIOCore
package import OrderedCollections

/// A group of the classic protocol: its members and the rebalance they are in.
///
/// Members join; when all have joined (or the rebalance timeout is over) a generation begins, and one member, the
/// leader, learns who is in it and hands out assignments by SyncGroup. Any change of membership starts the next round.
///
/// None of this is durable but what is handed out as a `Write`: the assignment of each generation, and that a group is
/// empty. A coordinator that starts again reads the last of these and waits for the members' heartbeats.
///
/// This type decides nothing about offsets, partitions or logs, and it never reads a clock.
package struct ClassicGroup: Equatable, Sendable {
  package let id: String
  package internal(set) var state: GroupState = .empty
  /// When the state was entered, in milliseconds since 1970; nil when the log does not say.
  package internal(set) var stateTimestamp: Int64?
  /// Grows by one with each round; never goes back while the group exists.
  package internal(set) var generation: Int32 = 0
  /// "consumer", "connect"; nil until somebody joins.
  package internal(set) var protocolType: String?
  /// The protocol that all members of this generation know.
  package internal(set) var protocolName: String?
  package internal(set) var leader: String?
  /// In the order in which they joined.
  package internal(set) var members: OrderedDictionary<String, GroupMember> = [:]
  /// Instance id to member id.
  var staticMembers: [String: String] = [:]
  /// Ids that were given out and not used yet, and when they lapse (KIP-394).
  var pendingMembers: OrderedDictionary<String, Instant> = [:]
  /// What the members of this generation read; nil when that cannot be told.
  var subscribedTopics: Set<String>?
  /// The newest deadline that the coordinator has in its queue for this group.
  var scheduledDeadline: Instant?

  init(id: String, at now: Moment) {
    self.id = id
    stateTimestamp = now.wallClock
  }

  /// The group as the log describes it. Its members' sessions begin now.
  init(id: String, image: GroupImage, at now: Moment) {
    self.id = id
    generation = image.generation
    protocolType = image.protocolType.isEmpty ? nil : image.protocolType
    protocolName = image.protocolName
    leader = image.leader
    stateTimestamp = image.stateTimestamp
    for stored in image.members {
      var member = GroupMember(
        id: stored.id, instanceID: stored.instanceID, clientID: stored.clientID, clientHost: stored.clientHost,
        rebalanceTimeout: .milliseconds(stored.rebalanceTimeout), sessionTimeout: .milliseconds(stored.sessionTimeout),
        protocols: [GroupMember.Offer(name: image.protocolName ?? "", metadata: stored.subscription)],
        assignment: stored.assignment)
      member.heard(at: now.instant)
      insert(member)
    }
    if !members.isEmpty { state = .stable(GroupState.Synchronization(waitingFor: [], deadline: .distantFuture)) }
    subscribedTopics = readSubscribedTopics()
  }

  /// The state as it goes into the log, with the assignments given or those the members have.
  func image(assignments: [String: ByteBuffer]? = nil) -> GroupImage {
    GroupImage(
      protocolType: protocolType ?? "", generation: generation, protocolName: protocolName,
      leader: members.isEmpty ? nil : leader,
      stateTimestamp: stateTimestamp,
      members: members.values.map { member in
        GroupImage.Member(
          id: member.id, instanceID: member.instanceID, clientID: member.clientID, clientHost: member.clientHost,
          rebalanceTimeout: member.rebalanceTimeout.clampedMilliseconds,
          sessionTimeout: member.sessionTimeout.clampedMilliseconds,
          subscription: member.metadata(for: protocolName),
          assignment: assignments.map { $0[member.id] ?? ByteBuffer() } ?? member.assignment)
      })
  }

  /// When the group next has something to do by itself.
  var nextDeadline: Instant? {
    var next: Instant?
    func consider(_ deadline: Instant?) {
      if let deadline, deadline != .distantFuture, next.map({ deadline < $0 }) ?? true { next = deadline }
    }
    switch state {
    case .empty: break
    case .preparing(let preparation): consider(preparation.deadline)
    case .completing(let synchronization), .stable(let synchronization):
      if !synchronization.waitingFor.isEmpty { consider(synchronization.deadline) }
    }
    for member in members.values { consider(member.deadline) }
    for expiry in pendingMembers.values { consider(expiry) }
    return next
  }

  // MARK: Membership

  /// Whether a member could join without leaving the group without a common protocol.
  func supports(type: String, protocols: [JoinGroupRequest.JoinGroupRequestProtocol]) -> Bool {
    if members.isEmpty { return !type.isEmpty && !protocols.isEmpty }
    return protocolType == type
      && protocols.contains { offered in members.values.allSatisfy { $0.supports(offered.name) } }
  }

  /// Adds a member that is not in the group yet. The first one decides the protocol type and leads.
  mutating func insert(_ member: GroupMember, type: String? = nil) {
    if members.isEmpty, let type { protocolType = type }
    pendingMembers[member.id] = nil
    members[member.id] = member
    if let instanceID = member.instanceID { staticMembers[instanceID] = member.id }
    if leader == nil { leader = member.id }
  }

  /// Takes a member out and answers what it still waits for: a client that is alive after all joins anew.
  mutating func remove(_ memberID: String, effects: inout GroupEffects) {
    guard let member = members.removeValue(forKey: memberID) else { return }
    if let instanceID = member.instanceID, staticMembers[instanceID] == memberID { staticMembers[instanceID] = nil }
    if leader == memberID { leader = members.keys.first }
    synchronized(memberID)
    if let join = member.waitingJoin {
      effects.answer(join.token, .joinGroup(.failure(.unknownMemberId, member: "", version: join.version)))
    }
    if let sync = member.waitingSync { effects.answer(sync, .syncGroup(.failure(.unknownMemberId))) }
  }

  /// Whether the sender is who it says it is; nil when it is.
  func check(member memberID: String, instance instanceID: String?) -> ErrorCode? {
    if let instanceID {
      guard let current = staticMembers[instanceID] else { return .unknownMemberId }
      if current != memberID { return .fencedInstanceId }
    }
    return members[memberID] == nil ? .unknownMemberId : nil
  }

  /// Notes that a member has asked for its assignment, so the others' wait for it is over.
  mutating func synchronized(_ memberID: String) {
    switch state {
    case .completing(var synchronization):
      synchronization.waitingFor.remove(memberID)
      state = .completing(synchronization)
    case .stable(var synchronization):
      synchronization.waitingFor.remove(memberID)
      state = .stable(synchronization)
    case .empty, .preparing:
      break
    }
  }

  var hasAllMembersJoined: Bool {
    pendingMembers.isEmpty && members.values.allSatisfy { $0.waitingJoin != nil }
  }

  /// The time the slowest member asked for.
  var rebalanceTimeout: Duration {
    members.values.map(\.rebalanceTimeout).max() ?? .zero
  }

  /// The protocol that most members would rather have, among those that all know. On a tie, the one that a member
  /// who joined earlier prefers.
  func selectProtocol() -> String? {
    var votes: OrderedDictionary<String, Int> = [:]
    for member in members.values {
      let choice = member.protocols.first { offered in members.values.allSatisfy { $0.supports(offered.name) } }
      if let choice { votes[choice.name, default: 0] += 1 }
    }
    let most = votes.values.max()
    return votes.first { $0.value == most }?.key
  }

  // MARK: Subscriptions

  /// Consumers say in their metadata what they read; of other kinds of groups nothing is known.
  var usesConsumerProtocol: Bool { protocolType == "consumer" }

  /// Whether somebody in the group reads the topic. Where that cannot be told, a consumer group is taken to.
  func isSubscribed(to topic: String) -> Bool {
    subscribedTopics?.contains(topic) ?? usesConsumerProtocol
  }

  func readSubscribedTopics() -> Set<String>? {
    guard usesConsumerProtocol else { return nil }
    if members.isEmpty { return [] }
    guard let protocolName else { return nil }
    var topics: Set<String> = []
    for member in members.values {
      var reader = WireReader(member.metadata(for: protocolName))
      guard let version = try? reader.readInt16("version"), version >= 0,
        let subscription = try? ConsumerProtocolSubscription(
          from: &reader, version: min(version, ConsumerProtocolSubscription.versions.upperBound))
      else { return nil }
      topics.formUnion(subscription.topics)
    }
    return topics
  }
}

extension Duration {
  /// As the protocol's timeouts are written.
  var clampedMilliseconds: Int32 { Int32(clamping: wholeMilliseconds) }
}
