// Generated from protocol/messages/api/StreamsGroupHeartbeat.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 88, StreamsGroupHeartbeat. Versions 0-1, flexible: 0-1, in the newest release: 0.
public struct StreamsGroupHeartbeatRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var memberId: String = ""
  /// All versions.
  public var memberEpoch: Int32 = 0
  /// All versions.
  public var endpointInformationEpoch: Int32 = 0
  /// All versions, null allowed.
  public var instanceId: String? = nil
  /// All versions, null allowed.
  public var rackId: String? = nil
  /// All versions.
  public var rebalanceTimeoutMs: Int32 = -1
  /// All versions, null allowed.
  public var topology: Topology? = nil
  /// All versions, null allowed.
  public var activeTasks: [TaskIds]? = nil
  /// All versions, null allowed.
  public var standbyTasks: [TaskIds]? = nil
  /// All versions, null allowed.
  public var warmupTasks: [TaskIds]? = nil
  /// All versions, null allowed.
  public var processId: String? = nil
  /// All versions, null allowed.
  public var userEndpoint: Endpoint? = nil
  /// All versions, null allowed.
  public var clientTags: [KeyValue]? = nil
  /// All versions, null allowed.
  public var taskOffsets: [TaskOffset]? = nil
  /// All versions, null allowed.
  public var taskEndOffsets: [TaskOffset]? = nil
  /// All versions.
  public var shutdownApplication: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = StreamsGroupHeartbeatResponse

  public static var apiKey: ApiKey { .streamsGroupHeartbeat }
  public static var name: String { "StreamsGroupHeartbeatRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupHeartbeatRequest")
    self.groupId = try reader.readString(true, "groupId")
    self.memberId = try reader.readString(true, "memberId")
    self.memberEpoch = try reader.readInt32("memberEpoch")
    self.endpointInformationEpoch = try reader.readInt32("endpointInformationEpoch")
    self.instanceId = try reader.readNullableString(true, "instanceId")
    self.rackId = try reader.readNullableString(true, "rackId")
    self.rebalanceTimeoutMs = try reader.readInt32("rebalanceTimeoutMs")
    self.topology = try reader.readPresence("topology") ? Topology(from: &reader, version: version) : nil
    self.activeTasks = try reader.readNullableStructs(true, version, elementSize: 3, "activeTasks")
    self.standbyTasks = try reader.readNullableStructs(true, version, elementSize: 3, "standbyTasks")
    self.warmupTasks = try reader.readNullableStructs(true, version, elementSize: 3, "warmupTasks")
    self.processId = try reader.readNullableString(true, "processId")
    self.userEndpoint = try reader.readPresence("userEndpoint") ? Endpoint(from: &reader, version: version) : nil
    self.clientTags = try reader.readNullableStructs(true, version, elementSize: 3, "clientTags")
    self.taskOffsets = try reader.readNullableStructs(true, version, elementSize: 14, "taskOffsets")
    self.taskEndOffsets = try reader.readNullableStructs(true, version, elementSize: 14, "taskEndOffsets")
    self.shutdownApplication = try reader.readBool("shutdownApplication")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupHeartbeatRequest")
    try writer.writeString(self.groupId, true, "groupId")
    try writer.writeString(self.memberId, true, "memberId")
    writer.writeInt32(self.memberEpoch)
    writer.writeInt32(self.endpointInformationEpoch)
    try writer.writeNullableString(self.instanceId, true, "instanceId")
    try writer.writeNullableString(self.rackId, true, "rackId")
    writer.writeInt32(self.rebalanceTimeoutMs)
    try writer.writeNullableStruct(self.topology, version, "topology")
    try writer.writeNullableStructs(self.activeTasks, true, version, "activeTasks")
    try writer.writeNullableStructs(self.standbyTasks, true, version, "standbyTasks")
    try writer.writeNullableStructs(self.warmupTasks, true, version, "warmupTasks")
    try writer.writeNullableString(self.processId, true, "processId")
    try writer.writeNullableStruct(self.userEndpoint, version, "userEndpoint")
    try writer.writeNullableStructs(self.clientTags, true, version, "clientTags")
    try writer.writeNullableStructs(self.taskOffsets, true, version, "taskOffsets")
    try writer.writeNullableStructs(self.taskEndOffsets, true, version, "taskEndOffsets")
    writer.writeBool(self.shutdownApplication)
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct Topology: WireStruct {
    /// All versions.
    public var epoch: Int32 = 0
    /// All versions.
    public var subtopologies: [Subtopology] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.epoch = try reader.readInt32("epoch")
      self.subtopologies = try reader.readStructs(true, version, elementSize: 8, "subtopologies")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.epoch)
      try writer.writeStructs(self.subtopologies, true, version, "subtopologies")
      writer.writeTagSection(self.unknownTaggedFields)
    }
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
}

