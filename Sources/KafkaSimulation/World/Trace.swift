package import KafkaWire

/// What happened in a world, in lines for a person.
package struct Trace {
  package private(set) var lines: [String] = []
  private let start: Instant

  package init(start: Instant) {
    self.start = start
  }

  package mutating func add(_ text: String, at time: Instant) {
    lines.append("\(Self.seconds(time - start)) \(text)")
  }

  /// Seconds with microseconds, right-aligned: `   12.003417`.
  package static func seconds(_ duration: Duration) -> String {
    let micros = duration.wholeNanoseconds / 1000
    let fraction = String(micros % 1_000_000)
    let whole = String(micros / 1_000_000)
    return String(repeating: " ", count: max(0, 5 - whole.count)) + whole + "."
      + String(repeating: "0", count: 6 - fraction.count) + fraction
  }

  /// A number that is the same for the same history (FNV-1a over the lines).
  package var fingerprint: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for line in lines {
      for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
      hash = (hash ^ 10) &* 0x0000_0100_0000_01b3
    }
    return hash
  }
}
