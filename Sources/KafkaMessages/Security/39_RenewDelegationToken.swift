// Generated from protocol/messages/api/RenewDelegationToken.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 39, RenewDelegationToken. Versions 0-2, flexible: 2, in the newest release: 1-2.
public struct RenewDelegationTokenRequest: KafkaRequest {
  /// All versions.
  public var hmac: ByteBuffer = ByteBuffer()
  /// All versions.
  public var renewPeriodMs: Int64 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = RenewDelegationTokenResponse

  public static var apiKey: ApiKey { .renewDelegationToken }
  public static var name: String { "RenewDelegationTokenRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "RenewDelegationTokenRequest")
    let flexible = version >= 2
    self.hmac = try reader.readBytes(flexible, "hmac")
    self.renewPeriodMs = try reader.readInt64("renewPeriodMs")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "RenewDelegationTokenRequest")
    let flexible = version >= 2
    try writer.writeBytes(self.hmac, flexible, "hmac")
    writer.writeInt64(self.renewPeriodMs)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 39, RenewDelegationToken. Versions 0-2, flexible: 2, in the newest release: 1-2.
public struct RenewDelegationTokenResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var expiryTimestampMs: Int64 = 0
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .renewDelegationToken }
  public static var name: String { "RenewDelegationTokenResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "RenewDelegationTokenResponse")
    let flexible = version >= 2
    self.errorCode = try reader.readInt16("errorCode")
    self.expiryTimestampMs = try reader.readInt64("expiryTimestampMs")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "RenewDelegationTokenResponse")
    let flexible = version >= 2
    writer.writeInt16(self.errorCode)
    writer.writeInt64(self.expiryTimestampMs)
    writer.writeInt32(self.throttleTimeMs)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}
