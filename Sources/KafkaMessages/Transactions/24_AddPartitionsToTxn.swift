// Generated from protocol/messages/api/AddPartitionsToTxn.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 24, AddPartitionsToTxn. Versions 0-5, flexible: 3-5.
public struct AddPartitionsToTxnRequest: KafkaRequest {
  /// Versions 4+.
  public var transactions: [AddPartitionsToTxnTransaction] = []
  /// Versions 0-3.
  public var v3AndBelowTransactionalId: String = ""
  /// Versions 0-3.
  public var v3AndBelowProducerId: Int64 = 0
  /// Versions 0-3.
  public var v3AndBelowProducerEpoch: Int16 = 0
  /// Versions 0-3.
  public var v3AndBelowTopics: [AddPartitionsToTxnTopic] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = AddPartitionsToTxnResponse

  public static var apiKey: ApiKey { .addPartitionsToTxn }
  public static var name: String { "AddPartitionsToTxnRequest" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AddPartitionsToTxnRequest")
    let flexible = version >= 3
    if version >= 4 {
      self.transactions = try reader.readStructs(flexible, version, elementSize: 14, "transactions")
    }
    if version <= 3 {
      self.v3AndBelowTransactionalId = try reader.readString(flexible, "v3AndBelowTransactionalId")
      self.v3AndBelowProducerId = try reader.readInt64("v3AndBelowProducerId")
      self.v3AndBelowProducerEpoch = try reader.readInt16("v3AndBelowProducerEpoch")
      self.v3AndBelowTopics = try reader.readStructs(flexible, version, elementSize: 3, "v3AndBelowTopics")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AddPartitionsToTxnRequest")
    let flexible = version >= 3
    if version >= 4 {
      try writer.writeStructs(self.transactions, flexible, version, "transactions")
    } else if !self.transactions.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "transactions")
    }
    if version <= 3 {
      try writer.writeString(self.v3AndBelowTransactionalId, flexible, "v3AndBelowTransactionalId")
      writer.writeInt64(self.v3AndBelowProducerId)
      writer.writeInt16(self.v3AndBelowProducerEpoch)
      try writer.writeStructs(self.v3AndBelowTopics, flexible, version, "v3AndBelowTopics")
    } else {
      if !self.v3AndBelowTransactionalId.isEmpty { throw writer.error(.fieldNotInVersion(version), "v3AndBelowTransactionalId") }
      if self.v3AndBelowProducerId != 0 { throw writer.error(.fieldNotInVersion(version), "v3AndBelowProducerId") }
      if self.v3AndBelowProducerEpoch != 0 { throw writer.error(.fieldNotInVersion(version), "v3AndBelowProducerEpoch") }
      if !self.v3AndBelowTopics.isEmpty { throw writer.error(.fieldNotInVersion(version), "v3AndBelowTopics") }
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct AddPartitionsToTxnTransaction: WireStruct {
    /// All versions.
    public var transactionalId: String = ""
    /// All versions.
    public var producerId: Int64 = 0
    /// All versions.
    public var producerEpoch: Int16 = 0
    /// All versions.
    public var verifyOnly: Bool = false
    /// All versions.
    public var topics: [AddPartitionsToTxnTopic] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.transactionalId = try reader.readString(true, "transactionalId")
      self.producerId = try reader.readInt64("producerId")
      self.producerEpoch = try reader.readInt16("producerEpoch")
      self.verifyOnly = try reader.readBool("verifyOnly")
      self.topics = try reader.readStructs(true, version, elementSize: 3, "topics")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.transactionalId, true, "transactionalId")
      writer.writeInt64(self.producerId)
      writer.writeInt16(self.producerEpoch)
      writer.writeBool(self.verifyOnly)
      try writer.writeStructs(self.topics, true, version, "topics")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct AddPartitionsToTxnTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 3
      self.name = try reader.readString(flexible, "name")
      self.partitions = try reader.readInt32Array(flexible, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 3
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

/// Response of API 24, AddPartitionsToTxn. Versions 0-5, flexible: 3-5.
public struct AddPartitionsToTxnResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// Versions 4+, left out elsewhere.
  public var errorCode: Int16 = 0
  /// Versions 4+.
  public var resultsByTransaction: [AddPartitionsToTxnResult] = []
  /// Versions 0-3.
  public var resultsByTopicV3AndBelow: [AddPartitionsToTxnTopicResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .addPartitionsToTxn }
  public static var name: String { "AddPartitionsToTxnResponse" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AddPartitionsToTxnResponse")
    let flexible = version >= 3
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    if version >= 4 {
      self.errorCode = try reader.readInt16("errorCode")
      self.resultsByTransaction = try reader.readStructs(flexible, version, elementSize: 3, "resultsByTransaction")
    }
    if version <= 3 {
      self.resultsByTopicV3AndBelow = try reader.readStructs(flexible, version, elementSize: 3, "resultsByTopicV3AndBelow")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AddPartitionsToTxnResponse")
    let flexible = version >= 3
    writer.writeInt32(self.throttleTimeMs)
    if version >= 4 {
      writer.writeInt16(self.errorCode)
      try writer.writeStructs(self.resultsByTransaction, flexible, version, "resultsByTransaction")
    } else if !self.resultsByTransaction.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "resultsByTransaction")
    }
    if version <= 3 {
      try writer.writeStructs(self.resultsByTopicV3AndBelow, flexible, version, "resultsByTopicV3AndBelow")
    } else if !self.resultsByTopicV3AndBelow.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "resultsByTopicV3AndBelow")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct AddPartitionsToTxnResult: WireStruct {
    /// All versions.
    public var transactionalId: String = ""
    /// All versions.
    public var topicResults: [AddPartitionsToTxnTopicResult] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.transactionalId = try reader.readString(true, "transactionalId")
      self.topicResults = try reader.readStructs(true, version, elementSize: 3, "topicResults")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.transactionalId, true, "transactionalId")
      try writer.writeStructs(self.topicResults, true, version, "topicResults")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct AddPartitionsToTxnTopicResult: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var resultsByPartition: [AddPartitionsToTxnPartitionResult] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 3
      self.name = try reader.readString(flexible, "name")
      self.resultsByPartition = try reader.readStructs(flexible, version, elementSize: 6, "resultsByPartition")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 3
      try writer.writeString(self.name, flexible, "name")
      try writer.writeStructs(self.resultsByPartition, flexible, version, "resultsByPartition")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct AddPartitionsToTxnPartitionResult: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var partitionErrorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 3
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.partitionErrorCode = try reader.readInt16("partitionErrorCode")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 3
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.partitionErrorCode)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
