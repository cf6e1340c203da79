// Generated from protocol/messages/api/LeaveGroup.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 13, LeaveGroup. Versions 0-5, flexible: 4-5.
public struct LeaveGroupRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// Versions 0-2.
  public var memberId: String = ""
  /// Versions 3+.
  public var members: [MemberIdentity] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = LeaveGroupResponse

  public static var apiKey: ApiKey { .leaveGroup }
  public static var name: String { "LeaveGroupRequest" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "LeaveGroupRequest")
    let flexible = version >= 4
    self.groupId = try reader.readString(flexible, "groupId")
    if version <= 2 {
      self.memberId = try reader.readString(flexible, "memberId")
    }
    if version >= 3 {
      self.members = try reader.readStructs(flexible, version, elementSize: 3, "members")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "LeaveGroupRequest")
    let flexible = version >= 4
    try writer.writeString(self.groupId, flexible, "groupId")
    if version <= 2 {
      try writer.writeString(self.memberId, flexible, "memberId")
    } else if !self.memberId.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "memberId")
    }
    if version >= 3 {
      try writer.writeStructs(self.members, flexible, version, "members")
    } else if !self.members.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "members")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct MemberIdentity: WireStruct {
    /// All versions.
    public var memberId: String = ""
    /// All versions, null allowed.
    public var groupInstanceId: String? = nil
    /// Versions 5+, left out elsewhere, null allowed.
    public var reason: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.memberId = try reader.readString(flexible, "memberId")
      self.groupInstanceId = try reader.readNullableString(flexible, "groupInstanceId")
      if version >= 5 {
        self.reason = try reader.readNullableString(flexible, "reason")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      try writer.writeString(self.memberId, flexible, "memberId")
      try writer.writeNullableString(self.groupInstanceId, flexible, "groupInstanceId")
      if version >= 5 {
        try writer.writeNullableString(self.reason, flexible, "reason")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 13, LeaveGroup. Versions 0-5, flexible: 4-5.
public struct LeaveGroupResponse: KafkaResponse {
  /// Versions 1+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// Versions 3+.
  public var members: [MemberResponse] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .leaveGroup }
  public static var name: String { "LeaveGroupResponse" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "LeaveGroupResponse")
    let flexible = version >= 4
    if version >= 1 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.errorCode = try reader.readInt16("errorCode")
    if version >= 3 {
      self.members = try reader.readStructs(flexible, version, elementSize: 5, "members")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "LeaveGroupResponse")
    let flexible = version >= 4
    if version >= 1 {
      writer.writeInt32(self.throttleTimeMs)
    }
    writer.writeInt16(self.errorCode)
    if version >= 3 {
      try writer.writeStructs(self.members, flexible, version, "members")
    } else if !self.members.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "members")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct MemberResponse: WireStruct {
    /// All versions.
    public var memberId: String = ""
    /// All versions, null allowed.
    public var groupInstanceId: String? = ""
    /// All versions.
    public var errorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.memberId = try reader.readString(flexible, "memberId")
      self.groupInstanceId = try reader.readNullableString(flexible, "groupInstanceId")
      self.errorCode = try reader.readInt16("errorCode")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      try writer.writeString(self.memberId, flexible, "memberId")
      try writer.writeNullableString(self.groupInstanceId, flexible, "groupInstanceId")
      writer.writeInt16(self.errorCode)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
