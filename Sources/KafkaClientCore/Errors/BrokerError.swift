public import KafkaWire

/// A broker answered with an error.
public struct BrokerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The code on the wire. A broker newer than this library may send one that has no name here.
  public let code: ErrorCode

  /// What the broker said besides the code, where it said something.
  public let message: String?

  public init(_ code: ErrorCode, message: String? = nil) {
    self.code = code
    self.message = message
  }

  /// Nil for the code that means no error.
  package init?(ifFailed code: Int16, message: String? = nil) {
    if code == 0 { return nil }
    self.init(ErrorCode(rawValue: code), message: message)
  }

  /// The name in Kafka's documentation; that of an unknown error, with its number, for a code not known here.
  public var name: String { code.name ?? "UNKNOWN_SERVER_ERROR (code \(code.rawValue))" }

  /// Whether the same request may succeed when it is tried again.
  public var isRetriable: Bool { code.isRetriable }

  public var description: String {
    guard let message, !message.isEmpty else { return name }
    return "\(name): \(message)"
  }
}
