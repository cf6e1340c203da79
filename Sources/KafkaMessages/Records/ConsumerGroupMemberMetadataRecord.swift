// Generated from protocol/messages/records/ConsumerGroupMemberMetadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Key of record 5 in `__consumer_offsets`. Versions 0, flexible: none.
public struct ConsumerGroupMemberMetadataKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""

  public init() {}

  public typealias Value = ConsumerGroupMemberMetadataValue

  public static var recordType: Int16 { 5 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ConsumerGroupMemberMetadataKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupMemberMetadataKey")
    self.groupId = try reader.readString(false, "groupId")
    self.memberId = try reader.readString(false, "memberId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupMemberMetadataKey")
    try writer.writeString(self.groupId, false, "groupId")
    try writer.writeString(self.memberId, false, "memberId")
  }
}

/// Value of record 5 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct ConsumerGroupMemberMetadataValue: CoordinatorValue {
  /// All versions, null allowed.
  public var instanceId: String? = ""
  /// All versions, null allowed.
  public var rackId: String? = ""
  /// All versions.
  public var clientId: String = ""
  /// All versions.
  public var clientHost: String = ""
  /// All versions.
  public var subscribedTopicNames: [String] = []
  /// All versions, null allowed.
  public var subscribedTopicRegex: String? = ""
  /// All versions.
  public var rebalanceTimeoutMs: Int32 = -1
  /// All versions, null allowed.
  public var serverAssignor: String? = ""
  /// All versions, null allowed, tag 0.
  public var classicMemberMetadata: ClassicMemberMetadata? = ClassicMemberMetadata()
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 5 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ConsumerGroupMemberMetadataValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupMemberMetadataValue")
    self.instanceId = try reader.readNullableString(true, "instanceId")
    self.rackId = try reader.readNullableString(true, "rackId")
    self.clientId = try reader.readString(true, "clientId")
    self.clientHost = try reader.readString(true, "clientHost")
    self.subscribedTopicNames = try reader.readStringArray(true, "subscribedTopicNames")
    self.subscribedTopicRegex = try reader.readNullableString(true, "subscribedTopicRegex")
    self.rebalanceTimeoutMs = try reader.readInt32("rebalanceTimeoutMs")
    self.serverAssignor = try reader.readNullableString(true, "serverAssignor")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("classicMemberMetadata")
        self.classicMemberMetadata = try reader.readTaggedPresence("classicMemberMetadata") ? ClassicMemberMetadata(from: &reader, version: version) : nil
        try reader.endTaggedField(behind, "classicMemberMetadata")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupMemberMetadataValue")
    try writer.writeNullableString(self.instanceId, true, "instanceId")
    try writer.writeNullableString(self.rackId, true, "rackId")
    try writer.writeString(self.clientId, true, "clientId")
    try writer.writeString(self.clientHost, true, "clientHost")
    try writer.writeStringArray(self.subscribedTopicNames, true, "subscribedTopicNames")
    try writer.writeNullableString(self.subscribedTopicRegex, true, "subscribedTopicRegex")
    writer.writeInt32(self.rebalanceTimeoutMs)
    try writer.writeNullableString(self.serverAssignor, true, "serverAssignor")
    var tagCount = self.unknownTaggedFields.count
    let hasClassicMemberMetadata = self.classicMemberMetadata != ClassicMemberMetadata()
    if hasClassicMemberMetadata { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    if hasClassicMemberMetadata {
      let place = writer.beginTaggedField(0)
      try writer.writeTaggedNullableStruct(self.classicMemberMetadata, version, "classicMemberMetadata")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
  }

  public struct ClassicMemberMetadata: WireStruct {
    /// All versions.
    public var sessionTimeoutMs: Int32 = 0
    /// All versions.
    public var supportedProtocols: [ClassicProtocol] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.sessionTimeoutMs = try reader.readInt32("sessionTimeoutMs")
      self.supportedProtocols = try reader.readStructs(true, version, elementSize: 3, "supportedProtocols")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.sessionTimeoutMs)
      try writer.writeStructs(self.supportedProtocols, true, version, "supportedProtocols")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct ClassicProtocol: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var metadata: ByteBuffer = ByteBuffer()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.metadata = try reader.readBytes(true, "metadata")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeBytes(self.metadata, true, "metadata")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
