// Generated from protocol/messages/api/WriteShareGroupState.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 85, WriteShareGroupState. Versions 0-1, flexible: 0-1.
public struct WriteShareGroupStateRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var topics: [WriteStateData] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = WriteShareGroupStateResponse

  public static var apiKey: ApiKey { .writeShareGroupState }
  public static var name: String { "WriteShareGroupStateRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "WriteShareGroupStateRequest")
    self.groupId = try reader.readString(true, "groupId")
    self.topics = try reader.readStructs(true, version, elementSize: 18, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "WriteShareGroupStateRequest")
    try writer.writeString(self.groupId, true, "groupId")
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct WriteStateData: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [PartitionData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readStructs(true, version, elementSize: 22, "partitions")
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
    public var stateEpoch: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// All versions.
    public var startOffset: Int64 = 0
    /// Versions 1+, left out elsewhere.
    public var deliveryCompleteCount: Int32 = -1
    /// All versions.
    public var stateBatches: [StateBatch] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partition = try reader.readInt32("partition")
      self.stateEpoch = try reader.readInt32("stateEpoch")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.startOffset = try reader.readInt64("startOffset")
      if version >= 1 {
        self.deliveryCompleteCount = try reader.readInt32("deliveryCompleteCount")
      }
      self.stateBatches = try reader.readStructs(true, version, elementSize: 20, "stateBatches")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partition)
      writer.writeInt32(self.stateEpoch)
      writer.writeInt32(self.leaderEpoch)
      writer.writeInt64(self.startOffset)
      if version >= 1 {
        writer.writeInt32(self.deliveryCompleteCount)
      }
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

/// Response of API 85, WriteShareGroupState. Versions 0-1, flexible: 0-1.
public struct WriteShareGroupStateResponse: KafkaResponse {
  /// All versions.
  public var results: [WriteStateResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .writeShareGroupState }
  public static var name: String { "WriteShareGroupStateResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "WriteShareGroupStateResponse")
    self.results = try reader.readStructs(true, version, elementSize: 18, "results")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "WriteShareGroupStateResponse")
    try writer.writeStructs(self.results, true, version, "results")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct WriteStateResult: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [PartitionResult] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readStructs(true, version, elementSize: 8, "partitions")
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
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partition = try reader.readInt32("partition")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partition)
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
