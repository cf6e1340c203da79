// Generated from protocol/messages/api/IncrementalAlterConfigs.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 44, IncrementalAlterConfigs. Versions 0-1, flexible: 1.
public struct IncrementalAlterConfigsRequest: KafkaRequest {
  /// All versions.
  public var resources: [AlterConfigsResource] = []
  /// All versions.
  public var validateOnly: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = IncrementalAlterConfigsResponse

  public static var apiKey: ApiKey { .incrementalAlterConfigs }
  public static var name: String { "IncrementalAlterConfigsRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 1 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "IncrementalAlterConfigsRequest")
    let flexible = version >= 1
    self.resources = try reader.readStructs(flexible, version, elementSize: 4, "resources")
    self.validateOnly = try reader.readBool("validateOnly")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "IncrementalAlterConfigsRequest")
    let flexible = version >= 1
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
      let flexible = version >= 1
      self.resourceType = try reader.readInt8("resourceType")
      self.resourceName = try reader.readString(flexible, "resourceName")
      self.configs = try reader.readStructs(flexible, version, elementSize: 4, "configs")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
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
    /// All versions.
    public var configOperation: Int8 = 0
    /// All versions, null allowed.
    public var value: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.name = try reader.readString(flexible, "name")
      self.configOperation = try reader.readInt8("configOperation")
      self.value = try reader.readNullableString(flexible, "value")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeString(self.name, flexible, "name")
      writer.writeInt8(self.configOperation)
      try writer.writeNullableString(self.value, flexible, "value")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 44, IncrementalAlterConfigs. Versions 0-1, flexible: 1.
public struct IncrementalAlterConfigsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var responses: [AlterConfigsResourceResponse] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .incrementalAlterConfigs }
  public static var name: String { "IncrementalAlterConfigsResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 1 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "IncrementalAlterConfigsResponse")
    let flexible = version >= 1
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.responses = try reader.readStructs(flexible, version, elementSize: 6, "responses")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "IncrementalAlterConfigsResponse")
    let flexible = version >= 1
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
      let flexible = version >= 1
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
      self.resourceType = try reader.readInt8("resourceType")
      self.resourceName = try reader.readString(flexible, "resourceName")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
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
