package import KafkaWire

/// How long to wait before the next try: twice as long each time, up to a cap, spread by a fifth either way so that
/// many clients do not come back at once (KIP-580).
package struct ExponentialBackoff: Equatable, Sendable {
  /// Before the first retry, e.g. `retry.backoff.ms`.
  package var initial: Duration
  /// At the most, before the spread, e.g. `retry.backoff.max.ms`. With a maximum no larger than `initial` every wait is
  /// exactly the maximum.
  package var maximum: Duration

  package init(initial: Duration, maximum: Duration) {
    self.initial = initial
    self.maximum = maximum
  }

  private static let jitter = 0.8..<1.2

  /// - Parameter attempts: Failed tries so far, less one: 0 asks for the first wait.
  package func delay(afterAttempts attempts: Int, using random: inout RandomSource) -> Duration {
    guard initial < maximum else { return maximum }
    let cap = Double(maximum.wholeNanoseconds)
    var nanoseconds = Double(max(initial.wholeNanoseconds, 1))
    for _ in 0..<max(attempts, 0) {
      if nanoseconds >= cap { break }
      nanoseconds *= 2
    }
    nanoseconds = min(nanoseconds, cap) * Double.random(in: Self.jitter, using: &random)
    return .nanoseconds(Int64(min(nanoseconds, cap)))
  }
}
