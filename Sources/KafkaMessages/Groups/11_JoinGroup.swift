// Generated from protocol/messages/api/JoinGroup.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 11, JoinGroup. Versions 0-9, flexible: 6-9.
public struct JoinGroupRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var sessionTimeoutMs: Int32 = 0
  /// Versions 1+, left out elsewhere.
  public var rebalanceTimeoutMs: Int32 = -1
  /// All versions.
  public var memberId: String = ""
  /// Versions 5+, null allowed.
  public var groupInstanceId: String? = nil
  /// All versions.
  public var protocolType: String = ""
  /// All versions.
  public var protocols: [JoinGroupRequestProtocol] = []
  /// Versions 8+, left out elsewhere, null allowed.
  public var reason: String? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = JoinGroupResponse

  public static var apiKey: ApiKey { .joinGroup }
  public static var name: String { "JoinGroupRequest" }
  public static var versions: ClosedRange<Int16> { 0...9 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 6 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "JoinGroupRequest")
    let flexible = version >= 6
    self.groupId = try reader.readString(flexible, "groupId")
    self.sessionTimeoutMs = try reader.readInt32("sessionTimeoutMs")
    if version >= 1 {
      self.rebalanceTimeoutMs = try reader.readInt32("rebalanceTimeoutMs")
    }
    self.memberId = try reader.readString(flexible, "memberId")
    if version >= 5 {
      self.groupInstanceId = try reader.readNullableString(flexible, "groupInstanceId")
    }
    self.protocolType = try reader.readString(flexible, "protocolType")
    self.protocols = try reader.readStructs(flexible, version, elementSize: 3, "protocols")
    if version >= 8 {
      self.reason = try reader.readNullableString(flexible, "reason")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "JoinGroupRequest")
    let flexible = version >= 6
    try writer.writeString(self.groupId, flexible, "groupId")
    writer.writeInt32(self.sessionTimeoutMs)
    if version >= 1 {
      writer.writeInt32(self.rebalanceTimeoutMs)
    }
    try writer.writeString(self.memberId, flexible, "memberId")
    if version >= 5 {
      try writer.writeNullableString(self.groupInstanceId, flexible, "groupInstanceId")
    } else if self.groupInstanceId != nil {
      throw writer.error(.fieldNotInVersion(version), "groupInstanceId")
    }
    try writer.writeString(self.protocolType, flexible, "protocolType")
    try writer.writeStructs(self.protocols, flexible, version, "protocols")
    if version >= 8 {
      try writer.writeNullableString(self.reason, flexible, "reason")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct JoinGroupRequestProtocol: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var metadata: ByteBuffer = ByteBuffer()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.name = try reader.readString(flexible, "name")
      self.metadata = try reader.readBytes(flexible, "metadata")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      try writer.writeString(self.name, flexible, "name")
      try writer.writeBytes(self.metadata, flexible, "metadata")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 11, JoinGroup. Versions 0-9, flexible: 6-9.
public struct JoinGroupResponse: KafkaResponse {
  /// Versions 2+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var generationId: Int32 = -1
  /// Versions 7+, left out elsewhere, null allowed.
  public var protocolType: String? = nil
  /// All versions, null allowed in 7+.
  public var protocolName: String? = ""
  /// All versions.
  public var leader: String = ""
  /// Versions 9+.
  public var skipAssignment: Bool = false
  /// All versions.
  public var memberId: String = ""
  /// All versions.
  public var members: [JoinGroupResponseMember] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .joinGroup }
  public static var name: String { "JoinGroupResponse" }
  public static var versions: ClosedRange<Int16> { 0...9 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 6 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "JoinGroupResponse")
    let flexible = version >= 6
    if version >= 2 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.errorCode = try reader.readInt16("errorCode")
    self.generationId = try reader.readInt32("generationId")
    if version >= 7 {
      self.protocolType = try reader.readNullableString(flexible, "protocolType")
    }
    self.protocolName = try reader.readNullableString(flexible, nullable: version >= 7, "protocolName")
    self.leader = try reader.readString(flexible, "leader")
    if version >= 9 {
      self.skipAssignment = try reader.readBool("skipAssignment")
    }
    self.memberId = try reader.readString(flexible, "memberId")
    self.members = try reader.readStructs(flexible, version, elementSize: 4, "members")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "JoinGroupResponse")
    let flexible = version >= 6
    if version >= 2 {
      writer.writeInt32(self.throttleTimeMs)
    }
    writer.writeInt16(self.errorCode)
    writer.writeInt32(self.generationId)
    if version >= 7 {
      try writer.writeNullableString(self.protocolType, flexible, "protocolType")
    }
    try writer.writeNullableString(self.protocolName, flexible, nullable: version >= 7, "protocolName")
    try writer.writeString(self.leader, flexible, "leader")
    if version >= 9 {
      writer.writeBool(self.skipAssignment)
    } else if self.skipAssignment {
      throw writer.error(.fieldNotInVersion(version), "skipAssignment")
    }
    try writer.writeString(self.memberId, flexible, "memberId")
    try writer.writeStructs(self.members, flexible, version, "members")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct JoinGroupResponseMember: WireStruct {
    /// All versions.
    public var memberId: String = ""
    /// Versions 5+, left out elsewhere, null allowed.
    public var groupInstanceId: String? = nil
    /// All versions.
    public var metadata: ByteBuffer = ByteBuffer()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.memberId = try reader.readString(flexible, "memberId")
      if version >= 5 {
        self.groupInstanceId = try reader.readNullableString(flexible, "groupInstanceId")
      }
      self.metadata = try reader.readBytes(flexible, "metadata")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      try writer.writeString(self.memberId, flexible, "memberId")
      if version >= 5 {
        try writer.writeNullableString(self.groupInstanceId, flexible, "groupInstanceId")
      }
      try writer.writeBytes(self.metadata, flexible, "metadata")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
