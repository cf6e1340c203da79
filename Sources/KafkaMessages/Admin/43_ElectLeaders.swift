// Generated from protocol/messages/api/ElectLeaders.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 43, ElectLeaders. Versions 0-2, flexible: 2.
public struct ElectLeadersRequest: KafkaRequest {
  /// Versions 1+.
  public var electionType: Int8 = 0
  /// All versions, null allowed.
  public var topicPartitions: [TopicPartitions]? = []
  /// All versions.
  public var timeoutMs: Int32 = 60000
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ElectLeadersResponse

  public static var apiKey: ApiKey { .electLeaders }
  public static var name: String { "ElectLeadersRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ElectLeadersRequest")
    let flexible = version >= 2
    if version >= 1 {
      self.electionType = try reader.readInt8("electionType")
    }
    self.topicPartitions = try reader.readNullableStructs(flexible, version, elementSize: 3, "topicPartitions")
    self.timeoutMs = try reader.readInt32("timeoutMs")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ElectLeadersRequest")
    let flexible = version >= 2
    if version >= 1 {
      writer.writeInt8(self.electionType)
    } else if self.electionType != 0 {
      throw writer.error(.fieldNotInVersion(version), "electionType")
    }
    try writer.writeNullableStructs(self.topicPartitions, flexible, version, "topicPartitions")
    writer.writeInt32(self.timeoutMs)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct TopicPartitions: WireStruct {
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

/// Response of API 43, ElectLeaders. Versions 0-2, flexible: 2.
public struct ElectLeadersResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// Versions 1+.
  public var errorCode: Int16 = 0
  /// All versions.
  public var replicaElectionResults: [ReplicaElectionResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .electLeaders }
  public static var name: String { "ElectLeadersResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ElectLeadersResponse")
    let flexible = version >= 2
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    if version >= 1 {
      self.errorCode = try reader.readInt16("errorCode")
    }
    self.replicaElectionResults = try reader.readStructs(flexible, version, elementSize: 3, "replicaElectionResults")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ElectLeadersResponse")
    let flexible = version >= 2
    writer.writeInt32(self.throttleTimeMs)
    if version >= 1 {
      writer.writeInt16(self.errorCode)
    } else if self.errorCode != 0 {
      throw writer.error(.fieldNotInVersion(version), "errorCode")
    }
    try writer.writeStructs(self.replicaElectionResults, flexible, version, "replicaElectionResults")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct ReplicaElectionResult: WireStruct {
    /// All versions.
    public var topic: String = ""
    /// All versions.
    public var partitionResult: [PartitionResult] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.topic = try reader.readString(flexible, "topic")
      self.partitionResult = try reader.readStructs(flexible, version, elementSize: 8, "partitionResult")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      try writer.writeString(self.topic, flexible, "topic")
      try writer.writeStructs(self.partitionResult, flexible, version, "partitionResult")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct PartitionResult: WireStruct {
    /// All versions.
    public var partitionId: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 2
      self.partitionId = try reader.readInt32("partitionId")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 2
      writer.writeInt32(self.partitionId)
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
