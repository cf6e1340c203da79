// Generated from protocol/messages/api/ListPartitionReassignments.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 46, ListPartitionReassignments. Versions 0, flexible: 0.
public struct ListPartitionReassignmentsRequest: KafkaRequest {
  /// All versions.
  public var timeoutMs: Int32 = 60000
  /// All versions, null allowed.
  public var topics: [ListPartitionReassignmentsTopics]? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ListPartitionReassignmentsResponse

  public static var apiKey: ApiKey { .listPartitionReassignments }
  public static var name: String { "ListPartitionReassignmentsRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ListPartitionReassignmentsRequest")
    self.timeoutMs = try reader.readInt32("timeoutMs")
    self.topics = try reader.readNullableStructs(true, version, elementSize: 3, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ListPartitionReassignmentsRequest")
    writer.writeInt32(self.timeoutMs)
    try writer.writeNullableStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct ListPartitionReassignmentsTopics: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitionIndexes: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.partitionIndexes = try reader.readInt32Array(true, "partitionIndexes")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeInt32Array(self.partitionIndexes, true, "partitionIndexes")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 46, ListPartitionReassignments. Versions 0, flexible: 0.
public struct ListPartitionReassignmentsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = ""
  /// All versions.
  public var topics: [OngoingTopicReassignment] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .listPartitionReassignments }
  public static var name: String { "ListPartitionReassignmentsResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ListPartitionReassignmentsResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ListPartitionReassignmentsResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct OngoingTopicReassignment: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [OngoingPartitionReassignment] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.partitions = try reader.readStructs(true, version, elementSize: 8, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct OngoingPartitionReassignment: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var replicas: [Int32] = []
    /// All versions.
    public var addingReplicas: [Int32] = []
    /// All versions.
    public var removingReplicas: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.replicas = try reader.readInt32Array(true, "replicas")
      self.addingReplicas = try reader.readInt32Array(true, "addingReplicas")
      self.removingReplicas = try reader.readInt32Array(true, "removingReplicas")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      try writer.writeInt32Array(self.replicas, true, "replicas")
      try writer.writeInt32Array(self.addingReplicas, true, "addingReplicas")
      try writer.writeInt32Array(self.removingReplicas, true, "removingReplicas")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
