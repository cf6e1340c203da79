// Generated from protocol/messages/api/RemoveRaftVoter.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 81, RemoveRaftVoter. Versions 0, flexible: 0.
public struct RemoveRaftVoterRequest: KafkaRequest {
  /// All versions, null allowed.
  public var clusterId: String? = ""
  /// All versions.
  public var voterId: Int32 = 0
  /// All versions.
  public var voterDirectoryId: KafkaUUID = .zero
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = RemoveRaftVoterResponse

  public static var apiKey: ApiKey { .removeRaftVoter }
  public static var name: String { "RemoveRaftVoterRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "RemoveRaftVoterRequest")
    self.clusterId = try reader.readNullableString(true, "clusterId")
    self.voterId = try reader.readInt32("voterId")
    self.voterDirectoryId = try reader.readUUID("voterDirectoryId")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "RemoveRaftVoterRequest")
    try writer.writeNullableString(self.clusterId, true, "clusterId")
    writer.writeInt32(self.voterId)
    writer.writeUUID(self.voterDirectoryId)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 81, RemoveRaftVoter. Versions 0, flexible: 0.
public struct RemoveRaftVoterResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = ""
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .removeRaftVoter }
  public static var name: String { "RemoveRaftVoterResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "RemoveRaftVoterResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "RemoveRaftVoterResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
