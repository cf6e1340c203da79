// Generated from protocol/messages/api/StreamsGroupTopologyDescriptionUpdate.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 93, StreamsGroupTopologyDescriptionUpdate. Versions 0, flexible: 0, in the newest release: none.
public struct StreamsGroupTopologyDescriptionUpdateRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""
  /// All versions.
  public var topologyEpoch: Int32 = 0
  /// All versions.
  public var topologyDescription: TopologyDescription = TopologyDescription()
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = StreamsGroupTopologyDescriptionUpdateResponse

  public static var apiKey: ApiKey { .streamsGroupTopologyDescriptionUpdate }
  public static var name: String { "StreamsGroupTopologyDescriptionUpdateRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupTopologyDescriptionUpdateRequest")
    self.groupId = try reader.readString(true, "groupId")
    self.memberId = try reader.readString(true, "memberId")
    self.topologyEpoch = try reader.readInt32("topologyEpoch")
    self.topologyDescription = try TopologyDescription(from: &reader, version: version)
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupTopologyDescriptionUpdateRequest")
    try writer.writeString(self.groupId, true, "groupId")
    try writer.writeString(self.memberId, true, "memberId")
    writer.writeInt32(self.topologyEpoch)
    try self.topologyDescription.encode(to: &writer, version: version)
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TopologyDescription: WireStruct {
    /// All versions.
    public var subtopologies: [TopologyDescriptionSubtopology] = []
    /// All versions.
    public var globalStores: [TopologyDescriptionGlobalStore] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.subtopologies = try reader.readStructs(true, version, elementSize: 3, "subtopologies")
      self.globalStores = try reader.readStructs(true, version, elementSize: 15, "globalStores")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeStructs(self.subtopologies, true, version, "subtopologies")
      try writer.writeStructs(self.globalStores, true, version, "globalStores")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct TopologyDescriptionSubtopology: WireStruct {
    /// All versions.
    public var subtopologyId: String = ""
    /// All versions.
    public var nodes: [TopologyDescriptionNode] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.subtopologyId = try reader.readString(true, "subtopologyId")
      self.nodes = try reader.readStructs(true, version, elementSize: 7, "nodes")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.subtopologyId, true, "subtopologyId")
      try writer.writeStructs(self.nodes, true, version, "nodes")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct TopologyDescriptionGlobalStore: WireStruct {
    /// All versions.
    public var source: TopologyDescriptionNode = TopologyDescriptionNode()
    /// All versions.
    public var processor: TopologyDescriptionNode = TopologyDescriptionNode()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.source = try TopologyDescriptionNode(from: &reader, version: version)
      self.processor = try TopologyDescriptionNode(from: &reader, version: version)
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try self.source.encode(to: &writer, version: version)
      try self.processor.encode(to: &writer, version: version)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct TopologyDescriptionNode: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var nodeType: Int8 = 0
    /// All versions.
    public var sourceTopics: [String] = []
    /// All versions, null allowed.
    public var sinkTopic: String? = nil
    /// All versions.
    public var stores: [String] = []
    /// All versions.
    public var successors: [String] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.nodeType = try reader.readInt8("nodeType")
      self.sourceTopics = try reader.readStringArray(true, "sourceTopics")
      self.sinkTopic = try reader.readNullableString(true, "sinkTopic")
      self.stores = try reader.readStringArray(true, "stores")
      self.successors = try reader.readStringArray(true, "successors")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      writer.writeInt8(self.nodeType)
      try writer.writeStringArray(self.sourceTopics, true, "sourceTopics")
      try writer.writeNullableString(self.sinkTopic, true, "sinkTopic")
      try writer.writeStringArray(self.stores, true, "stores")
      try writer.writeStringArray(self.successors, true, "successors")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 93, StreamsGroupTopologyDescriptionUpdate. Versions 0, flexible: 0, in the newest release: none.
public struct StreamsGroupTopologyDescriptionUpdateResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .streamsGroupTopologyDescriptionUpdate }
  public static var name: String { "StreamsGroupTopologyDescriptionUpdateResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupTopologyDescriptionUpdateResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupTopologyDescriptionUpdateResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
