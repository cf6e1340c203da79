// Generated from protocol/messages/api/AlterUserScramCredentials.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 51, AlterUserScramCredentials. Versions 0, flexible: 0.
public struct AlterUserScramCredentialsRequest: KafkaRequest {
  /// All versions.
  public var deletions: [ScramCredentialDeletion] = []
  /// All versions.
  public var upsertions: [ScramCredentialUpsertion] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = AlterUserScramCredentialsResponse

  public static var apiKey: ApiKey { .alterUserScramCredentials }
  public static var name: String { "AlterUserScramCredentialsRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterUserScramCredentialsRequest")
    self.deletions = try reader.readStructs(true, version, elementSize: 3, "deletions")
    self.upsertions = try reader.readStructs(true, version, elementSize: 9, "upsertions")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterUserScramCredentialsRequest")
    try writer.writeStructs(self.deletions, true, version, "deletions")
    try writer.writeStructs(self.upsertions, true, version, "upsertions")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct ScramCredentialDeletion: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var mechanism: Int8 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.mechanism = try reader.readInt8("mechanism")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      writer.writeInt8(self.mechanism)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct ScramCredentialUpsertion: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var mechanism: Int8 = 0
    /// All versions.
    public var iterations: Int32 = 0
    /// All versions.
    public var salt: ByteBuffer = ByteBuffer()
    /// All versions.
    public var saltedPassword: ByteBuffer = ByteBuffer()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.mechanism = try reader.readInt8("mechanism")
      self.iterations = try reader.readInt32("iterations")
      self.salt = try reader.readBytes(true, "salt")
      self.saltedPassword = try reader.readBytes(true, "saltedPassword")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      writer.writeInt8(self.mechanism)
      writer.writeInt32(self.iterations)
      try writer.writeBytes(self.salt, true, "salt")
      try writer.writeBytes(self.saltedPassword, true, "saltedPassword")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 51, AlterUserScramCredentials. Versions 0, flexible: 0.
public struct AlterUserScramCredentialsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var results: [AlterUserScramCredentialsResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .alterUserScramCredentials }
  public static var name: String { "AlterUserScramCredentialsResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterUserScramCredentialsResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.results = try reader.readStructs(true, version, elementSize: 5, "results")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterUserScramCredentialsResponse")
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.results, true, version, "results")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct AlterUserScramCredentialsResult: WireStruct {
    /// All versions.
    public var user: String = ""
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.user = try reader.readString(true, "user")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.user, true, "user")
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
