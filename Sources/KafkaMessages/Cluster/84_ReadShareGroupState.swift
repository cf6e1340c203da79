// Generated from protocol/messages/api/ReadShareGroupState.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 84, ReadShareGroupState. Versions 0, flexible: 0.
public struct ReadShareGroupStateRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var topics: [ReadStateData] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ReadShareGroupStateResponse

  public static var apiKey: ApiKey { .readShareGroupState }
  public static var name: String { "ReadShareGroupStateRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ReadShareGroupStateRequest")
    self.groupId = try reader.readString(true, "groupId")
    self.topics = try reader.readStructs(true, version, elementSize: 18, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ReadShareGroupStateRequest")
    try writer.writeString(self.groupId, true, "groupId")
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct ReadStateData: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [PartitionData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readStructs(true, version, elementSize: 9, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct PartitionData: WireStruct {
    /// All versions.
    public var partition: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partition = try reader.readInt32("partition")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partition)
      writer.writeInt32(self.leaderEpoch)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 84, ReadShareGroupState. Versions 0, flexible: 0.
public struct ReadShareGroupStateResponse: KafkaResponse {
  /// All versions.
  public var results: [ReadStateResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .readShareGroupState }
  public static var name: String { "ReadShareGroupStateResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ReadShareGroupStateResponse")
    self.results = try reader.readStructs(true, version, elementSize: 18, "results")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ReadShareGroupStateResponse")
    try writer.writeStructs(self.results, true, version, "results")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct ReadStateResult: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [PartitionResult] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readStructs(true, version, elementSize: 21, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct PartitionResult: WireStruct {
    /// All versions.
    public var partition: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = nil
    /// All versions.
    public var stateEpoch: Int32 = 0
    /// All versions.
    public var startOffset: Int64 = 0
    /// All versions.
    public var stateBatches: [StateBatch] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partition = try reader.readInt32("partition")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.stateEpoch = try reader.readInt32("stateEpoch")
      self.startOffset = try reader.readInt64("startOffset")
      self.stateBatches = try reader.readStructs(true, version, elementSize: 20, "stateBatches")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partition)
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      writer.writeInt32(self.stateEpoch)
      writer.writeInt64(self.startOffset)
      try writer.writeStructs(self.stateBatches, true, version, "stateBatches")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct StateBatch: WireStruct {
    /// All versions.
    public var firstOffset: Int64 = 0
    /// All versions.
    public var lastOffset: Int64 = 0
    /// All versions.
    public var deliveryState: Int8 = 0
    /// All versions.
    public var deliveryCount: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.firstOffset = try reader.readInt64("firstOffset")
      self.lastOffset = try reader.readInt64("lastOffset")
      self.deliveryState = try reader.readInt8("deliveryState")
      self.deliveryCount = try reader.readInt16("deliveryCount")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt64(self.firstOffset)
      writer.writeInt64(self.lastOffset)
      writer.writeInt8(self.deliveryState)
      writer.writeInt16(self.deliveryCount)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
