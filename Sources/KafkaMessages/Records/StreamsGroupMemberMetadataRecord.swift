// Generated from protocol/messages/records/StreamsGroupMemberMetadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 19 in `__consumer_offsets`. Versions 0, flexible: none.
public struct StreamsGroupMemberMetadataKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""

  public init() {}

  public typealias Value = StreamsGroupMemberMetadataValue

  public static var recordType: Int16 { 19 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupMemberMetadataKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupMemberMetadataKey")
    self.groupId = try reader.readString(false, "groupId")
    self.memberId = try reader.readString(false, "memberId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupMemberMetadataKey")
    try writer.writeString(self.groupId, false, "groupId")
    try writer.writeString(self.memberId, false, "memberId")
  }
}

/// Value of record 19 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct StreamsGroupMemberMetadataValue: CoordinatorValue {
  /// All versions, null allowed.
  public var instanceId: String? = ""
  /// All versions, null allowed.
  public var rackId: String? = ""
  /// All versions.
  public var clientId: String = ""
  /// All versions.
  public var clientHost: String = ""
  /// All versions.
  public var rebalanceTimeoutMs: Int32 = -1
  /// All versions.
  public var topologyEpoch: Int32 = 0
  /// All versions.
  public var processId: String = ""
  /// All versions, null allowed.
  public var userEndpoint: Endpoint? = nil
  /// All versions.
  public var clientTags: [KeyValue] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 19 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupMemberMetadataValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupMemberMetadataValue")
    self.instanceId = try reader.readNullableString(true, "instanceId")
    self.rackId = try reader.readNullableString(true, "rackId")
    self.clientId = try reader.readString(true, "clientId")
    self.clientHost = try reader.readString(true, "clientHost")
    self.rebalanceTimeoutMs = try reader.readInt32("rebalanceTimeoutMs")
    self.topologyEpoch = try reader.readInt32("topologyEpoch")
    self.processId = try reader.readString(true, "processId")
    self.userEndpoint = try reader.readPresence("userEndpoint") ? Endpoint(from: &reader, version: version) : nil
    self.clientTags = try reader.readStructs(true, version, elementSize: 3, "clientTags")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupMemberMetadataValue")
    try writer.writeNullableString(self.instanceId, true, "instanceId")
    try writer.writeNullableString(self.rackId, true, "rackId")
    try writer.writeString(self.clientId, true, "clientId")
    try writer.writeString(self.clientHost, true, "clientHost")
    writer.writeInt32(self.rebalanceTimeoutMs)
    writer.writeInt32(self.topologyEpoch)
    try writer.writeString(self.processId, true, "processId")
    try writer.writeNullableStruct(self.userEndpoint, version, "userEndpoint")
    try writer.writeStructs(self.clientTags, true, version, "clientTags")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct Endpoint: WireStruct {
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: UInt16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.host = try reader.readString(true, "host")
      self.port = try reader.readUInt16("port")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.host, true, "host")
      writer.writeUInt16(self.port)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct KeyValue: WireStruct {
    /// All versions.
    public var key: String = ""
    /// All versions.
    public var value: String = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.key = try reader.readString(true, "key")
      self.value = try reader.readString(true, "value")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.key, true, "key")
      try writer.writeString(self.value, true, "value")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
