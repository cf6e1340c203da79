// Generated from protocol/messages/api/ShareAcknowledge.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 79, ShareAcknowledge. Versions 0-2, flexible: 0-2, in the newest release: 1-2.
public struct ShareAcknowledgeRequest: KafkaRequest {
  /// All versions, null allowed.
  public var groupId: String? = nil
  /// All versions, null allowed.
  public var memberId: String? = ""
  /// All versions.
  public var shareSessionEpoch: Int32 = 0
  /// Versions 2+.
  public var isRenewAck: Bool = false
  /// All versions.
  public var topics: [AcknowledgeTopic] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ShareAcknowledgeResponse

  public static var apiKey: ApiKey { .shareAcknowledge }
  public static var name: String { "ShareAcknowledgeRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareAcknowledgeRequest")
    self.groupId = try reader.readNullableString(true, "groupId")
    self.memberId = try reader.readNullableString(true, "memberId")
    self.shareSessionEpoch = try reader.readInt32("shareSessionEpoch")
    if version >= 2 {
      self.isRenewAck = try reader.readBool("isRenewAck")
    }
    self.topics = try reader.readStructs(true, version, elementSize: 18, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareAcknowledgeRequest")
    try writer.writeNullableString(self.groupId, true, "groupId")
    try writer.writeNullableString(self.memberId, true, "memberId")
    writer.writeInt32(self.shareSessionEpoch)
    if version >= 2 {
      writer.writeBool(self.isRenewAck)
    } else if self.isRenewAck {
      throw writer.error(.fieldNotInVersion(version), "isRenewAck")
    }
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct AcknowledgeTopic: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [AcknowledgePartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readStructs(true, version, elementSize: 6, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct AcknowledgePartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var acknowledgementBatches: [AcknowledgementBatch] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.acknowledgementBatches = try reader.readStructs(true, version, elementSize: 18, "acknowledgementBatches")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      try writer.writeStructs(self.acknowledgementBatches, true, version, "acknowledgementBatches")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct AcknowledgementBatch: WireStruct {
    /// All versions.
    public var firstOffset: Int64 = 0
    /// All versions.
    public var lastOffset: Int64 = 0
    /// All versions.
    public var acknowledgeTypes: [Int8] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.firstOffset = try reader.readInt64("firstOffset")
      self.lastOffset = try reader.readInt64("lastOffset")
      self.acknowledgeTypes = try reader.readInt8Array(true, "acknowledgeTypes")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt64(self.firstOffset)
      writer.writeInt64(self.lastOffset)
      try writer.writeInt8Array(self.acknowledgeTypes, true, "acknowledgeTypes")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 79, ShareAcknowledge. Versions 0-2, flexible: 0-2, in the newest release: 1-2.
public struct ShareAcknowledgeResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = nil
  /// Versions 2+, left out elsewhere.
  public var acquisitionLockTimeoutMs: Int32 = 0
  /// All versions.
  public var responses: [ShareAcknowledgeTopicResponse] = []
  /// All versions.
  public var nodeEndpoints: [NodeEndpoint] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .shareAcknowledge }
  public static var name: String { "ShareAcknowledgeResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareAcknowledgeResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    if version >= 2 {
      self.acquisitionLockTimeoutMs = try reader.readInt32("acquisitionLockTimeoutMs")
    }
    self.responses = try reader.readStructs(true, version, elementSize: 18, "responses")
    self.nodeEndpoints = try reader.readStructs(true, version, elementSize: 11, "nodeEndpoints")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareAcknowledgeResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    if version >= 2 {
      writer.writeInt32(self.acquisitionLockTimeoutMs)
    }
    try writer.writeStructs(self.responses, true, version, "responses")
    try writer.writeStructs(self.nodeEndpoints, true, version, "nodeEndpoints")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct ShareAcknowledgeTopicResponse: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [PartitionData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readStructs(true, version, elementSize: 17, "partitions")
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
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = nil
    /// All versions.
    public var currentLeader: LeaderIdAndEpoch = LeaderIdAndEpoch()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.currentLeader = try LeaderIdAndEpoch(from: &reader, version: version)
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      try self.currentLeader.encode(to: &writer, version: version)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct LeaderIdAndEpoch: WireStruct {
    /// All versions.
    public var leaderId: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.leaderId = try reader.readInt32("leaderId")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.leaderId)
      writer.writeInt32(self.leaderEpoch)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct NodeEndpoint: WireStruct {
    /// All versions.
    public var nodeId: Int32 = 0
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: Int32 = 0
    /// All versions, null allowed.
    public var rack: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.nodeId = try reader.readInt32("nodeId")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readInt32("port")
      self.rack = try reader.readNullableString(true, "rack")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.nodeId)
      try writer.writeString(self.host, true, "host")
      writer.writeInt32(self.port)
      try writer.writeNullableString(self.rack, true, "rack")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
