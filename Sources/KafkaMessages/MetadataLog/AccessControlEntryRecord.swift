// Generated from protocol/messages/metadata/AccessControlEntryRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 18 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct AccessControlEntryRecord: LogEntry {
  /// All versions.
  public var id: KafkaUUID = .zero
  /// All versions.
  public var resourceType: Int8 = 0
  /// All versions.
  public var resourceName: String = ""
  /// All versions.
  public var patternType: Int8 = 0
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

  public static var entryType: UInt32 { 18 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "AccessControlEntryRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AccessControlEntryRecord")
    self.id = try reader.readUUID("id")
    self.resourceType = try reader.readInt8("resourceType")
    self.resourceName = try reader.readString(true, "resourceName")
    self.patternType = try reader.readInt8("patternType")
    self.principal = try reader.readString(true, "principal")
    self.host = try reader.readString(true, "host")
    self.operation = try reader.readInt8("operation")
    self.permissionType = try reader.readInt8("permissionType")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AccessControlEntryRecord")
    writer.writeUUID(self.id)
    writer.writeInt8(self.resourceType)
    try writer.writeString(self.resourceName, true, "resourceName")
    writer.writeInt8(self.patternType)
    try writer.writeString(self.principal, true, "principal")
    try writer.writeString(self.host, true, "host")
    writer.writeInt8(self.operation)
    writer.writeInt8(self.permissionType)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
