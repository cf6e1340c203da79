import KafkaMessages
import KafkaWire

/// The end of a membership.
extension ClassicGroupMachine {
  func departure(reason: String) -> GroupDeparture? {
    guard !memberIdentifier.isEmpty, settings.instanceIdentifier == nil else { return nil }
    return GroupDeparture(
      groupIdentifier: settings.groupIdentifier, memberIdentifier: memberIdentifier,
      instanceIdentifier: settings.instanceIdentifier, reason: reason)
  }

  mutating func leave(reason: String, now: Instant) -> [GroupAction] {
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
