// Generated from protocol/messages/api/UpdateRaftVoter.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 82, UpdateRaftVoter. Versions 0, flexible: 0.
public struct UpdateRaftVoterRequest: KafkaRequest {
  /// All versions, null allowed.
  public var clusterId: String? = ""
  /// All versions.
  public var currentLeaderEpoch: Int32 = 0
  /// All versions.
  public var voterId: Int32 = 0
  /// All versions.
  public var voterDirectoryId: KafkaUUID = .zero
  /// All versions.
  public var listeners: [Listener] = []
  /// All versions.
  public var kRaftVersionFeature: KRaftVersionFeature = KRaftVersionFeature()
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = UpdateRaftVoterResponse

  public static var apiKey: ApiKey { .updateRaftVoter }
  public static var name: String { "UpdateRaftVoterRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "UpdateRaftVoterRequest")
    self.clusterId = try reader.readNullableString(true, "clusterId")
    self.currentLeaderEpoch = try reader.readInt32("currentLeaderEpoch")
    self.voterId = try reader.readInt32("voterId")
    self.voterDirectoryId = try reader.readUUID("voterDirectoryId")
    self.listeners = try reader.readStructs(true, version, elementSize: 5, "listeners")
    self.kRaftVersionFeature = try KRaftVersionFeature(from: &reader, version: version)
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "UpdateRaftVoterRequest")
    try writer.writeNullableString(self.clusterId, true, "clusterId")
    writer.writeInt32(self.currentLeaderEpoch)
    writer.writeInt32(self.voterId)
    writer.writeUUID(self.voterDirectoryId)
    try writer.writeStructs(self.listeners, true, version, "listeners")
    try self.kRaftVersionFeature.encode(to: &writer, version: version)
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct Listener: WireStruct {
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

/// Response of API 82, UpdateRaftVoter. Versions 0, flexible: 0.
public struct UpdateRaftVoterResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, tag 0.
  public var currentLeader: CurrentLeader = CurrentLeader()
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .updateRaftVoter }
  public static var name: String { "UpdateRaftVoterResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "UpdateRaftVoterResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("currentLeader")
        self.currentLeader = try CurrentLeader(from: &reader, version: version)
        try reader.endTaggedField(behind, "currentLeader")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "UpdateRaftVoterResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    var tagCount = self.unknownTaggedFields.count
    let hasCurrentLeader = self.currentLeader != CurrentLeader()
    if hasCurrentLeader { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    if hasCurrentLeader {
      let place = writer.beginTaggedField(0)
      try self.currentLeader.encode(to: &writer, version: version)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
  }

  public struct CurrentLeader: WireStruct {
    /// All versions.
    public var leaderId: Int32 = -1
    /// All versions.
    public var leaderEpoch: Int32 = -1
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.leaderId = try reader.readInt32("leaderId")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readInt32("port")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.leaderId)
      writer.writeInt32(self.leaderEpoch)
      try writer.writeString(self.host, true, "host")
      writer.writeInt32(self.port)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
