// Generated from protocol/messages/metadata/DelegationTokenRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 10 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct DelegationTokenRecord: LogEntry {
  /// All versions.
  public var owner: String = ""
  /// All versions.
  public var requester: String = ""
  /// All versions.
  public var renewers: [String] = []
  /// All versions.
  public var issueTimestamp: Int64 = 0
  /// All versions.
  public var maxTimestamp: Int64 = 0
  /// All versions.
  public var expirationTimestamp: Int64 = 0
  /// All versions.
  public var tokenId: String = ""
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 10 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "DelegationTokenRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DelegationTokenRecord")
    self.owner = try reader.readString(true, "owner")
    self.requester = try reader.readString(true, "requester")
    self.renewers = try reader.readStringArray(true, "renewers")
    self.issueTimestamp = try reader.readInt64("issueTimestamp")
    self.maxTimestamp = try reader.readInt64("maxTimestamp")
    self.expirationTimestamp = try reader.readInt64("expirationTimestamp")
    self.tokenId = try reader.readString(true, "tokenId")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DelegationTokenRecord")
    try writer.writeString(self.owner, true, "owner")
    try writer.writeString(self.requester, true, "requester")
    try writer.writeStringArray(self.renewers, true, "renewers")
    writer.writeInt64(self.issueTimestamp)
    writer.writeInt64(self.maxTimestamp)
    writer.writeInt64(self.expirationTimestamp)
    try writer.writeString(self.tokenId, true, "tokenId")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
