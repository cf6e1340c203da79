// Generated from protocol/messages/records/ConsumerGroupRegularExpression.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 16 in `__consumer_offsets`. Versions 0, flexible: none.
public struct ConsumerGroupRegularExpressionKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var regularExpression: String = ""

  public init() {}

  public typealias Value = ConsumerGroupRegularExpressionValue

  public static var recordType: Int16 { 16 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ConsumerGroupRegularExpressionKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupRegularExpressionKey")
    self.groupId = try reader.readString(false, "groupId")
    self.regularExpression = try reader.readString(false, "regularExpression")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupRegularExpressionKey")
    try writer.writeString(self.groupId, false, "groupId")
    try writer.writeString(self.regularExpression, false, "regularExpression")
  }
}

/// Value of record 16 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct ConsumerGroupRegularExpressionValue: CoordinatorValue {
  /// All versions.
  public var topics: [String] = []
  /// All versions.
  public var version: Int64 = 0
  /// All versions.
  public var timestamp: Int64 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 16 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ConsumerGroupRegularExpressionValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupRegularExpressionValue")
    self.topics = try reader.readStringArray(true, "topics")
    self.version = try reader.readInt64("version")
    self.timestamp = try reader.readInt64("timestamp")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupRegularExpressionValue")
    try writer.writeStringArray(self.topics, true, "topics")
    writer.writeInt64(self.version)
    writer.writeInt64(self.timestamp)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
