// Generated from protocol/messages/api/TxnOffsetCommit.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 28, TxnOffsetCommit. Versions 0-6, flexible: 3-6, in the newest release: 0-5.
public struct TxnOffsetCommitRequest: KafkaRequest {
  /// All versions.
  public var transactionalId: String = ""
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var producerId: Int64 = 0
  /// All versions.
  public var producerEpoch: Int16 = 0
  /// Versions 3+.
  public var generationIdOrMemberEpoch: Int32 = -1
  /// Versions 3+.
  public var memberId: String = ""
  /// Versions 3+, null allowed.
  public var groupInstanceId: String? = nil
  /// All versions.
  public var topics: [TxnOffsetCommitRequestTopic] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = TxnOffsetCommitResponse

  public static var apiKey: ApiKey { .txnOffsetCommit }
  public static var name: String { "TxnOffsetCommitRequest" }
  public static var versions: ClosedRange<Int16> { 0...6 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "TxnOffsetCommitRequest")
    let flexible = version >= 3
    self.transactionalId = try reader.readString(flexible, "transactionalId")
    self.groupId = try reader.readString(flexible, "groupId")
    self.producerId = try reader.readInt64("producerId")
    self.producerEpoch = try reader.readInt16("producerEpoch")
    if version >= 3 {
      self.generationIdOrMemberEpoch = try reader.readInt32("generationIdOrMemberEpoch")
      self.memberId = try reader.readString(flexible, "memberId")
      self.groupInstanceId = try reader.readNullableString(flexible, "groupInstanceId")
    }
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "TxnOffsetCommitRequest")
    let flexible = version >= 3
    try writer.writeString(self.transactionalId, flexible, "transactionalId")
    try writer.writeString(self.groupId, flexible, "groupId")
    writer.writeInt64(self.producerId)
    writer.writeInt16(self.producerEpoch)
    if version >= 3 {
      writer.writeInt32(self.generationIdOrMemberEpoch)
      try writer.writeString(self.memberId, flexible, "memberId")
      try writer.writeNullableString(self.groupInstanceId, flexible, "groupInstanceId")
    } else {
      if self.generationIdOrMemberEpoch != -1 { throw writer.error(.fieldNotInVersion(version), "generationIdOrMemberEpoch") }
      if !self.memberId.isEmpty { throw writer.error(.fieldNotInVersion(version), "memberId") }
      if self.groupInstanceId != nil { throw writer.error(.fieldNotInVersion(version), "groupInstanceId") }
    }
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct TxnOffsetCommitRequestTopic: WireStruct {
    /// Versions 0-5, left out elsewhere.
    public var name: String = ""
    /// Versions 6+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [TxnOffsetCommitRequestPartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 3
      if version <= 5 {
        self.name = try reader.readString(flexible, "name")
      }
      if version >= 6 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitions = try reader.readStructs(flexible, version, elementSize: 14, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 3
      if version <= 5 {
        try writer.writeString(self.name, flexible, "name")
      }
      if version >= 6 {
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

  public struct TxnOffsetCommitRequestPartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var committedOffset: Int64 = 0
    /// Versions 2+, left out elsewhere.
    public var committedLeaderEpoch: Int32 = -1
    /// All versions, null allowed.
    public var committedMetadata: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 3
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.committedOffset = try reader.readInt64("committedOffset")
      if version >= 2 {
        self.committedLeaderEpoch = try reader.readInt32("committedLeaderEpoch")
      }
      self.committedMetadata = try reader.readNullableString(flexible, "committedMetadata")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 3
      writer.writeInt32(self.partitionIndex)
      writer.writeInt64(self.committedOffset)
      if version >= 2 {
        writer.writeInt32(self.committedLeaderEpoch)
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

/// Response of API 28, TxnOffsetCommit. Versions 0-6, flexible: 3-6, in the newest release: 0-5.
public struct TxnOffsetCommitResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var topics: [TxnOffsetCommitResponseTopic] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .txnOffsetCommit }
  public static var name: String { "TxnOffsetCommitResponse" }
  public static var versions: ClosedRange<Int16> { 0...6 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "TxnOffsetCommitResponse")
    let flexible = version >= 3
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "TxnOffsetCommitResponse")
    let flexible = version >= 3
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct TxnOffsetCommitResponseTopic: WireStruct {
    /// Versions 0-5, left out elsewhere.
    public var name: String = ""
    /// Versions 6+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [TxnOffsetCommitResponsePartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 3
      if version <= 5 {
        self.name = try reader.readString(flexible, "name")
      }
      if version >= 6 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitions = try reader.readStructs(flexible, version, elementSize: 6, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 3
      if version <= 5 {
        try writer.writeString(self.name, flexible, "name")
      }
      if version >= 6 {
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

  public struct TxnOffsetCommitResponsePartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 3
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 3
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
