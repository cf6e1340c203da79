// Generated from protocol/messages/metadata/UnregisterBrokerRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 1 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct UnregisterBrokerRecord: LogEntry {
  /// All versions.
  public var brokerId: Int32 = 0
  /// All versions.
  public var brokerEpoch: Int64 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 1 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "UnregisterBrokerRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "UnregisterBrokerRecord")
    self.brokerId = try reader.readInt32("brokerId")
    self.brokerEpoch = try reader.readInt64("brokerEpoch")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "UnregisterBrokerRecord")
    writer.writeInt32(self.brokerId)
    writer.writeInt64(self.brokerEpoch)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
