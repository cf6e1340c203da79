// Generated from protocol/messages/api/ListOffsets.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 2, ListOffsets. Versions 0-11, flexible: 6-11, in the newest release: 1-11.
public struct ListOffsetsRequest: KafkaRequest {
  /// All versions.
  public var replicaId: Int32 = 0
  /// Versions 2+.
  public var isolationLevel: Int8 = 0
  /// All versions.
  public var topics: [ListOffsetsTopic] = []
  /// Versions 10+, left out elsewhere.
  public var timeoutMs: Int32 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ListOffsetsResponse

  public static var apiKey: ApiKey { .listOffsets }
  public static var name: String { "ListOffsetsRequest" }
  public static var versions: ClosedRange<Int16> { 0...11 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 6 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ListOffsetsRequest")
    let flexible = version >= 6
    self.replicaId = try reader.readInt32("replicaId")
    if version >= 2 {
      self.isolationLevel = try reader.readInt8("isolationLevel")
    }
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if version >= 10 {
      self.timeoutMs = try reader.readInt32("timeoutMs")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ListOffsetsRequest")
    let flexible = version >= 6
    writer.writeInt32(self.replicaId)
    if version >= 2 {
      writer.writeInt8(self.isolationLevel)
    } else if self.isolationLevel != 0 {
      throw writer.error(.fieldNotInVersion(version), "isolationLevel")
    }
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if version >= 10 {
      writer.writeInt32(self.timeoutMs)
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct ListOffsetsTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [ListOffsetsPartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.name = try reader.readString(flexible, "name")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 12, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      try writer.writeString(self.name, flexible, "name")
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct ListOffsetsPartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// Versions 4+, left out elsewhere.
    public var currentLeaderEpoch: Int32 = -1
    /// All versions.
    public var timestamp: Int64 = 0
    /// Versions 0.
    public var maxNumOffsets: Int32 = 1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.partitionIndex = try reader.readInt32("partitionIndex")
      if version >= 4 {
        self.currentLeaderEpoch = try reader.readInt32("currentLeaderEpoch")
      }
      self.timestamp = try reader.readInt64("timestamp")
      if version <= 0 {
        self.maxNumOffsets = try reader.readInt32("maxNumOffsets")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      writer.writeInt32(self.partitionIndex)
      if version >= 4 {
        writer.writeInt32(self.currentLeaderEpoch)
      }
      writer.writeInt64(self.timestamp)
      if version <= 0 {
        writer.writeInt32(self.maxNumOffsets)
      } else if self.maxNumOffsets != 1 {
        throw writer.error(.fieldNotInVersion(version), "maxNumOffsets")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 2, ListOffsets. Versions 0-11, flexible: 6-11, in the newest release: 1-11.
public struct ListOffsetsResponse: KafkaResponse {
  /// Versions 2+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var topics: [ListOffsetsTopicResponse] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .listOffsets }
  public static var name: String { "ListOffsetsResponse" }
  public static var versions: ClosedRange<Int16> { 0...11 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 6 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ListOffsetsResponse")
    let flexible = version >= 6
    if version >= 2 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ListOffsetsResponse")
    let flexible = version >= 6
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

  public struct ListOffsetsTopicResponse: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [ListOffsetsPartitionResponse] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.name = try reader.readString(flexible, "name")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 10, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      try writer.writeString(self.name, flexible, "name")
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct ListOffsetsPartitionResponse: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// Versions 0.
    public var oldStyleOffsets: [Int64] = []
    /// Versions 1+.
    public var timestamp: Int64 = -1
    /// Versions 1+.
    public var offset: Int64 = -1
    /// Versions 4+.
    public var leaderEpoch: Int32 = -1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      if version <= 0 {
        self.oldStyleOffsets = try reader.readInt64Array(flexible, "oldStyleOffsets")
      }
      if version >= 1 {
        self.timestamp = try reader.readInt64("timestamp")
        self.offset = try reader.readInt64("offset")
      }
      if version >= 4 {
        self.leaderEpoch = try reader.readInt32("leaderEpoch")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      if version <= 0 {
        try writer.writeInt64Array(self.oldStyleOffsets, flexible, "oldStyleOffsets")
      } else if !self.oldStyleOffsets.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "oldStyleOffsets")
      }
      if version >= 1 {
        writer.writeInt64(self.timestamp)
        writer.writeInt64(self.offset)
      } else {
        if self.timestamp != -1 { throw writer.error(.fieldNotInVersion(version), "timestamp") }
        if self.offset != -1 { throw writer.error(.fieldNotInVersion(version), "offset") }
      }
      if version >= 4 {
        writer.writeInt32(self.leaderEpoch)
      } else if self.leaderEpoch != -1 {
        throw writer.error(.fieldNotInVersion(version), "leaderEpoch")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
