// Generated from protocol/messages/records/LegacyOffsetCommit.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 0 in `__consumer_offsets`. Versions 0, flexible: none.
public struct LegacyOffsetCommitKey: CoordinatorKey {
  /// All versions.
  public var group: String = ""
  /// All versions.
  public var topic: String = ""
  /// All versions.
  public var partition: Int32 = 0

  public init() {}

  public typealias Value = LegacyOffsetCommitValue

  public static var recordType: Int16 { 0 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "LegacyOffsetCommitKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "LegacyOffsetCommitKey")
    self.group = try reader.readString(false, "group")
    self.topic = try reader.readString(false, "topic")
    self.partition = try reader.readInt32("partition")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "LegacyOffsetCommitKey")
    try writer.writeString(self.group, false, "group")
    try writer.writeString(self.topic, false, "topic")
    writer.writeInt32(self.partition)
  }
}

/// Value of record 0 in `__consumer_offsets`. Versions 0, flexible: none.
public struct LegacyOffsetCommitValue: CoordinatorValue {
  /// All versions.
  public var offset: Int64 = 0
  /// All versions.
  public var metadata: String = ""
  /// All versions.
  public var commitTimestamp: Int64 = 0

  public init() {}

  public static var recordType: Int16 { 0 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "LegacyOffsetCommitValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "LegacyOffsetCommitValue")
    self.offset = try reader.readInt64("offset")
    self.metadata = try reader.readString(false, "metadata")
    self.commitTimestamp = try reader.readInt64("commitTimestamp")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "LegacyOffsetCommitValue")
    writer.writeInt64(self.offset)
    try writer.writeString(self.metadata, false, "metadata")
    writer.writeInt64(self.commitTimestamp)
  }
}
