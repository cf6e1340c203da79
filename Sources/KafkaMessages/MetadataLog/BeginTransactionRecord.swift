// Generated from protocol/messages/metadata/BeginTransactionRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 23 of `__cluster_metadata`. Versions 0, flexible: 0.
public struct BeginTransactionRecord: LogEntry {
  /// All versions, null allowed, tag 0.
  public var name: String? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 23 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "BeginTransactionRecord" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "BeginTransactionRecord")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("name")
        self.name = try reader.readNullableString(true, "name")
        try reader.endTaggedField(behind, "name")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "BeginTransactionRecord")
    var tagCount = self.unknownTaggedFields.count
    let hasName = self.name != nil
    if hasName { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    if hasName {
      let place = writer.beginTaggedField(0)
      try writer.writeNullableString(self.name, true, "name")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
  }
}
