// Generated from protocol/messages/data/LeaderChangeMessage.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Stored or embedded on its own. Versions 0-1, flexible: 0-1.
public struct LeaderChangeMessage: KafkaMessage {
  /// All versions.
  public var version: Int16 = 0
  /// All versions.
  public var leaderId: Int32 = 0
  /// All versions.
  public var voters: [Voter] = []
  /// All versions.
  public var grantingVoters: [Voter] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var name: String { "LeaderChangeMessage" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "LeaderChangeMessage")
    self.version = try reader.readInt16("version")
    self.leaderId = try reader.readInt32("leaderId")
    self.voters = try reader.readStructs(true, version, elementSize: 5, "voters")
    self.grantingVoters = try reader.readStructs(true, version, elementSize: 5, "grantingVoters")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "LeaderChangeMessage")
    writer.writeInt16(self.version)
    writer.writeInt32(self.leaderId)
    try writer.writeStructs(self.voters, true, version, "voters")
    try writer.writeStructs(self.grantingVoters, true, version, "grantingVoters")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct Voter: WireStruct {
    /// All versions.
    public var voterId: Int32 = 0
    /// Versions 1+.
    public var voterDirectoryId: KafkaUUID = .zero
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.voterId = try reader.readInt32("voterId")
      if version >= 1 {
        self.voterDirectoryId = try reader.readUUID("voterDirectoryId")
      }
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.voterId)
      if version >= 1 {
        writer.writeUUID(self.voterDirectoryId)
      } else if self.voterDirectoryId != .zero {
        throw writer.error(.fieldNotInVersion(version), "voterDirectoryId")
      }
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
