/// When something happened, on both clocks: the monotonic one for deadlines, the wall clock for timestamps in data.
package struct Moment: Hashable, Sendable {
  /// For deadlines and durations; never jumps.
  package var instant: Instant
  /// Milliseconds since 1970-01-01T00:00Z; what Kafka writes into records. May jump.
  package var wallClock: Int64

  package init(instant: Instant, wallClock: Int64) {
    self.instant = instant
    self.wallClock = wallClock
  }
}
