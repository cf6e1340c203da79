import KafkaWire

/// When the next heartbeat is due, and until when the coordinator still counts this member as alive.
struct HeartbeatSchedule: Equatable {
  private(set) var dueAt = Instant.distantFuture
  private(set) var sessionDeadline = Instant.distantFuture
  private(set) var inFlight: GroupRequestID?
  /// The deadline that a success of the heartbeat in flight will mean: the session counts from its sending.
  private var deadlineOnSuccess = Instant.distantFuture

  var nextDeadline: Instant {
    inFlight == nil ? min(dueAt, sessionDeadline) : sessionDeadline
  }

  mutating func started(interval: Duration, sessionTimeout: Duration, now: Instant) {
    inFlight = nil
    dueAt = now + interval
    sessionDeadline = now + sessionTimeout
  }

  mutating func sent(_ id: GroupRequestID, sessionTimeout: Duration, now: Instant) {
    inFlight = id
    deadlineOnSuccess = now + sessionTimeout
  }

  mutating func succeeded(interval: Duration, now: Instant) {
    inFlight = nil
    dueAt = now + interval
    sessionDeadline = max(sessionDeadline, deadlineOnSuccess)
  }

  mutating func failed(retryAt: Instant) {
    inFlight = nil
    dueAt = retryAt
  }
}
