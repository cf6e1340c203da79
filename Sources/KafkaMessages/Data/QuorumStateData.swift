// Generated from protocol/messages/data/QuorumStateData.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Stored or embedded on its own. Versions 0-1, flexible: 0-1.
public struct QuorumStateData: KafkaMessage {
  /// Versions 0.
  public var clusterId: String = ""
  /// All versions.
  public var leaderId: Int32 = -1
  /// All versions.
  public var leaderEpoch: Int32 = -1
  /// All versions.
  public var votedId: Int32 = -1
  /// Versions 1+.
  public var votedDirectoryId: KafkaUUID = .zero
  /// Versions 0.
  public var appliedOffset: Int64 = 0
  /// Versions 0, null allowed.
  public var currentVoters: [Voter]? = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var name: String { "QuorumStateData" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "QuorumStateData")
    if version <= 0 {
      self.clusterId = try reader.readString(true, "clusterId")
    }
    self.leaderId = try reader.readInt32("leaderId")
    self.leaderEpoch = try reader.readInt32("leaderEpoch")
    self.votedId = try reader.readInt32("votedId")
    if version >= 1 {
      self.votedDirectoryId = try reader.readUUID("votedDirectoryId")
    }
    if version <= 0 {
      self.appliedOffset = try reader.readInt64("appliedOffset")
      self.currentVoters = try reader.readNullableStructs(true, version, elementSize: 5, "currentVoters")
    }
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "QuorumStateData")
    if version <= 0 {
      try writer.writeString(self.clusterId, true, "clusterId")
    } else if !self.clusterId.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "clusterId")
    }
    writer.writeInt32(self.leaderId)
    writer.writeInt32(self.leaderEpoch)
    writer.writeInt32(self.votedId)
    if version >= 1 {
      writer.writeUUID(self.votedDirectoryId)
    } else if self.votedDirectoryId != .zero {
      throw writer.error(.fieldNotInVersion(version), "votedDirectoryId")
    }
    if version <= 0 {
      writer.writeInt64(self.appliedOffset)
      try writer.writeNullableStructs(self.currentVoters, true, version, "currentVoters")
    } else {
      if self.appliedOffset != 0 { throw writer.error(.fieldNotInVersion(version), "appliedOffset") }
      if self.currentVoters?.isEmpty != true { throw writer.error(.fieldNotInVersion(version), "currentVoters") }
    }
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct Voter: WireStruct {
    /// All versions.
    public var voterId: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.voterId = try reader.readInt32("voterId")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.voterId)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
