// Generated from protocol/messages/api/InitProducerId.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 22, InitProducerId. Versions 0-6, flexible: 2-6.
public struct InitProducerIdRequest: KafkaRequest {
  /// All versions, null allowed.
  public var transactionalId: String? = ""
  /// All versions.
  public var transactionTimeoutMs: Int32 = 0
  /// Versions 3+.
  public var producerId: Int64 = -1
  /// Versions 3+.
  public var producerEpoch: Int16 = -1
  /// Versions 6+.
  public var enable2Pc: Bool = false
  /// Versions 6+.
  public var keepPreparedTxn: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = InitProducerIdResponse

  public static var apiKey: ApiKey { .initProducerId }
  public static var name: String { "InitProducerIdRequest" }
  public static var versions: ClosedRange<Int16> { 0...6 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "InitProducerIdRequest")
    let flexible = version >= 2
    self.transactionalId = try reader.readNullableString(flexible, "transactionalId")
    self.transactionTimeoutMs = try reader.readInt32("transactionTimeoutMs")
    if version >= 3 {
      self.producerId = try reader.readInt64("producerId")
      self.producerEpoch = try reader.readInt16("producerEpoch")
    }
    if version >= 6 {
      self.enable2Pc = try reader.readBool("enable2Pc")
      self.keepPreparedTxn = try reader.readBool("keepPreparedTxn")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "InitProducerIdRequest")
    let flexible = version >= 2
    try writer.writeNullableString(self.transactionalId, flexible, "transactionalId")
    writer.writeInt32(self.transactionTimeoutMs)
    if version >= 3 {
      writer.writeInt64(self.producerId)
      writer.writeInt16(self.producerEpoch)
    } else {
      if self.producerId != -1 { throw writer.error(.fieldNotInVersion(version), "producerId") }
      if self.producerEpoch != -1 { throw writer.error(.fieldNotInVersion(version), "producerEpoch") }
    }
    if version >= 6 {
      writer.writeBool(self.enable2Pc)
      writer.writeBool(self.keepPreparedTxn)
    } else {
      if self.enable2Pc { throw writer.error(.fieldNotInVersion(version), "enable2Pc") }
      if self.keepPreparedTxn { throw writer.error(.fieldNotInVersion(version), "keepPreparedTxn") }
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 22, InitProducerId. Versions 0-6, flexible: 2-6.
public struct InitProducerIdResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var producerId: Int64 = -1
  /// All versions.
  public var producerEpoch: Int16 = 0
  /// Versions 6+.
  public var ongoingTxnProducerId: Int64 = -1
  /// Versions 6+.
  public var ongoingTxnProducerEpoch: Int16 = -1
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .initProducerId }
  public static var name: String { "InitProducerIdResponse" }
  public static var versions: ClosedRange<Int16> { 0...6 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 2 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "InitProducerIdResponse")
    let flexible = version >= 2
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.producerId = try reader.readInt64("producerId")
    self.producerEpoch = try reader.readInt16("producerEpoch")
    if version >= 6 {
      self.ongoingTxnProducerId = try reader.readInt64("ongoingTxnProducerId")
      self.ongoingTxnProducerEpoch = try reader.readInt16("ongoingTxnProducerEpoch")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "InitProducerIdResponse")
    let flexible = version >= 2
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    writer.writeInt64(self.producerId)
    writer.writeInt16(self.producerEpoch)
    if version >= 6 {
      writer.writeInt64(self.ongoingTxnProducerId)
      writer.writeInt16(self.ongoingTxnProducerEpoch)
    } else {
      if self.ongoingTxnProducerId != -1 { throw writer.error(.fieldNotInVersion(version), "ongoingTxnProducerId") }
      if self.ongoingTxnProducerEpoch != -1 { throw writer.error(.fieldNotInVersion(version), "ongoingTxnProducerEpoch") }
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}
