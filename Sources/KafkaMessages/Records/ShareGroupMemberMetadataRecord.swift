// Generated from protocol/messages/records/ShareGroupMemberMetadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 10 in `__consumer_offsets`. Versions 0, flexible: none.
public struct ShareGroupMemberMetadataKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""

  public init() {}

  public typealias Value = ShareGroupMemberMetadataValue

  public static var recordType: Int16 { 10 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ShareGroupMemberMetadataKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupMemberMetadataKey")
    self.groupId = try reader.readString(false, "groupId")
    self.memberId = try reader.readString(false, "memberId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupMemberMetadataKey")
    try writer.writeString(self.groupId, false, "groupId")
    try writer.writeString(self.memberId, false, "memberId")
  }
}

/// Value of record 10 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct ShareGroupMemberMetadataValue: CoordinatorValue {
  /// All versions, null allowed.
  public var rackId: String? = ""
  /// All versions.
  public var clientId: String = ""
  /// All versions.
  public var clientHost: String = ""
  /// All versions.
  public var subscribedTopicNames: [String] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 10 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ShareGroupMemberMetadataValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupMemberMetadataValue")
    self.rackId = try reader.readNullableString(true, "rackId")
    self.clientId = try reader.readString(true, "clientId")
    self.clientHost = try reader.readString(true, "clientHost")
    self.subscribedTopicNames = try reader.readStringArray(true, "subscribedTopicNames")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupMemberMetadataValue")
    try writer.writeNullableString(self.rackId, true, "rackId")
    try writer.writeString(self.clientId, true, "clientId")
    try writer.writeString(self.clientHost, true, "clientHost")
    try writer.writeStringArray(self.subscribedTopicNames, true, "subscribedTopicNames")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
