// Generated from protocol/messages/api/DescribeShareGroupOffsets.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 90, DescribeShareGroupOffsets. Versions 0-1, flexible: 0-1.
public struct DescribeShareGroupOffsetsRequest: KafkaRequest {
  /// All versions.
  public var groups: [DescribeShareGroupOffsetsRequestGroup] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeShareGroupOffsetsResponse

  public static var apiKey: ApiKey { .describeShareGroupOffsets }
  public static var name: String { "DescribeShareGroupOffsetsRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeShareGroupOffsetsRequest")
    self.groups = try reader.readStructs(true, version, elementSize: 3, "groups")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeShareGroupOffsetsRequest")
    try writer.writeStructs(self.groups, true, version, "groups")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct DescribeShareGroupOffsetsRequestGroup: WireStruct {
    /// All versions.
    public var groupId: String = ""
    /// All versions, null allowed.
    public var topics: [DescribeShareGroupOffsetsRequestTopic]? = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.groupId = try reader.readString(true, "groupId")
      self.topics = try reader.readNullableStructs(true, version, elementSize: 3, "topics")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.groupId, true, "groupId")
      try writer.writeNullableStructs(self.topics, true, version, "topics")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct DescribeShareGroupOffsetsRequestTopic: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicName = try reader.readString(true, "topicName")
      self.partitions = try reader.readInt32Array(true, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topicName, true, "topicName")
      try writer.writeInt32Array(self.partitions, true, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 90, DescribeShareGroupOffsets. Versions 0-1, flexible: 0-1.
public struct DescribeShareGroupOffsetsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var groups: [DescribeShareGroupOffsetsResponseGroup] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeShareGroupOffsets }
  public static var name: String { "DescribeShareGroupOffsetsResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeShareGroupOffsetsResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.groups = try reader.readStructs(true, version, elementSize: 6, "groups")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeShareGroupOffsetsResponse")
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.groups, true, version, "groups")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct DescribeShareGroupOffsetsResponseGroup: WireStruct {
    /// All versions.
    public var groupId: String = ""
    /// All versions.
    public var topics: [DescribeShareGroupOffsetsResponseTopic] = []
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.groupId = try reader.readString(true, "groupId")
      self.topics = try reader.readStructs(true, version, elementSize: 19, "topics")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.groupId, true, "groupId")
      try writer.writeStructs(self.topics, true, version, "topics")
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct DescribeShareGroupOffsetsResponseTopic: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [DescribeShareGroupOffsetsResponsePartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicName = try reader.readString(true, "topicName")
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readStructs(true, version, elementSize: 20, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topicName, true, "topicName")
      writer.writeUUID(self.topicId)
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct DescribeShareGroupOffsetsResponsePartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var startOffset: Int64 = 0
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// Versions 1+, left out elsewhere.
    public var lag: Int64 = -1
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.startOffset = try reader.readInt64("startOffset")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      if version >= 1 {
        self.lag = try reader.readInt64("lag")
      }
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt64(self.startOffset)
      writer.writeInt32(self.leaderEpoch)
      if version >= 1 {
        writer.writeInt64(self.lag)
      }
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
