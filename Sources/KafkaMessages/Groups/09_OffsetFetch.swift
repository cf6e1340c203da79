// Generated from protocol/messages/api/OffsetFetch.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 9, OffsetFetch. Versions 0-10, flexible: 6-10, in the newest release: 1-10.
public struct OffsetFetchRequest: KafkaRequest {
  /// Versions 0-7.
  public var groupId: String = ""
  /// Versions 0-7, null allowed in 2-7.
  public var topics: [OffsetFetchRequestTopic]? = []
  /// Versions 8+.
  public var groups: [OffsetFetchRequestGroup] = []
  /// Versions 7+.
  public var requireStable: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = OffsetFetchResponse

  public static var apiKey: ApiKey { .offsetFetch }
  public static var name: String { "OffsetFetchRequest" }
  public static var versions: ClosedRange<Int16> { 0...10 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 6 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "OffsetFetchRequest")
    let flexible = version >= 6
    if version <= 7 {
      self.groupId = try reader.readString(flexible, "groupId")
      self.topics = try reader.readNullableStructs(flexible, version, nullable: version >= 2, elementSize: 3, "topics")
    }
    if version >= 8 {
      self.groups = try reader.readStructs(flexible, version, elementSize: 3, "groups")
    }
    if version >= 7 {
      self.requireStable = try reader.readBool("requireStable")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "OffsetFetchRequest")
    let flexible = version >= 6
    if version <= 7 {
      try writer.writeString(self.groupId, flexible, "groupId")
      try writer.writeNullableStructs(self.topics, flexible, version, nullable: version >= 2, "topics")
    } else {
      if !self.groupId.isEmpty { throw writer.error(.fieldNotInVersion(version), "groupId") }
      if self.topics?.isEmpty != true { throw writer.error(.fieldNotInVersion(version), "topics") }
    }
    if version >= 8 {
      try writer.writeStructs(self.groups, flexible, version, "groups")
    } else if !self.groups.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "groups")
    }
    if version >= 7 {
      writer.writeBool(self.requireStable)
    } else if self.requireStable {
      throw writer.error(.fieldNotInVersion(version), "requireStable")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct OffsetFetchRequestTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitionIndexes: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.name = try reader.readString(flexible, "name")
      self.partitionIndexes = try reader.readInt32Array(flexible, "partitionIndexes")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      try writer.writeString(self.name, flexible, "name")
      try writer.writeInt32Array(self.partitionIndexes, flexible, "partitionIndexes")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct OffsetFetchRequestGroup: WireStruct {
    /// All versions.
    public var groupId: String = ""
    /// Versions 9+, left out elsewhere, null allowed.
    public var memberId: String? = nil
    /// Versions 9+, left out elsewhere.
    public var memberEpoch: Int32 = -1
    /// All versions, null allowed.
    public var topics: [OffsetFetchRequestTopics]? = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.groupId = try reader.readString(true, "groupId")
      if version >= 9 {
        self.memberId = try reader.readNullableString(true, "memberId")
        self.memberEpoch = try reader.readInt32("memberEpoch")
      }
      self.topics = try reader.readNullableStructs(true, version, elementSize: 3, "topics")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.groupId, true, "groupId")
      if version >= 9 {
        try writer.writeNullableString(self.memberId, true, "memberId")
        writer.writeInt32(self.memberEpoch)
      }
      try writer.writeNullableStructs(self.topics, true, version, "topics")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct OffsetFetchRequestTopics: WireStruct {
    /// Versions 8-9, left out elsewhere.
    public var name: String = ""
    /// Versions 10+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitionIndexes: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      if version <= 9 {
        self.name = try reader.readString(true, "name")
      }
      if version >= 10 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitionIndexes = try reader.readInt32Array(true, "partitionIndexes")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      if version <= 9 {
        try writer.writeString(self.name, true, "name")
      }
      if version >= 10 {
        writer.writeUUID(self.topicId)
      }
      try writer.writeInt32Array(self.partitionIndexes, true, "partitionIndexes")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 9, OffsetFetch. Versions 0-10, flexible: 6-10, in the newest release: 1-10.
public struct OffsetFetchResponse: KafkaResponse {
  /// Versions 3+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// Versions 0-7.
  public var topics: [OffsetFetchResponseTopic] = []
  /// Versions 2-7, left out elsewhere.
  public var errorCode: Int16 = 0
  /// Versions 8+.
  public var groups: [OffsetFetchResponseGroup] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .offsetFetch }
  public static var name: String { "OffsetFetchResponse" }
  public static var versions: ClosedRange<Int16> { 0...10 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 6 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "OffsetFetchResponse")
    let flexible = version >= 6
    if version >= 3 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    if version <= 7 {
      self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    }
    if version >= 2 && version <= 7 {
      self.errorCode = try reader.readInt16("errorCode")
    }
    if version >= 8 {
      self.groups = try reader.readStructs(flexible, version, elementSize: 5, "groups")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "OffsetFetchResponse")
    let flexible = version >= 6
    if version >= 3 {
      writer.writeInt32(self.throttleTimeMs)
    }
    if version <= 7 {
      try writer.writeStructs(self.topics, flexible, version, "topics")
    } else if !self.topics.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "topics")
    }
    if version >= 2 && version <= 7 {
      writer.writeInt16(self.errorCode)
    }
    if version >= 8 {
      try writer.writeStructs(self.groups, flexible, version, "groups")
    } else if !self.groups.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "groups")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct OffsetFetchResponseTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [OffsetFetchResponsePartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.name = try reader.readString(flexible, "name")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 16, "partitions")
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

  public struct OffsetFetchResponsePartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var committedOffset: Int64 = 0
    /// Versions 5+, left out elsewhere.
    public var committedLeaderEpoch: Int32 = -1
    /// All versions, null allowed.
    public var metadata: String? = ""
    /// All versions.
    public var errorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.committedOffset = try reader.readInt64("committedOffset")
      if version >= 5 {
        self.committedLeaderEpoch = try reader.readInt32("committedLeaderEpoch")
      }
      self.metadata = try reader.readNullableString(flexible, "metadata")
      self.errorCode = try reader.readInt16("errorCode")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      writer.writeInt32(self.partitionIndex)
      writer.writeInt64(self.committedOffset)
      if version >= 5 {
        writer.writeInt32(self.committedLeaderEpoch)
      }
      try writer.writeNullableString(self.metadata, flexible, "metadata")
      writer.writeInt16(self.errorCode)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct OffsetFetchResponseGroup: WireStruct {
    /// All versions.
    public var groupId: String = ""
    /// All versions.
    public var topics: [OffsetFetchResponseTopics] = []
    /// All versions.
    public var errorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.groupId = try reader.readString(true, "groupId")
      self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
      self.errorCode = try reader.readInt16("errorCode")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.groupId, true, "groupId")
      try writer.writeStructs(self.topics, true, version, "topics")
      writer.writeInt16(self.errorCode)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct OffsetFetchResponseTopics: WireStruct {
    /// Versions 8-9, left out elsewhere.
    public var name: String = ""
    /// Versions 10+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [OffsetFetchResponsePartitions] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      if version <= 9 {
        self.name = try reader.readString(true, "name")
      }
      if version >= 10 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitions = try reader.readStructs(true, version, elementSize: 20, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      if version <= 9 {
        try writer.writeString(self.name, true, "name")
      }
      if version >= 10 {
        writer.writeUUID(self.topicId)
      }
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct OffsetFetchResponsePartitions: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var committedOffset: Int64 = 0
    /// All versions.
    public var committedLeaderEpoch: Int32 = -1
    /// All versions, null allowed.
    public var metadata: String? = ""
    /// All versions.
    public var errorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.committedOffset = try reader.readInt64("committedOffset")
      self.committedLeaderEpoch = try reader.readInt32("committedLeaderEpoch")
      self.metadata = try reader.readNullableString(true, "metadata")
      self.errorCode = try reader.readInt16("errorCode")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt64(self.committedOffset)
      writer.writeInt32(self.committedLeaderEpoch)
      try writer.writeNullableString(self.metadata, true, "metadata")
      writer.writeInt16(self.errorCode)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
