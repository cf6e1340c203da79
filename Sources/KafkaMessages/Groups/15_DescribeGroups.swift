// Generated from protocol/messages/api/DescribeGroups.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 15, DescribeGroups. Versions 0-6, flexible: 5-6.
public struct DescribeGroupsRequest: KafkaRequest {
  /// All versions.
  public var groups: [String] = []
  /// Versions 3+.
  public var includeAuthorizedOperations: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeGroupsResponse

  public static var apiKey: ApiKey { .describeGroups }
  public static var name: String { "DescribeGroupsRequest" }
  public static var versions: ClosedRange<Int16> { 0...6 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 5 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 5 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeGroupsRequest")
    let flexible = version >= 5
    self.groups = try reader.readStringArray(flexible, "groups")
    if version >= 3 {
      self.includeAuthorizedOperations = try reader.readBool("includeAuthorizedOperations")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeGroupsRequest")
    let flexible = version >= 5
    try writer.writeStringArray(self.groups, flexible, "groups")
    if version >= 3 {
      writer.writeBool(self.includeAuthorizedOperations)
    } else if self.includeAuthorizedOperations {
      throw writer.error(.fieldNotInVersion(version), "includeAuthorizedOperations")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 15, DescribeGroups. Versions 0-6, flexible: 5-6.
public struct DescribeGroupsResponse: KafkaResponse {
  /// Versions 1+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var groups: [DescribedGroup] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeGroups }
  public static var name: String { "DescribeGroupsResponse" }
  public static var versions: ClosedRange<Int16> { 0...6 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 5 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 5 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeGroupsResponse")
    let flexible = version >= 5
    if version >= 1 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.groups = try reader.readStructs(flexible, version, elementSize: 12, "groups")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeGroupsResponse")
    let flexible = version >= 5
    if version >= 1 {
      writer.writeInt32(self.throttleTimeMs)
    }
    try writer.writeStructs(self.groups, flexible, version, "groups")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DescribedGroup: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// Versions 6+, null allowed.
    public var errorMessage: String? = nil
    /// All versions.
    public var groupId: String = ""
    /// All versions.
    public var groupState: String = ""
    /// All versions.
    public var protocolType: String = ""
    /// All versions.
    public var protocolData: String = ""
    /// All versions.
    public var members: [DescribedGroupMember] = []
    /// Versions 3+.
    public var authorizedOperations: Int32 = -2147483648
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 5
      self.errorCode = try reader.readInt16("errorCode")
      if version >= 6 {
        self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
      }
      self.groupId = try reader.readString(flexible, "groupId")
      self.groupState = try reader.readString(flexible, "groupState")
      self.protocolType = try reader.readString(flexible, "protocolType")
      self.protocolData = try reader.readString(flexible, "protocolData")
      self.members = try reader.readStructs(flexible, version, elementSize: 7, "members")
      if version >= 3 {
        self.authorizedOperations = try reader.readInt32("authorizedOperations")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 5
      writer.writeInt16(self.errorCode)
      if version >= 6 {
        try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
      } else if self.errorMessage != nil {
        throw writer.error(.fieldNotInVersion(version), "errorMessage")
      }
      try writer.writeString(self.groupId, flexible, "groupId")
      try writer.writeString(self.groupState, flexible, "groupState")
      try writer.writeString(self.protocolType, flexible, "protocolType")
      try writer.writeString(self.protocolData, flexible, "protocolData")
      try writer.writeStructs(self.members, flexible, version, "members")
      if version >= 3 {
        writer.writeInt32(self.authorizedOperations)
      } else if self.authorizedOperations != -2147483648 {
        throw writer.error(.fieldNotInVersion(version), "authorizedOperations")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct DescribedGroupMember: WireStruct {
    /// All versions.
    public var memberId: String = ""
    /// Versions 4+, left out elsewhere, null allowed.
    public var groupInstanceId: String? = nil
    /// All versions.
    public var clientId: String = ""
    /// All versions.
    public var clientHost: String = ""
    /// All versions.
    public var memberMetadata: ByteBuffer = ByteBuffer()
    /// All versions.
    public var memberAssignment: ByteBuffer = ByteBuffer()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 5
      self.memberId = try reader.readString(flexible, "memberId")
      if version >= 4 {
        self.groupInstanceId = try reader.readNullableString(flexible, "groupInstanceId")
      }
      self.clientId = try reader.readString(flexible, "clientId")
      self.clientHost = try reader.readString(flexible, "clientHost")
      self.memberMetadata = try reader.readBytes(flexible, "memberMetadata")
      self.memberAssignment = try reader.readBytes(flexible, "memberAssignment")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 5
      try writer.writeString(self.memberId, flexible, "memberId")
      if version >= 4 {
        try writer.writeNullableString(self.groupInstanceId, flexible, "groupInstanceId")
      }
      try writer.writeString(self.clientId, flexible, "clientId")
      try writer.writeString(self.clientHost, flexible, "clientHost")
      try writer.writeBytes(self.memberMetadata, flexible, "memberMetadata")
      try writer.writeBytes(self.memberAssignment, flexible, "memberAssignment")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
