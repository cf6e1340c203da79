// Generated from protocol/messages/api/CreateTopics.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 19, CreateTopics. Versions 0-7, flexible: 5-7, in the newest release: 2-7.
public struct CreateTopicsRequest: KafkaRequest {
  /// All versions.
  public var topics: [CreatableTopic] = []
  /// All versions.
  public var timeoutMs: Int32 = 60000
  /// Versions 1+.
  public var validateOnly: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = CreateTopicsResponse

  public static var apiKey: ApiKey { .createTopics }
  public static var name: String { "CreateTopicsRequest" }
  public static var versions: ClosedRange<Int16> { 0...7 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 5 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 5 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "CreateTopicsRequest")
    let flexible = version >= 5
    self.topics = try reader.readStructs(flexible, version, elementSize: 10, "topics")
    self.timeoutMs = try reader.readInt32("timeoutMs")
    if version >= 1 {
      self.validateOnly = try reader.readBool("validateOnly")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "CreateTopicsRequest")
    let flexible = version >= 5
    try writer.writeStructs(self.topics, flexible, version, "topics")
    writer.writeInt32(self.timeoutMs)
    if version >= 1 {
      writer.writeBool(self.validateOnly)
    } else if self.validateOnly {
      throw writer.error(.fieldNotInVersion(version), "validateOnly")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct CreatableTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var numPartitions: Int32 = 0
    /// All versions.
    public var replicationFactor: Int16 = 0
    /// All versions.
    public var assignments: [CreatableReplicaAssignment] = []
    /// All versions.
    public var configs: [CreatableTopicConfig] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 5
      self.name = try reader.readString(flexible, "name")
      self.numPartitions = try reader.readInt32("numPartitions")
      self.replicationFactor = try reader.readInt16("replicationFactor")
      self.assignments = try reader.readStructs(flexible, version, elementSize: 6, "assignments")
      self.configs = try reader.readStructs(flexible, version, elementSize: 3, "configs")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 5
      try writer.writeString(self.name, flexible, "name")
      writer.writeInt32(self.numPartitions)
      writer.writeInt16(self.replicationFactor)
      try writer.writeStructs(self.assignments, flexible, version, "assignments")
      try writer.writeStructs(self.configs, flexible, version, "configs")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct CreatableReplicaAssignment: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var brokerIds: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 5
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.brokerIds = try reader.readInt32Array(flexible, "brokerIds")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 5
      writer.writeInt32(self.partitionIndex)
      try writer.writeInt32Array(self.brokerIds, flexible, "brokerIds")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct CreatableTopicConfig: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions, null allowed.
    public var value: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 5
      self.name = try reader.readString(flexible, "name")
      self.value = try reader.readNullableString(flexible, "value")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 5
      try writer.writeString(self.name, flexible, "name")
      try writer.writeNullableString(self.value, flexible, "value")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 19, CreateTopics. Versions 0-7, flexible: 5-7, in the newest release: 2-7.
public struct CreateTopicsResponse: KafkaResponse {
  /// Versions 2+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var topics: [CreatableTopicResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .createTopics }
  public static var name: String { "CreateTopicsResponse" }
  public static var versions: ClosedRange<Int16> { 0...7 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 5 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 5 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "CreateTopicsResponse")
    let flexible = version >= 5
    if version >= 2 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.topics = try reader.readStructs(flexible, version, elementSize: 4, "topics")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "CreateTopicsResponse")
    let flexible = version >= 5
    if version >= 2 {
      writer.writeInt32(self.throttleTimeMs)
    }
    try writer.writeStructs(self.topics, flexible, version, "topics")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct CreatableTopicResult: WireStruct {
    /// All versions.
    public var name: String = ""
    /// Versions 7+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var errorCode: Int16 = 0
    /// Versions 1+, left out elsewhere, null allowed.
    public var errorMessage: String? = ""
    /// Versions 5+, left out elsewhere, tag 0.
    public var topicConfigErrorCode: Int16 = 0
    /// Versions 5+, left out elsewhere.
    public var numPartitions: Int32 = -1
    /// Versions 5+, left out elsewhere.
    public var replicationFactor: Int16 = -1
    /// Versions 5+, left out elsewhere, null allowed.
    public var configs: [CreatableTopicConfigs]? = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 5
      self.name = try reader.readString(flexible, "name")
      if version >= 7 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.errorCode = try reader.readInt16("errorCode")
      if version >= 1 {
        self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
      }
      if version >= 5 {
        self.numPartitions = try reader.readInt32("numPartitions")
        self.replicationFactor = try reader.readInt16("replicationFactor")
        self.configs = try reader.readNullableStructs(flexible, version, elementSize: 6, "configs")
      }
      if flexible {
        for _ in 0..<(try reader.readTagCount()) {
          switch try reader.readTag() {
          case 0 where version >= 5:
            let behind = try reader.beginTaggedField("topicConfigErrorCode")
            self.topicConfigErrorCode = try reader.readInt16("topicConfigErrorCode")
            try reader.endTaggedField(behind, "topicConfigErrorCode")
          case let tag:
            self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
          }
        }
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 5
      try writer.writeString(self.name, flexible, "name")
      if version >= 7 {
        writer.writeUUID(self.topicId)
      }
      writer.writeInt16(self.errorCode)
      if version >= 1 {
        try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
      }
      if version >= 5 {
        writer.writeInt32(self.numPartitions)
        writer.writeInt16(self.replicationFactor)
        try writer.writeNullableStructs(self.configs, flexible, version, "configs")
      }
      if flexible {
        var tagCount = self.unknownTaggedFields.count
        let hasTopicConfigErrorCode = version >= 5 && self.topicConfigErrorCode != 0
        if hasTopicConfigErrorCode { tagCount += 1 }
        writer.writeUnsignedVarint(UInt32(tagCount))
        if hasTopicConfigErrorCode {
          let place = writer.beginTaggedField(0)
          writer.writeInt16(self.topicConfigErrorCode)
          writer.endTaggedField(place)
        }
        writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct CreatableTopicConfigs: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions, null allowed.
    public var value: String? = ""
    /// All versions.
    public var readOnly: Bool = false
    /// All versions.
    public var configSource: Int8 = -1
    /// All versions.
    public var isSensitive: Bool = false
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.value = try reader.readNullableString(true, "value")
      self.readOnly = try reader.readBool("readOnly")
      self.configSource = try reader.readInt8("configSource")
      self.isSensitive = try reader.readBool("isSensitive")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeNullableString(self.value, true, "value")
      writer.writeBool(self.readOnly)
      writer.writeInt8(self.configSource)
      writer.writeBool(self.isSensitive)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
