package import KafkaWire

/// A pause that doubles with every failure in a row, with jitter, up to a cap (KIP-580).
package struct Backoff: Equatable, Sendable {
  package var base: Duration
  package var cap: Duration

  package init(base: Duration, cap: Duration) {
    self.base = base
    self.cap = cap
  }

  /// The pause after `attempts` failures before the present one: 0 for the first.
  ///
  /// A cap that is not above the base is the pause, always and without jitter.
  package func delay(attempts: Int, using random: inout RandomSource) -> Duration {
    if base >= cap { return cap }
    // Jitter is drawn whatever the base, so that a seed replays the same run for every setting.
    let factor = Double.random(in: 0.8...1.2, using: &random)
    let limit = Double(cap.wholeNanoseconds)
    var term = Double(max(base.wholeNanoseconds, 0))
    for _ in 0..<max(0, min(attempts, 62)) where term < limit { term *= 2 }
    let milliseconds = (min(term, limit) * factor / 1_000_000).rounded(.towardZero)
    return min(cap, .milliseconds(Int64(milliseconds)))
  }
}
