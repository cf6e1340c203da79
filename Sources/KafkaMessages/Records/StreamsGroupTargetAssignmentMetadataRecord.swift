// Generated from protocol/messages/records/StreamsGroupTargetAssignmentMetadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 20 in `__consumer_offsets`. Versions 0, flexible: none.
public struct StreamsGroupTargetAssignmentMetadataKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""

  public init() {}

  public typealias Value = StreamsGroupTargetAssignmentMetadataValue

  public static var recordType: Int16 { 20 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupTargetAssignmentMetadataKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupTargetAssignmentMetadataKey")
    self.groupId = try reader.readString(false, "groupId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupTargetAssignmentMetadataKey")
    try writer.writeString(self.groupId, false, "groupId")
  }
}

/// Value of record 20 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct StreamsGroupTargetAssignmentMetadataValue: CoordinatorValue {
  /// All versions.
  public var assignmentEpoch: Int32 = 0
  /// All versions, tag 0.
  public var assignmentTimestamp: Int64 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 20 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupTargetAssignmentMetadataValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupTargetAssignmentMetadataValue")
    self.assignmentEpoch = try reader.readInt32("assignmentEpoch")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("assignmentTimestamp")
        self.assignmentTimestamp = try reader.readInt64("assignmentTimestamp")
        try reader.endTaggedField(behind, "assignmentTimestamp")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupTargetAssignmentMetadataValue")
    writer.writeInt32(self.assignmentEpoch)
    var tagCount = self.unknownTaggedFields.count
    let hasAssignmentTimestamp = self.assignmentTimestamp != 0
    if hasAssignmentTimestamp { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    if hasAssignmentTimestamp {
      let place = writer.beginTaggedField(0)
      writer.writeInt64(self.assignmentTimestamp)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
  }
}
