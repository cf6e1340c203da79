// Generated from protocol/messages/api/ConsumerGroupHeartbeat.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 68, ConsumerGroupHeartbeat. Versions 0-1, flexible: 0-1.
public struct ConsumerGroupHeartbeatRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""
  /// All versions.
  public var memberEpoch: Int32 = 0
  /// All versions, null allowed.
  public var instanceId: String? = nil
  /// All versions, null allowed.
  public var rackId: String? = nil
  /// All versions.
  public var rebalanceTimeoutMs: Int32 = -1
  /// All versions, null allowed.
  public var subscribedTopicNames: [String]? = nil
  /// Versions 1+, null allowed.
  public var subscribedTopicRegex: String? = nil
  /// All versions, null allowed.
  public var serverAssignor: String? = nil
  /// All versions, null allowed.
  public var topicPartitions: [TopicPartitions]? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ConsumerGroupHeartbeatResponse

  public static var apiKey: ApiKey { .consumerGroupHeartbeat }
  public static var name: String { "ConsumerGroupHeartbeatRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupHeartbeatRequest")
    self.groupId = try reader.readString(true, "groupId")
    self.memberId = try reader.readString(true, "memberId")
    self.memberEpoch = try reader.readInt32("memberEpoch")
    self.instanceId = try reader.readNullableString(true, "instanceId")
    self.rackId = try reader.readNullableString(true, "rackId")
    self.rebalanceTimeoutMs = try reader.readInt32("rebalanceTimeoutMs")
    self.subscribedTopicNames = try reader.readNullableStringArray(true, "subscribedTopicNames")
    if version >= 1 {
      self.subscribedTopicRegex = try reader.readNullableString(true, "subscribedTopicRegex")
    }
    self.serverAssignor = try reader.readNullableString(true, "serverAssignor")
    self.topicPartitions = try reader.readNullableStructs(true, version, elementSize: 18, "topicPartitions")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupHeartbeatRequest")
    try writer.writeString(self.groupId, true, "groupId")
    try writer.writeString(self.memberId, true, "memberId")
    writer.writeInt32(self.memberEpoch)
    try writer.writeNullableString(self.instanceId, true, "instanceId")
    try writer.writeNullableString(self.rackId, true, "rackId")
    writer.writeInt32(self.rebalanceTimeoutMs)
    try writer.writeNullableStringArray(self.subscribedTopicNames, true, "subscribedTopicNames")
    if version >= 1 {
      try writer.writeNullableString(self.subscribedTopicRegex, true, "subscribedTopicRegex")
    } else if self.subscribedTopicRegex != nil {
      throw writer.error(.fieldNotInVersion(version), "subscribedTopicRegex")
    }
    try writer.writeNullableString(self.serverAssignor, true, "serverAssignor")
    try writer.writeNullableStructs(self.topicPartitions, true, version, "topicPartitions")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicPartitions: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readInt32Array(true, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeInt32Array(self.partitions, true, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 68, ConsumerGroupHeartbeat. Versions 0-1, flexible: 0-1.
public struct ConsumerGroupHeartbeatResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = nil
  /// All versions, null allowed.
  public var memberId: String? = nil
  /// All versions.
  public var memberEpoch: Int32 = 0
  /// All versions.
  public var heartbeatIntervalMs: Int32 = 0
  /// All versions, null allowed.
  public var assignment: Assignment? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .consumerGroupHeartbeat }
  public static var name: String { "ConsumerGroupHeartbeatResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupHeartbeatResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    self.memberId = try reader.readNullableString(true, "memberId")
    self.memberEpoch = try reader.readInt32("memberEpoch")
    self.heartbeatIntervalMs = try reader.readInt32("heartbeatIntervalMs")
    self.assignment = try reader.readPresence("assignment") ? Assignment(from: &reader, version: version) : nil
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupHeartbeatResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    try writer.writeNullableString(self.memberId, true, "memberId")
    writer.writeInt32(self.memberEpoch)
    writer.writeInt32(self.heartbeatIntervalMs)
    try writer.writeNullableStruct(self.assignment, version, "assignment")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct Assignment: WireStruct {
    /// All versions.
    public var topicPartitions: [TopicPartitions] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicPartitions = try reader.readStructs(true, version, elementSize: 18, "topicPartitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeStructs(self.topicPartitions, true, version, "topicPartitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct TopicPartitions: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readInt32Array(true, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeInt32Array(self.partitions, true, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
