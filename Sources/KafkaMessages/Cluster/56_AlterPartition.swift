// Generated from protocol/messages/api/AlterPartition.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 56, AlterPartition. Versions 0-3, flexible: 0-3, in the newest release: 2-3.
public struct AlterPartitionRequest: KafkaRequest {
  /// All versions.
  public var brokerId: Int32 = 0
  /// All versions.
  public var brokerEpoch: Int64 = -1
  /// All versions.
  public var topics: [TopicData] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = AlterPartitionResponse

  public static var apiKey: ApiKey { .alterPartition }
  public static var name: String { "AlterPartitionRequest" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterPartitionRequest")
    self.brokerId = try reader.readInt32("brokerId")
    self.brokerEpoch = try reader.readInt64("brokerEpoch")
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterPartitionRequest")
    writer.writeInt32(self.brokerId)
    writer.writeInt64(self.brokerEpoch)
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicData: WireStruct {
    /// Versions 0-1, left out elsewhere.
    public var topicName: String = ""
    /// Versions 2+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [PartitionData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      if version <= 1 {
        self.topicName = try reader.readString(true, "topicName")
      }
      if version >= 2 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitions = try reader.readStructs(true, version, elementSize: 14, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      if version <= 1 {
        try writer.writeString(self.topicName, true, "topicName")
      }
      if version >= 2 {
        writer.writeUUID(self.topicId)
      }
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct PartitionData: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// Versions 0-2.
    public var newIsr: [Int32] = []
    /// Versions 3+.
    public var newIsrWithEpochs: [BrokerState] = []
    /// Versions 1+.
    public var leaderRecoveryState: Int8 = 0
    /// All versions.
    public var partitionEpoch: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      if version <= 2 {
        self.newIsr = try reader.readInt32Array(true, "newIsr")
      }
      if version >= 3 {
        self.newIsrWithEpochs = try reader.readStructs(true, version, elementSize: 13, "newIsrWithEpochs")
      }
      if version >= 1 {
        self.leaderRecoveryState = try reader.readInt8("leaderRecoveryState")
      }
      self.partitionEpoch = try reader.readInt32("partitionEpoch")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt32(self.leaderEpoch)
      if version <= 2 {
        try writer.writeInt32Array(self.newIsr, true, "newIsr")
      } else if !self.newIsr.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "newIsr")
      }
      if version >= 3 {
        try writer.writeStructs(self.newIsrWithEpochs, true, version, "newIsrWithEpochs")
      } else if !self.newIsrWithEpochs.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "newIsrWithEpochs")
      }
      if version >= 1 {
        writer.writeInt8(self.leaderRecoveryState)
      } else if self.leaderRecoveryState != 0 {
        throw writer.error(.fieldNotInVersion(version), "leaderRecoveryState")
      }
      writer.writeInt32(self.partitionEpoch)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct BrokerState: WireStruct {
    /// All versions.
    public var brokerId: Int32 = 0
    /// All versions.
    public var brokerEpoch: Int64 = -1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.brokerId = try reader.readInt32("brokerId")
      self.brokerEpoch = try reader.readInt64("brokerEpoch")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.brokerId)
      writer.writeInt64(self.brokerEpoch)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 56, AlterPartition. Versions 0-3, flexible: 0-3, in the newest release: 2-3.
public struct AlterPartitionResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var topics: [TopicData] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .alterPartition }
  public static var name: String { "AlterPartitionResponse" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterPartitionResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterPartitionResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopicData: WireStruct {
    /// Versions 0-1, left out elsewhere.
    public var topicName: String = ""
    /// Versions 2+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [PartitionData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      if version <= 1 {
        self.topicName = try reader.readString(true, "topicName")
      }
      if version >= 2 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitions = try reader.readStructs(true, version, elementSize: 20, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      if version <= 1 {
        try writer.writeString(self.topicName, true, "topicName")
      }
      if version >= 2 {
        writer.writeUUID(self.topicId)
      }
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
    public var isr: [Int32] = []
    /// Versions 1+, left out elsewhere.
    public var leaderRecoveryState: Int8 = 0
    /// All versions.
    public var partitionEpoch: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      self.leaderId = try reader.readInt32("leaderId")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.isr = try reader.readInt32Array(true, "isr")
      if version >= 1 {
        self.leaderRecoveryState = try reader.readInt8("leaderRecoveryState")
      }
      self.partitionEpoch = try reader.readInt32("partitionEpoch")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      writer.writeInt32(self.leaderId)
      writer.writeInt32(self.leaderEpoch)
      try writer.writeInt32Array(self.isr, true, "isr")
      if version >= 1 {
        writer.writeInt8(self.leaderRecoveryState)
      }
      writer.writeInt32(self.partitionEpoch)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
