// Generated from protocol/messages/records/ConsumerGroupPartitionMetadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 4 in `__consumer_offsets`. Versions 0, flexible: none.
public struct ConsumerGroupPartitionMetadataKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""

  public init() {}

  public typealias Value = ConsumerGroupPartitionMetadataValue

  public static var recordType: Int16 { 4 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ConsumerGroupPartitionMetadataKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupPartitionMetadataKey")
    self.groupId = try reader.readString(false, "groupId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupPartitionMetadataKey")
    try writer.writeString(self.groupId, false, "groupId")
  }
}

/// Value of record 4 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct ConsumerGroupPartitionMetadataValue: CoordinatorValue {
  /// All versions.
  public var topics: [TopicMetadata] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 4 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ConsumerGroupPartitionMetadataValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupPartitionMetadataValue")
    self.topics = try reader.readStructs(true, version, elementSize: 23, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupPartitionMetadataValue")
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicMetadata: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var numPartitions: Int32 = 0
    /// All versions.
    public var partitionMetadata: [PartitionMetadata] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.topicName = try reader.readString(true, "topicName")
      self.numPartitions = try reader.readInt32("numPartitions")
      self.partitionMetadata = try reader.readStructs(true, version, elementSize: 6, "partitionMetadata")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeString(self.topicName, true, "topicName")
      writer.writeInt32(self.numPartitions)
      try writer.writeStructs(self.partitionMetadata, true, version, "partitionMetadata")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct PartitionMetadata: WireStruct {
    /// All versions.
    public var partition: Int32 = 0
    /// All versions.
    public var racks: [String] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partition = try reader.readInt32("partition")
      self.racks = try reader.readStringArray(true, "racks")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partition)
      try writer.writeStringArray(self.racks, true, "racks")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
