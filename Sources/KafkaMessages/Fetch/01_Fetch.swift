// Generated from protocol/messages/api/Fetch.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 1, Fetch. Versions 0-18, flexible: 12-18, in the newest release: 4-18.
public struct FetchRequest: KafkaRequest {
  /// Versions 12+, left out elsewhere, null allowed, tag 0.
  public var clusterId: String? = nil
  /// Versions 0-14.
  public var replicaId: Int32 = -1
  /// Versions 15+, tag 1.
  public var replicaState: ReplicaState = ReplicaState()
  /// All versions.
  public var maxWaitMs: Int32 = 0
  /// All versions.
  public var minBytes: Int32 = 0
  /// Versions 3+, left out elsewhere.
  public var maxBytes: Int32 = 2147483647
  /// Versions 4+, left out elsewhere.
  public var isolationLevel: Int8 = 0
  /// Versions 7+, left out elsewhere.
  public var sessionId: Int32 = 0
  /// Versions 7+, left out elsewhere.
  public var sessionEpoch: Int32 = -1
  /// All versions.
  public var topics: [FetchTopic] = []
  /// Versions 7+.
  public var forgottenTopicsData: [ForgottenTopic] = []
  /// Versions 11+, left out elsewhere.
  public var rackId: String = ""
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = FetchResponse

