// Generated from protocol/messages/api/StopReplica.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 5, StopReplica. Versions 0-4, flexible: 2-4, in the newest release: none.
public struct StopReplicaRequest: KafkaRequest {
  /// All versions.
  public var controllerId: Int32 = 0
  /// Versions 4+.
  public var isKRaftController: Bool = false
  /// All versions.
  public var controllerEpoch: Int32 = 0
  /// Versions 1+, left out elsewhere.
  public var brokerEpoch: Int64 = -1
  /// Versions 0-2.
  public var deletePartitions: Bool = false
  /// Versions 0.
  public var ungroupedPartitions: [StopReplicaPartitionV0] = []
  /// Versions 1-2.
  public var topics: [StopReplicaTopicV1] = []
  /// Versions 3+.
  public var topicStates: [StopReplicaTopicState] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = StopReplicaResponse

  public static var apiKey: ApiKey { .stopReplica }
  public static var name: String { "StopReplicaRequest" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StopReplicaRequest")
    let flexible = version >= 2
    self.controllerId = try reader.readInt32("controllerId")
    if version >= 4 {
      self.isKRaftController = try reader.readBool("isKRaftController")
    }
    self.controllerEpoch = try reader.readInt32("controllerEpoch")
    if version >= 1 {
      self.brokerEpoch = try reader.readInt64("brokerEpoch")
    }
    if version <= 2 {
      self.deletePartitions = try reader.readBool("deletePartitions")
    }
    if version <= 0 {
      self.ungroupedPartitions = try reader.readStructs(flexible, version, elementSize: 6, "ungroupedPartitions")
    }
    if version >= 1 && version <= 2 {
      self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    }
    if version >= 3 {
      self.topicStates = try reader.readStructs(flexible, version, elementSize: 3, "topicStates")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StopReplicaRequest")
    let flexible = version >= 2
    writer.writeInt32(self.controllerId)
    if version >= 4 {
      writer.writeBool(self.isKRaftController)
    } else if self.isKRaftController {
      throw writer.error(.fieldNotInVersion(version), "isKRaftController")
    }
    writer.writeInt32(self.controllerEpoch)
    if version >= 1 {
      writer.writeInt64(self.brokerEpoch)
    }
    if version <= 2 {
      writer.writeBool(self.deletePartitions)
    } else if self.deletePartitions {
      throw writer.error(.fieldNotInVersion(version), "deletePartitions")
    }
    if version <= 0 {
      try writer.writeStructs(self.ungroupedPartitions, flexible, version, "ungroupedPartitions")
    } else if !self.ungroupedPartitions.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "ungroupedPartitions")
    }
    if version >= 1 && version <= 2 {
      try writer.writeStructs(self.topics, flexible, version, "topics")
    } else if !self.topics.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "topics")
    }
    if version >= 3 {
      try writer.writeStructs(self.topicStates, flexible, version, "topicStates")
    } else if !self.topicStates.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "topicStates")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct StopReplicaPartitionV0: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitionIndex: Int32 = 0

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicName = try reader.readString(false, "topicName")
      self.partitionIndex = try reader.readInt32("partitionIndex")
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topicName, false, "topicName")
      writer.writeInt32(self.partitionIndex)
    }
  }

  public struct StopReplicaTopicV1: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitionIndexes: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.name = try reader.readString(flexible, "name")
      self.partitionIndexes = try reader.readInt32Array(flexible, "partitionIndexes")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.name, flexible, "name")
      try writer.writeInt32Array(self.partitionIndexes, flexible, "partitionIndexes")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct StopReplicaTopicState: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitionStates: [StopReplicaPartitionState] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicName = try reader.readString(true, "topicName")
      self.partitionStates = try reader.readStructs(true, version, elementSize: 10, "partitionStates")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topicName, true, "topicName")
      try writer.writeStructs(self.partitionStates, true, version, "partitionStates")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct StopReplicaPartitionState: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = -1
    /// All versions.
    public var deletePartition: Bool = false
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.deletePartition = try reader.readBool("deletePartition")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt32(self.leaderEpoch)
      writer.writeBool(self.deletePartition)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 5, StopReplica. Versions 0-4, flexible: 2-4, in the newest release: none.
public struct StopReplicaResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var partitionErrors: [StopReplicaPartitionError] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .stopReplica }
  public static var name: String { "StopReplicaResponse" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StopReplicaResponse")
    let flexible = version >= 2
    self.errorCode = try reader.readInt16("errorCode")
    self.partitionErrors = try reader.readStructs(flexible, version, elementSize: 8, "partitionErrors")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StopReplicaResponse")
    let flexible = version >= 2
    writer.writeInt16(self.errorCode)
    try writer.writeStructs(self.partitionErrors, flexible, version, "partitionErrors")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct StopReplicaPartitionError: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.topicName = try reader.readString(flexible, "topicName")
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.topicName, flexible, "topicName")
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
