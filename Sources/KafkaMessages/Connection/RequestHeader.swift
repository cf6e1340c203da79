// Generated from protocol/messages/data/RequestHeader.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Header of a request. Versions 0-2, flexible: 2, in the newest release: 1-2.
public struct RequestHeader: KafkaMessage {
  /// All versions.
  public var requestApiKey: Int16 = 0
  /// All versions.
  public var requestApiVersion: Int16 = 0
  /// All versions.
  public var correlationId: Int32 = 0
  /// Versions 1+, null allowed.
  public var clientId: String? = ""
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var name: String { "RequestHeader" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "RequestHeader")
    let flexible = version >= 2
    self.requestApiKey = try reader.readInt16("requestApiKey")
    self.requestApiVersion = try reader.readInt16("requestApiVersion")
    self.correlationId = try reader.readInt32("correlationId")
    if version >= 1 {
      self.clientId = try reader.readNullableString(false, "clientId")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "RequestHeader")
    let flexible = version >= 2
    writer.writeInt16(self.requestApiKey)
    writer.writeInt16(self.requestApiVersion)
    writer.writeInt32(self.correlationId)
    if version >= 1 {
      try writer.writeNullableString(self.clientId, false, "clientId")
    } else if self.clientId?.isEmpty != true {
      throw writer.error(.fieldNotInVersion(version), "clientId")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}
