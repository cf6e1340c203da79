// Generated from protocol/messages/records/ConsumerGroupTargetAssignmentMember.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 7 in `__consumer_offsets`. Versions 0, flexible: none.
public struct ConsumerGroupTargetAssignmentMemberKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""

  public init() {}

  public typealias Value = ConsumerGroupTargetAssignmentMemberValue

  public static var recordType: Int16 { 7 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ConsumerGroupTargetAssignmentMemberKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupTargetAssignmentMemberKey")
    self.groupId = try reader.readString(false, "groupId")
    self.memberId = try reader.readString(false, "memberId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupTargetAssignmentMemberKey")
    try writer.writeString(self.groupId, false, "groupId")
    try writer.writeString(self.memberId, false, "memberId")
  }
}

/// Value of record 7 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct ConsumerGroupTargetAssignmentMemberValue: CoordinatorValue {
  /// All versions.
  public var topicPartitions: [TopicPartition] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 7 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ConsumerGroupTargetAssignmentMemberValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupTargetAssignmentMemberValue")
    self.topicPartitions = try reader.readStructs(true, version, elementSize: 18, "topicPartitions")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupTargetAssignmentMemberValue")
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
