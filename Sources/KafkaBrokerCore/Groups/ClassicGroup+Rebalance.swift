import KafkaMessages
import KafkaWire
import NIOCore
import OrderedCollections

/// The round: preparing, completing, stable.
extension ClassicGroup {
  /// The membership has changed: begins a round, or goes on with the one that is under way.
  mutating func membershipChanged(
    _ effects: inout GroupEffects, at now: Moment, configuration: GroupConfiguration
  ) {
    if state.isPreparing {
      completeJoinIfAllAreHere(&effects, at: now)
    } else {
      prepareRebalance(&effects, at: now, configuration: configuration)
    }
  }

  mutating func prepareRebalance(
    _ effects: inout GroupEffects, at now: Moment, configuration: GroupConfiguration
  ) {
    // Those who wait for the assignment of a generation that will not come are sent back to join.
    if state.isCompleting { abandonAssignment(.rebalanceInProgress, &effects, at: now) }
    stateTimestamp = now.wallClock
    if state.isEmpty {
      let delay = configuration.initialRebalanceDelay
      state = .preparing(
        GroupState.Preparation(
          deadline: now.instant + delay,
          gathering: GroupState.Gathering(delay: delay, remaining: max(rebalanceTimeout - delay, .zero))))
    } else {
      state = .preparing(GroupState.Preparation(deadline: now.instant + rebalanceTimeout))
      completeJoinIfAllAreHere(&effects, at: now)
    }
  }

  /// A group that gathers its first members is not complete before its delay is over.
  mutating func completeJoinIfAllAreHere(_ effects: inout GroupEffects, at now: Moment) {
    guard case .preparing(let preparation) = state, preparation.gathering == nil, hasAllMembersJoined else { return }
    completeJoin(&effects, at: now)
  }

  /// The time of the current wait is over.
  mutating func joinDeadlineReached(
    _ preparation: GroupState.Preparation, _ effects: inout GroupEffects, at now: Moment,
    configuration: GroupConfiguration
  ) {
    if var gathering = preparation.gathering, gathering.memberAdded, gathering.remaining > .zero {
      let delay = min(configuration.initialRebalanceDelay, gathering.remaining)
      gathering.remaining = max(gathering.remaining - gathering.delay, .zero)
      gathering.delay = delay
      gathering.memberAdded = false
      state = .preparing(GroupState.Preparation(deadline: now.instant + delay, gathering: gathering))
    } else {
      completeJoin(&effects, at: now)
    }
  }

  /// Begins the next generation with those who have joined. Static members keep their place until their session ends.
  private mutating func completeJoin(_ effects: inout GroupEffects, at now: Moment) {
    for member in members.values where member.waitingJoin == nil && member.instanceID == nil {
      remove(member.id, effects: &effects)
    }
    if !members.isEmpty && !electLeader() {
      // Only silent static members are left: wait for one of them, or for their sessions to end. Not less than a
      // second, since a client may have asked for no rebalance timeout at all.
      state = .preparing(GroupState.Preparation(deadline: now.instant + max(rebalanceTimeout, .seconds(1))))
      return
    }
    generation = generation == .max ? 0 : generation + 1
    protocolName = members.isEmpty ? nil : selectProtocol()
    subscribedTopics = readSubscribedTopics()
    stateTimestamp = now.wallClock
    guard !members.isEmpty else {
      leader = nil
      state = .empty
      effects.write = GroupEffects.Write(image: image(), reason: .emptied)
      return
    }
    state = .completing(
      GroupState.Synchronization(waitingFor: Set(members.keys), deadline: now.instant + rebalanceTimeout))
    for id in members.keys { answerJoin(of: id, &effects, at: now) }
  }

  /// The leader stays when it has joined again; otherwise the first who has joins leads. False when nobody has.
  private mutating func electLeader() -> Bool {
    if let leader, members[leader]?.waitingJoin != nil { return true }
    guard let next = members.values.first(where: { $0.waitingJoin != nil }) else { return false }
    leader = next.id
    return true
  }

  /// Tells a member the current generation, if it waits for it.
  mutating func answerJoin(
    of memberID: String, _ effects: inout GroupEffects, at now: Moment, leader named: String? = nil,
    skipAssignment: Bool = false
  ) {
    guard var member = members[memberID] else { return }
    let join = member.waitingJoin
    member.waitingJoin = nil
    member.isNew = false
    member.heard(at: now.instant)
    members[memberID] = member
    guard let join else { return }
    effects.answer(
      join.token,
      .joinGroup(joinResponse(to: memberID, leader: named, skipAssignment: skipAssignment, version: join.version)))
  }

  /// The current generation as a member is told it: the leader with everybody's metadata, the others without.
  func joinResponse(
    to memberID: String, leader named: String? = nil, skipAssignment: Bool = false, version: Int16
  ) -> JoinGroupResponse {
    let leads = (named ?? leader) == memberID
    return .with {
      $0.generationId = generation
      $0.protocolType = protocolType
      $0.protocolName = protocolName ?? (version >= 7 ? nil : "")
      $0.leader = named ?? leader ?? ""
      $0.skipAssignment = skipAssignment
      $0.memberId = memberID
      guard leads else { return }
      $0.members = members.values.map { member in
        .with {
          $0.memberId = member.id
          $0.groupInstanceId = member.instanceID
          $0.metadata = member.metadata(for: protocolName)
        }
      }
    }
  }

