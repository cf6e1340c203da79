/// A reading of a monotonic clock, as nanoseconds since an arbitrary start.
///
/// Machines never read a clock. A driver hands them the time with each event, so that a test or a simulation can
/// decide what time it is.
package struct Instant: Hashable, Comparable, Sendable {
  package var nanoseconds: Int64

  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  package static let zero = Instant(nanoseconds: 0)
  /// Later than every reading a clock gives: a deadline that never comes.
  package static let distantFuture = Instant(nanoseconds: .max)

  package static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Saturates at `distantFuture`, so that adding a huge user-supplied duration cannot trap.
  package static func + (instant: Instant, duration: Duration) -> Instant {
    let (sum, overflow) = instant.nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
    return overflow ? (duration < .zero ? Instant(nanoseconds: .min) : .distantFuture) : Instant(nanoseconds: sum)
  }

  /// Saturates as well: `distantFuture` is far from everything.
  package static func - (later: Instant, earlier: Instant) -> Duration {
    let (difference, overflow) = later.nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
    return .nanoseconds(overflow ? (later > earlier ? .max : .min) : difference)
  }
}

extension Duration {
  /// The duration in nanoseconds, saturated to what an `Int64` holds (about 292 years).
  package var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, overflowed) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    return overflowed ? (seconds < 0 ? .min : .max) : sum
  }

  /// The duration in milliseconds, rounded towards zero and saturated, as Kafka's options and fields count it.
  package var wholeMilliseconds: Int64 {
    wholeNanoseconds / 1_000_000
  }
}
