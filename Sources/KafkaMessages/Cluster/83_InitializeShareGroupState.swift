// Generated from protocol/messages/api/InitializeShareGroupState.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 83, InitializeShareGroupState. Versions 0, flexible: 0.
public struct InitializeShareGroupStateRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var topics: [InitializeStateData] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = InitializeShareGroupStateResponse

  public static var apiKey: ApiKey { .initializeShareGroupState }
  public static var name: String { "InitializeShareGroupStateRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "InitializeShareGroupStateRequest")
    self.groupId = try reader.readString(true, "groupId")
    self.topics = try reader.readStructs(true, version, elementSize: 18, "topics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "InitializeShareGroupStateRequest")
    try writer.writeString(self.groupId, true, "groupId")
    try writer.writeStructs(self.topics, true, version, "topics")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct InitializeStateData: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [PartitionData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readStructs(true, version, elementSize: 17, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct PartitionData: WireStruct {
    /// All versions.
    public var partition: Int32 = 0
    /// All versions.
    public var stateEpoch: Int32 = 0
    /// All versions.
    public var startOffset: Int64 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partition = try reader.readInt32("partition")
      self.stateEpoch = try reader.readInt32("stateEpoch")
      self.startOffset = try reader.readInt64("startOffset")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partition)
      writer.writeInt32(self.stateEpoch)
      writer.writeInt64(self.startOffset)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 83, InitializeShareGroupState. Versions 0, flexible: 0.
public struct InitializeShareGroupStateResponse: KafkaResponse {
  /// All versions.
  public var results: [InitializeStateResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .initializeShareGroupState }
  public static var name: String { "InitializeShareGroupStateResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "InitializeShareGroupStateResponse")
    self.results = try reader.readStructs(true, version, elementSize: 18, "results")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "InitializeShareGroupStateResponse")
    try writer.writeStructs(self.results, true, version, "results")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct InitializeStateResult: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitions: [PartitionResult] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.partitions = try reader.readStructs(true, version, elementSize: 8, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeStructs(self.partitions, true, version, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct PartitionResult: WireStruct {
    /// All versions.
    public var partition: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partition = try reader.readInt32("partition")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partition)
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
