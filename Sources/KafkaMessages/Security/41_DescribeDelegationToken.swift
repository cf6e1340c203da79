// Generated from protocol/messages/api/DescribeDelegationToken.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 41, DescribeDelegationToken. Versions 0-3, flexible: 2-3, in the newest release: 1-3.
public struct DescribeDelegationTokenRequest: KafkaRequest {
  /// All versions, null allowed.
  public var owners: [DescribeDelegationTokenOwner]? = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeDelegationTokenResponse

  public static var apiKey: ApiKey { .describeDelegationToken }
  public static var name: String { "DescribeDelegationTokenRequest" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeDelegationTokenRequest")
    let flexible = version >= 2
    self.owners = try reader.readNullableStructs(flexible, version, elementSize: 3, "owners")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeDelegationTokenRequest")
    let flexible = version >= 2
    try writer.writeNullableStructs(self.owners, flexible, version, "owners")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DescribeDelegationTokenOwner: WireStruct {
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

/// Response of API 41, DescribeDelegationToken. Versions 0-3, flexible: 2-3, in the newest release: 1-3.
public struct DescribeDelegationTokenResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var tokens: [DescribedDelegationToken] = []
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeDelegationToken }
  public static var name: String { "DescribeDelegationTokenResponse" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeDelegationTokenResponse")
    let flexible = version >= 2
    self.errorCode = try reader.readInt16("errorCode")
    self.tokens = try reader.readStructs(flexible, version, elementSize: 30, "tokens")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeDelegationTokenResponse")
    let flexible = version >= 2
    writer.writeInt16(self.errorCode)
    try writer.writeStructs(self.tokens, flexible, version, "tokens")
    writer.writeInt32(self.throttleTimeMs)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DescribedDelegationToken: WireStruct {
    /// All versions.
    public var principalType: String = ""
    /// All versions.
    public var principalName: String = ""
    /// Versions 3+.
    public var tokenRequesterPrincipalType: String = ""
    /// Versions 3+.
    public var tokenRequesterPrincipalName: String = ""
    /// All versions.
    public var issueTimestamp: Int64 = 0
    /// All versions.
    public var expiryTimestamp: Int64 = 0
    /// All versions.
    public var maxTimestamp: Int64 = 0
    /// All versions.
    public var tokenId: String = ""
    /// All versions.
    public var hmac: ByteBuffer = ByteBuffer()
    /// All versions.
    public var renewers: [DescribedDelegationTokenRenewer] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.principalType = try reader.readString(flexible, "principalType")
      self.principalName = try reader.readString(flexible, "principalName")
      if version >= 3 {
        self.tokenRequesterPrincipalType = try reader.readString(flexible, "tokenRequesterPrincipalType")
        self.tokenRequesterPrincipalName = try reader.readString(flexible, "tokenRequesterPrincipalName")
      }
      self.issueTimestamp = try reader.readInt64("issueTimestamp")
      self.expiryTimestamp = try reader.readInt64("expiryTimestamp")
      self.maxTimestamp = try reader.readInt64("maxTimestamp")
      self.tokenId = try reader.readString(flexible, "tokenId")
      self.hmac = try reader.readBytes(flexible, "hmac")
      self.renewers = try reader.readStructs(flexible, version, elementSize: 3, "renewers")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.principalType, flexible, "principalType")
      try writer.writeString(self.principalName, flexible, "principalName")
      if version >= 3 {
        try writer.writeString(self.tokenRequesterPrincipalType, flexible, "tokenRequesterPrincipalType")
        try writer.writeString(self.tokenRequesterPrincipalName, flexible, "tokenRequesterPrincipalName")
      } else {
        if !self.tokenRequesterPrincipalType.isEmpty { throw writer.error(.fieldNotInVersion(version), "tokenRequesterPrincipalType") }
        if !self.tokenRequesterPrincipalName.isEmpty { throw writer.error(.fieldNotInVersion(version), "tokenRequesterPrincipalName") }
      }
      writer.writeInt64(self.issueTimestamp)
      writer.writeInt64(self.expiryTimestamp)
      writer.writeInt64(self.maxTimestamp)
      try writer.writeString(self.tokenId, flexible, "tokenId")
      try writer.writeBytes(self.hmac, flexible, "hmac")
      try writer.writeStructs(self.renewers, flexible, version, "renewers")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct DescribedDelegationTokenRenewer: WireStruct {
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
