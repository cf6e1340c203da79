// Generated from protocol/messages/api/Envelope.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Request of API 58, Envelope. Versions 0, flexible: 0.
public struct EnvelopeRequest: KafkaRequest {
  /// All versions.
  public var requestData: ByteBuffer = ByteBuffer()
  /// All versions, null allowed.
  public var requestPrincipal: ByteBuffer? = ByteBuffer()
  /// All versions.
  public var clientHostAddress: ByteBuffer = ByteBuffer()
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = EnvelopeResponse

  public static var apiKey: ApiKey { .envelope }
  public static var name: String { "EnvelopeRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "EnvelopeRequest")
    self.requestData = try reader.readBytes(true, "requestData")
    self.requestPrincipal = try reader.readNullableBytes(true, "requestPrincipal")
    self.clientHostAddress = try reader.readBytes(true, "clientHostAddress")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "EnvelopeRequest")
    try writer.writeBytes(self.requestData, true, "requestData")
    try writer.writeNullableBytes(self.requestPrincipal, true, "requestPrincipal")
    try writer.writeBytes(self.clientHostAddress, true, "clientHostAddress")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 58, Envelope. Versions 0, flexible: 0.
public struct EnvelopeResponse: KafkaResponse {
  /// All versions, null allowed.
  public var responseData: ByteBuffer? = nil
  /// All versions.
  public var errorCode: Int16 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .envelope }
  public static var name: String { "EnvelopeResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "EnvelopeResponse")
    self.responseData = try reader.readNullableBytes(true, "responseData")
    self.errorCode = try reader.readInt16("errorCode")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "EnvelopeResponse")
    try writer.writeNullableBytes(self.responseData, true, "responseData")
    writer.writeInt16(self.errorCode)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
