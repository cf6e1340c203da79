// Generated from protocol/messages/api/AlterReplicaLogDirs.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 34, AlterReplicaLogDirs. Versions 0-2, flexible: 2, in the newest release: 1-2.
public struct AlterReplicaLogDirsRequest: KafkaRequest {
  /// All versions.
  public var dirs: [AlterReplicaLogDir] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = AlterReplicaLogDirsResponse

  public static var apiKey: ApiKey { .alterReplicaLogDirs }
  public static var name: String { "AlterReplicaLogDirsRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterReplicaLogDirsRequest")
    let flexible = version >= 2
    self.dirs = try reader.readStructs(flexible, version, elementSize: 3, "dirs")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterReplicaLogDirsRequest")
    let flexible = version >= 2
    try writer.writeStructs(self.dirs, flexible, version, "dirs")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct AlterReplicaLogDir: WireStruct {
    /// All versions.
    public var path: String = ""
    /// All versions.
    public var topics: [AlterReplicaLogDirTopic] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.path = try reader.readString(flexible, "path")
      self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.path, flexible, "path")
      try writer.writeStructs(self.topics, flexible, version, "topics")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct AlterReplicaLogDirTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.name = try reader.readString(flexible, "name")
      self.partitions = try reader.readInt32Array(flexible, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.name, flexible, "name")
      try writer.writeInt32Array(self.partitions, flexible, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 34, AlterReplicaLogDirs. Versions 0-2, flexible: 2, in the newest release: 1-2.
public struct AlterReplicaLogDirsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var results: [AlterReplicaLogDirTopicResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .alterReplicaLogDirs }
  public static var name: String { "AlterReplicaLogDirsResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AlterReplicaLogDirsResponse")
    let flexible = version >= 2
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.results = try reader.readStructs(flexible, version, elementSize: 3, "results")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AlterReplicaLogDirsResponse")
    let flexible = version >= 2
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.results, flexible, version, "results")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct AlterReplicaLogDirTopicResult: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitions: [AlterReplicaLogDirPartitionResult] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.topicName = try reader.readString(flexible, "topicName")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 6, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.topicName, flexible, "topicName")
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct AlterReplicaLogDirPartitionResult: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
