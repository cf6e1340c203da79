// Generated from protocol/messages/api/StreamsGroupDescribe.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 89, StreamsGroupDescribe. Versions 0-1, flexible: 0-1, in the newest release: 0.
public struct StreamsGroupDescribeRequest: KafkaRequest {
  /// All versions.
  public var groupIds: [String] = []
  /// All versions.
  public var includeAuthorizedOperations: Bool = false
  /// Versions 1+.
  public var includeTopologyDescription: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = StreamsGroupDescribeResponse

  public static var apiKey: ApiKey { .streamsGroupDescribe }
  public static var name: String { "StreamsGroupDescribeRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupDescribeRequest")
    self.groupIds = try reader.readStringArray(true, "groupIds")
    self.includeAuthorizedOperations = try reader.readBool("includeAuthorizedOperations")
    if version >= 1 {
      self.includeTopologyDescription = try reader.readBool("includeTopologyDescription")
    }
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupDescribeRequest")
    try writer.writeStringArray(self.groupIds, true, "groupIds")
    writer.writeBool(self.includeAuthorizedOperations)
    if version >= 1 {
      writer.writeBool(self.includeTopologyDescription)
    } else if self.includeTopologyDescription {
      throw writer.error(.fieldNotInVersion(version), "includeTopologyDescription")
    }
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 89, StreamsGroupDescribe. Versions 0-1, flexible: 0-1, in the newest release: 0.
public struct StreamsGroupDescribeResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var groups: [DescribedGroup] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .streamsGroupDescribe }
  public static var name: String { "StreamsGroupDescribeResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupDescribeResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.groups = try reader.readStructs(true, version, elementSize: 20, "groups")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupDescribeResponse")
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.groups, true, version, "groups")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct DescribedGroup: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = nil
    /// All versions.
    public var groupId: String = ""
    /// All versions.
    public var groupState: String = ""
    /// All versions.
    public var groupEpoch: Int32 = 0
    /// All versions.
    public var assignmentEpoch: Int32 = 0
    /// All versions, null allowed.
    public var topology: Topology? = nil
    /// All versions.
    public var members: [Member] = []
    /// All versions.
    public var authorizedOperations: Int32 = -2147483648
    /// Versions 1+, null allowed.
    public var topologyDescription: TopologyDescription? = nil
    /// Versions 1+.
    public var topologyDescriptionStatus: Int8 = 0
    /// Versions 1+, left out elsewhere, null allowed.
    public var assignorName: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.groupId = try reader.readString(true, "groupId")
      self.groupState = try reader.readString(true, "groupState")
      self.groupEpoch = try reader.readInt32("groupEpoch")
      self.assignmentEpoch = try reader.readInt32("assignmentEpoch")
      self.topology = try reader.readPresence("topology") ? Topology(from: &reader, version: version) : nil
      self.members = try reader.readStructs(true, version, elementSize: 28, "members")
      self.authorizedOperations = try reader.readInt32("authorizedOperations")
      if version >= 1 {
        self.topologyDescription = try reader.readPresence("topologyDescription") ? TopologyDescription(from: &reader, version: version) : nil
        self.topologyDescriptionStatus = try reader.readInt8("topologyDescriptionStatus")
        self.assignorName = try reader.readNullableString(true, "assignorName")
      }
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      try writer.writeString(self.groupId, true, "groupId")
      try writer.writeString(self.groupState, true, "groupState")
      writer.writeInt32(self.groupEpoch)
      writer.writeInt32(self.assignmentEpoch)
      try writer.writeNullableStruct(self.topology, version, "topology")
      try writer.writeStructs(self.members, true, version, "members")
      writer.writeInt32(self.authorizedOperations)
      if version >= 1 {
        try writer.writeNullableStruct(self.topologyDescription, version, "topologyDescription")
        writer.writeInt8(self.topologyDescriptionStatus)
        try writer.writeNullableString(self.assignorName, true, "assignorName")
      } else {
        if self.topologyDescription != nil { throw writer.error(.fieldNotInVersion(version), "topologyDescription") }
        if self.topologyDescriptionStatus != 0 { throw writer.error(.fieldNotInVersion(version), "topologyDescriptionStatus") }
      }
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Topology: WireStruct {
    /// All versions.
    public var epoch: Int32 = 0
    /// All versions, null allowed.
    public var subtopologies: [Subtopology]? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.epoch = try reader.readInt32("epoch")
      self.subtopologies = try reader.readNullableStructs(true, version, elementSize: 6, "subtopologies")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.epoch)
      try writer.writeNullableStructs(self.subtopologies, true, version, "subtopologies")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Subtopology: WireStruct {
    /// All versions.
    public var subtopologyId: String = ""
    /// All versions.
    public var sourceTopics: [String] = []
    /// All versions.
    public var repartitionSinkTopics: [String] = []
    /// All versions.
    public var stateChangelogTopics: [TopicInfo] = []
    /// All versions.
    public var repartitionSourceTopics: [TopicInfo] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.subtopologyId = try reader.readString(true, "subtopologyId")
      self.sourceTopics = try reader.readStringArray(true, "sourceTopics")
      self.repartitionSinkTopics = try reader.readStringArray(true, "repartitionSinkTopics")
      self.stateChangelogTopics = try reader.readStructs(true, version, elementSize: 9, "stateChangelogTopics")
      self.repartitionSourceTopics = try reader.readStructs(true, version, elementSize: 9, "repartitionSourceTopics")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.subtopologyId, true, "subtopologyId")
      try writer.writeStringArray(self.sourceTopics, true, "sourceTopics")
      try writer.writeStringArray(self.repartitionSinkTopics, true, "repartitionSinkTopics")
      try writer.writeStructs(self.stateChangelogTopics, true, version, "stateChangelogTopics")
      try writer.writeStructs(self.repartitionSourceTopics, true, version, "repartitionSourceTopics")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Member: WireStruct {
    /// All versions.
    public var memberId: String = ""
    /// All versions.
    public var memberEpoch: Int32 = 0
    /// All versions, null allowed.
    public var instanceId: String? = nil
    /// All versions, null allowed.
    public var rackId: String? = nil
    /// All versions.
    public var clientId: String = ""
    /// All versions.
    public var clientHost: String = ""
    /// All versions.
    public var topologyEpoch: Int32 = 0
    /// All versions.
    public var processId: String = ""
    /// All versions, null allowed.
    public var userEndpoint: Endpoint? = nil
    /// All versions.
    public var clientTags: [KeyValue] = []
    /// All versions.
    public var taskOffsets: [TaskOffset] = []
    /// All versions.
    public var taskEndOffsets: [TaskOffset] = []
    /// All versions.
    public var assignment: Assignment = Assignment()
    /// All versions.
    public var targetAssignment: Assignment = Assignment()
    /// All versions.
    public var isClassic: Bool = false
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.memberId = try reader.readString(true, "memberId")
      self.memberEpoch = try reader.readInt32("memberEpoch")
      self.instanceId = try reader.readNullableString(true, "instanceId")
      self.rackId = try reader.readNullableString(true, "rackId")
      self.clientId = try reader.readString(true, "clientId")
      self.clientHost = try reader.readString(true, "clientHost")
      self.topologyEpoch = try reader.readInt32("topologyEpoch")
      self.processId = try reader.readString(true, "processId")
      self.userEndpoint = try reader.readPresence("userEndpoint") ? Endpoint(from: &reader, version: version) : nil
      self.clientTags = try reader.readStructs(true, version, elementSize: 3, "clientTags")
      self.taskOffsets = try reader.readStructs(true, version, elementSize: 14, "taskOffsets")
      self.taskEndOffsets = try reader.readStructs(true, version, elementSize: 14, "taskEndOffsets")
      self.assignment = try Assignment(from: &reader, version: version)
      self.targetAssignment = try Assignment(from: &reader, version: version)
      self.isClassic = try reader.readBool("isClassic")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.memberId, true, "memberId")
      writer.writeInt32(self.memberEpoch)
      try writer.writeNullableString(self.instanceId, true, "instanceId")
      try writer.writeNullableString(self.rackId, true, "rackId")
      try writer.writeString(self.clientId, true, "clientId")
      try writer.writeString(self.clientHost, true, "clientHost")
      writer.writeInt32(self.topologyEpoch)
      try writer.writeString(self.processId, true, "processId")
      try writer.writeNullableStruct(self.userEndpoint, version, "userEndpoint")
      try writer.writeStructs(self.clientTags, true, version, "clientTags")
      try writer.writeStructs(self.taskOffsets, true, version, "taskOffsets")
      try writer.writeStructs(self.taskEndOffsets, true, version, "taskEndOffsets")
      try self.assignment.encode(to: &writer, version: version)
      try self.targetAssignment.encode(to: &writer, version: version)
      writer.writeBool(self.isClassic)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Endpoint: WireStruct {
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: UInt16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.host = try reader.readString(true, "host")
      self.port = try reader.readUInt16("port")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.host, true, "host")
      writer.writeUInt16(self.port)
      writer.writeTagSection(self.unknownTaggedFields)
    }
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

  public struct TaskOffset: WireStruct {
    /// All versions.
    public var subtopologyId: String = ""
    /// All versions.
    public var partition: Int32 = 0
    /// All versions.
    public var offset: Int64 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.subtopologyId = try reader.readString(true, "subtopologyId")
      self.partition = try reader.readInt32("partition")
      self.offset = try reader.readInt64("offset")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.subtopologyId, true, "subtopologyId")
      writer.writeInt32(self.partition)
      writer.writeInt64(self.offset)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Assignment: WireStruct {
    /// All versions.
    public var activeTasks: [TaskIds] = []
    /// All versions.
    public var standbyTasks: [TaskIds] = []
    /// All versions.
    public var warmupTasks: [TaskIds] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.activeTasks = try reader.readStructs(true, version, elementSize: 3, "activeTasks")
      self.standbyTasks = try reader.readStructs(true, version, elementSize: 3, "standbyTasks")
      self.warmupTasks = try reader.readStructs(true, version, elementSize: 3, "warmupTasks")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeStructs(self.activeTasks, true, version, "activeTasks")
      try writer.writeStructs(self.standbyTasks, true, version, "standbyTasks")
      try writer.writeStructs(self.warmupTasks, true, version, "warmupTasks")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct TaskIds: WireStruct {
    /// All versions.
    public var subtopologyId: String = ""
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.subtopologyId = try reader.readString(true, "subtopologyId")
      self.partitions = try reader.readInt32Array(true, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.subtopologyId, true, "subtopologyId")
      try writer.writeInt32Array(self.partitions, true, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct KeyValue: WireStruct {
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
    public var topicConfigs: [KeyValue] = []
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
