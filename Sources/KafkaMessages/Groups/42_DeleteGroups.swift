// Generated from protocol/messages/api/DeleteGroups.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 42, DeleteGroups. Versions 0-3, flexible: 2-3, in the newest release: 0-2.
public struct DeleteGroupsRequest: KafkaRequest {
  /// All versions.
  public var groupsNames: [String] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DeleteGroupsResponse

  public static var apiKey: ApiKey { .deleteGroups }
  public static var name: String { "DeleteGroupsRequest" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DeleteGroupsRequest")
    let flexible = version >= 2
    self.groupsNames = try reader.readStringArray(flexible, "groupsNames")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DeleteGroupsRequest")
    let flexible = version >= 2
    try writer.writeStringArray(self.groupsNames, flexible, "groupsNames")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 42, DeleteGroups. Versions 0-3, flexible: 2-3, in the newest release: 0-2.
public struct DeleteGroupsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var results: [DeletableGroupResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .deleteGroups }
  public static var name: String { "DeleteGroupsResponse" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DeleteGroupsResponse")
    let flexible = version >= 2
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.results = try reader.readStructs(flexible, version, elementSize: 4, "results")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DeleteGroupsResponse")
    let flexible = version >= 2
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.results, flexible, version, "results")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DeletableGroupResult: WireStruct {
    /// All versions.
    public var groupId: String = ""
    /// All versions.
    public var errorCode: Int16 = 0
    /// Versions 3+, left out elsewhere, null allowed.
    public var errorMessage: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.groupId = try reader.readString(flexible, "groupId")
      self.errorCode = try reader.readInt16("errorCode")
      if version >= 3 {
        self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.groupId, flexible, "groupId")
      writer.writeInt16(self.errorCode)
      if version >= 3 {
        try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
