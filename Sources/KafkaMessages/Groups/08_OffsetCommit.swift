// Generated from protocol/messages/api/OffsetCommit.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 8, OffsetCommit. Versions 0-10, flexible: 8-10, in the newest release: 2-10.
public struct OffsetCommitRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// Versions 1+, left out elsewhere.
  public var generationIdOrMemberEpoch: Int32 = -1
  /// Versions 1+, left out elsewhere.
  public var memberId: String = ""
  /// Versions 7+, null allowed.
  public var groupInstanceId: String? = nil
  /// Versions 2-4, left out elsewhere.
  public var retentionTimeMs: Int64 = -1
  /// All versions.
  public var topics: [OffsetCommitRequestTopic] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = OffsetCommitResponse

  public static var apiKey: ApiKey { .offsetCommit }
  public static var name: String { "OffsetCommitRequest" }
  public static var versions: ClosedRange<Int16> { 0...10 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 8 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 8 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "OffsetCommitRequest")
    let flexible = version >= 8
    self.groupId = try reader.readString(flexible, "groupId")
    if version >= 1 {
      self.generationIdOrMemberEpoch = try reader.readInt32("generationIdOrMemberEpoch")
      self.memberId = try reader.readString(flexible, "memberId")
    }
    if version >= 7 {
      self.groupInstanceId = try reader.readNullableString(flexible, "groupInstanceId")
    }
    if version >= 2 && version <= 4 {
      self.retentionTimeMs = try reader.readInt64("retentionTimeMs")
    }
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "OffsetCommitRequest")
    let flexible = version >= 8
    try writer.writeString(self.groupId, flexible, "groupId")
    if version >= 1 {
      writer.writeInt32(self.generationIdOrMemberEpoch)
      try writer.writeString(self.memberId, flexible, "memberId")
    }
    if version >= 7 {
      try writer.writeNullableString(self.groupInstanceId, flexible, "groupInstanceId")
    } else if self.groupInstanceId != nil {
      throw writer.error(.fieldNotInVersion(version), "groupInstanceId")
    }
    if version >= 2 && version <= 4 {
      writer.writeInt64(self.retentionTimeMs)
    }
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct OffsetCommitRequestTopic: WireStruct {
    /// Versions 0-9, left out elsewhere.
    public var name: String = ""
    /// Versions 10+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [OffsetCommitRequestPartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 8
      if version <= 9 {
        self.name = try reader.readString(flexible, "name")
      }
      if version >= 10 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitions = try reader.readStructs(flexible, version, elementSize: 14, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 8
      if version <= 9 {
        try writer.writeString(self.name, flexible, "name")
      }
      if version >= 10 {
        writer.writeUUID(self.topicId)
      }
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct OffsetCommitRequestPartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var committedOffset: Int64 = 0
    /// Versions 6+, left out elsewhere.
    public var committedLeaderEpoch: Int32 = -1
    /// Versions 1.
    public var commitTimestamp: Int64 = -1
    /// All versions, null allowed.
    public var committedMetadata: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 8
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.committedOffset = try reader.readInt64("committedOffset")
      if version >= 6 {
        self.committedLeaderEpoch = try reader.readInt32("committedLeaderEpoch")
      }
      if version == 1 {
        self.commitTimestamp = try reader.readInt64("commitTimestamp")
      }
      self.committedMetadata = try reader.readNullableString(flexible, "committedMetadata")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 8
      writer.writeInt32(self.partitionIndex)
      writer.writeInt64(self.committedOffset)
      if version >= 6 {
        writer.writeInt32(self.committedLeaderEpoch)
      }
      if version == 1 {
        writer.writeInt64(self.commitTimestamp)
      } else if self.commitTimestamp != -1 {
        throw writer.error(.fieldNotInVersion(version), "commitTimestamp")
      }
      try writer.writeNullableString(self.committedMetadata, flexible, "committedMetadata")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 8, OffsetCommit. Versions 0-10, flexible: 8-10, in the newest release: 2-10.
public struct OffsetCommitResponse: KafkaResponse {
  /// Versions 3+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var topics: [OffsetCommitResponseTopic] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .offsetCommit }
  public static var name: String { "OffsetCommitResponse" }
  public static var versions: ClosedRange<Int16> { 0...10 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 8 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 8 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "OffsetCommitResponse")
    let flexible = version >= 8
    if version >= 3 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "OffsetCommitResponse")
    let flexible = version >= 8
    if version >= 3 {
      writer.writeInt32(self.throttleTimeMs)
    }
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct OffsetCommitResponseTopic: WireStruct {
    /// Versions 0-9, left out elsewhere.
    public var name: String = ""
    /// Versions 10+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [OffsetCommitResponsePartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 8
      if version <= 9 {
        self.name = try reader.readString(flexible, "name")
      }
      if version >= 10 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitions = try reader.readStructs(flexible, version, elementSize: 6, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 8
      if version <= 9 {
        try writer.writeString(self.name, flexible, "name")
      }
      if version >= 10 {
        writer.writeUUID(self.topicId)
      }
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct OffsetCommitResponsePartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 8
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 8
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
