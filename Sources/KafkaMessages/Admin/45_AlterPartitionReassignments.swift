// Generated from protocol/messages/api/AlterPartitionReassignments.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 45, AlterPartitionReassignments. Versions 0-1, flexible: 0-1.
public struct AlterPartitionReassignmentsRequest: KafkaRequest {
  /// All versions.
  public var timeoutMs: Int32 = 60000
  /// Versions 1+.
  public var allowReplicationFactorChange: Bool = true
  /// All versions.
  public var topics: [ReassignableTopic] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = AlterPartitionReassignmentsResponse

  public static var apiKey: ApiKey { .alterPartitionReassignments }
  public static var name: String { "AlterPartitionReassignmentsRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterPartitionReassignmentsRequest")
    self.timeoutMs = try reader.readInt32("timeoutMs")
    if version >= 1 {
      self.allowReplicationFactorChange = try reader.readBool("allowReplicationFactorChange")
    }
    self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterPartitionReassignmentsRequest")
    writer.writeInt32(self.timeoutMs)
    if version >= 1 {
      writer.writeBool(self.allowReplicationFactorChange)
    } else if !self.allowReplicationFactorChange {
      throw writer.error(.fieldNotInVersion(version), "allowReplicationFactorChange")
    }
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct ReassignableTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [ReassignablePartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.partitions = try reader.readStructs(true, version, elementSize: 6, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct ReassignablePartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions, null allowed.
    public var replicas: [Int32]? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.replicas = try reader.readNullableInt32Array(true, "replicas")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      try writer.writeNullableInt32Array(self.replicas, true, "replicas")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 45, AlterPartitionReassignments. Versions 0-1, flexible: 0-1.
public struct AlterPartitionReassignmentsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// Versions 1+, left out elsewhere.
  public var allowReplicationFactorChange: Bool = true
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = ""
  /// All versions.
  public var responses: [ReassignableTopicResponse] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .alterPartitionReassignments }
  public static var name: String { "AlterPartitionReassignmentsResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterPartitionReassignmentsResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    if version >= 1 {
      self.allowReplicationFactorChange = try reader.readBool("allowReplicationFactorChange")
    }
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    self.responses = try reader.readStructs(true, version, elementSize: 3, "responses")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterPartitionReassignmentsResponse")
    writer.writeInt32(self.throttleTimeMs)
    if version >= 1 {
      writer.writeBool(self.allowReplicationFactorChange)
    }
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    try writer.writeStructs(self.responses, true, version, "responses")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct ReassignableTopicResponse: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [ReassignablePartitionResponse] = []
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

  public struct ReassignablePartitionResponse: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
