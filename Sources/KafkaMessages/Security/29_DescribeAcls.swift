// Generated from protocol/messages/api/DescribeAcls.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 29, DescribeAcls. Versions 0-3, flexible: 2-3, in the newest release: 1-3.
public struct DescribeAclsRequest: KafkaRequest {
  /// All versions.
  public var resourceTypeFilter: Int8 = 0
  /// All versions, null allowed.
  public var resourceNameFilter: String? = ""
  /// Versions 1+.
  public var patternTypeFilter: Int8 = 3
  /// All versions, null allowed.
  public var principalFilter: String? = ""
  /// All versions, null allowed.
  public var hostFilter: String? = ""
  /// All versions.
  public var operation: Int8 = 0
  /// All versions.
  public var permissionType: Int8 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeAclsResponse

  public static var apiKey: ApiKey { .describeAcls }
  public static var name: String { "DescribeAclsRequest" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeAclsRequest")
    let flexible = version >= 2
    self.resourceTypeFilter = try reader.readInt8("resourceTypeFilter")
    self.resourceNameFilter = try reader.readNullableString(flexible, "resourceNameFilter")
    if version >= 1 {
      self.patternTypeFilter = try reader.readInt8("patternTypeFilter")
    }
    self.principalFilter = try reader.readNullableString(flexible, "principalFilter")
    self.hostFilter = try reader.readNullableString(flexible, "hostFilter")
    self.operation = try reader.readInt8("operation")
    self.permissionType = try reader.readInt8("permissionType")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeAclsRequest")
    let flexible = version >= 2
    writer.writeInt8(self.resourceTypeFilter)
    try writer.writeNullableString(self.resourceNameFilter, flexible, "resourceNameFilter")
    if version >= 1 {
      writer.writeInt8(self.patternTypeFilter)
    } else if self.patternTypeFilter != 3 {
      throw writer.error(.fieldNotInVersion(version), "patternTypeFilter")
    }
    try writer.writeNullableString(self.principalFilter, flexible, "principalFilter")
    try writer.writeNullableString(self.hostFilter, flexible, "hostFilter")
    writer.writeInt8(self.operation)
    writer.writeInt8(self.permissionType)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 29, DescribeAcls. Versions 0-3, flexible: 2-3, in the newest release: 1-3.
public struct DescribeAclsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = ""
  /// All versions.
  public var resources: [DescribeAclsResource] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeAcls }
  public static var name: String { "DescribeAclsResponse" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeAclsResponse")
    let flexible = version >= 2
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
    self.resources = try reader.readStructs(flexible, version, elementSize: 5, "resources")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeAclsResponse")
    let flexible = version >= 2
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
    try writer.writeStructs(self.resources, flexible, version, "resources")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DescribeAclsResource: WireStruct {
    /// All versions.
    public var resourceType: Int8 = 0
    /// All versions.
    public var resourceName: String = ""
    /// Versions 1+.
    public var patternType: Int8 = 3
    /// All versions.
    public var acls: [AclDescription] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.resourceType = try reader.readInt8("resourceType")
      self.resourceName = try reader.readString(flexible, "resourceName")
      if version >= 1 {
        self.patternType = try reader.readInt8("patternType")
      }
      self.acls = try reader.readStructs(flexible, version, elementSize: 5, "acls")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      writer.writeInt8(self.resourceType)
      try writer.writeString(self.resourceName, flexible, "resourceName")
      if version >= 1 {
        writer.writeInt8(self.patternType)
      } else if self.patternType != 3 {
        throw writer.error(.fieldNotInVersion(version), "patternType")
      }
      try writer.writeStructs(self.acls, flexible, version, "acls")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct AclDescription: WireStruct {
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
