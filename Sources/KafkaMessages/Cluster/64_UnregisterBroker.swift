// Generated from protocol/messages/api/UnregisterBroker.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 64, UnregisterBroker. Versions 0, flexible: 0.
public struct UnregisterBrokerRequest: KafkaRequest {
  /// All versions.
  public var brokerId: Int32 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = UnregisterBrokerResponse

  public static var apiKey: ApiKey { .unregisterBroker }
  public static var name: String { "UnregisterBrokerRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "UnregisterBrokerRequest")
    self.brokerId = try reader.readInt32("brokerId")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "UnregisterBrokerRequest")
    writer.writeInt32(self.brokerId)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 64, UnregisterBroker. Versions 0, flexible: 0.
public struct UnregisterBrokerResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = ""
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .unregisterBroker }
  public static var name: String { "UnregisterBrokerResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "UnregisterBrokerResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "UnregisterBrokerResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
