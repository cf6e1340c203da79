// Generated from protocol/messages/records/StreamsGroupTopology.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 23 in `__consumer_offsets`. Versions 0, flexible: none.
public struct StreamsGroupTopologyKey: CoordinatorKey {
  /// All versions.
  public var groupId: String = ""

  public init() {}

  public typealias Value = StreamsGroupTopologyValue

  public static var recordType: Int16 { 23 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupTopologyKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupTopologyKey")
    self.groupId = try reader.readString(false, "groupId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupTopologyKey")
    try writer.writeString(self.groupId, false, "groupId")
  }
}

/// Value of record 23 in `__consumer_offsets`. Versions 0, flexible: 0.
public struct StreamsGroupTopologyValue: CoordinatorValue {
  /// All versions.
  public var epoch: Int32 = 0
  /// All versions.
  public var subtopologies: [Subtopology] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 23 }
  public static var log: CoordinatorLog { .consumerOffsets }
  public static var name: String { "StreamsGroupTopologyValue" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupTopologyValue")
    self.epoch = try reader.readInt32("epoch")
    self.subtopologies = try reader.readStructs(true, version, elementSize: 8, "subtopologies")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupTopologyValue")
    writer.writeInt32(self.epoch)
    try writer.writeStructs(self.subtopologies, true, version, "subtopologies")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct Subtopology: WireStruct {
    /// All versions.
    public var subtopologyId: String = ""
    /// All versions.
    public var sourceTopics: [String] = []
    /// All versions.
    public var sourceTopicRegex: [String] = []
    /// All versions.
    public var stateChangelogTopics: [TopicInfo] = []
    /// All versions.
    public var repartitionSinkTopics: [String] = []
    /// All versions.
    public var repartitionSourceTopics: [TopicInfo] = []
    /// All versions.
    public var copartitionGroups: [CopartitionGroup] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.subtopologyId = try reader.readString(true, "subtopologyId")
      self.sourceTopics = try reader.readStringArray(true, "sourceTopics")
      self.sourceTopicRegex = try reader.readStringArray(true, "sourceTopicRegex")
      self.stateChangelogTopics = try reader.readStructs(true, version, elementSize: 9, "stateChangelogTopics")
      self.repartitionSinkTopics = try reader.readStringArray(true, "repartitionSinkTopics")
      self.repartitionSourceTopics = try reader.readStructs(true, version, elementSize: 9, "repartitionSourceTopics")
      self.copartitionGroups = try reader.readStructs(true, version, elementSize: 4, "copartitionGroups")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.subtopologyId, true, "subtopologyId")
      try writer.writeStringArray(self.sourceTopics, true, "sourceTopics")
      try writer.writeStringArray(self.sourceTopicRegex, true, "sourceTopicRegex")
      try writer.writeStructs(self.stateChangelogTopics, true, version, "stateChangelogTopics")
      try writer.writeStringArray(self.repartitionSinkTopics, true, "repartitionSinkTopics")
      try writer.writeStructs(self.repartitionSourceTopics, true, version, "repartitionSourceTopics")
      try writer.writeStructs(self.copartitionGroups, true, version, "copartitionGroups")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct CopartitionGroup: WireStruct {
    /// All versions.
    public var sourceTopics: [Int16] = []
    /// All versions.
    public var sourceTopicRegex: [Int16] = []
    /// All versions.
    public var repartitionSourceTopics: [Int16] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.sourceTopics = try reader.readInt16Array(true, "sourceTopics")
      self.sourceTopicRegex = try reader.readInt16Array(true, "sourceTopicRegex")
      self.repartitionSourceTopics = try reader.readInt16Array(true, "repartitionSourceTopics")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeInt16Array(self.sourceTopics, true, "sourceTopics")
      try writer.writeInt16Array(self.sourceTopicRegex, true, "sourceTopicRegex")
      try writer.writeInt16Array(self.repartitionSourceTopics, true, "repartitionSourceTopics")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct TopicConfig: WireStruct {
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

  public struct TopicInfo: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: Int32 = 0
    /// All versions.
    public var replicationFactor: Int16 = 0
    /// All versions.
    public var topicConfigs: [TopicConfig] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.partitions = try reader.readInt32("partitions")
      self.replicationFactor = try reader.readInt16("replicationFactor")
      self.topicConfigs = try reader.readStructs(true, version, elementSize: 3, "topicConfigs")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      writer.writeInt32(self.partitions)
      writer.writeInt16(self.replicationFactor)
      try writer.writeStructs(self.topicConfigs, true, version, "topicConfigs")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