/// Response of API 88, StreamsGroupHeartbeat. Versions 0-1, flexible: 0-1, in the newest release: 0.
public struct StreamsGroupHeartbeatResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = nil
  /// All versions.
  public var memberId: String = ""
  /// All versions.
  public var memberEpoch: Int32 = 0
  /// All versions.
  public var heartbeatIntervalMs: Int32 = 0
  /// Versions 0.
  public var acceptableRecoveryLagLegacy: Int32 = 0
  /// All versions.
  public var taskOffsetIntervalMs: Int32 = 0
  /// Versions 1+, left out elsewhere.
  public var acceptableRecoveryLag: Int64 = -1
  /// All versions, null allowed.
  public var status: [Status]? = []
  /// All versions, null allowed.
  public var activeTasks: [TaskIds]? = nil
  /// All versions, null allowed.
  public var standbyTasks: [TaskIds]? = nil
  /// All versions, null allowed.
  public var warmupTasks: [TaskIds]? = nil
  /// Versions 1+.
  public var topologyDescriptionRequired: Bool = false
  /// All versions.
  public var endpointInformationEpoch: Int32 = 0
  /// All versions, null allowed.
  public var partitionsByUserEndpoint: [EndpointToPartitions]? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .streamsGroupHeartbeat }
  public static var name: String { "StreamsGroupHeartbeatResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "StreamsGroupHeartbeatResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    self.memberId = try reader.readString(true, "memberId")
    self.memberEpoch = try reader.readInt32("memberEpoch")
    self.heartbeatIntervalMs = try reader.readInt32("heartbeatIntervalMs")
    if version <= 0 {
      self.acceptableRecoveryLagLegacy = try reader.readInt32("acceptableRecoveryLagLegacy")
    }
    self.taskOffsetIntervalMs = try reader.readInt32("taskOffsetIntervalMs")
    if version >= 1 {
      self.acceptableRecoveryLag = try reader.readInt64("acceptableRecoveryLag")
    }
    self.status = try reader.readNullableStructs(true, version, elementSize: 3, "status")
    self.activeTasks = try reader.readNullableStructs(true, version, elementSize: 3, "activeTasks")
    self.standbyTasks = try reader.readNullableStructs(true, version, elementSize: 3, "standbyTasks")
    self.warmupTasks = try reader.readNullableStructs(true, version, elementSize: 3, "warmupTasks")
    if version >= 1 {
      self.topologyDescriptionRequired = try reader.readBool("topologyDescriptionRequired")
    }
    self.endpointInformationEpoch = try reader.readInt32("endpointInformationEpoch")
    self.partitionsByUserEndpoint = try reader.readNullableStructs(true, version, elementSize: 7, "partitionsByUserEndpoint")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "StreamsGroupHeartbeatResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    try writer.writeString(self.memberId, true, "memberId")
    writer.writeInt32(self.memberEpoch)
    writer.writeInt32(self.heartbeatIntervalMs)
    if version <= 0 {
      writer.writeInt32(self.acceptableRecoveryLagLegacy)
    } else if self.acceptableRecoveryLagLegacy != 0 {
      throw writer.error(.fieldNotInVersion(version), "acceptableRecoveryLagLegacy")
    }
    writer.writeInt32(self.taskOffsetIntervalMs)
    if version >= 1 {
      writer.writeInt64(self.acceptableRecoveryLag)
    }
    try writer.writeNullableStructs(self.status, true, version, "status")
    try writer.writeNullableStructs(self.activeTasks, true, version, "activeTasks")
    try writer.writeNullableStructs(self.standbyTasks, true, version, "standbyTasks")
    try writer.writeNullableStructs(self.warmupTasks, true, version, "warmupTasks")
    if version >= 1 {
      writer.writeBool(self.topologyDescriptionRequired)
    } else if self.topologyDescriptionRequired {
      throw writer.error(.fieldNotInVersion(version), "topologyDescriptionRequired")
    }
    writer.writeInt32(self.endpointInformationEpoch)
    try writer.writeNullableStructs(self.partitionsByUserEndpoint, true, version, "partitionsByUserEndpoint")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct Status: WireStruct {
    /// All versions.
    public var statusCode: Int8 = 0
    /// All versions.
    public var statusDetail: String = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.statusCode = try reader.readInt8("statusCode")
      self.statusDetail = try reader.readString(true, "statusDetail")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt8(self.statusCode)
      try writer.writeString(self.statusDetail, true, "statusDetail")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct EndpointToPartitions: WireStruct {
    /// All versions.
    public var userEndpoint: Endpoint = Endpoint()
    /// All versions.
    public var activePartitions: [TopicPartition] = []
    /// All versions.
    public var standbyPartitions: [TopicPartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.userEndpoint = try Endpoint(from: &reader, version: version)
      self.activePartitions = try reader.readStructs(true, version, elementSize: 3, "activePartitions")
      self.standbyPartitions = try reader.readStructs(true, version, elementSize: 3, "standbyPartitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try self.userEndpoint.encode(to: &writer, version: version)
      try writer.writeStructs(self.activePartitions, true, version, "activePartitions")
      try writer.writeStructs(self.standbyPartitions, true, version, "standbyPartitions")
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

  public struct TopicPartition: WireStruct {
    /// All versions.
    public var topic: String = ""
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topic = try reader.readString(true, "topic")
      self.partitions = try reader.readInt32Array(true, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topic, true, "topic")
      try writer.writeInt32Array(self.partitions, true, "partitions")
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
}
