// Generated from protocol/messages/records/ConsumerGroupMetadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 3 in `__consumer_offsets`. Versions 0, flexible: none.
public struct ConsumerGroupMetadataKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""

  public init() {}

  public typealias Value = ConsumerGroupMetadataValue

  public static var recordType: Int16 { 3 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ConsumerGroupMetadataKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupMetadataKey")
    self.groupId = try reader.readString(false, "groupId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupMetadataKey")
    try writer.writeString(self.groupId, false, "groupId")
  }
}

/// Value of record 3 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct ConsumerGroupMetadataValue: CoordinatorValue {
  /// All versions.
  public var epoch: Int32 = 0
  /// All versions, tag 0.
  public var metadataHash: Int64 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 3 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "ConsumerGroupMetadataValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerGroupMetadataValue")
    self.epoch = try reader.readInt32("epoch")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("metadataHash")
        self.metadataHash = try reader.readInt64("metadataHash")
        try reader.endTaggedField(behind, "metadataHash")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerGroupMetadataValue")
    writer.writeInt32(self.epoch)
    var tagCount = self.unknownTaggedFields.count
    let hasMetadataHash = self.metadataHash != 0
    if hasMetadataHash { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    if hasMetadataHash {
      let place = writer.beginTaggedField(0)
      writer.writeInt64(self.metadataHash)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
  }
}
