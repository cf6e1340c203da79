// Generated from protocol/messages/metadata/ConfigRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 4 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct ConfigRecord: LogEntry {
  /// All versions.
  public var resourceType: Int8 = 0
  /// All versions.
  public var resourceName: String = ""
  /// All versions.
  public var name: String = ""
  /// All versions, null allowed.
  public var value: String? = ""
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 4 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "ConfigRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConfigRecord")
    self.resourceType = try reader.readInt8("resourceType")
    self.resourceName = try reader.readString(true, "resourceName")
    self.name = try reader.readString(true, "name")
    self.value = try reader.readNullableString(true, "value")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConfigRecord")
    writer.writeInt8(self.resourceType)
    try writer.writeString(self.resourceName, true, "resourceName")
    try writer.writeString(self.name, true, "name")
    try writer.writeNullableString(self.value, true, "value")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
