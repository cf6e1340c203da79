// Generated from protocol/messages/api/GetTelemetrySubscriptions.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 71, GetTelemetrySubscriptions. Versions 0, flexible: 0.
public struct GetTelemetrySubscriptionsRequest: KafkaRequest {
  /// All versions.
  public var clientInstanceId: KafkaUUID = .zero
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = GetTelemetrySubscriptionsResponse

  public static var apiKey: ApiKey { .getTelemetrySubscriptions }
  public static var name: String { "GetTelemetrySubscriptionsRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "GetTelemetrySubscriptionsRequest")
    self.clientInstanceId = try reader.readUUID("clientInstanceId")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "GetTelemetrySubscriptionsRequest")
    writer.writeUUID(self.clientInstanceId)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 71, GetTelemetrySubscriptions. Versions 0, flexible: 0.
public struct GetTelemetrySubscriptionsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var clientInstanceId: KafkaUUID = .zero
  /// All versions.
  public var subscriptionId: Int32 = 0
  /// All versions.
  public var acceptedCompressionTypes: [Int8] = []
  /// All versions.
  public var pushIntervalMs: Int32 = 0
  /// All versions.
  public var telemetryMaxBytes: Int32 = 0
  /// All versions.
  public var deltaTemporality: Bool = false
  /// All versions.
  public var requestedMetrics: [String] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .getTelemetrySubscriptions }
  public static var name: String { "GetTelemetrySubscriptionsResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "GetTelemetrySubscriptionsResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.clientInstanceId = try reader.readUUID("clientInstanceId")
    self.subscriptionId = try reader.readInt32("subscriptionId")
    self.acceptedCompressionTypes = try reader.readInt8Array(true, "acceptedCompressionTypes")
    self.pushIntervalMs = try reader.readInt32("pushIntervalMs")
    self.telemetryMaxBytes = try reader.readInt32("telemetryMaxBytes")
    self.deltaTemporality = try reader.readBool("deltaTemporality")
    self.requestedMetrics = try reader.readStringArray(true, "requestedMetrics")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "GetTelemetrySubscriptionsResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    writer.writeUUID(self.clientInstanceId)
    writer.writeInt32(self.subscriptionId)
    try writer.writeInt8Array(self.acceptedCompressionTypes, true, "acceptedCompressionTypes")
    writer.writeInt32(self.pushIntervalMs)
    writer.writeInt32(self.telemetryMaxBytes)
    writer.writeBool(self.deltaTemporality)
    try writer.writeStringArray(self.requestedMetrics, true, "requestedMetrics")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
