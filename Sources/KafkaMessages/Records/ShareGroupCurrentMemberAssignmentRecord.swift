// Generated from protocol/messages/records/ShareGroupCurrentMemberAssignment.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 14 in `__consumer_offsets`. Versions 0, flexible: none.
public struct ShareGroupCurrentMemberAssignmentKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""

  public init() {}

  public typealias Value = ShareGroupCurrentMemberAssignmentValue

  public static var recordType: Int16 { 14 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ShareGroupCurrentMemberAssignmentKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupCurrentMemberAssignmentKey")
    self.groupId = try reader.readString(false, "groupId")
    self.memberId = try reader.readString(false, "memberId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupCurrentMemberAssignmentKey")
    try writer.writeString(self.groupId, false, "groupId")
    try writer.writeString(self.memberId, false, "memberId")
  }
}

/// Value of record 14 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct ShareGroupCurrentMemberAssignmentValue: CoordinatorValue {
  /// All versions.
  public var memberEpoch: Int32 = 0
  /// All versions.
  public var previousMemberEpoch: Int32 = 0
  /// All versions.
  public var state: Int8 = 0
  /// All versions.
  public var assignedPartitions: [TopicPartitions] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 14 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ShareGroupCurrentMemberAssignmentValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupCurrentMemberAssignmentValue")
    self.memberEpoch = try reader.readInt32("memberEpoch")
    self.previousMemberEpoch = try reader.readInt32("previousMemberEpoch")
    self.state = try reader.readInt8("state")
    self.assignedPartitions = try reader.readStructs(true, version, elementSize: 18, "assignedPartitions")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupCurrentMemberAssignmentValue")
    writer.writeInt32(self.memberEpoch)
    writer.writeInt32(self.previousMemberEpoch)
    writer.writeInt8(self.state)
    try writer.writeStructs(self.assignedPartitions, true, version, "assignedPartitions")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicPartitions: WireStruct {
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
