// Generated from protocol/messages/api/OffsetDelete.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 47, OffsetDelete. Versions 0, flexible: none.
public struct OffsetDeleteRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var topics: [OffsetDeleteRequestTopic] = []

  public init() {}

  public typealias Response = OffsetDeleteResponse

  public static var apiKey: ApiKey { .offsetDelete }
  public static var name: String { "OffsetDeleteRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "OffsetDeleteRequest")
    self.groupId = try reader.readString(false, "groupId")
    self.topics = try reader.readStructs(false, version, elementSize: 6, "topics")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "OffsetDeleteRequest")
    try writer.writeString(self.groupId, false, "groupId")
    try writer.writeStructs(self.topics, false, version, "topics")
  }

  public struct OffsetDeleteRequestTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [OffsetDeleteRequestPartition] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(false, "name")
      self.partitions = try reader.readStructs(false, version, elementSize: 4, "partitions")
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, false, "name")
      try writer.writeStructs(self.partitions, false, version, "partitions")
    }
  }

  public struct OffsetDeleteRequestPartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
    }
  }
}

/// Response of API 47, OffsetDelete. Versions 0, flexible: none.
public struct OffsetDeleteResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var topics: [OffsetDeleteResponseTopic] = []

  public init() {}

  public static var apiKey: ApiKey { .offsetDelete }
  public static var name: String { "OffsetDeleteResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }
  public static func headerVersion(for version: Int16) -> Int16 { 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "OffsetDeleteResponse")
    self.errorCode = try reader.readInt16("errorCode")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.topics = try reader.readStructs(false, version, elementSize: 6, "topics")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "OffsetDeleteResponse")
    writer.writeInt16(self.errorCode)
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.topics, false, version, "topics")
  }

  public struct OffsetDeleteResponseTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [OffsetDeleteResponsePartition] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(false, "name")
      self.partitions = try reader.readStructs(false, version, elementSize: 6, "partitions")
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, false, "name")
      try writer.writeStructs(self.partitions, false, version, "partitions")
    }
  }

  public struct OffsetDeleteResponsePartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
    }
  }
}
