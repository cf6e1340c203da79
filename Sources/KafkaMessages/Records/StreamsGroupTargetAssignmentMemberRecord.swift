// Generated from protocol/messages/records/StreamsGroupTargetAssignmentMember.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 21 in `__consumer_offsets`. Versions 0, flexible: none.
public struct StreamsGroupTargetAssignmentMemberKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""

  public init() {}

  public typealias Value = StreamsGroupTargetAssignmentMemberValue

  public static var recordType: Int16 { 21 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupTargetAssignmentMemberKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupTargetAssignmentMemberKey")
    self.groupId = try reader.readString(false, "groupId")
    self.memberId = try reader.readString(false, "memberId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupTargetAssignmentMemberKey")
    try writer.writeString(self.groupId, false, "groupId")
    try writer.writeString(self.memberId, false, "memberId")
  }
}

/// Value of record 21 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct StreamsGroupTargetAssignmentMemberValue: CoordinatorValue {
  /// All versions.
  public var activeTasks: [TaskIds] = []
  /// All versions.
  public var standbyTasks: [TaskIds] = []
  /// All versions.
  public var warmupTasks: [TaskIds] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 21 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupTargetAssignmentMemberValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupTargetAssignmentMemberValue")
    self.activeTasks = try reader.readStructs(true, version, elementSize: 3, "activeTasks")
    self.standbyTasks = try reader.readStructs(true, version, elementSize: 3, "standbyTasks")
    self.warmupTasks = try reader.readStructs(true, version, elementSize: 3, "warmupTasks")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupTargetAssignmentMemberValue")
    try writer.writeStructs(self.activeTasks, true, version, "activeTasks")
    try writer.writeStructs(self.standbyTasks, true, version, "standbyTasks")
    try writer.writeStructs(self.warmupTasks, true, version, "warmupTasks")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TaskIds: WireStruct {
    /// All versions.
    public var subtopologyId: String = ""
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.subtopologyId = try reader.readString(true, "subtopologyId")
      self.partitions = try reader.readInt32Array(true, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.subtopologyId, true, "subtopologyId")
      try writer.writeInt32Array(self.partitions, true, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
