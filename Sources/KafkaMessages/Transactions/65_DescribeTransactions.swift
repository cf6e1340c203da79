// Generated from protocol/messages/api/DescribeTransactions.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 65, DescribeTransactions. Versions 0, flexible: 0.
public struct DescribeTransactionsRequest: KafkaRequest {
  /// All versions.
  public var transactionalIds: [String] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeTransactionsResponse

  public static var apiKey: ApiKey { .describeTransactions }
  public static var name: String { "DescribeTransactionsRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeTransactionsRequest")
    self.transactionalIds = try reader.readStringArray(true, "transactionalIds")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeTransactionsRequest")
    try writer.writeStringArray(self.transactionalIds, true, "transactionalIds")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 65, DescribeTransactions. Versions 0, flexible: 0.
public struct DescribeTransactionsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var transactionStates: [TransactionState] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeTransactions }
  public static var name: String { "DescribeTransactionsResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeTransactionsResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.transactionStates = try reader.readStructs(true, version, elementSize: 28, "transactionStates")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeTransactionsResponse")
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.transactionStates, true, version, "transactionStates")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TransactionState: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions.
    public var transactionalId: String = ""
    /// All versions.
    public var transactionState: String = ""
    /// All versions.
    public var transactionTimeoutMs: Int32 = 0
    /// All versions.
    public var transactionStartTimeMs: Int64 = 0
    /// All versions.
    public var producerId: Int64 = 0
    /// All versions.
    public var producerEpoch: Int16 = 0
    /// All versions.
    public var topics: [TopicData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.errorCode = try reader.readInt16("errorCode")
      self.transactionalId = try reader.readString(true, "transactionalId")
      self.transactionState = try reader.readString(true, "transactionState")
      self.transactionTimeoutMs = try reader.readInt32("transactionTimeoutMs")
      self.transactionStartTimeMs = try reader.readInt64("transactionStartTimeMs")
      self.producerId = try reader.readInt64("producerId")
      self.producerEpoch = try reader.readInt16("producerEpoch")
      self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt16(self.errorCode)
      try writer.writeString(self.transactionalId, true, "transactionalId")
      try writer.writeString(self.transactionState, true, "transactionState")
      writer.writeInt32(self.transactionTimeoutMs)
      writer.writeInt64(self.transactionStartTimeMs)
      writer.writeInt64(self.producerId)
      writer.writeInt16(self.producerEpoch)
      try writer.writeStructs(self.topics, true, version, "topics")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct TopicData: WireStruct {
    /// All versions.
    public var topic: String = ""
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topic = try reader.readString(true, "topic")
      self.partitions = try reader.readInt32Array(true, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topic, true, "topic")
      try writer.writeInt32Array(self.partitions, true, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
