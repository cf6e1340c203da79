// Generated from protocol/messages/api/FetchSnapshot.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 59, FetchSnapshot. Versions 0-1, flexible: 0-1.
public struct FetchSnapshotRequest: KafkaRequest {
  /// All versions, null allowed, tag 0.
  public var clusterId: String? = nil
  /// All versions.
  public var replicaId: Int32 = -1
  /// All versions.
  public var maxBytes: Int32 = 2147483647
  /// All versions.
  public var topics: [TopicSnapshot] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = FetchSnapshotResponse

  public static var apiKey: ApiKey { .fetchSnapshot }
  public static var name: String { "FetchSnapshotRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "FetchSnapshotRequest")
    self.replicaId = try reader.readInt32("replicaId")
    self.maxBytes = try reader.readInt32("maxBytes")
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("clusterId")
        self.clusterId = try reader.readNullableString(true, "clusterId")
        try reader.endTaggedField(behind, "clusterId")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "FetchSnapshotRequest")
    writer.writeInt32(self.replicaId)
    writer.writeInt32(self.maxBytes)
    try writer.writeStructs(self.topics, true, version, "topics")
    var tagCount = self.unknownTaggedFields.count
    let hasClusterId = self.clusterId != nil
    if hasClusterId { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    if hasClusterId {
      let place = writer.beginTaggedField(0)
      try writer.writeNullableString(self.clusterId, true, "clusterId")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
  }

  public struct TopicSnapshot: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [PartitionSnapshot] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.partitions = try reader.readStructs(true, version, elementSize: 30, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct PartitionSnapshot: WireStruct {
    /// All versions.
    public var partition: Int32 = 0
    /// All versions.
    public var currentLeaderEpoch: Int32 = 0
    /// All versions.
    public var snapshotId: SnapshotId = SnapshotId()
    /// All versions.
    public var position: Int64 = 0
    /// Versions 1+, left out elsewhere, tag 0.
    public var replicaDirectoryId: KafkaUUID = .zero
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partition = try reader.readInt32("partition")
      self.currentLeaderEpoch = try reader.readInt32("currentLeaderEpoch")
      self.snapshotId = try SnapshotId(from: &reader, version: version)
      self.position = try reader.readInt64("position")
      for _ in 0..<(try reader.readTagCount()) {
        switch try reader.readTag() {
        case 0 where version >= 1:
          let behind = try reader.beginTaggedField("replicaDirectoryId")
          self.replicaDirectoryId = try reader.readUUID("replicaDirectoryId")
          try reader.endTaggedField(behind, "replicaDirectoryId")
        case let tag:
          self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
        }
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partition)
      writer.writeInt32(self.currentLeaderEpoch)
      try self.snapshotId.encode(to: &writer, version: version)
      writer.writeInt64(self.position)
      var tagCount = self.unknownTaggedFields.count
      let hasReplicaDirectoryId = version >= 1 && self.replicaDirectoryId != .zero
      if hasReplicaDirectoryId { tagCount += 1 }
      writer.writeUnsignedVarint(UInt32(tagCount))
      if hasReplicaDirectoryId {
        let place = writer.beginTaggedField(0)
        writer.writeUUID(self.replicaDirectoryId)
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
    }
  }

  public struct SnapshotId: WireStruct {
    /// All versions.
    public var endOffset: Int64 = 0
    /// All versions.
    public var epoch: Int32 = 0
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
}

/// Response of API 59, FetchSnapshot. Versions 0-1, flexible: 0-1.
public struct FetchSnapshotResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var topics: [TopicSnapshot] = []
  /// Versions 1+, tag 0.
  public var nodeEndpoints: [NodeEndpoint] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .fetchSnapshot }
  public static var name: String { "FetchSnapshotResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "FetchSnapshotResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0 where version >= 1:
        let behind = try reader.beginTaggedField("nodeEndpoints")
        self.nodeEndpoints = try reader.readStructs(true, version, elementSize: 8, "nodeEndpoints")
        try reader.endTaggedField(behind, "nodeEndpoints")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "FetchSnapshotResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeStructs(self.topics, true, version, "topics")
    if !(version >= 1), !self.nodeEndpoints.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "nodeEndpoints")
    }
    var tagCount = self.unknownTaggedFields.count
    let hasNodeEndpoints = version >= 1 && !self.nodeEndpoints.isEmpty
    if hasNodeEndpoints { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    if hasNodeEndpoints {
      let place = writer.beginTaggedField(0)
      try writer.writeStructs(self.nodeEndpoints, true, version, "nodeEndpoints")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
  }

  public struct TopicSnapshot: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [PartitionSnapshot] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.partitions = try reader.readStructs(true, version, elementSize: 37, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct PartitionSnapshot: WireStruct {
    /// All versions.
    public var index: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions.
    public var snapshotId: SnapshotId = SnapshotId()
    /// All versions, tag 0.
    public var currentLeader: LeaderIdAndEpoch = LeaderIdAndEpoch()
    /// All versions.
    public var size: Int64 = 0
    /// All versions.
    public var position: Int64 = 0
    /// All versions.
    public var unalignedRecords: ByteBuffer = ByteBuffer()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.index = try reader.readInt32("index")
      self.errorCode = try reader.readInt16("errorCode")
      self.snapshotId = try SnapshotId(from: &reader, version: version)
      self.size = try reader.readInt64("size")
      self.position = try reader.readInt64("position")
      self.unalignedRecords = try reader.readBytes(true, "unalignedRecords")
      for _ in 0..<(try reader.readTagCount()) {
        switch try reader.readTag() {
        case 0:
          let behind = try reader.beginTaggedField("currentLeader")
          self.currentLeader = try LeaderIdAndEpoch(from: &reader, version: version)
          try reader.endTaggedField(behind, "currentLeader")
        case let tag:
          self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
        }
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.index)
      writer.writeInt16(self.errorCode)
      try self.snapshotId.encode(to: &writer, version: version)
      writer.writeInt64(self.size)
      writer.writeInt64(self.position)
      try writer.writeBytes(self.unalignedRecords, true, "unalignedRecords")
      var tagCount = self.unknownTaggedFields.count
      let hasCurrentLeader = self.currentLeader != LeaderIdAndEpoch()
      if hasCurrentLeader { tagCount += 1 }
      writer.writeUnsignedVarint(UInt32(tagCount))
      if hasCurrentLeader {
        let place = writer.beginTaggedField(0)
        try self.currentLeader.encode(to: &writer, version: version)
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
    }
  }

  public struct SnapshotId: WireStruct {
    /// All versions.
    public var endOffset: Int64 = 0
    /// All versions.
    public var epoch: Int32 = 0
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

  public struct LeaderIdAndEpoch: WireStruct {
    /// All versions.
    public var leaderId: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = 0
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

  public struct NodeEndpoint: WireStruct {
    /// All versions.
    public var nodeId: Int32 = 0
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: UInt16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.nodeId = try reader.readInt32("nodeId")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readUInt16("port")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.nodeId)
      try writer.writeString(self.host, true, "host")
      writer.writeUInt16(self.port)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
