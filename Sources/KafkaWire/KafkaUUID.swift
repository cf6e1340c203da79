/// A 128-bit identifier as Kafka uses it for topics, directories and members.
///
/// On the wire it is 16 bytes; as text it is URL-safe base64 without padding, 22 characters (KIP-516).
public struct KafkaUUID: Hashable, Sendable, CustomStringConvertible {
  public var mostSignificantBits: UInt64
  public var leastSignificantBits: UInt64

  public init(mostSignificantBits: UInt64, leastSignificantBits: UInt64) {
    self.mostSignificantBits = mostSignificantBits
    self.leastSignificantBits = leastSignificantBits
  }

  /// What the protocol means by "no identifier".
  public static let zero = KafkaUUID(mostSignificantBits: 0, leastSignificantBits: 0)

  /// A random (version 4) identifier. Like Kafka's, never one whose text starts with a dash, which command lines
  /// would take for an option.
  package static func random(using random: inout RandomSource) -> KafkaUUID {
    while true {
      let identifier = KafkaUUID(
        mostSignificantBits: (random.next() & 0xFFFF_FFFF_FFFF_0FFF) | 0x4000,
        leastSignificantBits: (random.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000)
      if !identifier.description.hasPrefix("-") { return identifier }
    }
  }

  public var description: String {
    var text = [UInt8]()
    text.reserveCapacity(22)
    // 128 bits are 21 groups of six and one of two, the last padded with zero bits.
    for group in 0..<22 {
      text.append(Self.alphabet[sixBits(at: group * 6)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads the 22-character text form; nil for anything else.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 22 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for (group, character) in text.utf8.enumerated() {
      guard let value = Self.alphabet.firstIndex(of: character) else { return nil }
      if group == 21 {
        guard value & 0b1111 == 0 else { return nil }
        high = high << 2 | low >> 62
        low = low << 2 | UInt64(value >> 4)
      } else {
        high = high << 6 | low >> 58
        low = low << 6 | UInt64(value)
      }
    }
    self.init(mostSignificantBits: high, leastSignificantBits: low)
  }

  private func sixBits(at position: Int) -> Int {
    var value = 0
    for bit in position..<(position + 6) {
      value <<= 1
      if bit < 64 {
        value |= Int(mostSignificantBits >> UInt64(63 - bit) & 1)
      } else if bit < 128 {
        value |= Int(leastSignificantBits >> UInt64(127 - bit) & 1)
      }
    }
    return value
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}
