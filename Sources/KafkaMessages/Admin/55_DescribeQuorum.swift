// Generated from protocol/messages/api/DescribeQuorum.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 55, DescribeQuorum. Versions 0-2, flexible: 0-2.
public struct DescribeQuorumRequest: KafkaRequest {
  /// All versions.
  public var topics: [TopicData] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeQuorumResponse

  public static var apiKey: ApiKey { .describeQuorum }
  public static var name: String { "DescribeQuorumRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeQuorumRequest")
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeQuorumRequest")
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicData: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitions: [PartitionData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicName = try reader.readString(true, "topicName")
      self.partitions = try reader.readStructs(true, version, elementSize: 5, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topicName, true, "topicName")
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct PartitionData: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 55, DescribeQuorum. Versions 0-2, flexible: 0-2.
public struct DescribeQuorumResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// Versions 2+, left out elsewhere, null allowed.
  public var errorMessage: String? = ""
  /// All versions.
  public var topics: [TopicData] = []
  /// Versions 2+.
  public var nodes: [Node] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeQuorum }
  public static var name: String { "DescribeQuorumResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeQuorumResponse")
    self.errorCode = try reader.readInt16("errorCode")
    if version >= 2 {
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
    }
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    if version >= 2 {
      self.nodes = try reader.readStructs(true, version, elementSize: 6, "nodes")
    }
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeQuorumResponse")
    writer.writeInt16(self.errorCode)
    if version >= 2 {
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    }
    try writer.writeStructs(self.topics, true, version, "topics")
    if version >= 2 {
      try writer.writeStructs(self.nodes, true, version, "nodes")
    } else if !self.nodes.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "nodes")
    }
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicData: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitions: [PartitionData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicName = try reader.readString(true, "topicName")
      self.partitions = try reader.readStructs(true, version, elementSize: 25, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topicName, true, "topicName")
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct PartitionData: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// Versions 2+, left out elsewhere, null allowed.
    public var errorMessage: String? = ""
    /// All versions.
    public var leaderId: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// All versions.
    public var highWatermark: Int64 = 0
    /// All versions.
    public var currentVoters: [ReplicaState] = []
    /// All versions.
    public var observers: [ReplicaState] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      if version >= 2 {
        self.errorMessage = try reader.readNullableString(true, "errorMessage")
      }
      self.leaderId = try reader.readInt32("leaderId")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.highWatermark = try reader.readInt64("highWatermark")
      self.currentVoters = try reader.readStructs(true, version, elementSize: 13, "currentVoters")
      self.observers = try reader.readStructs(true, version, elementSize: 13, "observers")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      if version >= 2 {
        try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      }
      writer.writeInt32(self.leaderId)
      writer.writeInt32(self.leaderEpoch)
      writer.writeInt64(self.highWatermark)
      try writer.writeStructs(self.currentVoters, true, version, "currentVoters")
      try writer.writeStructs(self.observers, true, version, "observers")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Node: WireStruct {
    /// All versions.
    public var nodeId: Int32 = 0
    /// All versions.
    public var listeners: [Listener] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.nodeId = try reader.readInt32("nodeId")
      self.listeners = try reader.readStructs(true, version, elementSize: 5, "listeners")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.nodeId)
      try writer.writeStructs(self.listeners, true, version, "listeners")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Listener: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: UInt16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readUInt16("port")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeString(self.host, true, "host")
      writer.writeUInt16(self.port)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct ReplicaState: WireStruct {
    /// All versions.
    public var replicaId: Int32 = 0
    /// Versions 2+.
    public var replicaDirectoryId: KafkaUUID = .zero
    /// All versions.
    public var logEndOffset: Int64 = 0
    /// Versions 1+, left out elsewhere.
    public var lastFetchTimestamp: Int64 = -1
    /// Versions 1+, left out elsewhere.
    public var lastCaughtUpTimestamp: Int64 = -1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.replicaId = try reader.readInt32("replicaId")
      if version >= 2 {
        self.replicaDirectoryId = try reader.readUUID("replicaDirectoryId")
      }
      self.logEndOffset = try reader.readInt64("logEndOffset")
      if version >= 1 {
        self.lastFetchTimestamp = try reader.readInt64("lastFetchTimestamp")
        self.lastCaughtUpTimestamp = try reader.readInt64("lastCaughtUpTimestamp")
      }
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.replicaId)
      if version >= 2 {
        writer.writeUUID(self.replicaDirectoryId)
      } else if self.replicaDirectoryId != .zero {
        throw writer.error(.fieldNotInVersion(version), "replicaDirectoryId")
      }
      writer.writeInt64(self.logEndOffset)
      if version >= 1 {
        writer.writeInt64(self.lastFetchTimestamp)
        writer.writeInt64(self.lastCaughtUpTimestamp)
      }
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
