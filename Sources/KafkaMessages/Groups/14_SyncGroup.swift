// Generated from protocol/messages/api/SyncGroup.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 14, SyncGroup. Versions 0-5, flexible: 4-5.
public struct SyncGroupRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var generationId: Int32 = 0
  /// All versions.
  public var memberId: String = ""
  /// Versions 3+, null allowed.
  public var groupInstanceId: String? = nil
  /// Versions 5+, left out elsewhere, null allowed.
  public var protocolType: String? = nil
  /// Versions 5+, left out elsewhere, null allowed.
  public var protocolName: String? = nil
  /// All versions.
  public var assignments: [SyncGroupRequestAssignment] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = SyncGroupResponse

  public static var apiKey: ApiKey { .syncGroup }
  public static var name: String { "SyncGroupRequest" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "SyncGroupRequest")
    let flexible = version >= 4
    self.groupId = try reader.readString(flexible, "groupId")
    self.generationId = try reader.readInt32("generationId")
    self.memberId = try reader.readString(flexible, "memberId")
    if version >= 3 {
      self.groupInstanceId = try reader.readNullableString(flexible, "groupInstanceId")
    }
    if version >= 5 {
      self.protocolType = try reader.readNullableString(flexible, "protocolType")
      self.protocolName = try reader.readNullableString(flexible, "protocolName")
    }
    self.assignments = try reader.readStructs(flexible, version, elementSize: 3, "assignments")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "SyncGroupRequest")
    let flexible = version >= 4
    try writer.writeString(self.groupId, flexible, "groupId")
    writer.writeInt32(self.generationId)
    try writer.writeString(self.memberId, flexible, "memberId")
    if version >= 3 {
      try writer.writeNullableString(self.groupInstanceId, flexible, "groupInstanceId")
    } else if self.groupInstanceId != nil {
      throw writer.error(.fieldNotInVersion(version), "groupInstanceId")
    }
    if version >= 5 {
      try writer.writeNullableString(self.protocolType, flexible, "protocolType")
      try writer.writeNullableString(self.protocolName, flexible, "protocolName")
    }
    try writer.writeStructs(self.assignments, flexible, version, "assignments")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct SyncGroupRequestAssignment: WireStruct {
    /// All versions.
    public var memberId: String = ""
    /// All versions.
    public var assignment: ByteBuffer = ByteBuffer()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.memberId = try reader.readString(flexible, "memberId")
      self.assignment = try reader.readBytes(flexible, "assignment")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      try writer.writeString(self.memberId, flexible, "memberId")
      try writer.writeBytes(self.assignment, flexible, "assignment")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 14, SyncGroup. Versions 0-5, flexible: 4-5.
public struct SyncGroupResponse: KafkaResponse {
  /// Versions 1+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// Versions 5+, left out elsewhere, null allowed.
  public var protocolType: String? = nil
  /// Versions 5+, left out elsewhere, null allowed.
  public var protocolName: String? = nil
  /// All versions.
  public var assignment: ByteBuffer = ByteBuffer()
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .syncGroup }
  public static var name: String { "SyncGroupResponse" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "SyncGroupResponse")
    let flexible = version >= 4
    if version >= 1 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.errorCode = try reader.readInt16("errorCode")
    if version >= 5 {
      self.protocolType = try reader.readNullableString(flexible, "protocolType")
      self.protocolName = try reader.readNullableString(flexible, "protocolName")
    }
    self.assignment = try reader.readBytes(flexible, "assignment")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "SyncGroupResponse")
    let flexible = version >= 4
    if version >= 1 {
      writer.writeInt32(self.throttleTimeMs)
    }
    writer.writeInt16(self.errorCode)
    if version >= 5 {
      try writer.writeNullableString(self.protocolType, flexible, "protocolType")
      try writer.writeNullableString(self.protocolName, flexible, "protocolName")
    }
    try writer.writeBytes(self.assignment, flexible, "assignment")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}
