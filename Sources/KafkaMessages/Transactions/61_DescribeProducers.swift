// Generated from protocol/messages/api/DescribeProducers.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 61, DescribeProducers. Versions 0, flexible: 0.
public struct DescribeProducersRequest: KafkaRequest {
  /// All versions.
  public var topics: [TopicRequest] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeProducersResponse

  public static var apiKey: ApiKey { .describeProducers }
  public static var name: String { "DescribeProducersRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeProducersRequest")
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeProducersRequest")
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicRequest: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitionIndexes: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.partitionIndexes = try reader.readInt32Array(true, "partitionIndexes")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeInt32Array(self.partitionIndexes, true, "partitionIndexes")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 61, DescribeProducers. Versions 0, flexible: 0.
public struct DescribeProducersResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var topics: [TopicResponse] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeProducers }
  public static var name: String { "DescribeProducersResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeProducersResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeProducersResponse")
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicResponse: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [PartitionResponse] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.partitions = try reader.readStructs(true, version, elementSize: 9, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct PartitionResponse: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = nil
    /// All versions.
    public var activeProducers: [ProducerState] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.activeProducers = try reader.readStructs(true, version, elementSize: 37, "activeProducers")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      try writer.writeStructs(self.activeProducers, true, version, "activeProducers")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct ProducerState: WireStruct {
    /// All versions.
    public var producerId: Int64 = 0
    /// All versions.
    public var producerEpoch: Int32 = 0
    /// All versions.
    public var lastSequence: Int32 = -1
    /// All versions.
    public var lastTimestamp: Int64 = -1
    /// All versions.
    public var coordinatorEpoch: Int32 = 0
    /// All versions.
    public var currentTxnStartOffset: Int64 = -1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.producerId = try reader.readInt64("producerId")
      self.producerEpoch = try reader.readInt32("producerEpoch")
      self.lastSequence = try reader.readInt32("lastSequence")
      self.lastTimestamp = try reader.readInt64("lastTimestamp")
      self.coordinatorEpoch = try reader.readInt32("coordinatorEpoch")
      self.currentTxnStartOffset = try reader.readInt64("currentTxnStartOffset")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt64(self.producerId)
      writer.writeInt32(self.producerEpoch)
      writer.writeInt32(self.lastSequence)
      writer.writeInt64(self.lastTimestamp)
      writer.writeInt32(self.coordinatorEpoch)
      writer.writeInt64(self.currentTxnStartOffset)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
