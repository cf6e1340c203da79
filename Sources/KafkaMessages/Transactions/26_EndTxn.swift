// Generated from protocol/messages/api/EndTxn.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 26, EndTxn. Versions 0-5, flexible: 3-5.
public struct EndTxnRequest: KafkaRequest {
  /// All versions.
  public var transactionalId: String = ""
  /// All versions.
  public var producerId: Int64 = 0
  /// All versions.
  public var producerEpoch: Int16 = 0
  /// All versions.
  public var committed: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = EndTxnResponse

  public static var apiKey: ApiKey { .endTxn }
  public static var name: String { "EndTxnRequest" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "EndTxnRequest")
    let flexible = version >= 3
    self.transactionalId = try reader.readString(flexible, "transactionalId")
    self.producerId = try reader.readInt64("producerId")
    self.producerEpoch = try reader.readInt16("producerEpoch")
    self.committed = try reader.readBool("committed")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "EndTxnRequest")
    let flexible = version >= 3
    try writer.writeString(self.transactionalId, flexible, "transactionalId")
    writer.writeInt64(self.producerId)
    writer.writeInt16(self.producerEpoch)
    writer.writeBool(self.committed)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 26, EndTxn. Versions 0-5, flexible: 3-5.
public struct EndTxnResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// Versions 5+, left out elsewhere.
  public var producerId: Int64 = -1
  /// Versions 5+, left out elsewhere.
  public var producerEpoch: Int16 = -1
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .endTxn }
  public static var name: String { "EndTxnResponse" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "EndTxnResponse")
    let flexible = version >= 3
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    if version >= 5 {
      self.producerId = try reader.readInt64("producerId")
      self.producerEpoch = try reader.readInt16("producerEpoch")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "EndTxnResponse")
    let flexible = version >= 3
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    if version >= 5 {
      writer.writeInt64(self.producerId)
      writer.writeInt16(self.producerEpoch)
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}
