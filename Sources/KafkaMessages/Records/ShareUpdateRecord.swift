// Generated from protocol/messages/records/ShareUpdate.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 1 in `__share_group_state`. Versions 0, flexible: none.
public struct ShareUpdateKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var topicId: KafkaUUID = .zero
  /// All versions.
  public var partition: Int32 = 0

  public init() {}

  public typealias Value = ShareUpdateValue

  public static var recordType: Int16 { 1 }
  public static var log: CoordinatorLog { .shareGroupState }
  public static var name: String { "ShareUpdateKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareUpdateKey")
    self.groupId = try reader.readString(false, "groupId")
    self.topicId = try reader.readUUID("topicId")
    self.partition = try reader.readInt32("partition")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareUpdateKey")
    try writer.writeString(self.groupId, false, "groupId")
    writer.writeUUID(self.topicId)
    writer.writeInt32(self.partition)
  }
}

/// Value of record 1 in `__share_group_state`. Versions 0, flexible: 0.
public struct ShareUpdateValue: CoordinatorValue {
  /// All versions.
  public var snapshotEpoch: Int32 = 0
  /// All versions.
  public var leaderEpoch: Int32 = 0
  /// All versions.
  public var startOffset: Int64 = 0
  /// All versions, tag 0.
  public var deliveryCompleteCount: Int32 = -1
  /// All versions.
  public var stateBatches: [StateBatch] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 1 }
  public static var log: CoordinatorLog { .shareGroupState }
  public static var name: String { "ShareUpdateValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareUpdateValue")
    self.snapshotEpoch = try reader.readInt32("snapshotEpoch")
    self.leaderEpoch = try reader.readInt32("leaderEpoch")
    self.startOffset = try reader.readInt64("startOffset")
    self.stateBatches = try reader.readStructs(true, version, elementSize: 20, "stateBatches")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("deliveryCompleteCount")
        self.deliveryCompleteCount = try reader.readInt32("deliveryCompleteCount")
        try reader.endTaggedField(behind, "deliveryCompleteCount")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareUpdateValue")
    writer.writeInt32(self.snapshotEpoch)
    writer.writeInt32(self.leaderEpoch)
    writer.writeInt64(self.startOffset)
    try writer.writeStructs(self.stateBatches, true, version, "stateBatches")
    var tagCount = self.unknownTaggedFields.count
    let hasDeliveryCompleteCount = self.deliveryCompleteCount != -1
    if hasDeliveryCompleteCount { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    if hasDeliveryCompleteCount {
      let place = writer.beginTaggedField(0)
      writer.writeInt32(self.deliveryCompleteCount)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
  }

  public struct StateBatch: WireStruct {
    /// All versions.
    public var firstOffset: Int64 = 0
    /// All versions.
    public var lastOffset: Int64 = 0
    /// All versions.
    public var deliveryState: Int8 = 0
    /// All versions.
    public var deliveryCount: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.firstOffset = try reader.readInt64("firstOffset")
      self.lastOffset = try reader.readInt64("lastOffset")
      self.deliveryState = try reader.readInt8("deliveryState")
      self.deliveryCount = try reader.readInt16("deliveryCount")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt64(self.firstOffset)
      writer.writeInt64(self.lastOffset)
      writer.writeInt8(self.deliveryState)
      writer.writeInt16(self.deliveryCount)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
