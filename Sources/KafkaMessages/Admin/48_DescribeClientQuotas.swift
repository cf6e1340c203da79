// Generated from protocol/messages/api/DescribeClientQuotas.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 48, DescribeClientQuotas. Versions 0-1, flexible: 1.
public struct DescribeClientQuotasRequest: KafkaRequest {
  /// All versions.
  public var components: [ComponentData] = []
  /// All versions.
  public var strict: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeClientQuotasResponse

  public static var apiKey: ApiKey { .describeClientQuotas }
  public static var name: String { "DescribeClientQuotasRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 1 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeClientQuotasRequest")
    let flexible = version >= 1
    self.components = try reader.readStructs(flexible, version, elementSize: 4, "components")
    self.strict = try reader.readBool("strict")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeClientQuotasRequest")
    let flexible = version >= 1
    try writer.writeStructs(self.components, flexible, version, "components")
    writer.writeBool(self.strict)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct ComponentData: WireStruct {
    /// All versions.
    public var entityType: String = ""
    /// All versions.
    public var matchType: Int8 = 0
    /// All versions, null allowed.
    public var match: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.entityType = try reader.readString(flexible, "entityType")
      self.matchType = try reader.readInt8("matchType")
      self.match = try reader.readNullableString(flexible, "match")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeString(self.entityType, flexible, "entityType")
      writer.writeInt8(self.matchType)
      try writer.writeNullableString(self.match, flexible, "match")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 48, DescribeClientQuotas. Versions 0-1, flexible: 1.
public struct DescribeClientQuotasResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = ""
  /// All versions, null allowed.
  public var entries: [EntryData]? = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeClientQuotas }
  public static var name: String { "DescribeClientQuotasResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 1 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeClientQuotasResponse")
    let flexible = version >= 1
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
    self.entries = try reader.readNullableStructs(flexible, version, elementSize: 3, "entries")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeClientQuotasResponse")
    let flexible = version >= 1
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
    try writer.writeNullableStructs(self.entries, flexible, version, "entries")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct EntryData: WireStruct {
    /// All versions.
    public var entity: [EntityData] = []
    /// All versions.
    public var values: [ValueData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.entity = try reader.readStructs(flexible, version, elementSize: 3, "entity")
      self.values = try reader.readStructs(flexible, version, elementSize: 10, "values")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeStructs(self.entity, flexible, version, "entity")
      try writer.writeStructs(self.values, flexible, version, "values")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct EntityData: WireStruct {
    /// All versions.
    public var entityType: String = ""
    /// All versions, null allowed.
    public var entityName: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.entityType = try reader.readString(flexible, "entityType")
      self.entityName = try reader.readNullableString(flexible, "entityName")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeString(self.entityType, flexible, "entityType")
      try writer.writeNullableString(self.entityName, flexible, "entityName")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct ValueData: WireStruct {
    /// All versions.
    public var key: String = ""
    /// All versions.
    public var value: Double = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.key = try reader.readString(flexible, "key")
      self.value = try reader.readFloat64("value")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeString(self.key, flexible, "key")
      writer.writeFloat64(self.value)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
