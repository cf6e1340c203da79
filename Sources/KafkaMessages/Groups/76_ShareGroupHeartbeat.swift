// Generated from protocol/messages/api/ShareGroupHeartbeat.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 76, ShareGroupHeartbeat. Versions 0-1, flexible: 0-1, in the newest release: 1.
public struct ShareGroupHeartbeatRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""
  /// All versions.
  public var memberEpoch: Int32 = 0
  /// All versions, null allowed.
  public var rackId: String? = nil
  /// All versions, null allowed.
  public var subscribedTopicNames: [String]? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ShareGroupHeartbeatResponse

  public static var apiKey: ApiKey { .shareGroupHeartbeat }
  public static var name: String { "ShareGroupHeartbeatRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupHeartbeatRequest")
    self.groupId = try reader.readString(true, "groupId")
    self.memberId = try reader.readString(true, "memberId")
    self.memberEpoch = try reader.readInt32("memberEpoch")
    self.rackId = try reader.readNullableString(true, "rackId")
    self.subscribedTopicNames = try reader.readNullableStringArray(true, "subscribedTopicNames")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupHeartbeatRequest")
    try writer.writeString(self.groupId, true, "groupId")
    try writer.writeString(self.memberId, true, "memberId")
    writer.writeInt32(self.memberEpoch)
    try writer.writeNullableString(self.rackId, true, "rackId")
    try writer.writeNullableStringArray(self.subscribedTopicNames, true, "subscribedTopicNames")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 76, ShareGroupHeartbeat. Versions 0-1, flexible: 0-1, in the newest release: 1.
public struct ShareGroupHeartbeatResponse: KafkaResponse {
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

  public static var apiKey: ApiKey { .shareGroupHeartbeat }
  public static var name: String { "ShareGroupHeartbeatResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupHeartbeatResponse")
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
    try writer.check(version: version, in: Self.versions, "ShareGroupHeartbeatResponse")
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
