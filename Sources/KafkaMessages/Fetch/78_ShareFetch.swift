// Generated from protocol/messages/api/ShareFetch.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 78, ShareFetch. Versions 0-2, flexible: 0-2, in the newest release: 1-2.
public struct ShareFetchRequest: KafkaRequest {
  /// All versions, null allowed.
  public var groupId: String? = nil
  /// All versions, null allowed.
  public var memberId: String? = ""
  /// All versions.
  public var shareSessionEpoch: Int32 = 0
  /// All versions.
  public var maxWaitMs: Int32 = 0
  /// All versions.
  public var minBytes: Int32 = 0
  /// All versions.
  public var maxBytes: Int32 = 2147483647
  /// Versions 1+.
  public var maxRecords: Int32 = 0
  /// Versions 1+.
  public var batchSize: Int32 = 0
  /// Versions 2+, left out elsewhere.
  public var shareAcquireMode: Int8 = 0
  /// Versions 2+.
  public var isRenewAck: Bool = false
  /// All versions.
  public var topics: [FetchTopic] = []
  /// All versions.
  public var forgottenTopicsData: [ForgottenTopic] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ShareFetchResponse

  public static var apiKey: ApiKey { .shareFetch }
  public static var name: String { "ShareFetchRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareFetchRequest")
    self.groupId = try reader.readNullableString(true, "groupId")
    self.memberId = try reader.readNullableString(true, "memberId")
    self.shareSessionEpoch = try reader.readInt32("shareSessionEpoch")
    self.maxWaitMs = try reader.readInt32("maxWaitMs")
    self.minBytes = try reader.readInt32("minBytes")
    self.maxBytes = try reader.readInt32("maxBytes")
    if version >= 1 {
      self.maxRecords = try reader.readInt32("maxRecords")
      self.batchSize = try reader.readInt32("batchSize")
    }
    if version >= 2 {
      self.shareAcquireMode = try reader.readInt8("shareAcquireMode")
      self.isRenewAck = try reader.readBool("isRenewAck")
    }
    self.topics = try reader.readStructs(true, version, elementSize: 18, "topics")
    self.forgottenTopicsData = try reader.readStructs(true, version, elementSize: 18, "forgottenTopicsData")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareFetchRequest")
    try writer.writeNullableString(self.groupId, true, "groupId")
    try writer.writeNullableString(self.memberId, true, "memberId")
    writer.writeInt32(self.shareSessionEpoch)
    writer.writeInt32(self.maxWaitMs)
    writer.writeInt32(self.minBytes)
    writer.writeInt32(self.maxBytes)
    if version >= 1 {
      writer.writeInt32(self.maxRecords)
      writer.writeInt32(self.batchSize)
    } else {
      if self.maxRecords != 0 { throw writer.error(.fieldNotInVersion(version), "maxRecords") }
      if self.batchSize != 0 { throw writer.error(.fieldNotInVersion(version), "batchSize") }
    }
    if version >= 2 {
      writer.writeInt8(self.shareAcquireMode)
      writer.writeBool(self.isRenewAck)
    } else if self.isRenewAck {
      throw writer.error(.fieldNotInVersion(version), "isRenewAck")
    }
    try writer.writeStructs(self.topics, true, version, "topics")
    try writer.writeStructs(self.forgottenTopicsData, true, version, "forgottenTopicsData")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct FetchTopic: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [FetchPartition] = []
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

  public struct FetchPartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// Versions 0.
    public var partitionMaxBytes: Int32 = 0
    /// All versions.
    public var acknowledgementBatches: [AcknowledgementBatch] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      if version <= 0 {
        self.partitionMaxBytes = try reader.readInt32("partitionMaxBytes")
      }
      self.acknowledgementBatches = try reader.readStructs(true, version, elementSize: 18, "acknowledgementBatches")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      if version <= 0 {
        writer.writeInt32(self.partitionMaxBytes)
      } else if self.partitionMaxBytes != 0 {
        throw writer.error(.fieldNotInVersion(version), "partitionMaxBytes")
      }
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

  public struct ForgottenTopic: WireStruct {
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

/// Response of API 78, ShareFetch. Versions 0-2, flexible: 0-2, in the newest release: 1-2.
public struct ShareFetchResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = nil
  /// Versions 1+.
  public var acquisitionLockTimeoutMs: Int32 = 0
  /// All versions.
  public var responses: [ShareFetchableTopicResponse] = []
  /// All versions.
  public var nodeEndpoints: [NodeEndpoint] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .shareFetch }
  public static var name: String { "ShareFetchResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareFetchResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    if version >= 1 {
      self.acquisitionLockTimeoutMs = try reader.readInt32("acquisitionLockTimeoutMs")
    }
    self.responses = try reader.readStructs(true, version, elementSize: 18, "responses")
    self.nodeEndpoints = try reader.readStructs(true, version, elementSize: 11, "nodeEndpoints")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareFetchResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    if version >= 1 {
      writer.writeInt32(self.acquisitionLockTimeoutMs)
    } else if self.acquisitionLockTimeoutMs != 0 {
      throw writer.error(.fieldNotInVersion(version), "acquisitionLockTimeoutMs")
    }
    try writer.writeStructs(self.responses, true, version, "responses")
    try writer.writeStructs(self.nodeEndpoints, true, version, "nodeEndpoints")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct ShareFetchableTopicResponse: WireStruct {
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
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = nil
    /// All versions.
    public var acknowledgeErrorCode: Int16 = 0
    /// All versions, null allowed.
    public var acknowledgeErrorMessage: String? = nil
    /// All versions.
    public var currentLeader: LeaderIdAndEpoch = LeaderIdAndEpoch()
    /// All versions, null allowed in 0.
    public var records: ByteBuffer? = nil
    /// All versions.
    public var acquiredRecords: [AcquiredRecords] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.acknowledgeErrorCode = try reader.readInt16("acknowledgeErrorCode")
      self.acknowledgeErrorMessage = try reader.readNullableString(true, "acknowledgeErrorMessage")
      self.currentLeader = try LeaderIdAndEpoch(from: &reader, version: version)
      self.records = try reader.readNullableBytes(true, nullable: version <= 0, "records")
      self.acquiredRecords = try reader.readStructs(true, version, elementSize: 19, "acquiredRecords")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      writer.writeInt16(self.acknowledgeErrorCode)
      try writer.writeNullableString(self.acknowledgeErrorMessage, true, "acknowledgeErrorMessage")
      try self.currentLeader.encode(to: &writer, version: version)
      try writer.writeNullableBytes(self.records, true, nullable: version <= 0, "records")
      try writer.writeStructs(self.acquiredRecords, true, version, "acquiredRecords")
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

  public struct AcquiredRecords: WireStruct {
    /// All versions.
    public var firstOffset: Int64 = 0
    /// All versions.
    public var lastOffset: Int64 = 0
    /// All versions.
    public var deliveryCount: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.firstOffset = try reader.readInt64("firstOffset")
      self.lastOffset = try reader.readInt64("lastOffset")
      self.deliveryCount = try reader.readInt16("deliveryCount")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt64(self.firstOffset)
      writer.writeInt64(self.lastOffset)
      writer.writeInt16(self.deliveryCount)
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
