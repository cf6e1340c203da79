// Generated from protocol/messages/metadata/FenceBrokerRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 7 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct FenceBrokerRecord: LogEntry {
  /// All versions.
  public var id: Int32 = 0
  /// All versions.
  public var epoch: Int64 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 7 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "FenceBrokerRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "FenceBrokerRecord")
    self.id = try reader.readInt32("id")
    self.epoch = try reader.readInt64("epoch")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "FenceBrokerRecord")
    writer.writeInt32(self.id)
    writer.writeInt64(self.epoch)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
