// Generated from protocol/messages/api/BeginQuorumEpoch.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 53, BeginQuorumEpoch. Versions 0-1, flexible: 1.
public struct BeginQuorumEpochRequest: KafkaRequest {
  /// All versions, null allowed.
  public var clusterId: String? = nil
  /// Versions 1+, left out elsewhere.
  public var voterId: Int32 = -1
  /// All versions.
  public var topics: [TopicData] = []
  /// Versions 1+, left out elsewhere.
  public var leaderEndpoints: [LeaderEndpoint] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = BeginQuorumEpochResponse

  public static var apiKey: ApiKey { .beginQuorumEpoch }
  public static var name: String { "BeginQuorumEpochRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 1 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "BeginQuorumEpochRequest")
    let flexible = version >= 1
    self.clusterId = try reader.readNullableString(flexible, "clusterId")
    if version >= 1 {
      self.voterId = try reader.readInt32("voterId")
    }
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if version >= 1 {
      self.leaderEndpoints = try reader.readStructs(flexible, version, elementSize: 5, "leaderEndpoints")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "BeginQuorumEpochRequest")
    let flexible = version >= 1
    try writer.writeNullableString(self.clusterId, flexible, "clusterId")
    if version >= 1 {
      writer.writeInt32(self.voterId)
    }
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if version >= 1 {
      try writer.writeStructs(self.leaderEndpoints, flexible, version, "leaderEndpoints")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
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
      let flexible = version >= 1
      self.topicName = try reader.readString(flexible, "topicName")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 12, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeString(self.topicName, flexible, "topicName")
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct PartitionData: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// Versions 1+, left out elsewhere.
    public var voterDirectoryId: KafkaUUID = .zero
    /// All versions.
    public var leaderId: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.partitionIndex = try reader.readInt32("partitionIndex")
      if version >= 1 {
        self.voterDirectoryId = try reader.readUUID("voterDirectoryId")
      }
      self.leaderId = try reader.readInt32("leaderId")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      writer.writeInt32(self.partitionIndex)
      if version >= 1 {
        writer.writeUUID(self.voterDirectoryId)
      }
      writer.writeInt32(self.leaderId)
      writer.writeInt32(self.leaderEpoch)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct LeaderEndpoint: WireStruct {
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
}

/// Response of API 53, BeginQuorumEpoch. Versions 0-1, flexible: 1.
public struct BeginQuorumEpochResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var topics: [TopicData] = []
  /// Versions 1+, tag 0.
  public var nodeEndpoints: [NodeEndpoint] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .beginQuorumEpoch }
  public static var name: String { "BeginQuorumEpochResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 1 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "BeginQuorumEpochResponse")
    let flexible = version >= 1
    self.errorCode = try reader.readInt16("errorCode")
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if flexible {
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
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "BeginQuorumEpochResponse")
    let flexible = version >= 1
    writer.writeInt16(self.errorCode)
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if !(version >= 1), !self.nodeEndpoints.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "nodeEndpoints")
    }
    if flexible {
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
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
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
      let flexible = version >= 1
      self.topicName = try reader.readString(flexible, "topicName")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 14, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeString(self.topicName, flexible, "topicName")
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
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
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      self.leaderId = try reader.readInt32("leaderId")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      writer.writeInt32(self.leaderId)
      writer.writeInt32(self.leaderEpoch)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
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
