// Generated from protocol/messages/metadata/AbortTransactionRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 25 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct AbortTransactionRecord: LogEntry {
  /// All versions, null allowed, tag 0.
  public var reason: String? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 25 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "AbortTransactionRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AbortTransactionRecord")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("reason")
        self.reason = try reader.readNullableString(true, "reason")
        try reader.endTaggedField(behind, "reason")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AbortTransactionRecord")
    var tagCount = self.unknownTaggedFields.count
    let hasReason = self.reason != nil
    if hasReason { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    if hasReason {
      let place = writer.beginTaggedField(0)
      try writer.writeNullableString(self.reason, true, "reason")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
  }
}
