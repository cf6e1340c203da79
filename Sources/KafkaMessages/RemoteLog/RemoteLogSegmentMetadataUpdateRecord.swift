// Generated from protocol/messages/storage/RemoteLogSegmentMetadataUpdateRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Entry 1 of `__remote_log_metadata`. Versions 0, flexible: 0.
public struct RemoteLogSegmentMetadataUpdateRecord: LogEntry {
  /// All versions.
  public var remoteLogSegmentId: RemoteLogSegmentIdEntry = RemoteLogSegmentIdEntry()
  /// All versions.
  public var brokerId: Int32 = 0
  /// All versions.
  public var eventTimestampMs: Int64 = 0
  /// All versions, null allowed.
  public var customMetadata: ByteBuffer? = nil
  /// All versions.
  public var remoteLogSegmentState: Int8 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 1 }
  public static var log: EntryLog { .remoteLogMetadata }
  public static var name: String { "RemoteLogSegmentMetadataUpdateRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "RemoteLogSegmentMetadataUpdateRecord")
    self.remoteLogSegmentId = try RemoteLogSegmentIdEntry(from: &reader, version: version)
    self.brokerId = try reader.readInt32("brokerId")
    self.eventTimestampMs = try reader.readInt64("eventTimestampMs")
    self.customMetadata = try reader.readNullableBytes(true, "customMetadata")
    self.remoteLogSegmentState = try reader.readInt8("remoteLogSegmentState")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "RemoteLogSegmentMetadataUpdateRecord")
    try self.remoteLogSegmentId.encode(to: &writer, version: version)
    writer.writeInt32(self.brokerId)
    writer.writeInt64(self.eventTimestampMs)
    try writer.writeNullableBytes(self.customMetadata, true, "customMetadata")
    writer.writeInt8(self.remoteLogSegmentState)
    writer.writeTagSection(self.unknownTaggedFields)
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
}
