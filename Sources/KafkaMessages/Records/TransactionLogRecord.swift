// Generated from protocol/messages/records/TransactionLog.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Key of record 0 in `__transaction_state`. Versions 0, flexible: none.
public struct TransactionLogKey: CoordinatorKey {
  /// All versions.
  public var transactionalId: String = ""

  public init() {}

  public typealias Value = TransactionLogValue

  public static var recordType: Int16 { 0 }
  public static var log: CoordinatorLog { .transactionState }
  public static var name: String { "TransactionLogKey" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "TransactionLogKey")
    self.transactionalId = try reader.readString(false, "transactionalId")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "TransactionLogKey")
    try writer.writeString(self.transactionalId, false, "transactionalId")
  }
}

/// Value of record 0 in `__transaction_state`. Versions 0-1, flexible: 1.
public struct TransactionLogValue: CoordinatorValue {
  /// All versions.
  public var producerId: Int64 = 0
  /// Versions 1+, tag 0.
  public var previousProducerId: Int64 = -1
  /// Versions 1+, tag 1.
  public var nextProducerId: Int64 = -1
  /// All versions.
  public var producerEpoch: Int16 = 0
  /// Versions 1+, tag 3.
  public var nextProducerEpoch: Int16 = -1
  /// All versions.
  public var transactionTimeoutMs: Int32 = 0
  /// All versions.
  public var transactionStatus: Int8 = 0
  /// All versions, null allowed.
  public var transactionPartitions: [PartitionsSchema]? = []
  /// All versions.
  public var transactionLastUpdateTimestampMs: Int64 = 0
  /// All versions.
  public var transactionStartTimestampMs: Int64 = 0
  /// Versions 1+, tag 2.
  public var clientTransactionVersion: Int16 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var recordType: Int16 { 0 }
  public static var log: CoordinatorLog { .transactionState }
  public static var name: String { "TransactionLogValue" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "TransactionLogValue")
    let flexible = version >= 1
    self.producerId = try reader.readInt64("producerId")
    self.producerEpoch = try reader.readInt16("producerEpoch")
    self.transactionTimeoutMs = try reader.readInt32("transactionTimeoutMs")
    self.transactionStatus = try reader.readInt8("transactionStatus")
    self.transactionPartitions = try reader.readNullableStructs(flexible, version, elementSize: 3, "transactionPartitions")
    self.transactionLastUpdateTimestampMs = try reader.readInt64("transactionLastUpdateTimestampMs")
    self.transactionStartTimestampMs = try reader.readInt64("transactionStartTimestampMs")
    if flexible {
      for _ in 0..<(try reader.readTagCount()) {
        switch try reader.readTag() {
        case 0 where version >= 1:
          let behind = try reader.beginTaggedField("previousProducerId")
          self.previousProducerId = try reader.readInt64("previousProducerId")
          try reader.endTaggedField(behind, "previousProducerId")
        case 1 where version >= 1:
          let behind = try reader.beginTaggedField("nextProducerId")
          self.nextProducerId = try reader.readInt64("nextProducerId")
          try reader.endTaggedField(behind, "nextProducerId")
        case 2 where version >= 1:
          let behind = try reader.beginTaggedField("clientTransactionVersion")
          self.clientTransactionVersion = try reader.readInt16("clientTransactionVersion")
          try reader.endTaggedField(behind, "clientTransactionVersion")
        case 3 where version >= 1:
          let behind = try reader.beginTaggedField("nextProducerEpoch")
          self.nextProducerEpoch = try reader.readInt16("nextProducerEpoch")
          try reader.endTaggedField(behind, "nextProducerEpoch")
        case let tag:
          self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
        }
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "TransactionLogValue")
    let flexible = version >= 1
    writer.writeInt64(self.producerId)
    writer.writeInt16(self.producerEpoch)
    writer.writeInt32(self.transactionTimeoutMs)
    writer.writeInt8(self.transactionStatus)
    try writer.writeNullableStructs(self.transactionPartitions, flexible, version, "transactionPartitions")
    writer.writeInt64(self.transactionLastUpdateTimestampMs)
    writer.writeInt64(self.transactionStartTimestampMs)
    if !(version >= 1), self.previousProducerId != -1 {
      throw writer.error(.fieldNotInVersion(version), "previousProducerId")
    }
    if !(version >= 1), self.nextProducerId != -1 {
      throw writer.error(.fieldNotInVersion(version), "nextProducerId")
    }
    if !(version >= 1), self.clientTransactionVersion != 0 {
      throw writer.error(.fieldNotInVersion(version), "clientTransactionVersion")
    }
    if !(version >= 1), self.nextProducerEpoch != -1 {
      throw writer.error(.fieldNotInVersion(version), "nextProducerEpoch")
    }
    if flexible {
      var tagCount = self.unknownTaggedFields.count
      let hasPreviousProducerId = version >= 1 && self.previousProducerId != -1
      if hasPreviousProducerId { tagCount += 1 }
      let hasNextProducerId = version >= 1 && self.nextProducerId != -1
      if hasNextProducerId { tagCount += 1 }
      let hasClientTransactionVersion = version >= 1 && self.clientTransactionVersion != 0
      if hasClientTransactionVersion { tagCount += 1 }
      let hasNextProducerEpoch = version >= 1 && self.nextProducerEpoch != -1
      if hasNextProducerEpoch { tagCount += 1 }
      writer.writeUnsignedVarint(UInt32(tagCount))
      var unknown = self.unknownTaggedFields[...]
      if hasPreviousProducerId {
        let place = writer.beginTaggedField(0)
        writer.writeInt64(self.previousProducerId)
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(&unknown, below: 1)
      if hasNextProducerId {
        let place = writer.beginTaggedField(1)
        writer.writeInt64(self.nextProducerId)
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(&unknown, below: 2)
      if hasClientTransactionVersion {
        let place = writer.beginTaggedField(2)
        writer.writeInt16(self.clientTransactionVersion)
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(&unknown, below: 3)
      if hasNextProducerEpoch {
        let place = writer.beginTaggedField(3)
        writer.writeInt16(self.nextProducerEpoch)
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(unknown)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct PartitionsSchema: WireStruct {
    /// All versions.
    public var topic: String = ""
    /// All versions.
    public var partitionIds: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.topic = try reader.readString(flexible, "topic")
      self.partitionIds = try reader.readInt32Array(flexible, "partitionIds")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeString(self.topic, flexible, "topic")
      try writer.writeInt32Array(self.partitionIds, flexible, "partitionIds")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
