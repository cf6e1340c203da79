// Generated from protocol/messages/api/AddRaftVoter.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 80, AddRaftVoter. Versions 0-1, flexible: 0-1.
public struct AddRaftVoterRequest: KafkaRequest {
  /// All versions, null allowed.
  public var clusterId: String? = ""
  /// All versions.
  public var timeoutMs: Int32 = 0
  /// All versions.
  public var voterId: Int32 = 0
  /// All versions.
  public var voterDirectoryId: KafkaUUID = .zero
  /// All versions.
  public var listeners: [Listener] = []
  /// Versions 1+.
  public var ackWhenCommitted: Bool = true
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = AddRaftVoterResponse

  public static var apiKey: ApiKey { .addRaftVoter }
  public static var name: String { "AddRaftVoterRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AddRaftVoterRequest")
    self.clusterId = try reader.readNullableString(true, "clusterId")
    self.timeoutMs = try reader.readInt32("timeoutMs")
    self.voterId = try reader.readInt32("voterId")
    self.voterDirectoryId = try reader.readUUID("voterDirectoryId")
    self.listeners = try reader.readStructs(true, version, elementSize: 5, "listeners")
    if version >= 1 {
      self.ackWhenCommitted = try reader.readBool("ackWhenCommitted")
    }
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AddRaftVoterRequest")
    try writer.writeNullableString(self.clusterId, true, "clusterId")
    writer.writeInt32(self.timeoutMs)
    writer.writeInt32(self.voterId)
    writer.writeUUID(self.voterDirectoryId)
    try writer.writeStructs(self.listeners, true, version, "listeners")
    if version >= 1 {
      writer.writeBool(self.ackWhenCommitted)
    } else if !self.ackWhenCommitted {
      throw writer.error(.fieldNotInVersion(version), "ackWhenCommitted")
    }
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct Listener: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: UInt16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readUInt16("port")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeString(self.host, true, "host")
      writer.writeUInt16(self.port)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 80, AddRaftVoter. Versions 0-1, flexible: 0-1.
public struct AddRaftVoterResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = ""
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .addRaftVoter }
  public static var name: String { "AddRaftVoterResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AddRaftVoterResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AddRaftVoterResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
