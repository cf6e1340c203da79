// Generated from protocol/messages/api/CreateAcls.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 30, CreateAcls. Versions 0-3, flexible: 2-3, in the newest release: 1-3.
public struct CreateAclsRequest: KafkaRequest {
  /// All versions.
  public var creations: [AclCreation] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = CreateAclsResponse

  public static var apiKey: ApiKey { .createAcls }
  public static var name: String { "CreateAclsRequest" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "CreateAclsRequest")
    let flexible = version >= 2
    self.creations = try reader.readStructs(flexible, version, elementSize: 8, "creations")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "CreateAclsRequest")
    let flexible = version >= 2
    try writer.writeStructs(self.creations, flexible, version, "creations")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct AclCreation: WireStruct {
    /// All versions.
    public var resourceType: Int8 = 0
    /// All versions.
    public var resourceName: String = ""
    /// Versions 1+.
    public var resourcePatternType: Int8 = 3
    /// All versions.
    public var principal: String = ""
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var operation: Int8 = 0
    /// All versions.
    public var permissionType: Int8 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.resourceType = try reader.readInt8("resourceType")
      self.resourceName = try reader.readString(flexible, "resourceName")
      if version >= 1 {
        self.resourcePatternType = try reader.readInt8("resourcePatternType")
      }
      self.principal = try reader.readString(flexible, "principal")
      self.host = try reader.readString(flexible, "host")
      self.operation = try reader.readInt8("operation")
      self.permissionType = try reader.readInt8("permissionType")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      writer.writeInt8(self.resourceType)
      try writer.writeString(self.resourceName, flexible, "resourceName")
      if version >= 1 {
        writer.writeInt8(self.resourcePatternType)
      } else if self.resourcePatternType != 3 {
        throw writer.error(.fieldNotInVersion(version), "resourcePatternType")
      }
      try writer.writeString(self.principal, flexible, "principal")
      try writer.writeString(self.host, flexible, "host")
      writer.writeInt8(self.operation)
      writer.writeInt8(self.permissionType)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 30, CreateAcls. Versions 0-3, flexible: 2-3, in the newest release: 1-3.
public struct CreateAclsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var results: [AclCreationResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .createAcls }
  public static var name: String { "CreateAclsResponse" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "CreateAclsResponse")
    let flexible = version >= 2
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.results = try reader.readStructs(flexible, version, elementSize: 4, "results")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "CreateAclsResponse")
    let flexible = version >= 2
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.results, flexible, version, "results")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct AclCreationResult: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
