// Generated from protocol/messages/records/OffsetCommit.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 1 in `__consumer_offsets`. Versions 0, flexible: none.
public struct OffsetCommitKey: CoordinatorKey {
  /// All versions.
  public var group: String = ""
  /// All versions.
  public var topic: String = ""
  /// All versions.
  public var partition: Int32 = 0

  public init() {}

  public typealias Value = OffsetCommitValue

  public static var recordType: Int16 { 1 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "OffsetCommitKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "OffsetCommitKey")
    self.group = try reader.readString(false, "group")
    self.topic = try reader.readString(false, "topic")
    self.partition = try reader.readInt32("partition")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "OffsetCommitKey")
    try writer.writeString(self.group, false, "group")
    try writer.writeString(self.topic, false, "topic")
    writer.writeInt32(self.partition)
  }
}

/// Value of record 1 in `__consumer_offsets`. Versions 0-4, flexible: 4.
public struct OffsetCommitValue: CoordinatorValue {
  /// All versions.
  public var offset: Int64 = 0
  /// Versions 3+, left out elsewhere.
  public var leaderEpoch: Int32 = -1
  /// All versions.
  public var metadata: String = ""
  /// All versions.
  public var commitTimestamp: Int64 = 0
  /// Versions 1, left out elsewhere.
  public var expireTimestamp: Int64 = -1
  /// Versions 4+, left out elsewhere, tag 0.
  public var topicId: KafkaUUID = .zero
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 1 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "OffsetCommitValue" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "OffsetCommitValue")
    let flexible = version >= 4
    self.offset = try reader.readInt64("offset")
    if version >= 3 {
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
    }
    self.metadata = try reader.readString(flexible, "metadata")
    self.commitTimestamp = try reader.readInt64("commitTimestamp")
    if version == 1 {
      self.expireTimestamp = try reader.readInt64("expireTimestamp")
    }
    if flexible {
      for _ in 0..<(try reader.readTagCount()) {
        switch try reader.readTag() {
        case 0 where version >= 4:
          let behind = try reader.beginTaggedField("topicId")
          self.topicId = try reader.readUUID("topicId")
          try reader.endTaggedField(behind, "topicId")
        case let tag:
          self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
        }
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "OffsetCommitValue")
    let flexible = version >= 4
    writer.writeInt64(self.offset)
    if version >= 3 {
      writer.writeInt32(self.leaderEpoch)
    }
    try writer.writeString(self.metadata, flexible, "metadata")
    writer.writeInt64(self.commitTimestamp)
    if version == 1 {
      writer.writeInt64(self.expireTimestamp)
    }
    if flexible {
      var tagCount = self.unknownTaggedFields.count
      let hasTopicId = version >= 4 && self.topicId != .zero
      if hasTopicId { tagCount += 1 }
      writer.writeUnsignedVarint(UInt32(tagCount))
      if hasTopicId {
        let place = writer.beginTaggedField(0)
        writer.writeUUID(self.topicId)
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}
