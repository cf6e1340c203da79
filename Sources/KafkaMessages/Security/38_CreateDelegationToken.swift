// Generated from protocol/messages/api/CreateDelegationToken.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 38, CreateDelegationToken. Versions 0-3, flexible: 2-3, in the newest release: 1-3.
public struct CreateDelegationTokenRequest: KafkaRequest {
  /// Versions 3+, null allowed.
  public var ownerPrincipalType: String? = ""
  /// Versions 3+, null allowed.
  public var ownerPrincipalName: String? = ""
  /// All versions.
  public var renewers: [CreatableRenewers] = []
  /// All versions.
  public var maxLifetimeMs: Int64 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = CreateDelegationTokenResponse

  public static var apiKey: ApiKey { .createDelegationToken }
  public static var name: String { "CreateDelegationTokenRequest" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "CreateDelegationTokenRequest")
    let flexible = version >= 2
    if version >= 3 {
      self.ownerPrincipalType = try reader.readNullableString(flexible, "ownerPrincipalType")
      self.ownerPrincipalName = try reader.readNullableString(flexible, "ownerPrincipalName")
    }
    self.renewers = try reader.readStructs(flexible, version, elementSize: 3, "renewers")
    self.maxLifetimeMs = try reader.readInt64("maxLifetimeMs")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "CreateDelegationTokenRequest")
    let flexible = version >= 2
    if version >= 3 {
      try writer.writeNullableString(self.ownerPrincipalType, flexible, "ownerPrincipalType")
      try writer.writeNullableString(self.ownerPrincipalName, flexible, "ownerPrincipalName")
    } else {
      if self.ownerPrincipalType?.isEmpty != true { throw writer.error(.fieldNotInVersion(version), "ownerPrincipalType") }
      if self.ownerPrincipalName?.isEmpty != true { throw writer.error(.fieldNotInVersion(version), "ownerPrincipalName") }
    }
    try writer.writeStructs(self.renewers, flexible, version, "renewers")
    writer.writeInt64(self.maxLifetimeMs)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct CreatableRenewers: WireStruct {
    /// All versions.
    public var principalType: String = ""
    /// All versions.
    public var principalName: String = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.principalType = try reader.readString(flexible, "principalType")
      self.principalName = try reader.readString(flexible, "principalName")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.principalType, flexible, "principalType")
      try writer.writeString(self.principalName, flexible, "principalName")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 38, CreateDelegationToken. Versions 0-3, flexible: 2-3, in the newest release: 1-3.
public struct CreateDelegationTokenResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var principalType: String = ""
  /// All versions.
  public var principalName: String = ""
  /// Versions 3+.
  public var tokenRequesterPrincipalType: String = ""
  /// Versions 3+.
  public var tokenRequesterPrincipalName: String = ""
  /// All versions.
  public var issueTimestampMs: Int64 = 0
  /// All versions.
  public var expiryTimestampMs: Int64 = 0
  /// All versions.
  public var maxTimestampMs: Int64 = 0
  /// All versions.
  public var tokenId: String = ""
  /// All versions.
  public var hmac: ByteBuffer = ByteBuffer()
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .createDelegationToken }
  public static var name: String { "CreateDelegationTokenResponse" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "CreateDelegationTokenResponse")
    let flexible = version >= 2
    self.errorCode = try reader.readInt16("errorCode")
    self.principalType = try reader.readString(flexible, "principalType")
    self.principalName = try reader.readString(flexible, "principalName")
    if version >= 3 {
      self.tokenRequesterPrincipalType = try reader.readString(flexible, "tokenRequesterPrincipalType")
      self.tokenRequesterPrincipalName = try reader.readString(flexible, "tokenRequesterPrincipalName")
    }
    self.issueTimestampMs = try reader.readInt64("issueTimestampMs")
    self.expiryTimestampMs = try reader.readInt64("expiryTimestampMs")
    self.maxTimestampMs = try reader.readInt64("maxTimestampMs")
    self.tokenId = try reader.readString(flexible, "tokenId")
    self.hmac = try reader.readBytes(flexible, "hmac")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "CreateDelegationTokenResponse")
    let flexible = version >= 2
    writer.writeInt16(self.errorCode)
    try writer.writeString(self.principalType, flexible, "principalType")
    try writer.writeString(self.principalName, flexible, "principalName")
    if version >= 3 {
      try writer.writeString(self.tokenRequesterPrincipalType, flexible, "tokenRequesterPrincipalType")
      try writer.writeString(self.tokenRequesterPrincipalName, flexible, "tokenRequesterPrincipalName")
    } else {
      if !self.tokenRequesterPrincipalType.isEmpty { throw writer.error(.fieldNotInVersion(version), "tokenRequesterPrincipalType") }
      if !self.tokenRequesterPrincipalName.isEmpty { throw writer.error(.fieldNotInVersion(version), "tokenRequesterPrincipalName") }
    }
    writer.writeInt64(self.issueTimestampMs)
    writer.writeInt64(self.expiryTimestampMs)
    writer.writeInt64(self.maxTimestampMs)
    try writer.writeString(self.tokenId, flexible, "tokenId")
    try writer.writeBytes(self.hmac, flexible, "hmac")
    writer.writeInt32(self.throttleTimeMs)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}
