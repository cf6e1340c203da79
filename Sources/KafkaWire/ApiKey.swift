/// The number of an API of the protocol. A peer may name one that is not known here.
public struct ApiKey: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  public let rawValue: Int16

  @inlinable
  public init(rawValue: Int16) {
    self.rawValue = rawValue
  }

  /// The name in Kafka's documentation, e.g. `Produce`; nil for a number that no definition has.
  public var name: String? {
    let index = Int(rawValue)
    return index >= 0 && index < Self.names.count ? Self.names[index] : nil
  }

  /// The name, or the number of an unknown API.
  public var description: String { name ?? "API \(rawValue)" }

  /// By number.
  public static func < (left: ApiKey, right: ApiKey) -> Bool { left.rawValue < right.rawValue }
}
