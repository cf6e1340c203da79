// Generated from protocol/messages/api/LeaderAndIsr.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 4, LeaderAndIsr. Versions 0-7, flexible: 4-7, in the newest release: none.
public struct LeaderAndIsrRequest: KafkaRequest {
  /// All versions.
  public var controllerId: Int32 = 0
  /// Versions 7+.
  public var isKRaftController: Bool = false
  /// All versions.
  public var controllerEpoch: Int32 = 0
  /// Versions 2+, left out elsewhere.
  public var brokerEpoch: Int64 = -1
  /// Versions 5+.
  public var type: Int8 = 0
  /// Versions 0-1.
  public var ungroupedPartitionStates: [LeaderAndIsrPartitionState] = []
  /// Versions 2+.
  public var topicStates: [LeaderAndIsrTopicState] = []
  /// All versions.
  public var liveLeaders: [LeaderAndIsrLiveLeader] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = LeaderAndIsrResponse

  public static var apiKey: ApiKey { .leaderAndIsr }
  public static var name: String { "LeaderAndIsrRequest" }
  public static var versions: ClosedRange<Int16> { 0...7 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "LeaderAndIsrRequest")
    let flexible = version >= 4
    self.controllerId = try reader.readInt32("controllerId")
    if version >= 7 {
      self.isKRaftController = try reader.readBool("isKRaftController")
    }
    self.controllerEpoch = try reader.readInt32("controllerEpoch")
    if version >= 2 {
      self.brokerEpoch = try reader.readInt64("brokerEpoch")
    }
    if version >= 5 {
      self.type = try reader.readInt8("type")
    }
    if version <= 1 {
      self.ungroupedPartitionStates = try reader.readStructs(flexible, version, elementSize: 30, "ungroupedPartitionStates")
    }
    if version >= 2 {
      self.topicStates = try reader.readStructs(flexible, version, elementSize: 3, "topicStates")
    }
    self.liveLeaders = try reader.readStructs(flexible, version, elementSize: 10, "liveLeaders")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "LeaderAndIsrRequest")
    let flexible = version >= 4
    writer.writeInt32(self.controllerId)
    if version >= 7 {
      writer.writeBool(self.isKRaftController)
    } else if self.isKRaftController {
      throw writer.error(.fieldNotInVersion(version), "isKRaftController")
    }
    writer.writeInt32(self.controllerEpoch)
    if version >= 2 {
      writer.writeInt64(self.brokerEpoch)
    }
    if version >= 5 {
      writer.writeInt8(self.type)
    } else if self.type != 0 {
      throw writer.error(.fieldNotInVersion(version), "type")
    }
    if version <= 1 {
      try writer.writeStructs(self.ungroupedPartitionStates, flexible, version, "ungroupedPartitionStates")
    } else if !self.ungroupedPartitionStates.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "ungroupedPartitionStates")
    }
    if version >= 2 {
      try writer.writeStructs(self.topicStates, flexible, version, "topicStates")
    } else if !self.topicStates.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "topicStates")
    }
    try writer.writeStructs(self.liveLeaders, flexible, version, "liveLeaders")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct LeaderAndIsrTopicState: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// Versions 5+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitionStates: [LeaderAndIsrPartitionState] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.topicName = try reader.readString(flexible, "topicName")
      if version >= 5 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitionStates = try reader.readStructs(flexible, version, elementSize: 26, "partitionStates")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      try writer.writeString(self.topicName, flexible, "topicName")
      if version >= 5 {
        writer.writeUUID(self.topicId)
      }
      try writer.writeStructs(self.partitionStates, flexible, version, "partitionStates")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct LeaderAndIsrLiveLeader: WireStruct {
    /// All versions.
    public var brokerId: Int32 = 0
    /// All versions.
    public var hostName: String = ""
    /// All versions.
    public var port: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.brokerId = try reader.readInt32("brokerId")
      self.hostName = try reader.readString(flexible, "hostName")
      self.port = try reader.readInt32("port")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      writer.writeInt32(self.brokerId)
      try writer.writeString(self.hostName, flexible, "hostName")
      writer.writeInt32(self.port)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct LeaderAndIsrPartitionState: WireStruct {
    /// Versions 0-1, left out elsewhere.
    public var topicName: String = ""
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var controllerEpoch: Int32 = 0
    /// All versions.
    public var leader: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// All versions.
    public var isr: [Int32] = []
    /// All versions.
    public var partitionEpoch: Int32 = 0
    /// All versions.
    public var replicas: [Int32] = []
    /// Versions 3+, left out elsewhere.
    public var addingReplicas: [Int32] = []
    /// Versions 3+, left out elsewhere.
    public var removingReplicas: [Int32] = []
    /// Versions 1+, left out elsewhere.
    public var isNew: Bool = false
    /// Versions 6+.
    public var leaderRecoveryState: Int8 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      if version <= 1 {
        self.topicName = try reader.readString(flexible, "topicName")
      }
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.controllerEpoch = try reader.readInt32("controllerEpoch")
      self.leader = try reader.readInt32("leader")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.isr = try reader.readInt32Array(flexible, "isr")
      self.partitionEpoch = try reader.readInt32("partitionEpoch")
      self.replicas = try reader.readInt32Array(flexible, "replicas")
      if version >= 3 {
        self.addingReplicas = try reader.readInt32Array(flexible, "addingReplicas")
        self.removingReplicas = try reader.readInt32Array(flexible, "removingReplicas")
      }
      if version >= 1 {
        self.isNew = try reader.readBool("isNew")
      }
      if version >= 6 {
        self.leaderRecoveryState = try reader.readInt8("leaderRecoveryState")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      if version <= 1 {
        try writer.writeString(self.topicName, flexible, "topicName")
      }
      writer.writeInt32(self.partitionIndex)
      writer.writeInt32(self.controllerEpoch)
      writer.writeInt32(self.leader)
      writer.writeInt32(self.leaderEpoch)
      try writer.writeInt32Array(self.isr, flexible, "isr")
      writer.writeInt32(self.partitionEpoch)
      try writer.writeInt32Array(self.replicas, flexible, "replicas")
      if version >= 3 {
        try writer.writeInt32Array(self.addingReplicas, flexible, "addingReplicas")
        try writer.writeInt32Array(self.removingReplicas, flexible, "removingReplicas")
      }
      if version >= 1 {
        writer.writeBool(self.isNew)
      }
      if version >= 6 {
        writer.writeInt8(self.leaderRecoveryState)
      } else if self.leaderRecoveryState != 0 {
        throw writer.error(.fieldNotInVersion(version), "leaderRecoveryState")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 4, LeaderAndIsr. Versions 0-7, flexible: 4-7, in the newest release: none.
public struct LeaderAndIsrResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// Versions 0-4.
  public var partitionErrors: [LeaderAndIsrPartitionError] = []
  /// Versions 5+.
  public var topics: [LeaderAndIsrTopicError] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .leaderAndIsr }
  public static var name: String { "LeaderAndIsrResponse" }
  public static var versions: ClosedRange<Int16> { 0...7 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "LeaderAndIsrResponse")
    let flexible = version >= 4
    self.errorCode = try reader.readInt16("errorCode")
    if version <= 4 {
      self.partitionErrors = try reader.readStructs(flexible, version, elementSize: 8, "partitionErrors")
    }
    if version >= 5 {
      self.topics = try reader.readStructs(flexible, version, elementSize: 18, "topics")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "LeaderAndIsrResponse")
    let flexible = version >= 4
    writer.writeInt16(self.errorCode)
    if version <= 4 {
      try writer.writeStructs(self.partitionErrors, flexible, version, "partitionErrors")
    } else if !self.partitionErrors.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "partitionErrors")
    }
    if version >= 5 {
      try writer.writeStructs(self.topics, flexible, version, "topics")
    } else if !self.topics.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "topics")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct LeaderAndIsrTopicError: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitionErrors: [LeaderAndIsrPartitionError] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitionErrors = try reader.readStructs(true, version, elementSize: 7, "partitionErrors")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeStructs(self.partitionErrors, true, version, "partitionErrors")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct LeaderAndIsrPartitionError: WireStruct {
    /// Versions 0-4, left out elsewhere.
    public var topicName: String = ""
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      if version <= 4 {
        self.topicName = try reader.readString(flexible, "topicName")
      }
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      if version <= 4 {
        try writer.writeString(self.topicName, flexible, "topicName")
      }
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
