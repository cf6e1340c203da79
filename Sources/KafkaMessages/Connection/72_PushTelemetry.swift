// Generated from protocol/messages/api/PushTelemetry.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 72, PushTelemetry. Versions 0, flexible: 0.
public struct PushTelemetryRequest: KafkaRequest {
  /// All versions.
  public var clientInstanceId: KafkaUUID = .zero
  /// All versions.
  public var subscriptionId: Int32 = 0
  /// All versions.
  public var terminating: Bool = false
  /// All versions.
  public var compressionType: Int8 = 0
  /// All versions.
  public var metrics: ByteBuffer = ByteBuffer()
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = PushTelemetryResponse

  public static var apiKey: ApiKey { .pushTelemetry }
  public static var name: String { "PushTelemetryRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "PushTelemetryRequest")
    self.clientInstanceId = try reader.readUUID("clientInstanceId")
    self.subscriptionId = try reader.readInt32("subscriptionId")
    self.terminating = try reader.readBool("terminating")
    self.compressionType = try reader.readInt8("compressionType")
    self.metrics = try reader.readBytes(true, "metrics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "PushTelemetryRequest")
    writer.writeUUID(self.clientInstanceId)
    writer.writeInt32(self.subscriptionId)
    writer.writeBool(self.terminating)
    writer.writeInt8(self.compressionType)
    try writer.writeBytes(self.metrics, true, "metrics")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 72, PushTelemetry. Versions 0, flexible: 0.
public struct PushTelemetryResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .pushTelemetry }
  public static var name: String { "PushTelemetryResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "PushTelemetryResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "PushTelemetryResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
