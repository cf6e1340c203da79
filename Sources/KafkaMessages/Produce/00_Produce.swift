// Generated from protocol/messages/api/Produce.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 0, Produce. Versions 0-13, flexible: 9-13, in the newest release: 3-13.
public struct ProduceRequest: KafkaRequest {
  /// Versions 3+, null allowed.
  public var transactionalId: String? = nil
  /// All versions.
  public var acks: Int16 = 0
  /// All versions.
  public var timeoutMs: Int32 = 0
  /// All versions.
  public var topicData: [TopicProduceData] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ProduceResponse

  public static var apiKey: ApiKey { .produce }
  public static var name: String { "ProduceRequest" }
  public static var versions: ClosedRange<Int16> { 0...13 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 9 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 9 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ProduceRequest")
    let flexible = version >= 9
    if version >= 3 {
      self.transactionalId = try reader.readNullableString(flexible, "transactionalId")
    }
    self.acks = try reader.readInt16("acks")
    self.timeoutMs = try reader.readInt32("timeoutMs")
    self.topicData = try reader.readStructs(flexible, version, elementSize: 3, "topicData")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ProduceRequest")
    let flexible = version >= 9
    if version >= 3 {
      try writer.writeNullableString(self.transactionalId, flexible, "transactionalId")
    } else if self.transactionalId != nil {
      throw writer.error(.fieldNotInVersion(version), "transactionalId")
    }
    writer.writeInt16(self.acks)
    writer.writeInt32(self.timeoutMs)
    try writer.writeStructs(self.topicData, flexible, version, "topicData")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct TopicProduceData: WireStruct {
    /// Versions 0-12, left out elsewhere.
    public var name: String = ""
    /// Versions 13+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitionData: [PartitionProduceData] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 9
      if version <= 12 {
        self.name = try reader.readString(flexible, "name")
      }
      if version >= 13 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitionData = try reader.readStructs(flexible, version, elementSize: 6, "partitionData")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 9
      if version <= 12 {
        try writer.writeString(self.name, flexible, "name")
      }
      if version >= 13 {
        writer.writeUUID(self.topicId)
      }
      try writer.writeStructs(self.partitionData, flexible, version, "partitionData")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct PartitionProduceData: WireStruct {
    /// All versions.
    public var index: Int32 = 0
    /// All versions, null allowed.
    public var records: ByteBuffer? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 9
      self.index = try reader.readInt32("index")
      self.records = try reader.readNullableBytes(flexible, "records")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 9
      writer.writeInt32(self.index)
      try writer.writeNullableBytes(self.records, flexible, "records")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 0, Produce. Versions 0-13, flexible: 9-13, in the newest release: 3-13.
public struct ProduceResponse: KafkaResponse {
  /// All versions.
  public var responses: [TopicProduceResponse] = []
  /// Versions 1+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// Versions 10+, tag 0.
  public var nodeEndpoints: [NodeEndpoint] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .produce }
  public static var name: String { "ProduceResponse" }
  public static var versions: ClosedRange<Int16> { 0...13 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 9 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 9 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ProduceResponse")
    let flexible = version >= 9
    self.responses = try reader.readStructs(flexible, version, elementSize: 3, "responses")
    if version >= 1 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    if flexible {
      for _ in 0..<(try reader.readTagCount()) {
        switch try reader.readTag() {
        case 0 where version >= 10:
          let behind = try reader.beginTaggedField("nodeEndpoints")
          self.nodeEndpoints = try reader.readStructs(true, version, elementSize: 11, "nodeEndpoints")
          try reader.endTaggedField(behind, "nodeEndpoints")
        case let tag:
          self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
        }
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ProduceResponse")
    let flexible = version >= 9
    try writer.writeStructs(self.responses, flexible, version, "responses")
    if version >= 1 {
      writer.writeInt32(self.throttleTimeMs)
    }
    if !(version >= 10), !self.nodeEndpoints.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "nodeEndpoints")
    }
    if flexible {
      var tagCount = self.unknownTaggedFields.count
      let hasNodeEndpoints = version >= 10 && !self.nodeEndpoints.isEmpty
      if hasNodeEndpoints { tagCount += 1 }
      writer.writeUnsignedVarint(UInt32(tagCount))
      if hasNodeEndpoints {
        let place = writer.beginTaggedField(0)
        try writer.writeStructs(self.nodeEndpoints, true, version, "nodeEndpoints")
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct TopicProduceResponse: WireStruct {
    /// Versions 0-12, left out elsewhere.
    public var name: String = ""
    /// Versions 13+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitionResponses: [PartitionProduceResponse] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 9
      if version <= 12 {
        self.name = try reader.readString(flexible, "name")
      }
      if version >= 13 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitionResponses = try reader.readStructs(flexible, version, elementSize: 14, "partitionResponses")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 9
      if version <= 12 {
        try writer.writeString(self.name, flexible, "name")
      }
      if version >= 13 {
        writer.writeUUID(self.topicId)
      }
      try writer.writeStructs(self.partitionResponses, flexible, version, "partitionResponses")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct PartitionProduceResponse: WireStruct {
    /// All versions.
    public var index: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions.
    public var baseOffset: Int64 = 0
    /// Versions 2+, left out elsewhere.
    public var logAppendTimeMs: Int64 = -1
    /// Versions 5+, left out elsewhere.
    public var logStartOffset: Int64 = -1
    /// Versions 8+, left out elsewhere.
    public var recordErrors: [BatchIndexAndErrorMessage] = []
    /// Versions 8+, left out elsewhere, null allowed.
    public var errorMessage: String? = nil
    /// Versions 10+, tag 0.
    public var currentLeader: LeaderIdAndEpoch = LeaderIdAndEpoch()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 9
      self.index = try reader.readInt32("index")
      self.errorCode = try reader.readInt16("errorCode")
      self.baseOffset = try reader.readInt64("baseOffset")
      if version >= 2 {
        self.logAppendTimeMs = try reader.readInt64("logAppendTimeMs")
      }
      if version >= 5 {
        self.logStartOffset = try reader.readInt64("logStartOffset")
      }
      if version >= 8 {
        self.recordErrors = try reader.readStructs(flexible, version, elementSize: 6, "recordErrors")
        self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
      }
      if flexible {
        for _ in 0..<(try reader.readTagCount()) {
          switch try reader.readTag() {
          case 0 where version >= 10:
            let behind = try reader.beginTaggedField("currentLeader")
            self.currentLeader = try LeaderIdAndEpoch(from: &reader, version: version)
            try reader.endTaggedField(behind, "currentLeader")
          case let tag:
            self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
          }
        }
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 9
      writer.writeInt32(self.index)
      writer.writeInt16(self.errorCode)
      writer.writeInt64(self.baseOffset)
      if version >= 2 {
        writer.writeInt64(self.logAppendTimeMs)
      }
      if version >= 5 {
        writer.writeInt64(self.logStartOffset)
      }
      if version >= 8 {
        try writer.writeStructs(self.recordErrors, flexible, version, "recordErrors")
        try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
      }
      if !(version >= 10), self.currentLeader != LeaderIdAndEpoch() {
        throw writer.error(.fieldNotInVersion(version), "currentLeader")
      }
      if flexible {
        var tagCount = self.unknownTaggedFields.count
        let hasCurrentLeader = version >= 10 && self.currentLeader != LeaderIdAndEpoch()
        if hasCurrentLeader { tagCount += 1 }
        writer.writeUnsignedVarint(UInt32(tagCount))
        if hasCurrentLeader {
          let place = writer.beginTaggedField(0)
          try self.currentLeader.encode(to: &writer, version: version)
          writer.endTaggedField(place)
        }
        writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct BatchIndexAndErrorMessage: WireStruct {
    /// All versions.
    public var batchIndex: Int32 = 0
    /// All versions, null allowed.
    public var batchIndexErrorMessage: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 9
      self.batchIndex = try reader.readInt32("batchIndex")
      self.batchIndexErrorMessage = try reader.readNullableString(flexible, "batchIndexErrorMessage")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 9
      writer.writeInt32(self.batchIndex)
      try writer.writeNullableString(self.batchIndexErrorMessage, flexible, "batchIndexErrorMessage")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct LeaderIdAndEpoch: WireStruct {
    /// All versions.
    public var leaderId: Int32 = -1
    /// All versions.
    public var leaderEpoch: Int32 = -1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.leaderId = try reader.readInt32("leaderId")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.leaderId)
      writer.writeInt32(self.leaderEpoch)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct NodeEndpoint: WireStruct {
    /// All versions.
    public var nodeId: Int32 = 0
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: Int32 = 0
    /// All versions, null allowed.
    public var rack: String? = nil
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.nodeId = try reader.readInt32("nodeId")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readInt32("port")
      self.rack = try reader.readNullableString(true, "rack")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.nodeId)
      try writer.writeString(self.host, true, "host")
      writer.writeInt32(self.port)
      try writer.writeNullableString(self.rack, true, "rack")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
