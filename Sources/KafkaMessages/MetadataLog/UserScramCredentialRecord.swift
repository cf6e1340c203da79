// Generated from protocol/messages/metadata/UserScramCredentialRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Entry 11 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct UserScramCredentialRecord: LogEntry {
  /// All versions.
  public var name: String = ""
  /// All versions.
  public var mechanism: Int8 = 0
  /// All versions.
  public var salt: ByteBuffer = ByteBuffer()
  /// All versions.
  public var storedKey: ByteBuffer = ByteBuffer()
  /// All versions.
  public var serverKey: ByteBuffer = ByteBuffer()
  /// All versions.
  public var iterations: Int32 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 11 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "UserScramCredentialRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "UserScramCredentialRecord")
    self.name = try reader.readString(true, "name")
    self.mechanism = try reader.readInt8("mechanism")
    self.salt = try reader.readBytes(true, "salt")
    self.storedKey = try reader.readBytes(true, "storedKey")
    self.serverKey = try reader.readBytes(true, "serverKey")
    self.iterations = try reader.readInt32("iterations")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "UserScramCredentialRecord")
    try writer.writeString(self.name, true, "name")
    writer.writeInt8(self.mechanism)
    try writer.writeBytes(self.salt, true, "salt")
    try writer.writeBytes(self.storedKey, true, "storedKey")
    try writer.writeBytes(self.serverKey, true, "serverKey")
    writer.writeInt32(self.iterations)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
