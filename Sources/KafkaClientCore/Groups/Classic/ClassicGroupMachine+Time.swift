import KafkaMessages
package import KafkaWire

/// Heartbeats, and what follows when they or the application fail to come.
extension ClassicGroupMachine {
  package mutating func deadlineReached(now: Instant) -> [GroupAction] {
    switch state {
    case .waiting(let until) where now >= until:
      return join(now: now)
    case .leaving where now >= leaveDeadline:
      state = .left
      return [.left]
    case .releasing(.leave(let reason)) where now >= leaveDeadline:
      return leave(reason: reason, now: now)
    case .unjoined, .left, .failed, .leaving, .joining:
      return []
    case .waiting, .releasing(.leave), .releasing(.pause):
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
}
