// Generated from protocol/messages/api/SaslHandshake.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 17, SaslHandshake. Versions 0-1, flexible: none.
public struct SaslHandshakeRequest: KafkaRequest {
  /// All versions.
  public var mechanism: String = ""

  public init() {}

  public typealias Response = SaslHandshakeResponse

  public static var apiKey: ApiKey { .saslHandshake }
  public static var name: String { "SaslHandshakeRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { false }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "SaslHandshakeRequest")
    self.mechanism = try reader.readString(false, "mechanism")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "SaslHandshakeRequest")
    try writer.writeString(self.mechanism, false, "mechanism")
  }
}

/// Response of API 17, SaslHandshake. Versions 0-1, flexible: none.
public struct SaslHandshakeResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var mechanisms: [String] = []

  public init() {}

  public static var apiKey: ApiKey { .saslHandshake }
  public static var name: String { "SaslHandshakeResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { false }
  public static func headerVersion(for version: Int16) -> Int16 { 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "SaslHandshakeResponse")
    self.errorCode = try reader.readInt16("errorCode")
    self.mechanisms = try reader.readStringArray(false, "mechanisms")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "SaslHandshakeResponse")
    writer.writeInt16(self.errorCode)
    try writer.writeStringArray(self.mechanisms, false, "mechanisms")
  }
}
