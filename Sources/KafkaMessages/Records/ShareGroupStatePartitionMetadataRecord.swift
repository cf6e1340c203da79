// Generated from protocol/messages/records/ShareGroupStatePartitionMetadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 15 in `__consumer_offsets`. Versions 0, flexible: none.
public struct ShareGroupStatePartitionMetadataKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""

  public init() {}

  public typealias Value = ShareGroupStatePartitionMetadataValue

  public static var recordType: Int16 { 15 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ShareGroupStatePartitionMetadataKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupStatePartitionMetadataKey")
    self.groupId = try reader.readString(false, "groupId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupStatePartitionMetadataKey")
    try writer.writeString(self.groupId, false, "groupId")
  }
}

/// Value of record 15 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct ShareGroupStatePartitionMetadataValue: CoordinatorValue {
  /// All versions.
  public var initializingTopics: [TopicPartitionsInfo] = []
  /// All versions.
  public var initializedTopics: [TopicPartitionsInfo] = []
  /// All versions.
  public var deletingTopics: [TopicInfo] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 15 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ShareGroupStatePartitionMetadataValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupStatePartitionMetadataValue")
    self.initializingTopics = try reader.readStructs(true, version, elementSize: 19, "initializingTopics")
    self.initializedTopics = try reader.readStructs(true, version, elementSize: 19, "initializedTopics")
    self.deletingTopics = try reader.readStructs(true, version, elementSize: 18, "deletingTopics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupStatePartitionMetadataValue")
    try writer.writeStructs(self.initializingTopics, true, version, "initializingTopics")
    try writer.writeStructs(self.initializedTopics, true, version, "initializedTopics")
    try writer.writeStructs(self.deletingTopics, true, version, "deletingTopics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicInfo: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var topicName: String = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.topicName = try reader.readString(true, "topicName")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeString(self.topicName, true, "topicName")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct TopicPartitionsInfo: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.topicName = try reader.readString(true, "topicName")
      self.partitions = try reader.readInt32Array(true, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeString(self.topicName, true, "topicName")
      try writer.writeInt32Array(self.partitions, true, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
