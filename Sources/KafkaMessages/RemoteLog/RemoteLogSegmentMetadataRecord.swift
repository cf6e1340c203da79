// Generated from protocol/messages/storage/RemoteLogSegmentMetadataRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Entry 0 of `__remote_log_metadata`. Versions 0, flexible: 0.
public struct RemoteLogSegmentMetadataRecord: LogEntry {
  /// All versions.
  public var remoteLogSegmentId: RemoteLogSegmentIdEntry = RemoteLogSegmentIdEntry()
  /// All versions.
  public var startOffset: Int64 = 0
  /// All versions.
  public var endOffset: Int64 = 0
  /// All versions.
  public var brokerId: Int32 = 0
  /// All versions.
  public var maxTimestampMs: Int64 = 0
  /// All versions.
  public var eventTimestampMs: Int64 = 0
  /// All versions.
  public var segmentLeaderEpochs: [SegmentLeaderEpochEntry] = []
  /// All versions.
  public var segmentSizeInBytes: Int32 = 0
  /// All versions, null allowed.
  public var customMetadata: ByteBuffer? = nil
  /// All versions.
  public var remoteLogSegmentState: Int8 = 0
  /// All versions, tag 0.
  public var txnIndexEmpty: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 0 }
  public static var log: EntryLog { .remoteLogMetadata }
  public static var name: String { "RemoteLogSegmentMetadataRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "RemoteLogSegmentMetadataRecord")
    self.remoteLogSegmentId = try RemoteLogSegmentIdEntry(from: &reader, version: version)
    self.startOffset = try reader.readInt64("startOffset")
    self.endOffset = try reader.readInt64("endOffset")
    self.brokerId = try reader.readInt32("brokerId")
    self.maxTimestampMs = try reader.readInt64("maxTimestampMs")
    self.eventTimestampMs = try reader.readInt64("eventTimestampMs")
    self.segmentLeaderEpochs = try reader.readStructs(true, version, elementSize: 13, "segmentLeaderEpochs")
    self.segmentSizeInBytes = try reader.readInt32("segmentSizeInBytes")
    self.customMetadata = try reader.readNullableBytes(true, "customMetadata")
    self.remoteLogSegmentState = try reader.readInt8("remoteLogSegmentState")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("txnIndexEmpty")
        self.txnIndexEmpty = try reader.readBool("txnIndexEmpty")
        try reader.endTaggedField(behind, "txnIndexEmpty")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "RemoteLogSegmentMetadataRecord")
    try self.remoteLogSegmentId.encode(to: &writer, version: version)
    writer.writeInt64(self.startOffset)
    writer.writeInt64(self.endOffset)
    writer.writeInt32(self.brokerId)
    writer.writeInt64(self.maxTimestampMs)
    writer.writeInt64(self.eventTimestampMs)
    try writer.writeStructs(self.segmentLeaderEpochs, true, version, "segmentLeaderEpochs")
    writer.writeInt32(self.segmentSizeInBytes)
    try writer.writeNullableBytes(self.customMetadata, true, "customMetadata")
    writer.writeInt8(self.remoteLogSegmentState)
    var tagCount = self.unknownTaggedFields.count
    let hasTxnIndexEmpty = self.txnIndexEmpty
    if hasTxnIndexEmpty { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    if hasTxnIndexEmpty {
      let place = writer.beginTaggedField(0)
      writer.writeBool(self.txnIndexEmpty)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
  }

  public struct RemoteLogSegmentIdEntry: WireStruct {
    /// All versions.
    public var topicIdPartition: TopicIdPartitionEntry = TopicIdPartitionEntry()
    /// All versions.
    public var id: KafkaUUID = .zero
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicIdPartition = try TopicIdPartitionEntry(from: &reader, version: version)
      self.id = try reader.readUUID("id")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try self.topicIdPartition.encode(to: &writer, version: version)
      writer.writeUUID(self.id)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct TopicIdPartitionEntry: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var id: KafkaUUID = .zero
    /// All versions.
    public var partition: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.id = try reader.readUUID("id")
      self.partition = try reader.readInt32("partition")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      writer.writeUUID(self.id)
      writer.writeInt32(self.partition)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct SegmentLeaderEpochEntry: WireStruct {
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// All versions.
    public var offset: Int64 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.offset = try reader.readInt64("offset")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.leaderEpoch)
      writer.writeInt64(self.offset)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
