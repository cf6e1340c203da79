// Generated from protocol/messages/api/AlterShareGroupOffsets.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 91, AlterShareGroupOffsets. Versions 0, flexible: 0.
public struct AlterShareGroupOffsetsRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var topics: [AlterShareGroupOffsetsRequestTopic] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = AlterShareGroupOffsetsResponse

  public static var apiKey: ApiKey { .alterShareGroupOffsets }
  public static var name: String { "AlterShareGroupOffsetsRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterShareGroupOffsetsRequest")
    self.groupId = try reader.readString(true, "groupId")
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterShareGroupOffsetsRequest")
    try writer.writeString(self.groupId, true, "groupId")
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct AlterShareGroupOffsetsRequestTopic: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitions: [AlterShareGroupOffsetsRequestPartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicName = try reader.readString(true, "topicName")
      self.partitions = try reader.readStructs(true, version, elementSize: 13, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topicName, true, "topicName")
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct AlterShareGroupOffsetsRequestPartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var startOffset: Int64 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.startOffset = try reader.readInt64("startOffset")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt64(self.startOffset)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 91, AlterShareGroupOffsets. Versions 0, flexible: 0.
public struct AlterShareGroupOffsetsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = nil
  /// All versions.
  public var responses: [AlterShareGroupOffsetsResponseTopic] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .alterShareGroupOffsets }
  public static var name: String { "AlterShareGroupOffsetsResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterShareGroupOffsetsResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    self.responses = try reader.readStructs(true, version, elementSize: 19, "responses")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterShareGroupOffsetsResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    try writer.writeStructs(self.responses, true, version, "responses")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct AlterShareGroupOffsetsResponseTopic: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [AlterShareGroupOffsetsResponsePartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicName = try reader.readString(true, "topicName")
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readStructs(true, version, elementSize: 8, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topicName, true, "topicName")
      writer.writeUUID(self.topicId)
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct AlterShareGroupOffsetsResponsePartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
