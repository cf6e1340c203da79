// Generated from protocol/messages/metadata/TopicRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 2 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct TopicRecord: LogEntry {
  /// All versions.
  public var name: String = ""
  /// All versions.
  public var topicId: KafkaUUID = .zero
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 2 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "TopicRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "TopicRecord")
    self.name = try reader.readString(true, "name")
    self.topicId = try reader.readUUID("topicId")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "TopicRecord")
    try writer.writeString(self.name, true, "name")
    writer.writeUUID(self.topicId)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
