// Generated from protocol/messages/api/Vote.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 52, Vote. Versions 0-2, flexible: 0-2.
public struct VoteRequest: KafkaRequest {
  /// All versions, null allowed.
  public var clusterId: String? = nil
  /// Versions 1+, left out elsewhere.
  public var voterId: Int32 = -1
  /// All versions.
  public var topics: [TopicData] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = VoteResponse

  public static var apiKey: ApiKey { .vote }
  public static var name: String { "VoteRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "VoteRequest")
    self.clusterId = try reader.readNullableString(true, "clusterId")
    if version >= 1 {
      self.voterId = try reader.readInt32("voterId")
    }
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "VoteRequest")
    try writer.writeNullableString(self.clusterId, true, "clusterId")
    if version >= 1 {
      writer.writeInt32(self.voterId)
    }
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
    public var replicaEpoch: Int32 = 0
    /// All versions.
    public var replicaId: Int32 = 0
    /// Versions 1+, left out elsewhere.
    public var replicaDirectoryId: KafkaUUID = .zero
    /// Versions 1+, left out elsewhere.
    public var voterDirectoryId: KafkaUUID = .zero
    /// All versions.
    public var lastOffsetEpoch: Int32 = 0
    /// All versions.
    public var lastOffset: Int64 = 0
    /// Versions 2+.
    public var preVote: Bool = false
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.replicaEpoch = try reader.readInt32("replicaEpoch")
      self.replicaId = try reader.readInt32("replicaId")
      if version >= 1 {
        self.replicaDirectoryId = try reader.readUUID("replicaDirectoryId")
        self.voterDirectoryId = try reader.readUUID("voterDirectoryId")
      }
      self.lastOffsetEpoch = try reader.readInt32("lastOffsetEpoch")
      self.lastOffset = try reader.readInt64("lastOffset")
      if version >= 2 {
        self.preVote = try reader.readBool("preVote")
      }
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt32(self.replicaEpoch)
      writer.writeInt32(self.replicaId)
      if version >= 1 {
        writer.writeUUID(self.replicaDirectoryId)
        writer.writeUUID(self.voterDirectoryId)
      }
      writer.writeInt32(self.lastOffsetEpoch)
      writer.writeInt64(self.lastOffset)
      if version >= 2 {
        writer.writeBool(self.preVote)
      } else if self.preVote {
        throw writer.error(.fieldNotInVersion(version), "preVote")
      }
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 52, Vote. Versions 0-2, flexible: 0-2.
public struct VoteResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var topics: [TopicData] = []
  /// Versions 1+, tag 0.
  public var nodeEndpoints: [NodeEndpoint] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .vote }
  public static var name: String { "VoteResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "VoteResponse")
    self.errorCode = try reader.readInt16("errorCode")
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0 where version >= 1:
        let behind = try reader.beginTaggedField("nodeEndpoints")
        self.nodeEndpoints = try reader.readStructs(true, version, elementSize: 8, "nodeEndpoints")
        try reader.endTaggedField(behind, "nodeEndpoints")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "VoteResponse")
    writer.writeInt16(self.errorCode)
    try writer.writeStructs(self.topics, true, version, "topics")
    if !(version >= 1), !self.nodeEndpoints.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "nodeEndpoints")
    }
    var tagCount = self.unknownTaggedFields.count
    let hasNodeEndpoints = version >= 1 && !self.nodeEndpoints.isEmpty
    if hasNodeEndpoints { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    if hasNodeEndpoints {
      let place = writer.beginTaggedField(0)
      try writer.writeStructs(self.nodeEndpoints, true, version, "nodeEndpoints")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
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
      self.partitions = try reader.readStructs(true, version, elementSize: 16, "partitions")
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
    /// All versions.
    public var leaderId: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// All versions.
    public var voteGranted: Bool = false
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      self.leaderId = try reader.readInt32("leaderId")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.voteGranted = try reader.readBool("voteGranted")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      writer.writeInt32(self.leaderId)
      writer.writeInt32(self.leaderEpoch)
      writer.writeBool(self.voteGranted)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct NodeEndpoint: WireStruct {
    /// All versions.
    public var nodeId: Int32 = 0
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: UInt16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.nodeId = try reader.readInt32("nodeId")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readUInt16("port")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.nodeId)
      try writer.writeString(self.host, true, "host")
      writer.writeUInt16(self.port)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
