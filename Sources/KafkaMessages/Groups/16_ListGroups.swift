// Generated from protocol/messages/api/ListGroups.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 16, ListGroups. Versions 0-5, flexible: 3-5.
public struct ListGroupsRequest: KafkaRequest {
  /// Versions 4+.
  public var statesFilter: [String] = []
  /// Versions 5+.
  public var typesFilter: [String] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ListGroupsResponse

  public static var apiKey: ApiKey { .listGroups }
  public static var name: String { "ListGroupsRequest" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ListGroupsRequest")
    let flexible = version >= 3
    if version >= 4 {
      self.statesFilter = try reader.readStringArray(flexible, "statesFilter")
    }
    if version >= 5 {
      self.typesFilter = try reader.readStringArray(flexible, "typesFilter")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ListGroupsRequest")
    let flexible = version >= 3
    if version >= 4 {
      try writer.writeStringArray(self.statesFilter, flexible, "statesFilter")
    } else if !self.statesFilter.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "statesFilter")
    }
    if version >= 5 {
      try writer.writeStringArray(self.typesFilter, flexible, "typesFilter")
    } else if !self.typesFilter.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "typesFilter")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 16, ListGroups. Versions 0-5, flexible: 3-5.
public struct ListGroupsResponse: KafkaResponse {
  /// Versions 1+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var groups: [ListedGroup] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .listGroups }
  public static var name: String { "ListGroupsResponse" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ListGroupsResponse")
    let flexible = version >= 3
    if version >= 1 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.errorCode = try reader.readInt16("errorCode")
    self.groups = try reader.readStructs(flexible, version, elementSize: 3, "groups")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ListGroupsResponse")
    let flexible = version >= 3
    if version >= 1 {
      writer.writeInt32(self.throttleTimeMs)
    }
    writer.writeInt16(self.errorCode)
    try writer.writeStructs(self.groups, flexible, version, "groups")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct ListedGroup: WireStruct {
    /// All versions.
    public var groupId: String = ""
    /// All versions.
    public var protocolType: String = ""
    /// Versions 4+, left out elsewhere.
    public var groupState: String = ""
    /// Versions 5+, left out elsewhere.
    public var groupType: String = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 3
      self.groupId = try reader.readString(flexible, "groupId")
      self.protocolType = try reader.readString(flexible, "protocolType")
      if version >= 4 {
        self.groupState = try reader.readString(flexible, "groupState")
      }
      if version >= 5 {
        self.groupType = try reader.readString(flexible, "groupType")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 3
      try writer.writeString(self.groupId, flexible, "groupId")
      try writer.writeString(self.protocolType, flexible, "protocolType")
      if version >= 4 {
        try writer.writeString(self.groupState, flexible, "groupState")
      }
      if version >= 5 {
        try writer.writeString(self.groupType, flexible, "groupType")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
