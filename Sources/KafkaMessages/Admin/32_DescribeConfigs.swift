// Generated from protocol/messages/api/DescribeConfigs.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 32, DescribeConfigs. Versions 0-4, flexible: 4, in the newest release: 1-4.
public struct DescribeConfigsRequest: KafkaRequest {
  /// All versions.
  public var resources: [DescribeConfigsResource] = []
  /// Versions 1+.
  public var includeSynonyms: Bool = false
  /// Versions 3+.
  public var includeDocumentation: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeConfigsResponse

  public static var apiKey: ApiKey { .describeConfigs }
  public static var name: String { "DescribeConfigsRequest" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeConfigsRequest")
    let flexible = version >= 4
    self.resources = try reader.readStructs(flexible, version, elementSize: 4, "resources")
    if version >= 1 {
      self.includeSynonyms = try reader.readBool("includeSynonyms")
    }
    if version >= 3 {
      self.includeDocumentation = try reader.readBool("includeDocumentation")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeConfigsRequest")
    let flexible = version >= 4
    try writer.writeStructs(self.resources, flexible, version, "resources")
    if version >= 1 {
      writer.writeBool(self.includeSynonyms)
    } else if self.includeSynonyms {
      throw writer.error(.fieldNotInVersion(version), "includeSynonyms")
    }
    if version >= 3 {
      writer.writeBool(self.includeDocumentation)
    } else if self.includeDocumentation {
      throw writer.error(.fieldNotInVersion(version), "includeDocumentation")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DescribeConfigsResource: WireStruct {
    /// All versions.
    public var resourceType: Int8 = 0
    /// All versions.
    public var resourceName: String = ""
    /// All versions, null allowed.
    public var configurationKeys: [String]? = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.resourceType = try reader.readInt8("resourceType")
      self.resourceName = try reader.readString(flexible, "resourceName")
      self.configurationKeys = try reader.readNullableStringArray(flexible, "configurationKeys")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      writer.writeInt8(self.resourceType)
      try writer.writeString(self.resourceName, flexible, "resourceName")
      try writer.writeNullableStringArray(self.configurationKeys, flexible, "configurationKeys")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 32, DescribeConfigs. Versions 0-4, flexible: 4, in the newest release: 1-4.
public struct DescribeConfigsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var results: [DescribeConfigsResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeConfigs }
  public static var name: String { "DescribeConfigsResponse" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeConfigsResponse")
    let flexible = version >= 4
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.results = try reader.readStructs(flexible, version, elementSize: 7, "results")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeConfigsResponse")
    let flexible = version >= 4
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.results, flexible, version, "results")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DescribeConfigsResult: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = ""
    /// All versions.
    public var resourceType: Int8 = 0
    /// All versions.
    public var resourceName: String = ""
    /// All versions.
    public var configs: [DescribeConfigsResourceResult] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
      self.resourceType = try reader.readInt8("resourceType")
      self.resourceName = try reader.readString(flexible, "resourceName")
      self.configs = try reader.readStructs(flexible, version, elementSize: 7, "configs")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
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

  public struct DescribeConfigsResourceResult: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions, null allowed.
    public var value: String? = ""
    /// All versions.
    public var readOnly: Bool = false
    /// Versions 0.
    public var isDefault: Bool = false
    /// Versions 1+, left out elsewhere.
    public var configSource: Int8 = -1
    /// All versions.
    public var isSensitive: Bool = false
    /// Versions 1+, left out elsewhere.
    public var synonyms: [DescribeConfigsSynonym] = []
    /// Versions 3+, left out elsewhere.
    public var configType: Int8 = 0
    /// Versions 3+, left out elsewhere, null allowed.
    public var documentation: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.name = try reader.readString(flexible, "name")
      self.value = try reader.readNullableString(flexible, "value")
      self.readOnly = try reader.readBool("readOnly")
      if version <= 0 {
        self.isDefault = try reader.readBool("isDefault")
      }
      if version >= 1 {
        self.configSource = try reader.readInt8("configSource")
      }
      self.isSensitive = try reader.readBool("isSensitive")
      if version >= 1 {
        self.synonyms = try reader.readStructs(flexible, version, elementSize: 4, "synonyms")
      }
      if version >= 3 {
        self.configType = try reader.readInt8("configType")
        self.documentation = try reader.readNullableString(flexible, "documentation")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      try writer.writeString(self.name, flexible, "name")
      try writer.writeNullableString(self.value, flexible, "value")
      writer.writeBool(self.readOnly)
      if version <= 0 {
        writer.writeBool(self.isDefault)
      } else if self.isDefault {
        throw writer.error(.fieldNotInVersion(version), "isDefault")
      }
      if version >= 1 {
        writer.writeInt8(self.configSource)
      }
      writer.writeBool(self.isSensitive)
      if version >= 1 {
        try writer.writeStructs(self.synonyms, flexible, version, "synonyms")
      }
      if version >= 3 {
        writer.writeInt8(self.configType)
        try writer.writeNullableString(self.documentation, flexible, "documentation")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct DescribeConfigsSynonym: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions, null allowed.
    public var value: String? = ""
    /// All versions.
    public var source: Int8 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.name = try reader.readString(flexible, "name")
      self.value = try reader.readNullableString(flexible, "value")
      self.source = try reader.readInt8("source")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      try writer.writeString(self.name, flexible, "name")
      try writer.writeNullableString(self.value, flexible, "value")
      writer.writeInt8(self.source)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
