// Generated from protocol/messages/api/DescribeUserScramCredentials.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 50, DescribeUserScramCredentials. Versions 0, flexible: 0.
public struct DescribeUserScramCredentialsRequest: KafkaRequest {
  /// All versions, null allowed.
  public var users: [UserName]? = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeUserScramCredentialsResponse

  public static var apiKey: ApiKey { .describeUserScramCredentials }
  public static var name: String { "DescribeUserScramCredentialsRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeUserScramCredentialsRequest")
    self.users = try reader.readNullableStructs(true, version, elementSize: 2, "users")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeUserScramCredentialsRequest")
    try writer.writeNullableStructs(self.users, true, version, "users")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct UserName: WireStruct {
    /// All versions.
    public var name: String = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 50, DescribeUserScramCredentials. Versions 0, flexible: 0.
public struct DescribeUserScramCredentialsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = ""
  /// All versions.
  public var results: [DescribeUserScramCredentialsResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeUserScramCredentials }
  public static var name: String { "DescribeUserScramCredentialsResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeUserScramCredentialsResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    self.results = try reader.readStructs(true, version, elementSize: 6, "results")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeUserScramCredentialsResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    try writer.writeStructs(self.results, true, version, "results")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct DescribeUserScramCredentialsResult: WireStruct {
    /// All versions.
    public var user: String = ""
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = ""
    /// All versions.
    public var credentialInfos: [CredentialInfo] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.user = try reader.readString(true, "user")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.credentialInfos = try reader.readStructs(true, version, elementSize: 6, "credentialInfos")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.user, true, "user")
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      try writer.writeStructs(self.credentialInfos, true, version, "credentialInfos")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct CredentialInfo: WireStruct {
    /// All versions.
    public var mechanism: Int8 = 0
    /// All versions.
    public var iterations: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.mechanism = try reader.readInt8("mechanism")
      self.iterations = try reader.readInt32("iterations")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt8(self.mechanism)
      writer.writeInt32(self.iterations)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
