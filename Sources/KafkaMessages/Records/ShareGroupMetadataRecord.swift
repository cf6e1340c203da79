// Generated from protocol/messages/records/ShareGroupMetadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 11 in `__consumer_offsets`. Versions 0, flexible: none.
public struct ShareGroupMetadataKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""

  public init() {}

  public typealias Value = ShareGroupMetadataValue

  public static var recordType: Int16 { 11 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ShareGroupMetadataKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupMetadataKey")
    self.groupId = try reader.readString(false, "groupId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupMetadataKey")
    try writer.writeString(self.groupId, false, "groupId")
  }
}

/// Value of record 11 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct ShareGroupMetadataValue: CoordinatorValue {
  /// All versions.
  public var epoch: Int32 = 0
  /// All versions.
  public var metadataHash: Int64 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 11 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ShareGroupMetadataValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupMetadataValue")
    self.epoch = try reader.readInt32("epoch")
    self.metadataHash = try reader.readInt64("metadataHash")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupMetadataValue")
    writer.writeInt32(self.epoch)
    writer.writeInt64(self.metadataHash)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
