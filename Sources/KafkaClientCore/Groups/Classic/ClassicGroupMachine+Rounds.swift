import KafkaMessages
import KafkaWire

/// How a round goes: give up, join, assign or follow, take.
extension ClassicGroupMachine {
  mutating func needRejoin(because reason: String) {
    rejoinNeeded = true
    rejoinReason = reason
  }

  /// Starts a round: first the application gives up what it must.
  mutating func rebalance(because reason: String, now: Instant) -> [GroupAction] {
    rejoinReason = reason
    rejoinNeeded = false
    let given: [TopicPartition]
    switch rebalanceProtocol {
    case .eager: given = owned
    case .cooperative: given = owned.filter { !subscription.contains($0.topic) }
    }
    guard !given.isEmpty else { return join(now: now) }
    owned.removeAll { rebalanceProtocol == .eager || !subscription.contains($0.topic) }
    state = .releasing(.join)
    return [.release(given, .revoked)]
  }

  /// The coordinator no longer knows this membership: everything is lost, and a new one begins.
  mutating func lose(keepingIdentifier: Bool, now: Instant) -> [GroupAction] {
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

  mutating func resetMembership() {
    generation = -1
    heartbeat = HeartbeatSchedule()
    round = nil
  }

  mutating func join(now: Instant) -> [GroupAction] {
    rejoinNeeded = false
    let topics = subscription.sorted()
    let request = JoinGroupRequest.with { request in
      request.groupId = settings.groupIdentifier
      request.sessionTimeoutMs = Int32(clamping: settings.sessionTimeout.wholeMilliseconds)
      request.rebalanceTimeoutMs = Int32(clamping: settings.rebalanceTimeout.wholeMilliseconds)
      request.memberId = memberIdentifier
      request.groupInstanceId = settings.instanceIdentifier
      request.protocolType = Self.protocolType
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

  mutating func joinLater(now: Instant) -> [GroupAction] {
    state = .waiting(until: now + settings.backoff.delay(attempts: attempts, using: &random))
    attempts += 1
    return []
  }

  mutating func nextRequestID() -> GroupRequestID {
    requestCount += 1
    return GroupRequestID(number: requestCount)
  }

  mutating func fail(_ failure: GroupFailure) -> [GroupAction] {
    resetMembership()
    state = .failed(failure)
    let partitions = owned
    owned = []
    return (partitions.isEmpty ? [] : [.release(partitions, .lost)]) + [.fail(failure)]
  }
}
