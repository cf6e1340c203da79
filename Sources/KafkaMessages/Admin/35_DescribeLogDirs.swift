// Generated from protocol/messages/api/DescribeLogDirs.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 35, DescribeLogDirs. Versions 0-5, flexible: 2-5, in the newest release: 1-5.
public struct DescribeLogDirsRequest: KafkaRequest {
  /// All versions, null allowed.
  public var topics: [DescribableLogDirTopic]? = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeLogDirsResponse

  public static var apiKey: ApiKey { .describeLogDirs }
  public static var name: String { "DescribeLogDirsRequest" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeLogDirsRequest")
    let flexible = version >= 2
    self.topics = try reader.readNullableStructs(flexible, version, elementSize: 3, "topics")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeLogDirsRequest")
    let flexible = version >= 2
    try writer.writeNullableStructs(self.topics, flexible, version, "topics")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DescribableLogDirTopic: WireStruct {
    /// All versions.
    public var topic: String = ""
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.topic = try reader.readString(flexible, "topic")
      self.partitions = try reader.readInt32Array(flexible, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.topic, flexible, "topic")
      try writer.writeInt32Array(self.partitions, flexible, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 35, DescribeLogDirs. Versions 0-5, flexible: 2-5, in the newest release: 1-5.
public struct DescribeLogDirsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// Versions 3+, left out elsewhere.
  public var errorCode: Int16 = 0
  /// All versions.
  public var results: [DescribeLogDirsResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeLogDirs }
  public static var name: String { "DescribeLogDirsResponse" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeLogDirsResponse")
    let flexible = version >= 2
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    if version >= 3 {
      self.errorCode = try reader.readInt16("errorCode")
    }
    self.results = try reader.readStructs(flexible, version, elementSize: 5, "results")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeLogDirsResponse")
    let flexible = version >= 2
    writer.writeInt32(self.throttleTimeMs)
    if version >= 3 {
      writer.writeInt16(self.errorCode)
    }
    try writer.writeStructs(self.results, flexible, version, "results")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DescribeLogDirsResult: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions.
    public var logDir: String = ""
    /// All versions.
    public var topics: [DescribeLogDirsTopic] = []
    /// Versions 4+, left out elsewhere.
    public var totalBytes: Int64 = -1
    /// Versions 4+, left out elsewhere.
    public var usableBytes: Int64 = -1
    /// Versions 5+, left out elsewhere.
    public var isCordoned: Bool = false
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.errorCode = try reader.readInt16("errorCode")
      self.logDir = try reader.readString(flexible, "logDir")
      self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
      if version >= 4 {
        self.totalBytes = try reader.readInt64("totalBytes")
        self.usableBytes = try reader.readInt64("usableBytes")
      }
      if version >= 5 {
        self.isCordoned = try reader.readBool("isCordoned")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      writer.writeInt16(self.errorCode)
      try writer.writeString(self.logDir, flexible, "logDir")
      try writer.writeStructs(self.topics, flexible, version, "topics")
      if version >= 4 {
        writer.writeInt64(self.totalBytes)
        writer.writeInt64(self.usableBytes)
      }
      if version >= 5 {
        writer.writeBool(self.isCordoned)
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct DescribeLogDirsTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [DescribeLogDirsPartition] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.name = try reader.readString(flexible, "name")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 21, "partitions")
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

  public struct DescribeLogDirsPartition: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var partitionSize: Int64 = 0
    /// All versions.
    public var offsetLag: Int64 = 0
    /// All versions.
    public var isFutureKey: Bool = false
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.partitionSize = try reader.readInt64("partitionSize")
      self.offsetLag = try reader.readInt64("offsetLag")
      self.isFutureKey = try reader.readBool("isFutureKey")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      writer.writeInt32(self.partitionIndex)
      writer.writeInt64(self.partitionSize)
      writer.writeInt64(self.offsetLag)
      writer.writeBool(self.isFutureKey)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
