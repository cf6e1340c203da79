// Generated from protocol/messages/api/DeleteTopics.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 20, DeleteTopics. Versions 0-6, flexible: 4-6, in the newest release: 1-6.
public struct DeleteTopicsRequest: KafkaRequest {
  /// Versions 6+.
  public var topics: [DeleteTopicState] = []
  /// Versions 0-5, left out elsewhere.
  public var topicNames: [String] = []
  /// All versions.
  public var timeoutMs: Int32 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DeleteTopicsResponse

  public static var apiKey: ApiKey { .deleteTopics }
  public static var name: String { "DeleteTopicsRequest" }
  public static var versions: ClosedRange<Int16> { 0...6 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DeleteTopicsRequest")
    let flexible = version >= 4
    if version >= 6 {
      self.topics = try reader.readStructs(flexible, version, elementSize: 18, "topics")
    }
    if version <= 5 {
      self.topicNames = try reader.readStringArray(flexible, "topicNames")
    }
    self.timeoutMs = try reader.readInt32("timeoutMs")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DeleteTopicsRequest")
    let flexible = version >= 4
    if version >= 6 {
      try writer.writeStructs(self.topics, flexible, version, "topics")
    } else if !self.topics.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "topics")
    }
    if version <= 5 {
      try writer.writeStringArray(self.topicNames, flexible, "topicNames")
    }
    writer.writeInt32(self.timeoutMs)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DeleteTopicState: WireStruct {
    /// All versions, null allowed.
    public var name: String? = nil
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readNullableString(true, "name")
      self.topicId = try reader.readUUID("topicId")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeNullableString(self.name, true, "name")
      writer.writeUUID(self.topicId)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 20, DeleteTopics. Versions 0-6, flexible: 4-6, in the newest release: 1-6.
public struct DeleteTopicsResponse: KafkaResponse {
  /// Versions 1+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var responses: [DeletableTopicResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .deleteTopics }
  public static var name: String { "DeleteTopicsResponse" }
  public static var versions: ClosedRange<Int16> { 0...6 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DeleteTopicsResponse")
    let flexible = version >= 4
    if version >= 1 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.responses = try reader.readStructs(flexible, version, elementSize: 4, "responses")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DeleteTopicsResponse")
    let flexible = version >= 4
    if version >= 1 {
      writer.writeInt32(self.throttleTimeMs)
    }
    try writer.writeStructs(self.responses, flexible, version, "responses")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct DeletableTopicResult: WireStruct {
    /// All versions, null allowed in 6+.
    public var name: String? = ""
    /// Versions 6+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var errorCode: Int16 = 0
    /// Versions 5+, left out elsewhere, null allowed.
    public var errorMessage: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 4
      self.name = try reader.readNullableString(flexible, nullable: version >= 6, "name")
      if version >= 6 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.errorCode = try reader.readInt16("errorCode")
      if version >= 5 {
        self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 4
      try writer.writeNullableString(self.name, flexible, nullable: version >= 6, "name")
      if version >= 6 {
        writer.writeUUID(self.topicId)
      }
      writer.writeInt16(self.errorCode)
      if version >= 5 {
        try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
