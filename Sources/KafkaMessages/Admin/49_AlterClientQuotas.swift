// Generated from protocol/messages/api/AlterClientQuotas.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 49, AlterClientQuotas. Versions 0-1, flexible: 1.
public struct AlterClientQuotasRequest: KafkaRequest {
  /// All versions.
  public var entries: [EntryData] = []
  /// All versions.
  public var validateOnly: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = AlterClientQuotasResponse

  public static var apiKey: ApiKey { .alterClientQuotas }
  public static var name: String { "AlterClientQuotasRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 1 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterClientQuotasRequest")
    let flexible = version >= 1
    self.entries = try reader.readStructs(flexible, version, elementSize: 3, "entries")
    self.validateOnly = try reader.readBool("validateOnly")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterClientQuotasRequest")
    let flexible = version >= 1
    try writer.writeStructs(self.entries, flexible, version, "entries")
    writer.writeBool(self.validateOnly)
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
    public var ops: [OpData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.entity = try reader.readStructs(flexible, version, elementSize: 3, "entity")
      self.ops = try reader.readStructs(flexible, version, elementSize: 11, "ops")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeStructs(self.entity, flexible, version, "entity")
      try writer.writeStructs(self.ops, flexible, version, "ops")
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

  public struct OpData: WireStruct {
    /// All versions.
    public var key: String = ""
    /// All versions.
    public var value: Double = 0
    /// All versions.
    public var remove: Bool = false
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.key = try reader.readString(flexible, "key")
      self.value = try reader.readFloat64("value")
      self.remove = try reader.readBool("remove")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeString(self.key, flexible, "key")
      writer.writeFloat64(self.value)
      writer.writeBool(self.remove)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 49, AlterClientQuotas. Versions 0-1, flexible: 1.
public struct AlterClientQuotasResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var entries: [EntryData] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .alterClientQuotas }
  public static var name: String { "AlterClientQuotasResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 1 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterClientQuotasResponse")
    let flexible = version >= 1
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.entries = try reader.readStructs(flexible, version, elementSize: 5, "entries")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterClientQuotasResponse")
    let flexible = version >= 1
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.entries, flexible, version, "entries")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct EntryData: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = ""
    /// All versions.
    public var entity: [EntityData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
      self.entity = try reader.readStructs(flexible, version, elementSize: 3, "entity")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
      try writer.writeStructs(self.entity, flexible, version, "entity")
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
}