  /// Nobody gets an assignment in this generation: tells those who wait for one, with an error.
  mutating func abandonAssignment(_ error: ErrorCode, _ effects: inout GroupEffects, at now: Moment) {
    for id in members.keys {
      members[id]?.assignment = ByteBuffer()
      answerSync(of: id, error, &effects, at: now)
    }
  }

  /// Tells a member its assignment, or that there is none, if it waits for it.
  mutating func answerSync(of memberID: String, _ error: ErrorCode?, _ effects: inout GroupEffects, at now: Moment) {
    guard let token = members[memberID]?.waitingSync else { return }
    members[memberID]?.waitingSync = nil
    members[memberID]?.heard(at: now.instant)
    effects.answer(token, .syncGroup(error.map(SyncGroupResponse.failure) ?? syncResponse(to: memberID)))
  }

  func syncResponse(to memberID: String) -> SyncGroupResponse {
    .with {
      $0.protocolType = protocolType
      $0.protocolName = protocolName
      $0.assignment = members[memberID]?.assignment ?? ByteBuffer()
    }
  }

  // MARK: The log has it

  /// A write has reached the log.
  mutating func stored(_ write: GroupEffects.Write, at now: Moment) -> GroupEffects {
    var effects = GroupEffects()
    switch write.reason {
    case .created, .emptied:
      break
    case .assignment:
      // Somebody may have joined while the assignment was on its way; then it is for a generation that is over.
      guard case .completing(let synchronization) = state, generation == write.image.generation else { break }
      for member in write.image.members { members[member.id]?.assignment = member.assignment }
      stateTimestamp = now.wallClock
      state = .stable(synchronization)
      for id in members.keys { answerSync(of: id, nil, &effects, at: now) }
    case .replaced(let instanceID, _, let leaderBefore):
      guard let memberID = staticMembers[instanceID], let join = members[memberID]?.waitingJoin, state.isStable,
        generation == write.image.generation
      else { break }  // A round began meanwhile: the member is answered with its generation.
      let leads = leader == memberID
      if join.version >= 9 {
        answerJoin(of: memberID, &effects, at: now, skipAssignment: leads)
      } else {
        // Before KIP-814 a leader could not be told to leave the assignment alone. The old name of the leader keeps it
        // from thinking that it leads.
        answerJoin(of: memberID, &effects, at: now, leader: leaderBefore ?? "")
      }
    }
    return effects
  }

  /// A write has not reached the log.
  mutating func notStored(
    _ write: GroupEffects.Write, _ error: ErrorCode, at now: Moment, configuration: GroupConfiguration
  ) -> GroupEffects {
    var effects = GroupEffects()
    switch write.reason {
    case .created:
      // Once a generation has begun, its assignment will say that the group is there.
      guard generation == 0 else { break }
      for member in members.values {
        guard let join = member.waitingJoin else { continue }
        effects.answer(join.token, .joinGroup(.failure(error, member: "", version: join.version)))
      }
      self = ClassicGroup(id: id, at: now)
    case .emptied:
      break
    case .assignment:
      guard state.isCompleting, generation == write.image.generation else { break }
      abandonAssignment(error, &effects, at: now)
      prepareRebalance(&effects, at: now, configuration: configuration)
    case .replaced(let instanceID, var previous, let leaderBefore):
      guard let memberID = staticMembers[instanceID], let join = members[memberID]?.waitingJoin, state.isStable,
        generation == write.image.generation
      else { break }
      members[memberID]?.waitingJoin = nil
      effects.answer(join.token, .joinGroup(.failure(error, member: "", version: join.version)))
      previous.heard(at: now.instant)
      replace(memberID, with: previous)
      leader = leaderBefore
    }
    return effects
  }

  /// The group was begun anew while an older one of its name was being deleted, but that one is still there: its
  /// generations go on.
  mutating func succeed(
    _ older: ClassicGroup, at now: Moment, configuration: GroupConfiguration
  ) -> GroupEffects {
    var effects = GroupEffects()
    guard generation < older.generation else { return effects }
    generation = older.generation
    if state.isCompleting || state.isStable { prepareRebalance(&effects, at: now, configuration: configuration) }
    return effects
  }

  /// Puts a member in another's place in the order, under its own id.
  mutating func replace(_ memberID: String, with member: GroupMember) {
    guard let index = members.index(forKey: memberID) else { return }
    members.remove(at: index)
    members.updateValue(member, forKey: member.id, insertingAt: index)
    if let instanceID = member.instanceID { staticMembers[instanceID] = member.id }
    if leader == memberID { leader = member.id }
    switch state {
    case .stable(var synchronization):
      if synchronization.waitingFor.remove(memberID) != nil { synchronization.waitingFor.insert(member.id) }
      state = .stable(synchronization)
    case .completing(var synchronization):
      if synchronization.waitingFor.remove(memberID) != nil { synchronization.waitingFor.insert(member.id) }
      state = .completing(synchronization)
    case .empty, .preparing: break
    }
  }
}
