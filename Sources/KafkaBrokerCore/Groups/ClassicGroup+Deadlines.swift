import KafkaWire
import OrderedCollections

extension ClassicGroup {
  /// Does what has come due: sessions that end, waits that are over.
  mutating func deadlineReached(at now: Moment, configuration: GroupConfiguration) -> GroupEffects {
    var effects = GroupEffects()
    expireMembers(&effects, at: now, configuration: configuration)
    switch state {
    case .preparing(let preparation) where preparation.deadline <= now.instant:
      joinDeadlineReached(preparation, &effects, at: now, configuration: configuration)
    case .completing(let synchronization), .stable(let synchronization):
      if synchronization.deadline <= now.instant && !synchronization.waitingFor.isEmpty {
        // These members joined and were never heard of again; without them the next round can be complete.
        for id in synchronization.waitingFor { remove(id, effects: &effects) }
        prepareRebalance(&effects, at: now, configuration: configuration)
      }
    case .empty, .preparing:
      break
    }
    return effects
  }

  private mutating func expireMembers(
    _ effects: inout GroupEffects, at now: Moment, configuration: GroupConfiguration
  ) {
    for (id, expiry) in pendingMembers where expiry <= now.instant { pendingMembers[id] = nil }
    let before = members.count
    for (id, member) in members {
      guard let deadline = member.deadline, deadline <= now.instant else { continue }
      remove(id, effects: &effects)
    }
    if members.count < before {
      membershipChanged(&effects, at: now, configuration: configuration)
    } else {
      // A round may have waited only for somebody who never came back with the id.
      completeJoinIfAllAreHere(&effects, at: now)
    }
  }
}
