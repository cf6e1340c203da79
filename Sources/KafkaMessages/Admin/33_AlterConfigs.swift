// Generated from protocol/messages/api/AlterConfigs.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 33, AlterConfigs. Versions 0-2, flexible: 2.
public struct AlterConfigsRequest: KafkaRequest {
  /// All versions.
  public var resources: [AlterConfigsResource] = []
  /// All versions.
  public var validateOnly: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = AlterConfigsResponse

  public static var apiKey: ApiKey { .alterConfigs }
  public static var name: String { "AlterConfigsRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterConfigsRequest")
    let flexible = version >= 2
    self.resources = try reader.readStructs(flexible, version, elementSize: 4, "resources")
    self.validateOnly = try reader.readBool("validateOnly")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterConfigsRequest")
    let flexible = version >= 2
    try writer.writeStructs(self.resources, flexible, version, "resources")
    writer.writeBool(self.validateOnly)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct AlterConfigsResource: WireStruct {
    /// All versions.
    public var resourceType: Int8 = 0
    /// All versions.
    public var resourceName: String = ""
    /// All versions.
    public var configs: [AlterableConfig] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.resourceType = try reader.readInt8("resourceType")
      self.resourceName = try reader.readString(flexible, "resourceName")
      self.configs = try reader.readStructs(flexible, version, elementSize: 3, "configs")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      writer.writeInt8(self.resourceType)
      try writer.writeString(self.resourceName, flexible, "resourceName")
      try writer.writeStructs(self.configs, flexible, version, "configs")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct AlterableConfig: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions, null allowed.
    public var value: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.name = try reader.readString(flexible, "name")
      self.value = try reader.readNullableString(flexible, "value")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.name, flexible, "name")
      try writer.writeNullableString(self.value, flexible, "value")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 33, AlterConfigs. Versions 0-2, flexible: 2.
public struct AlterConfigsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var responses: [AlterConfigsResourceResponse] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .alterConfigs }
  public static var name: String { "AlterConfigsResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterConfigsResponse")
    let flexible = version >= 2
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.responses = try reader.readStructs(flexible, version, elementSize: 6, "responses")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterConfigsResponse")
    let flexible = version >= 2
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.responses, flexible, version, "responses")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct AlterConfigsResourceResponse: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = ""
    /// All versions.
    public var resourceType: Int8 = 0
    /// All versions.
    public var resourceName: String = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
      self.resourceType = try reader.readInt8("resourceType")
      self.resourceName = try reader.readString(flexible, "resourceName")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
      writer.writeInt8(self.resourceType)
      try writer.writeString(self.resourceName, flexible, "resourceName")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
