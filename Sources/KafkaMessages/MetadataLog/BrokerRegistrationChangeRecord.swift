// Generated from protocol/messages/metadata/BrokerRegistrationChangeRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 17 of `__cluster_metadata`. Versions 0-3, flexible: 0-3.
public struct BrokerRegistrationChangeRecord: LogEntry {
  /// All versions.
  public var brokerId: Int32 = 0
  /// All versions.
  public var brokerEpoch: Int64 = 0
  /// All versions, tag 0.
  public var fenced: Int8 = 0
  /// Versions 1+, tag 1.
  public var inControlledShutdown: Int8 = 0
  /// Versions 2+, tag 2.
  public var logDirs: [KafkaUUID] = []
  /// Versions 3+, null allowed, tag 3.
  public var cordonedLogDirs: [KafkaUUID]? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 17 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "BrokerRegistrationChangeRecord" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "BrokerRegistrationChangeRecord")
    self.brokerId = try reader.readInt32("brokerId")
    self.brokerEpoch = try reader.readInt64("brokerEpoch")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("fenced")
        self.fenced = try reader.readInt8("fenced")
        try reader.endTaggedField(behind, "fenced")
      case 1 where version >= 1:
        let behind = try reader.beginTaggedField("inControlledShutdown")
        self.inControlledShutdown = try reader.readInt8("inControlledShutdown")
        try reader.endTaggedField(behind, "inControlledShutdown")
      case 2 where version >= 2:
        let behind = try reader.beginTaggedField("logDirs")
        self.logDirs = try reader.readUUIDArray(true, "logDirs")
        try reader.endTaggedField(behind, "logDirs")
      case 3 where version >= 3:
        let behind = try reader.beginTaggedField("cordonedLogDirs")
        self.cordonedLogDirs = try reader.readNullableUUIDArray(true, "cordonedLogDirs")
        try reader.endTaggedField(behind, "cordonedLogDirs")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "BrokerRegistrationChangeRecord")
    writer.writeInt32(self.brokerId)
    writer.writeInt64(self.brokerEpoch)
    if !(version >= 1), self.inControlledShutdown != 0 {
      throw writer.error(.fieldNotInVersion(version), "inControlledShutdown")
    }
    if !(version >= 2), !self.logDirs.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "logDirs")
    }
    if !(version >= 3), self.cordonedLogDirs != nil {
      throw writer.error(.fieldNotInVersion(version), "cordonedLogDirs")
    }
    var tagCount = self.unknownTaggedFields.count
    let hasFenced = self.fenced != 0
    if hasFenced { tagCount += 1 }
    let hasInControlledShutdown = version >= 1 && self.inControlledShutdown != 0
    if hasInControlledShutdown { tagCount += 1 }
    let hasLogDirs = version >= 2 && !self.logDirs.isEmpty
    if hasLogDirs { tagCount += 1 }
    let hasCordonedLogDirs = version >= 3 && self.cordonedLogDirs != nil
    if hasCordonedLogDirs { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    var unknown = self.unknownTaggedFields[...]
    if hasFenced {
      let place = writer.beginTaggedField(0)
      writer.writeInt8(self.fenced)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 1)
    if hasInControlledShutdown {
      let place = writer.beginTaggedField(1)
      writer.writeInt8(self.inControlledShutdown)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 2)
    if hasLogDirs {
      let place = writer.beginTaggedField(2)
      try writer.writeUUIDArray(self.logDirs, true, "logDirs")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 3)
    if hasCordonedLogDirs {
      let place = writer.beginTaggedField(3)
      try writer.writeNullableUUIDArray(self.cordonedLogDirs, true, "cordonedLogDirs")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(unknown)
  }
}
