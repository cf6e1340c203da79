// Generated from protocol/messages/metadata/ClientQuotaRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 14 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct ClientQuotaRecord: LogEntry {
  /// All versions.
  public var entity: [EntityData] = []
  /// All versions.
  public var key: String = ""
  /// All versions.
  public var value: Double = 0
  /// All versions.
  public var remove: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 14 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "ClientQuotaRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ClientQuotaRecord")
    self.entity = try reader.readStructs(true, version, elementSize: 3, "entity")
    self.key = try reader.readString(true, "key")
    self.value = try reader.readFloat64("value")
    self.remove = try reader.readBool("remove")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ClientQuotaRecord")
    try writer.writeStructs(self.entity, true, version, "entity")
    try writer.writeString(self.key, true, "key")
    writer.writeFloat64(self.value)
    writer.writeBool(self.remove)
    writer.writeTagSection(self.unknownTaggedFields)
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
      self.entityType = try reader.readString(true, "entityType")
      self.entityName = try reader.readNullableString(true, "entityName")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.entityType, true, "entityType")
      try writer.writeNullableString(self.entityName, true, "entityName")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
