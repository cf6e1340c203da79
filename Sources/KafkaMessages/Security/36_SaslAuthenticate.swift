// Generated from protocol/messages/api/SaslAuthenticate.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 36, SaslAuthenticate. Versions 0-2, flexible: 2.
public struct SaslAuthenticateRequest: KafkaRequest {
  /// All versions.
  public var authBytes: ByteBuffer = ByteBuffer()
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = SaslAuthenticateResponse

  public static var apiKey: ApiKey { .saslAuthenticate }
  public static var name: String { "SaslAuthenticateRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "SaslAuthenticateRequest")
    let flexible = version >= 2
    self.authBytes = try reader.readBytes(flexible, "authBytes")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "SaslAuthenticateRequest")
    let flexible = version >= 2
    try writer.writeBytes(self.authBytes, flexible, "authBytes")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 36, SaslAuthenticate. Versions 0-2, flexible: 2.
public struct SaslAuthenticateResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = ""
  /// All versions.
  public var authBytes: ByteBuffer = ByteBuffer()
  /// Versions 1+, left out elsewhere.
  public var sessionLifetimeMs: Int64 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .saslAuthenticate }
  public static var name: String { "SaslAuthenticateResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "SaslAuthenticateResponse")
    let flexible = version >= 2
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
    self.authBytes = try reader.readBytes(flexible, "authBytes")
    if version >= 1 {
      self.sessionLifetimeMs = try reader.readInt64("sessionLifetimeMs")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "SaslAuthenticateResponse")
    let flexible = version >= 2
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
    try writer.writeBytes(self.authBytes, flexible, "authBytes")
    if version >= 1 {
      writer.writeInt64(self.sessionLifetimeMs)
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}
