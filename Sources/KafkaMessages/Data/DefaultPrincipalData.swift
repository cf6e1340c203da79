// Generated from protocol/messages/data/DefaultPrincipalData.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Stored or embedded on its own. Versions 0, flexible: 0.
public struct DefaultPrincipalData: KafkaMessage {
  /// All versions.
  public var type: String = ""
  /// All versions.
  public var name: String = ""
  /// All versions.
  public var tokenAuthenticated: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var name: String { "DefaultPrincipalData" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DefaultPrincipalData")
    self.type = try reader.readString(true, "type")
    self.name = try reader.readString(true, "name")
    self.tokenAuthenticated = try reader.readBool("tokenAuthenticated")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DefaultPrincipalData")
    try writer.writeString(self.type, true, "type")
    try writer.writeString(self.name, true, "name")
    writer.writeBool(self.tokenAuthenticated)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
