/// A release of Apache Kafka, by its first two numbers; `0.10.0` to `0.10.2` by three.
public struct KafkaRelease: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The place in the order of releases, from 0 for the oldest described.
  let index: Int

  init(index: Int) {
    self.index = index
  }

  /// Takes `3.9`, and `3.9.1` as the same; nil for a release that is not described.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    var index = Self.names.firstIndex(of: text)
    if index == nil, let dot = text.lastIndex(of: "."), UInt(text[text.index(after: dot)...]) != nil {
      index = Self.names.firstIndex(of: String(text[..<dot]))
    }
    guard let index else { return nil }
    self.index = index
  }

  public var description: String { Self.names[index] }

  /// Every release described, oldest first. The last may be one that is not out yet.
  public static var all: [KafkaRelease] { names.indices.map(KafkaRelease.init(index:)) }

  public static func < (left: KafkaRelease, right: KafkaRelease) -> Bool { left.index < right.index }
}
