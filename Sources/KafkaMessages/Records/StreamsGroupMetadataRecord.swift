// Generated from protocol/messages/records/StreamsGroupMetadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 17 in `__consumer_offsets`. Versions 0, flexible: none.
public struct StreamsGroupMetadataKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""

  public init() {}

  public typealias Value = StreamsGroupMetadataValue

  public static var recordType: Int16 { 17 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupMetadataKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupMetadataKey")
    self.groupId = try reader.readString(false, "groupId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupMetadataKey")
    try writer.writeString(self.groupId, false, "groupId")
  }
}

/// Value of record 17 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct StreamsGroupMetadataValue: CoordinatorValue {
  /// All versions.
  public var epoch: Int32 = 0
  /// All versions.
  public var metadataHash: Int64 = 0
  /// All versions, tag 0.
  public var validatedTopologyEpoch: Int32 = -1
  /// All versions, null allowed, tag 1.
  public var lastAssignmentConfigs: [LastAssignmentConfig]? = []
  /// All versions, tag 2.
  public var storedDescriptionTopologyEpoch: Int32 = -1
  /// All versions, tag 3.
  public var failedDescriptionTopologyEpoch: Int32 = -1
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 17 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupMetadataValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupMetadataValue")
    self.epoch = try reader.readInt32("epoch")
    self.metadataHash = try reader.readInt64("metadataHash")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("validatedTopologyEpoch")
        self.validatedTopologyEpoch = try reader.readInt32("validatedTopologyEpoch")
        try reader.endTaggedField(behind, "validatedTopologyEpoch")
      case 1:
        let behind = try reader.beginTaggedField("lastAssignmentConfigs")
        self.lastAssignmentConfigs = try reader.readNullableStructs(true, version, elementSize: 3, "lastAssignmentConfigs")
        try reader.endTaggedField(behind, "lastAssignmentConfigs")
      case 2:
        let behind = try reader.beginTaggedField("storedDescriptionTopologyEpoch")
        self.storedDescriptionTopologyEpoch = try reader.readInt32("storedDescriptionTopologyEpoch")
        try reader.endTaggedField(behind, "storedDescriptionTopologyEpoch")
      case 3:
        let behind = try reader.beginTaggedField("failedDescriptionTopologyEpoch")
        self.failedDescriptionTopologyEpoch = try reader.readInt32("failedDescriptionTopologyEpoch")
        try reader.endTaggedField(behind, "failedDescriptionTopologyEpoch")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupMetadataValue")
    writer.writeInt32(self.epoch)
    writer.writeInt64(self.metadataHash)
    var tagCount = self.unknownTaggedFields.count
    let hasValidatedTopologyEpoch = self.validatedTopologyEpoch != -1
    if hasValidatedTopologyEpoch { tagCount += 1 }
    let hasLastAssignmentConfigs = self.lastAssignmentConfigs?.isEmpty != true
    if hasLastAssignmentConfigs { tagCount += 1 }
    let hasStoredDescriptionTopologyEpoch = self.storedDescriptionTopologyEpoch != -1
    if hasStoredDescriptionTopologyEpoch { tagCount += 1 }
    let hasFailedDescriptionTopologyEpoch = self.failedDescriptionTopologyEpoch != -1
    if hasFailedDescriptionTopologyEpoch { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    var unknown = self.unknownTaggedFields[...]
    if hasValidatedTopologyEpoch {
      let place = writer.beginTaggedField(0)
      writer.writeInt32(self.validatedTopologyEpoch)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 1)
    if hasLastAssignmentConfigs {
      let place = writer.beginTaggedField(1)
      try writer.writeNullableStructs(self.lastAssignmentConfigs, true, version, "lastAssignmentConfigs")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 2)
    if hasStoredDescriptionTopologyEpoch {
      let place = writer.beginTaggedField(2)
      writer.writeInt32(self.storedDescriptionTopologyEpoch)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 3)
    if hasFailedDescriptionTopologyEpoch {
      let place = writer.beginTaggedField(3)
      writer.writeInt32(self.failedDescriptionTopologyEpoch)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(unknown)
  }

  public struct LastAssignmentConfig: WireStruct {
    /// All versions.
    public var key: String = ""
    /// All versions.
    public var value: String = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.key = try reader.readString(true, "key")
      self.value = try reader.readString(true, "value")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.key, true, "key")
      try writer.writeString(self.value, true, "value")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
