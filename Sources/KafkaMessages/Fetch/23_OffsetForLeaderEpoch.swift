// Generated from protocol/messages/api/OffsetForLeaderEpoch.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 23, OffsetForLeaderEpoch. Versions 0-4, flexible: 4, in the newest release: 2-4.
public struct OffsetForLeaderEpochRequest: KafkaRequest {
  /// Versions 3+, left out elsewhere.
  public var replicaId: Int32 = -2
  /// All versions.
  public var topics: [OffsetForLeaderTopic] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = OffsetForLeaderEpochResponse

  public static var apiKey: ApiKey { .offsetForLeaderEpoch }
  public static var name: String { "OffsetForLeaderEpochRequest" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "OffsetForLeaderEpochRequest")
    let flexible = version >= 4
    if version >= 3 {
      self.replicaId = try reader.readInt32("replicaId")
    }
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "OffsetForLeaderEpochRequest")
    let flexible = version >= 4
    if version >= 3 {
      writer.writeInt32(self.replicaId)
    }
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct OffsetForLeaderTopic: WireStruct {
    /// All versions.
    public var topic: String = ""
    /// All versions.
    public var partitions: [OffsetForLeaderPartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.topic = try reader.readString(flexible, "topic")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 8, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      try writer.writeString(self.topic, flexible, "topic")
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct OffsetForLeaderPartition: WireStruct {
    /// All versions.
    public var partition: Int32 = 0
    /// Versions 2+, left out elsewhere.
    public var currentLeaderEpoch: Int32 = -1
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.partition = try reader.readInt32("partition")
      if version >= 2 {
        self.currentLeaderEpoch = try reader.readInt32("currentLeaderEpoch")
      }
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      writer.writeInt32(self.partition)
      if version >= 2 {
        writer.writeInt32(self.currentLeaderEpoch)
      }
      writer.writeInt32(self.leaderEpoch)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 23, OffsetForLeaderEpoch. Versions 0-4, flexible: 4, in the newest release: 2-4.
public struct OffsetForLeaderEpochResponse: KafkaResponse {
  /// Versions 2+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var topics: [OffsetForLeaderTopicResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .offsetForLeaderEpoch }
  public static var name: String { "OffsetForLeaderEpochResponse" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "OffsetForLeaderEpochResponse")
    let flexible = version >= 4
    if version >= 2 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "OffsetForLeaderEpochResponse")
    let flexible = version >= 4
    if version >= 2 {
      writer.writeInt32(self.throttleTimeMs)
    }
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct OffsetForLeaderTopicResult: WireStruct {
    /// All versions.
    public var topic: String = ""
    /// All versions.
    public var partitions: [EpochEndOffset] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.topic = try reader.readString(flexible, "topic")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 14, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      try writer.writeString(self.topic, flexible, "topic")
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct EpochEndOffset: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions.
    public var partition: Int32 = 0
    /// Versions 1+, left out elsewhere.
    public var leaderEpoch: Int32 = -1
    /// All versions.
    public var endOffset: Int64 = -1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.errorCode = try reader.readInt16("errorCode")
      self.partition = try reader.readInt32("partition")
      if version >= 1 {
        self.leaderEpoch = try reader.readInt32("leaderEpoch")
      }
      self.endOffset = try reader.readInt64("endOffset")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      writer.writeInt16(self.errorCode)
      writer.writeInt32(self.partition)
      if version >= 1 {
        writer.writeInt32(self.leaderEpoch)
      }
      writer.writeInt64(self.endOffset)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
