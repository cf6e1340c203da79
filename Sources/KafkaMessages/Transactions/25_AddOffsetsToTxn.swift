// Generated from protocol/messages/api/AddOffsetsToTxn.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 25, AddOffsetsToTxn. Versions 0-4, flexible: 3-4.
public struct AddOffsetsToTxnRequest: KafkaRequest {
  /// All versions.
  public var transactionalId: String = ""
  /// All versions.
  public var producerId: Int64 = 0
  /// All versions.
  public var producerEpoch: Int16 = 0
  /// All versions.
  public var groupId: String = ""
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = AddOffsetsToTxnResponse

  public static var apiKey: ApiKey { .addOffsetsToTxn }
  public static var name: String { "AddOffsetsToTxnRequest" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AddOffsetsToTxnRequest")
    let flexible = version >= 3
    self.transactionalId = try reader.readString(flexible, "transactionalId")
    self.producerId = try reader.readInt64("producerId")
    self.producerEpoch = try reader.readInt16("producerEpoch")
    self.groupId = try reader.readString(flexible, "groupId")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AddOffsetsToTxnRequest")
    let flexible = version >= 3
    try writer.writeString(self.transactionalId, flexible, "transactionalId")
    writer.writeInt64(self.producerId)
    writer.writeInt16(self.producerEpoch)
    try writer.writeString(self.groupId, flexible, "groupId")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 25, AddOffsetsToTxn. Versions 0-4, flexible: 3-4.
public struct AddOffsetsToTxnResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .addOffsetsToTxn }
  public static var name: String { "AddOffsetsToTxnResponse" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AddOffsetsToTxnResponse")
    let flexible = version >= 3
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AddOffsetsToTxnResponse")
    let flexible = version >= 3
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}
