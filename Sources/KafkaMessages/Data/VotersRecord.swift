// Generated from protocol/messages/data/VotersRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Stored or embedded on its own. Versions 0, flexible: 0.
public struct VotersRecord: KafkaMessage {
  /// All versions.
  public var version: Int16 = 0
  /// All versions.
  public var voters: [Voter] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var name: String { "VotersRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "VotersRecord")
    self.version = try reader.readInt16("version")
    self.voters = try reader.readStructs(true, version, elementSize: 27, "voters")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "VotersRecord")
    writer.writeInt16(self.version)
    try writer.writeStructs(self.voters, true, version, "voters")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct Voter: WireStruct {
    /// All versions.
    public var voterId: Int32 = 0
    /// All versions.
    public var voterDirectoryId: KafkaUUID = .zero
    /// All versions.
    public var endpoints: [Endpoint] = []
    /// All versions.
    public var kRaftVersionFeature: KRaftVersionFeature = KRaftVersionFeature()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.voterId = try reader.readInt32("voterId")
      self.voterDirectoryId = try reader.readUUID("voterDirectoryId")
      self.endpoints = try reader.readStructs(true, version, elementSize: 5, "endpoints")
      self.kRaftVersionFeature = try KRaftVersionFeature(from: &reader, version: version)
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.voterId)
      writer.writeUUID(self.voterDirectoryId)
      try writer.writeStructs(self.endpoints, true, version, "endpoints")
      try self.kRaftVersionFeature.encode(to: &writer, version: version)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Endpoint: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: UInt16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readUInt16("port")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeString(self.host, true, "host")
      writer.writeUInt16(self.port)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct KRaftVersionFeature: WireStruct {
    /// All versions.
    public var minSupportedVersion: Int16 = 0
    /// All versions.
    public var maxSupportedVersion: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.minSupportedVersion = try reader.readInt16("minSupportedVersion")
      self.maxSupportedVersion = try reader.readInt16("maxSupportedVersion")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt16(self.minSupportedVersion)
      writer.writeInt16(self.maxSupportedVersion)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
