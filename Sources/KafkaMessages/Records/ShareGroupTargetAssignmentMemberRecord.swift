// Generated from protocol/messages/records/ShareGroupTargetAssignmentMember.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 13 in `__consumer_offsets`. Versions 0, flexible: none.
public struct ShareGroupTargetAssignmentMemberKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""

  public init() {}

  public typealias Value = ShareGroupTargetAssignmentMemberValue

  public static var recordType: Int16 { 13 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ShareGroupTargetAssignmentMemberKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupTargetAssignmentMemberKey")
    self.groupId = try reader.readString(false, "groupId")
    self.memberId = try reader.readString(false, "memberId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupTargetAssignmentMemberKey")
    try writer.writeString(self.groupId, false, "groupId")
    try writer.writeString(self.memberId, false, "memberId")
  }
}

/// Value of record 13 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct ShareGroupTargetAssignmentMemberValue: CoordinatorValue {
  /// All versions.
  public var topicPartitions: [TopicPartition] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 13 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ShareGroupTargetAssignmentMemberValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupTargetAssignmentMemberValue")
    self.topicPartitions = try reader.readStructs(true, version, elementSize: 18, "topicPartitions")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupTargetAssignmentMemberValue")
    try writer.writeStructs(self.topicPartitions, true, version, "topicPartitions")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicPartition: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readInt32Array(true, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeInt32Array(self.partitions, true, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
