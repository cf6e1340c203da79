// Generated from protocol/messages/data/SnapshotHeaderRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Stored or embedded on its own. Versions 0, flexible: 0.
public struct SnapshotHeaderRecord: KafkaMessage {
  /// All versions.
  public var version: Int16 = 0
  /// All versions.
  public var lastContainedLogTimestamp: Int64 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var name: String { "SnapshotHeaderRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "SnapshotHeaderRecord")
    self.version = try reader.readInt16("version")
    self.lastContainedLogTimestamp = try reader.readInt64("lastContainedLogTimestamp")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "SnapshotHeaderRecord")
    writer.writeInt16(self.version)
    writer.writeInt64(self.lastContainedLogTimestamp)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
