// Generated from protocol/messages/api/AllocateProducerIds.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 67, AllocateProducerIds. Versions 0, flexible: 0.
public struct AllocateProducerIdsRequest: KafkaRequest {
  /// All versions.
  public var brokerId: Int32 = 0
  /// All versions.
  public var brokerEpoch: Int64 = -1
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = AllocateProducerIdsResponse

  public static var apiKey: ApiKey { .allocateProducerIds }
  public static var name: String { "AllocateProducerIdsRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AllocateProducerIdsRequest")
    self.brokerId = try reader.readInt32("brokerId")
    self.brokerEpoch = try reader.readInt64("brokerEpoch")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AllocateProducerIdsRequest")
    writer.writeInt32(self.brokerId)
    writer.writeInt64(self.brokerEpoch)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 67, AllocateProducerIds. Versions 0, flexible: 0.
public struct AllocateProducerIdsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var producerIdStart: Int64 = 0
  /// All versions.
  public var producerIdLen: Int32 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .allocateProducerIds }
  public static var name: String { "AllocateProducerIdsResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AllocateProducerIdsResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.producerIdStart = try reader.readInt64("producerIdStart")
    self.producerIdLen = try reader.readInt32("producerIdLen")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AllocateProducerIdsResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    writer.writeInt64(self.producerIdStart)
    writer.writeInt32(self.producerIdLen)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
