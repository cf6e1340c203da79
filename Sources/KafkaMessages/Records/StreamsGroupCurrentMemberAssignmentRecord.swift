// Generated from protocol/messages/records/StreamsGroupCurrentMemberAssignment.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 22 in `__consumer_offsets`. Versions 0, flexible: none.
public struct StreamsGroupCurrentMemberAssignmentKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""

  public init() {}

  public typealias Value = StreamsGroupCurrentMemberAssignmentValue

  public static var recordType: Int16 { 22 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupCurrentMemberAssignmentKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupCurrentMemberAssignmentKey")
    self.groupId = try reader.readString(false, "groupId")
    self.memberId = try reader.readString(false, "memberId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupCurrentMemberAssignmentKey")
    try writer.writeString(self.groupId, false, "groupId")
    try writer.writeString(self.memberId, false, "memberId")
  }
}

/// Value of record 22 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct StreamsGroupCurrentMemberAssignmentValue: CoordinatorValue {
  /// All versions.
  public var memberEpoch: Int32 = 0
  /// All versions.
  public var previousMemberEpoch: Int32 = 0
  /// All versions.
  public var state: Int8 = 0
  /// All versions.
  public var activeTasks: [TaskIds] = []
  /// All versions.
  public var standbyTasks: [TaskIds] = []
  /// All versions.
  public var warmupTasks: [TaskIds] = []
  /// All versions.
  public var activeTasksPendingRevocation: [TaskIds] = []
  /// All versions.
  public var standbyTasksPendingRevocation: [TaskIds] = []
  /// All versions.
  public var warmupTasksPendingRevocation: [TaskIds] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 22 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupCurrentMemberAssignmentValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupCurrentMemberAssignmentValue")
    self.memberEpoch = try reader.readInt32("memberEpoch")
    self.previousMemberEpoch = try reader.readInt32("previousMemberEpoch")
    self.state = try reader.readInt8("state")
    self.activeTasks = try reader.readStructs(true, version, elementSize: 3, "activeTasks")
    self.standbyTasks = try reader.readStructs(true, version, elementSize: 3, "standbyTasks")
    self.warmupTasks = try reader.readStructs(true, version, elementSize: 3, "warmupTasks")
    self.activeTasksPendingRevocation = try reader.readStructs(true, version, elementSize: 3, "activeTasksPendingRevocation")
    self.standbyTasksPendingRevocation = try reader.readStructs(true, version, elementSize: 3, "standbyTasksPendingRevocation")
    self.warmupTasksPendingRevocation = try reader.readStructs(true, version, elementSize: 3, "warmupTasksPendingRevocation")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupCurrentMemberAssignmentValue")
    writer.writeInt32(self.memberEpoch)
    writer.writeInt32(self.previousMemberEpoch)
    writer.writeInt8(self.state)
    try writer.writeStructs(self.activeTasks, true, version, "activeTasks")
    try writer.writeStructs(self.standbyTasks, true, version, "standbyTasks")
    try writer.writeStructs(self.warmupTasks, true, version, "warmupTasks")
    try writer.writeStructs(self.activeTasksPendingRevocation, true, version, "activeTasksPendingRevocation")
    try writer.writeStructs(self.standbyTasksPendingRevocation, true, version, "standbyTasksPendingRevocation")
    try writer.writeStructs(self.warmupTasksPendingRevocation, true, version, "warmupTasksPendingRevocation")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TaskIds: WireStruct {
    /// All versions.
    public var subtopologyId: String = ""
    /// All versions.
    public var partitions: [Int32] = []
    /// All versions, null allowed, tag 0.
    public var assignmentEpochs: [Int32]? = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.subtopologyId = try reader.readString(true, "subtopologyId")
      self.partitions = try reader.readInt32Array(true, "partitions")
      for _ in 0..<(try reader.readTagCount()) {
        switch try reader.readTag() {
        case 0:
          let behind = try reader.beginTaggedField("assignmentEpochs")
          self.assignmentEpochs = try reader.readNullableInt32Array(true, "assignmentEpochs")
          try reader.endTaggedField(behind, "assignmentEpochs")
        case let tag:
          self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
        }
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.subtopologyId, true, "subtopologyId")
      try writer.writeInt32Array(self.partitions, true, "partitions")
      var tagCount = self.unknownTaggedFields.count
      let hasAssignmentEpochs = self.assignmentEpochs?.isEmpty != true
      if hasAssignmentEpochs { tagCount += 1 }
      writer.writeUnsignedVarint(UInt32(tagCount))
      if hasAssignmentEpochs {
        let place = writer.beginTaggedField(0)
        try writer.writeNullableInt32Array(self.assignmentEpochs, true, "assignmentEpochs")
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
    }
  }
}
