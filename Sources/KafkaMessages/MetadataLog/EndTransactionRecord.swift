// Generated from protocol/messages/metadata/EndTransactionRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 24 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct EndTransactionRecord: LogEntry {
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 24 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "EndTransactionRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "EndTransactionRecord")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "EndTransactionRecord")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
