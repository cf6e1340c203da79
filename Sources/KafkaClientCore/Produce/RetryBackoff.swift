package import KafkaWire

/// How long to wait before something is tried again (KIP-580): twice as long each time, up to a cap, give or take a
/// fifth so that many clients do not come back together.
package struct RetryBackoff: Sendable, Equatable {
  package var base: Duration
  package var cap: Duration

  package init(base: Duration, cap: Duration) {
    self.base = base
    self.cap = cap
  }

  /// - Parameter failures: How many waits there were before this one.
  package func delay(after failures: Int, using random: inout RandomSource) -> Duration {
    if base >= cap { return cap }
    let least = max(1, base.wholeMilliseconds)
    let most = cap.wholeMilliseconds
    // Beyond this exponent the cap holds anyway.
    var delay = Double(least)
    for _ in 0..<min(failures, 62) where delay < Double(most) { delay *= 2 }
    let jittered = delay * Double.random(in: 0.8..<1.2, using: &random)
    return .milliseconds(min(most, Int64(jittered)))
  }
}
