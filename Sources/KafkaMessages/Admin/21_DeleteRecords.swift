// Generated from protocol/messages/api/DeleteRecords.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 21, DeleteRecords. Versions 0-2, flexible: 2.
public struct DeleteRecordsRequest: KafkaRequest {
  /// All versions.
  public var topics: [DeleteRecordsTopic] = []
  /// All versions.
  public var timeoutMs: Int32 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DeleteRecordsResponse

  public static var apiKey: ApiKey { .deleteRecords }
  public static var name: String { "DeleteRecordsRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DeleteRecordsRequest")
    let flexible = version >= 2
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    self.timeoutMs = try reader.readInt32("timeoutMs")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DeleteRecordsRequest")
    let flexible = version >= 2
    try writer.writeStructs(self.topics, flexible, version, "topics")
    writer.writeInt32(self.timeoutMs)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DeleteRecordsTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [DeleteRecordsPartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.name = try reader.readString(flexible, "name")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 12, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.name, flexible, "name")
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct DeleteRecordsPartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var offset: Int64 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.offset = try reader.readInt64("offset")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      writer.writeInt32(self.partitionIndex)
      writer.writeInt64(self.offset)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 21, DeleteRecords. Versions 0-2, flexible: 2.
public struct DeleteRecordsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var topics: [DeleteRecordsTopicResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .deleteRecords }
  public static var name: String { "DeleteRecordsResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DeleteRecordsResponse")
    let flexible = version >= 2
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DeleteRecordsResponse")
    let flexible = version >= 2
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DeleteRecordsTopicResult: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [DeleteRecordsPartitionResult] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.name = try reader.readString(flexible, "name")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 14, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.name, flexible, "name")
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct DeleteRecordsPartitionResult: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var lowWatermark: Int64 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.lowWatermark = try reader.readInt64("lowWatermark")
      self.errorCode = try reader.readInt16("errorCode")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      writer.writeInt32(self.partitionIndex)
      writer.writeInt64(self.lowWatermark)
      writer.writeInt16(self.errorCode)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
