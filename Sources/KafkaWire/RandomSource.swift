/// Where machines get chance from: jitter, identifiers, a starting index.
///
/// It is handed to a machine when the machine is made, so that a seed replays a run.
package struct RandomSource: RandomNumberGenerator, Sendable {
  private enum Generator {
    case system
    case seeded(state: UInt64)
  }

  private var generator: Generator

  /// The operating system's generator.
  package static var system: RandomSource { RandomSource(generator: .system) }

  /// The same numbers for the same seed, on every machine (SplitMix64).
  package static func seeded(_ seed: UInt64) -> RandomSource {
    RandomSource(generator: .seeded(state: seed))
  }

  package mutating func next() -> UInt64 {
    switch generator {
    case .system:
      var system = SystemRandomNumberGenerator()
      return system.next()
    case .seeded(var state):
      state &+= 0x9E37_79B9_7F4A_7C15
      generator = .seeded(state: state)
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
