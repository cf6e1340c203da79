// Generated from protocol/messages/api/DescribeTopicPartitions.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 75, DescribeTopicPartitions. Versions 0, flexible: 0.
public struct DescribeTopicPartitionsRequest: KafkaRequest {
  /// All versions.
  public var topics: [TopicRequest] = []
  /// All versions.
  public var responsePartitionLimit: Int32 = 2000
  /// All versions, null allowed.
  public var cursor: Cursor? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeTopicPartitionsResponse

  public static var apiKey: ApiKey { .describeTopicPartitions }
  public static var name: String { "DescribeTopicPartitionsRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeTopicPartitionsRequest")
    self.topics = try reader.readStructs(true, version, elementSize: 2, "topics")
    self.responsePartitionLimit = try reader.readInt32("responsePartitionLimit")
    self.cursor = try reader.readPresence("cursor") ? Cursor(from: &reader, version: version) : nil
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeTopicPartitionsRequest")
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeInt32(self.responsePartitionLimit)
    try writer.writeNullableStruct(self.cursor, version, "cursor")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicRequest: WireStruct {
    /// All versions.
    public var name: String = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Cursor: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicName = try reader.readString(true, "topicName")
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topicName, true, "topicName")
      writer.writeInt32(self.partitionIndex)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 75, DescribeTopicPartitions. Versions 0, flexible: 0.
public struct DescribeTopicPartitionsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var topics: [DescribeTopicPartitionsResponseTopic] = []
  /// All versions, null allowed.
  public var nextCursor: Cursor? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeTopicPartitions }
  public static var name: String { "DescribeTopicPartitionsResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeTopicPartitionsResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.topics = try reader.readStructs(true, version, elementSize: 26, "topics")
    self.nextCursor = try reader.readPresence("nextCursor") ? Cursor(from: &reader, version: version) : nil
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeTopicPartitionsResponse")
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.topics, true, version, "topics")
    try writer.writeNullableStruct(self.nextCursor, version, "nextCursor")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct DescribeTopicPartitionsResponseTopic: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var name: String? = ""
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var isInternal: Bool = false
    /// All versions.
    public var partitions: [DescribeTopicPartitionsResponsePartition] = []
    /// All versions.
    public var topicAuthorizedOperations: Int32 = -2147483648
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.errorCode = try reader.readInt16("errorCode")
      self.name = try reader.readNullableString(true, "name")
      self.topicId = try reader.readUUID("topicId")
      self.isInternal = try reader.readBool("isInternal")
      self.partitions = try reader.readStructs(true, version, elementSize: 20, "partitions")
      self.topicAuthorizedOperations = try reader.readInt32("topicAuthorizedOperations")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.name, true, "name")
      writer.writeUUID(self.topicId)
      writer.writeBool(self.isInternal)
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeInt32(self.topicAuthorizedOperations)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct DescribeTopicPartitionsResponsePartition: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var leaderId: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = -1
    /// All versions.
    public var replicaNodes: [Int32] = []
    /// All versions.
    public var isrNodes: [Int32] = []
    /// All versions, null allowed.
    public var eligibleLeaderReplicas: [Int32]? = nil
    /// All versions, null allowed.
    public var lastKnownElr: [Int32]? = nil
    /// All versions.
    public var offlineReplicas: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.errorCode = try reader.readInt16("errorCode")
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.leaderId = try reader.readInt32("leaderId")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.replicaNodes = try reader.readInt32Array(true, "replicaNodes")
      self.isrNodes = try reader.readInt32Array(true, "isrNodes")
      self.eligibleLeaderReplicas = try reader.readNullableInt32Array(true, "eligibleLeaderReplicas")
      self.lastKnownElr = try reader.readNullableInt32Array(true, "lastKnownElr")
      self.offlineReplicas = try reader.readInt32Array(true, "offlineReplicas")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt16(self.errorCode)
      writer.writeInt32(self.partitionIndex)
      writer.writeInt32(self.leaderId)
      writer.writeInt32(self.leaderEpoch)
      try writer.writeInt32Array(self.replicaNodes, true, "replicaNodes")
      try writer.writeInt32Array(self.isrNodes, true, "isrNodes")
      try writer.writeNullableInt32Array(self.eligibleLeaderReplicas, true, "eligibleLeaderReplicas")
      try writer.writeNullableInt32Array(self.lastKnownElr, true, "lastKnownElr")
      try writer.writeInt32Array(self.offlineReplicas, true, "offlineReplicas")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Cursor: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicName = try reader.readString(true, "topicName")
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topicName, true, "topicName")
      writer.writeInt32(self.partitionIndex)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
