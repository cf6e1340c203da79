// Generated from protocol/messages/records/GroupMetadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Key of record 2 in `__consumer_offsets`. Versions 0, flexible: none.
public struct GroupMetadataKey: CoordinatorKey {
  /// All versions.
  public var group: String = ""

  public init() {}

  public typealias Value = GroupMetadataValue

  public static var recordType: Int16 { 2 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "GroupMetadataKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "GroupMetadataKey")
    self.group = try reader.readString(false, "group")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "GroupMetadataKey")
    try writer.writeString(self.group, false, "group")
  }
}

/// Value of record 2 in `__consumer_offsets`. Versions 0-4, flexible: 4.
public struct GroupMetadataValue: CoordinatorValue {
  /// All versions.
  public var protocolType: String = ""
  /// All versions.
  public var generation: Int32 = 0
  /// All versions, null allowed.
  public var `protocol`: String? = ""
  /// All versions, null allowed.
  public var leader: String? = ""
  /// Versions 2+, left out elsewhere.
  public var currentStateTimestamp: Int64 = -1
  /// All versions.
  public var members: [MemberMetadata] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 2 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "GroupMetadataValue" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "GroupMetadataValue")
    let flexible = version >= 4
    self.protocolType = try reader.readString(flexible, "protocolType")
    self.generation = try reader.readInt32("generation")
    self.protocol = try reader.readNullableString(flexible, "protocol")
    self.leader = try reader.readNullableString(flexible, "leader")
    if version >= 2 {
      self.currentStateTimestamp = try reader.readInt64("currentStateTimestamp")
    }
    self.members = try reader.readStructs(flexible, version, elementSize: 15, "members")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "GroupMetadataValue")
    let flexible = version >= 4
    try writer.writeString(self.protocolType, flexible, "protocolType")
    writer.writeInt32(self.generation)
    try writer.writeNullableString(self.protocol, flexible, "protocol")
    try writer.writeNullableString(self.leader, flexible, "leader")
    if version >= 2 {
      writer.writeInt64(self.currentStateTimestamp)
    }
    try writer.writeStructs(self.members, flexible, version, "members")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct MemberMetadata: WireStruct {
    /// All versions.
    public var memberId: String = ""
    /// Versions 3+, left out elsewhere, null allowed.
    public var groupInstanceId: String? = nil
    /// All versions.
    public var clientId: String = ""
    /// All versions.
    public var clientHost: String = ""
    /// Versions 1+, left out elsewhere.
    public var rebalanceTimeout: Int32 = -1
    /// All versions.
    public var sessionTimeout: Int32 = 0
    /// All versions.
    public var subscription: ByteBuffer = ByteBuffer()
    /// All versions.
    public var assignment: ByteBuffer = ByteBuffer()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.memberId = try reader.readString(flexible, "memberId")
      if version >= 3 {
        self.groupInstanceId = try reader.readNullableString(flexible, "groupInstanceId")
      }
      self.clientId = try reader.readString(flexible, "clientId")
      self.clientHost = try reader.readString(flexible, "clientHost")
      if version >= 1 {
        self.rebalanceTimeout = try reader.readInt32("rebalanceTimeout")
      }
      self.sessionTimeout = try reader.readInt32("sessionTimeout")
      self.subscription = try reader.readBytes(flexible, "subscription")
      self.assignment = try reader.readBytes(flexible, "assignment")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      try writer.writeString(self.memberId, flexible, "memberId")
      if version >= 3 {
        try writer.writeNullableString(self.groupInstanceId, flexible, "groupInstanceId")
      }
      try writer.writeString(self.clientId, flexible, "clientId")
      try writer.writeString(self.clientHost, flexible, "clientHost")
      if version >= 1 {
        writer.writeInt32(self.rebalanceTimeout)
      }
      writer.writeInt32(self.sessionTimeout)
      try writer.writeBytes(self.subscription, flexible, "subscription")
      try writer.writeBytes(self.assignment, flexible, "assignment")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
