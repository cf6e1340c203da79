// Generated from protocol/messages/metadata/FeatureLevelRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 12 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct FeatureLevelRecord: LogEntry {
  /// All versions.
  public var name: String = ""
  /// All versions.
  public var featureLevel: Int16 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 12 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "FeatureLevelRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "FeatureLevelRecord")
    self.name = try reader.readString(true, "name")
    self.featureLevel = try reader.readInt16("featureLevel")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "FeatureLevelRecord")
    try writer.writeString(self.name, true, "name")
    writer.writeInt16(self.featureLevel)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
