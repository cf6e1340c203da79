// Generated from protocol/messages/api/Metadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 3, Metadata. Versions 0-13, flexible: 9-13.
public struct MetadataRequest: KafkaRequest {
  /// All versions, null allowed in 1+.
  public var topics: [MetadataRequestTopic]? = []
  /// Versions 4+.
  public var allowAutoTopicCreation: Bool = true
  /// Versions 8-10.
  public var includeClusterAuthorizedOperations: Bool = false
  /// Versions 8+.
  public var includeTopicAuthorizedOperations: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = MetadataResponse

  public static var apiKey: ApiKey { .metadata }
  public static var name: String { "MetadataRequest" }
  public static var versions: ClosedRange<Int16> { 0...13 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 9 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 9 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "MetadataRequest")
    let flexible = version >= 9
    self.topics = try reader.readNullableStructs(flexible, version, nullable: version >= 1, elementSize: 2, "topics")
    if version >= 4 {
      self.allowAutoTopicCreation = try reader.readBool("allowAutoTopicCreation")
    }
    if version >= 8 && version <= 10 {
      self.includeClusterAuthorizedOperations = try reader.readBool("includeClusterAuthorizedOperations")
    }
    if version >= 8 {
      self.includeTopicAuthorizedOperations = try reader.readBool("includeTopicAuthorizedOperations")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "MetadataRequest")
    let flexible = version >= 9
    try writer.writeNullableStructs(self.topics, flexible, version, nullable: version >= 1, "topics")
    if version >= 4 {
      writer.writeBool(self.allowAutoTopicCreation)
    } else if !self.allowAutoTopicCreation {
      throw writer.error(.fieldNotInVersion(version), "allowAutoTopicCreation")
    }
    if version >= 8 && version <= 10 {
      writer.writeBool(self.includeClusterAuthorizedOperations)
    } else if self.includeClusterAuthorizedOperations {
      throw writer.error(.fieldNotInVersion(version), "includeClusterAuthorizedOperations")
    }
    if version >= 8 {
      writer.writeBool(self.includeTopicAuthorizedOperations)
    } else if self.includeTopicAuthorizedOperations {
      throw writer.error(.fieldNotInVersion(version), "includeTopicAuthorizedOperations")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct MetadataRequestTopic: WireStruct {
    /// Versions 10+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions, null allowed in 10+.
    public var name: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 9
      if version >= 10 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.name = try reader.readNullableString(flexible, nullable: version >= 10, "name")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 9
      if version >= 10 {
        writer.writeUUID(self.topicId)
      }
      try writer.writeNullableString(self.name, flexible, nullable: version >= 10, "name")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 3, Metadata. Versions 0-13, flexible: 9-13.
public struct MetadataResponse: KafkaResponse {
  /// Versions 3+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var brokers: [MetadataResponseBroker] = []
  /// Versions 2+, left out elsewhere, null allowed.
  public var clusterId: String? = nil
  /// Versions 1+, left out elsewhere.
  public var controllerId: Int32 = -1
  /// All versions.
  public var topics: [MetadataResponseTopic] = []
  /// Versions 8-10.
  public var clusterAuthorizedOperations: Int32 = -2147483648
  /// Versions 13+, left out elsewhere.
  public var errorCode: Int16 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .metadata }
  public static var name: String { "MetadataResponse" }
  public static var versions: ClosedRange<Int16> { 0...13 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 9 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 9 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "MetadataResponse")
    let flexible = version >= 9
    if version >= 3 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.brokers = try reader.readStructs(flexible, version, elementSize: 10, "brokers")
    if version >= 2 {
      self.clusterId = try reader.readNullableString(flexible, "clusterId")
    }
    if version >= 1 {
      self.controllerId = try reader.readInt32("controllerId")
    }
    self.topics = try reader.readStructs(flexible, version, elementSize: 8, "topics")
    if version >= 8 && version <= 10 {
      self.clusterAuthorizedOperations = try reader.readInt32("clusterAuthorizedOperations")
    }
    if version >= 13 {
      self.errorCode = try reader.readInt16("errorCode")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "MetadataResponse")
    let flexible = version >= 9
    if version >= 3 {
      writer.writeInt32(self.throttleTimeMs)
    }
    try writer.writeStructs(self.brokers, flexible, version, "brokers")
    if version >= 2 {
      try writer.writeNullableString(self.clusterId, flexible, "clusterId")
    }
    if version >= 1 {
      writer.writeInt32(self.controllerId)
    }
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if version >= 8 && version <= 10 {
      writer.writeInt32(self.clusterAuthorizedOperations)
    } else if self.clusterAuthorizedOperations != -2147483648 {
      throw writer.error(.fieldNotInVersion(version), "clusterAuthorizedOperations")
    }
    if version >= 13 {
      writer.writeInt16(self.errorCode)
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct MetadataResponseBroker: WireStruct {
    /// All versions.
    public var nodeId: Int32 = 0
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: Int32 = 0
    /// Versions 1+, left out elsewhere, null allowed.
    public var rack: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 9
      self.nodeId = try reader.readInt32("nodeId")
      self.host = try reader.readString(flexible, "host")
      self.port = try reader.readInt32("port")
      if version >= 1 {
        self.rack = try reader.readNullableString(flexible, "rack")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 9
      writer.writeInt32(self.nodeId)
      try writer.writeString(self.host, flexible, "host")
      writer.writeInt32(self.port)
      if version >= 1 {
        try writer.writeNullableString(self.rack, flexible, "rack")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct MetadataResponseTopic: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed in 12+.
    public var name: String? = ""
    /// Versions 10+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// Versions 1+, left out elsewhere.
    public var isInternal: Bool = false
    /// All versions.
    public var partitions: [MetadataResponsePartition] = []
    /// Versions 8+.
    public var topicAuthorizedOperations: Int32 = -2147483648
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 9
      self.errorCode = try reader.readInt16("errorCode")
      self.name = try reader.readNullableString(flexible, nullable: version >= 12, "name")
      if version >= 10 {
        self.topicId = try reader.readUUID("topicId")
      }
      if version >= 1 {
        self.isInternal = try reader.readBool("isInternal")
      }
      self.partitions = try reader.readStructs(flexible, version, elementSize: 18, "partitions")
      if version >= 8 {
        self.topicAuthorizedOperations = try reader.readInt32("topicAuthorizedOperations")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 9
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.name, flexible, nullable: version >= 12, "name")
      if version >= 10 {
        writer.writeUUID(self.topicId)
      }
      if version >= 1 {
        writer.writeBool(self.isInternal)
      }
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if version >= 8 {
        writer.writeInt32(self.topicAuthorizedOperations)
      } else if self.topicAuthorizedOperations != -2147483648 {
        throw writer.error(.fieldNotInVersion(version), "topicAuthorizedOperations")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct MetadataResponsePartition: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var leaderId: Int32 = 0
    /// Versions 7+, left out elsewhere.
    public var leaderEpoch: Int32 = -1
    /// All versions.
    public var replicaNodes: [Int32] = []
    /// All versions.
    public var isrNodes: [Int32] = []
    /// Versions 5+, left out elsewhere.
    public var offlineReplicas: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 9
      self.errorCode = try reader.readInt16("errorCode")
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.leaderId = try reader.readInt32("leaderId")
      if version >= 7 {
        self.leaderEpoch = try reader.readInt32("leaderEpoch")
      }
      self.replicaNodes = try reader.readInt32Array(flexible, "replicaNodes")
      self.isrNodes = try reader.readInt32Array(flexible, "isrNodes")
      if version >= 5 {
        self.offlineReplicas = try reader.readInt32Array(flexible, "offlineReplicas")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 9
      writer.writeInt16(self.errorCode)
      writer.writeInt32(self.partitionIndex)
      writer.writeInt32(self.leaderId)
      if version >= 7 {
        writer.writeInt32(self.leaderEpoch)
      }
      try writer.writeInt32Array(self.replicaNodes, flexible, "replicaNodes")
      try writer.writeInt32Array(self.isrNodes, flexible, "isrNodes")
      if version >= 5 {
        try writer.writeInt32Array(self.offlineReplicas, flexible, "offlineReplicas")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
