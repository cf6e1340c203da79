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

  package internal(set) var state = State.unjoined
  package internal(set) var memberIdentifier = ""
  /// -1 outside of a generation.
  package internal(set) var generation: Int32 = -1
  /// Sorted.
  package internal(set) var owned: [TopicPartition] = []
  package internal(set) var subscription: Set<String> = []

  package let settings: GroupSettings
  let rebalanceProtocol: RebalanceProtocol
  var random: RandomSource
  var requestCount: UInt64 = 0
  var attempts = 0
  var heartbeat = HeartbeatSchedule()
  var pollDeadline = Instant.distantFuture
  var leaveDeadline = Instant.distantFuture
  var round: LeaderRound?
  /// What the SyncGroup under way is about.
  var syncingProtocol = ""
  /// The subscription changed, or the group told us to, while a round was under way.
  var rejoinNeeded = false
  var rejoinReason = "the consumer starts"
  /// Left because the application did not ask for records; joins again when it does.
  var pausedByPoll = false
  /// The application asked for records again before it was done with what it lost by not asking.
  var asksDuringPause = false

  /// What the leader of a round needs: who takes part, and with which layouts it decided.
  struct LeaderRound {
    var members: [GroupMember]
    var protocolName: String
    /// False for a static leader that came back (KIP-814): the group keeps its assignment, and only the layouts are
    /// watched.
    var assigns: Bool
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
    // The coordinator does not expect a heartbeat while it holds our JoinGroup, and answers nothing behind it.
    case .joining: .distantFuture
    case .waiting(let until): min(until, heartbeat.nextDeadline)
    case .releasing(.leave): min(heartbeat.nextDeadline, leaveDeadline)
    case .releasing(.pause): heartbeat.nextDeadline
    case .releasing, .assigning, .syncing, .stable: min(heartbeat.nextDeadline, pollDeadline)
    }
  }

  /// What members of consumer groups name as their kind.
  static let protocolType = "consumer"

  var isMember: Bool { generation >= 0 }

  // MARK: What the application does

  /// Reads these topics from now on. The set may be empty, which keeps the membership and owns nothing.
  package mutating func subscribe(to topics: Set<String>, now: Instant) -> [GroupAction] {
    let changed = topics != subscription
    subscription = topics
    switch state {
    case .unjoined:
      pausedByPoll = false
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
    if state == .releasing(.pause) {
      asksDuringPause = true
      return []
    }
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
      let added = added(by: assigned)
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
      let actions = departure.map { departure in
        [GroupAction.send(.leave(departure), id: nextRequestID(), timeout: settings.requestTimeout)]
      }
      guard asksDuringPause else { return actions ?? [] }
      asksDuringPause = false
      return (actions ?? []) + polled(now: now)
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
}