  public static var apiKey: ApiKey { .fetch }
  public static var name: String { "FetchRequest" }
  public static var versions: ClosedRange<Int16> { 0...18 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 12 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 12 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "FetchRequest")
    let flexible = version >= 12
    if version <= 14 {
      self.replicaId = try reader.readInt32("replicaId")
    }
    self.maxWaitMs = try reader.readInt32("maxWaitMs")
    self.minBytes = try reader.readInt32("minBytes")
    if version >= 3 {
      self.maxBytes = try reader.readInt32("maxBytes")
    }
    if version >= 4 {
      self.isolationLevel = try reader.readInt8("isolationLevel")
    }
    if version >= 7 {
      self.sessionId = try reader.readInt32("sessionId")
      self.sessionEpoch = try reader.readInt32("sessionEpoch")
    }
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if version >= 7 {
      self.forgottenTopicsData = try reader.readStructs(flexible, version, elementSize: 3, "forgottenTopicsData")
    }
    if version >= 11 {
      self.rackId = try reader.readString(flexible, "rackId")
    }
    if flexible {
      for _ in 0..<(try reader.readTagCount()) {
        switch try reader.readTag() {
        case 0 where version >= 12:
          let behind = try reader.beginTaggedField("clusterId")
          self.clusterId = try reader.readNullableString(true, "clusterId")
          try reader.endTaggedField(behind, "clusterId")
        case 1 where version >= 15:
          let behind = try reader.beginTaggedField("replicaState")
          self.replicaState = try ReplicaState(from: &reader, version: version)
          try reader.endTaggedField(behind, "replicaState")
        case let tag:
          self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
        }
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "FetchRequest")
    let flexible = version >= 12
    if version <= 14 {
      writer.writeInt32(self.replicaId)
    } else if self.replicaId != -1 {
      throw writer.error(.fieldNotInVersion(version), "replicaId")
    }
    writer.writeInt32(self.maxWaitMs)
    writer.writeInt32(self.minBytes)
    if version >= 3 {
      writer.writeInt32(self.maxBytes)
    }
    if version >= 4 {
      writer.writeInt8(self.isolationLevel)
    }
    if version >= 7 {
      writer.writeInt32(self.sessionId)
      writer.writeInt32(self.sessionEpoch)
    }
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if version >= 7 {
      try writer.writeStructs(self.forgottenTopicsData, flexible, version, "forgottenTopicsData")
    } else if !self.forgottenTopicsData.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "forgottenTopicsData")
    }
    if version >= 11 {
      try writer.writeString(self.rackId, flexible, "rackId")
    }
    if !(version >= 15), self.replicaState != ReplicaState() {
      throw writer.error(.fieldNotInVersion(version), "replicaState")
    }
    if flexible {
      var tagCount = self.unknownTaggedFields.count
      let hasClusterId = version >= 12 && self.clusterId != nil
      if hasClusterId { tagCount += 1 }
      let hasReplicaState = version >= 15 && self.replicaState != ReplicaState()
      if hasReplicaState { tagCount += 1 }
      writer.writeUnsignedVarint(UInt32(tagCount))
      var unknown = self.unknownTaggedFields[...]
      if hasClusterId {
        let place = writer.beginTaggedField(0)
        try writer.writeNullableString(self.clusterId, true, "clusterId")
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(&unknown, below: 1)
      if hasReplicaState {
        let place = writer.beginTaggedField(1)
        try self.replicaState.encode(to: &writer, version: version)
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(unknown)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct ReplicaState: WireStruct {
    /// All versions.
    public var replicaId: Int32 = -1
    /// All versions.
    public var replicaEpoch: Int64 = -1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.replicaId = try reader.readInt32("replicaId")
      self.replicaEpoch = try reader.readInt64("replicaEpoch")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.replicaId)
      writer.writeInt64(self.replicaEpoch)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct FetchTopic: WireStruct {
    /// Versions 0-12, left out elsewhere.
    public var topic: String = ""
    /// Versions 13+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [FetchPartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 12
      if version <= 12 {
        self.topic = try reader.readString(flexible, "topic")
      }
      if version >= 13 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitions = try reader.readStructs(flexible, version, elementSize: 16, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 12
      if version <= 12 {
        try writer.writeString(self.topic, flexible, "topic")
      }
      if version >= 13 {
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

  public struct FetchPartition: WireStruct {
    /// All versions.
    public var partition: Int32 = 0
    /// Versions 9+, left out elsewhere.
    public var currentLeaderEpoch: Int32 = -1
    /// All versions.
    public var fetchOffset: Int64 = 0
    /// Versions 12+.
    public var lastFetchedEpoch: Int32 = -1
    /// Versions 5+, left out elsewhere.
    public var logStartOffset: Int64 = -1
    /// All versions.
    public var partitionMaxBytes: Int32 = 0
    /// Versions 17+, left out elsewhere, tag 0.
    public var replicaDirectoryId: KafkaUUID = .zero
    /// Versions 18+, left out elsewhere, tag 1.
    public var highWatermark: Int64 = 9223372036854775807
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 12
      self.partition = try reader.readInt32("partition")
      if version >= 9 {
        self.currentLeaderEpoch = try reader.readInt32("currentLeaderEpoch")
      }
      self.fetchOffset = try reader.readInt64("fetchOffset")
      if version >= 12 {
        self.lastFetchedEpoch = try reader.readInt32("lastFetchedEpoch")
      }
      if version >= 5 {
        self.logStartOffset = try reader.readInt64("logStartOffset")
      }
      self.partitionMaxBytes = try reader.readInt32("partitionMaxBytes")
      if flexible {
        for _ in 0..<(try reader.readTagCount()) {
          switch try reader.readTag() {
          case 0 where version >= 17:
            let behind = try reader.beginTaggedField("replicaDirectoryId")
            self.replicaDirectoryId = try reader.readUUID("replicaDirectoryId")
            try reader.endTaggedField(behind, "replicaDirectoryId")
          case 1 where version >= 18:
            let behind = try reader.beginTaggedField("highWatermark")
            self.highWatermark = try reader.readInt64("highWatermark")
            try reader.endTaggedField(behind, "highWatermark")
          case let tag:
            self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
          }
        }
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 12
      writer.writeInt32(self.partition)
      if version >= 9 {
        writer.writeInt32(self.currentLeaderEpoch)
      }
      writer.writeInt64(self.fetchOffset)
      if version >= 12 {
        writer.writeInt32(self.lastFetchedEpoch)
      } else if self.lastFetchedEpoch != -1 {
        throw writer.error(.fieldNotInVersion(version), "lastFetchedEpoch")
      }
      if version >= 5 {
        writer.writeInt64(self.logStartOffset)
      }
      writer.writeInt32(self.partitionMaxBytes)
      if flexible {
        var tagCount = self.unknownTaggedFields.count
        let hasReplicaDirectoryId = version >= 17 && self.replicaDirectoryId != .zero
        if hasReplicaDirectoryId { tagCount += 1 }
        let hasHighWatermark = version >= 18 && self.highWatermark != 9223372036854775807
        if hasHighWatermark { tagCount += 1 }
        writer.writeUnsignedVarint(UInt32(tagCount))
        var unknown = self.unknownTaggedFields[...]
        if hasReplicaDirectoryId {
          let place = writer.beginTaggedField(0)
          writer.writeUUID(self.replicaDirectoryId)
          writer.endTaggedField(place)
        }
        writer.writeUnknownTaggedFields(&unknown, below: 1)
        if hasHighWatermark {
          let place = writer.beginTaggedField(1)
          writer.writeInt64(self.highWatermark)
          writer.endTaggedField(place)
        }
        writer.writeUnknownTaggedFields(unknown)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct ForgottenTopic: WireStruct {
    /// Versions 7-12, left out elsewhere.
    public var topic: String = ""
    /// Versions 13+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 12
      if version <= 12 {
        self.topic = try reader.readString(flexible, "topic")
      }
      if version >= 13 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitions = try reader.readInt32Array(flexible, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 12
      if version <= 12 {
        try writer.writeString(self.topic, flexible, "topic")
      }
      if version >= 13 {
        writer.writeUUID(self.topicId)
      }
      try writer.writeInt32Array(self.partitions, flexible, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 1, Fetch. Versions 0-18, flexible: 12-18, in the newest release: 4-18.
public struct FetchResponse: KafkaResponse {
  /// Versions 1+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// Versions 7+, left out elsewhere.
  public var errorCode: Int16 = 0
  /// Versions 7+.
  public var sessionId: Int32 = 0
  /// All versions.
  public var responses: [FetchableTopicResponse] = []
  /// Versions 16+, tag 0.
  public var nodeEndpoints: [NodeEndpoint] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .fetch }
  public static var name: String { "FetchResponse" }
  public static var versions: ClosedRange<Int16> { 0...18 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 12 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 12 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "FetchResponse")
    let flexible = version >= 12
    if version >= 1 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    if version >= 7 {
      self.errorCode = try reader.readInt16("errorCode")
      self.sessionId = try reader.readInt32("sessionId")
    }
    self.responses = try reader.readStructs(flexible, version, elementSize: 3, "responses")
    if flexible {
      for _ in 0..<(try reader.readTagCount()) {
        switch try reader.readTag() {
        case 0 where version >= 16:
          let behind = try reader.beginTaggedField("nodeEndpoints")
          self.nodeEndpoints = try reader.readStructs(true, version, elementSize: 11, "nodeEndpoints")
          try reader.endTaggedField(behind, "nodeEndpoints")
        case let tag:
          self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
        }
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "FetchResponse")
    let flexible = version >= 12
    if version >= 1 {
      writer.writeInt32(self.throttleTimeMs)
    }
    if version >= 7 {
      writer.writeInt16(self.errorCode)
      writer.writeInt32(self.sessionId)
    } else if self.sessionId != 0 {
      throw writer.error(.fieldNotInVersion(version), "sessionId")
    }
    try writer.writeStructs(self.responses, flexible, version, "responses")
    if !(version >= 16), !self.nodeEndpoints.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "nodeEndpoints")
    }
    if flexible {
      var tagCount = self.unknownTaggedFields.count
      let hasNodeEndpoints = version >= 16 && !self.nodeEndpoints.isEmpty
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

  public struct FetchableTopicResponse: WireStruct {
    /// Versions 0-12, left out elsewhere.
    public var topic: String = ""
    /// Versions 13+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [PartitionData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 12
      if version <= 12 {
        self.topic = try reader.readString(flexible, "topic")
      }
      if version >= 13 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitions = try reader.readStructs(flexible, version, elementSize: 18, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 12
      if version <= 12 {
        try writer.writeString(self.topic, flexible, "topic")
      }
      if version >= 13 {
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

  public struct PartitionData: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions.
    public var highWatermark: Int64 = 0
    /// Versions 4+, left out elsewhere.
    public var lastStableOffset: Int64 = -1
    /// Versions 5+, left out elsewhere.
    public var logStartOffset: Int64 = -1
    /// Versions 12+, tag 0.
    public var divergingEpoch: EpochEndOffset = EpochEndOffset()
    /// Versions 12+, tag 1.
    public var currentLeader: LeaderIdAndEpoch = LeaderIdAndEpoch()
    /// Versions 12+, tag 2.
    public var snapshotId: SnapshotId = SnapshotId()
    /// Versions 4+, left out elsewhere, null allowed.
    public var abortedTransactions: [AbortedTransaction]? = []
    /// Versions 11+.
    public var preferredReadReplica: Int32 = -1
    /// All versions, null allowed.
    public var records: ByteBuffer? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 12
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      self.highWatermark = try reader.readInt64("highWatermark")
      if version >= 4 {
        self.lastStableOffset = try reader.readInt64("lastStableOffset")
      }
      if version >= 5 {
        self.logStartOffset = try reader.readInt64("logStartOffset")
      }
      if version >= 4 {
        self.abortedTransactions = try reader.readNullableStructs(flexible, version, elementSize: 16, "abortedTransactions")
      }
      if version >= 11 {
        self.preferredReadReplica = try reader.readInt32("preferredReadReplica")
      }
      self.records = try reader.readNullableBytes(flexible, "records")
      if flexible {
        for _ in 0..<(try reader.readTagCount()) {
          switch try reader.readTag() {
          case 0 where version >= 12:
            let behind = try reader.beginTaggedField("divergingEpoch")
            self.divergingEpoch = try EpochEndOffset(from: &reader, version: version)
            try reader.endTaggedField(behind, "divergingEpoch")
          case 1 where version >= 12:
            let behind = try reader.beginTaggedField("currentLeader")
            self.currentLeader = try LeaderIdAndEpoch(from: &reader, version: version)
            try reader.endTaggedField(behind, "currentLeader")
          case 2 where version >= 12:
            let behind = try reader.beginTaggedField("snapshotId")
            self.snapshotId = try SnapshotId(from: &reader, version: version)
            try reader.endTaggedField(behind, "snapshotId")
          case let tag:
            self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
          }
        }
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 12
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      writer.writeInt64(self.highWatermark)
      if version >= 4 {
        writer.writeInt64(self.lastStableOffset)
      }
      if version >= 5 {
        writer.writeInt64(self.logStartOffset)
      }
      if version >= 4 {
        try writer.writeNullableStructs(self.abortedTransactions, flexible, version, "abortedTransactions")
      }
      if version >= 11 {
        writer.writeInt32(self.preferredReadReplica)
      } else if self.preferredReadReplica != -1 {
        throw writer.error(.fieldNotInVersion(version), "preferredReadReplica")
      }
      try writer.writeNullableBytes(self.records, flexible, "records")
      if !(version >= 12), self.divergingEpoch != EpochEndOffset() {
        throw writer.error(.fieldNotInVersion(version), "divergingEpoch")
      }
      if !(version >= 12), self.currentLeader != LeaderIdAndEpoch() {
        throw writer.error(.fieldNotInVersion(version), "currentLeader")
      }
      if !(version >= 12), self.snapshotId != SnapshotId() {
        throw writer.error(.fieldNotInVersion(version), "snapshotId")
      }
      if flexible {
        var tagCount = self.unknownTaggedFields.count
        let hasDivergingEpoch = version >= 12 && self.divergingEpoch != EpochEndOffset()
        if hasDivergingEpoch { tagCount += 1 }
        let hasCurrentLeader = version >= 12 && self.currentLeader != LeaderIdAndEpoch()
        if hasCurrentLeader { tagCount += 1 }
        let hasSnapshotId = version >= 12 && self.snapshotId != SnapshotId()
        if hasSnapshotId { tagCount += 1 }
        writer.writeUnsignedVarint(UInt32(tagCount))
        var unknown = self.unknownTaggedFields[...]
        if hasDivergingEpoch {
          let place = writer.beginTaggedField(0)
          try self.divergingEpoch.encode(to: &writer, version: version)
          writer.endTaggedField(place)
        }
        writer.writeUnknownTaggedFields(&unknown, below: 1)
        if hasCurrentLeader {
          let place = writer.beginTaggedField(1)
          try self.currentLeader.encode(to: &writer, version: version)
          writer.endTaggedField(place)
        }
        writer.writeUnknownTaggedFields(&unknown, below: 2)
        if hasSnapshotId {
          let place = writer.beginTaggedField(2)
          try self.snapshotId.encode(to: &writer, version: version)
          writer.endTaggedField(place)
        }
        writer.writeUnknownTaggedFields(unknown)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct EpochEndOffset: WireStruct {
    /// All versions.
    public var epoch: Int32 = -1
    /// All versions.
    public var endOffset: Int64 = -1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.epoch = try reader.readInt32("epoch")
      self.endOffset = try reader.readInt64("endOffset")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.epoch)
      writer.writeInt64(self.endOffset)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct LeaderIdAndEpoch: WireStruct {
    /// All versions.
    public var leaderId: Int32 = -1
    /// All versions.
    public var leaderEpoch: Int32 = -1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.leaderId = try reader.readInt32("leaderId")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.leaderId)
      writer.writeInt32(self.leaderEpoch)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct SnapshotId: WireStruct {
    /// All versions.
    public var endOffset: Int64 = -1
    /// All versions.
    public var epoch: Int32 = -1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.endOffset = try reader.readInt64("endOffset")
      self.epoch = try reader.readInt32("epoch")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt64(self.endOffset)
      writer.writeInt32(self.epoch)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct AbortedTransaction: WireStruct {
    /// All versions.
    public var producerId: Int64 = 0
    /// All versions.
    public var firstOffset: Int64 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 12
      self.producerId = try reader.readInt64("producerId")
      self.firstOffset = try reader.readInt64("firstOffset")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 12
      writer.writeInt64(self.producerId)
      writer.writeInt64(self.firstOffset)
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
    public var port: Int32 = 0
    /// All versions, null allowed.
    public var rack: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.nodeId = try reader.readInt32("nodeId")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readInt32("port")
      self.rack = try reader.readNullableString(true, "rack")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.nodeId)
      try writer.writeString(self.host, true, "host")
      writer.writeInt32(self.port)
      try writer.writeNullableString(self.rack, true, "rack")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
