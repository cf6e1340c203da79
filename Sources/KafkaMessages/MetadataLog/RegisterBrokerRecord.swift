// Generated from protocol/messages/metadata/RegisterBrokerRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 0 of `__cluster_metadata`. Versions 0-4, flexible: 0-4.
public struct RegisterBrokerRecord: LogEntry {
  /// All versions.
  public var brokerId: Int32 = 0
  /// Versions 2+.
  public var isMigratingZkBroker: Bool = false
  /// All versions.
  public var incarnationId: KafkaUUID = .zero
  /// All versions.
  public var brokerEpoch: Int64 = 0
  /// All versions.
  public var endPoints: [BrokerEndpoint] = []
  /// All versions.
  public var features: [BrokerFeature] = []
  /// All versions, null allowed.
  public var rack: String? = ""
  /// All versions.
  public var fenced: Bool = true
  /// Versions 1+.
  public var inControlledShutdown: Bool = false
  /// Versions 3+, tag 0.
  public var logDirs: [KafkaUUID] = []
  /// Versions 4+, null allowed, tag 1.
  public var cordonedLogDirs: [KafkaUUID]? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 0 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "RegisterBrokerRecord" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "RegisterBrokerRecord")
    self.brokerId = try reader.readInt32("brokerId")
    if version >= 2 {
      self.isMigratingZkBroker = try reader.readBool("isMigratingZkBroker")
    }
    self.incarnationId = try reader.readUUID("incarnationId")
    self.brokerEpoch = try reader.readInt64("brokerEpoch")
    self.endPoints = try reader.readStructs(true, version, elementSize: 7, "endPoints")
    self.features = try reader.readStructs(true, version, elementSize: 6, "features")
    self.rack = try reader.readNullableString(true, "rack")
    self.fenced = try reader.readBool("fenced")
    if version >= 1 {
      self.inControlledShutdown = try reader.readBool("inControlledShutdown")
    }
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0 where version >= 3:
        let behind = try reader.beginTaggedField("logDirs")
        self.logDirs = try reader.readUUIDArray(true, "logDirs")
        try reader.endTaggedField(behind, "logDirs")
      case 1 where version >= 4:
        let behind = try reader.beginTaggedField("cordonedLogDirs")
        self.cordonedLogDirs = try reader.readNullableUUIDArray(true, "cordonedLogDirs")
        try reader.endTaggedField(behind, "cordonedLogDirs")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "RegisterBrokerRecord")
    writer.writeInt32(self.brokerId)
    if version >= 2 {
      writer.writeBool(self.isMigratingZkBroker)
    } else if self.isMigratingZkBroker {
      throw writer.error(.fieldNotInVersion(version), "isMigratingZkBroker")
    }
    writer.writeUUID(self.incarnationId)
    writer.writeInt64(self.brokerEpoch)
    try writer.writeStructs(self.endPoints, true, version, "endPoints")
    try writer.writeStructs(self.features, true, version, "features")
    try writer.writeNullableString(self.rack, true, "rack")
    writer.writeBool(self.fenced)
    if version >= 1 {
      writer.writeBool(self.inControlledShutdown)
    } else if self.inControlledShutdown {
      throw writer.error(.fieldNotInVersion(version), "inControlledShutdown")
    }
    if !(version >= 3), !self.logDirs.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "logDirs")
    }
    if !(version >= 4), self.cordonedLogDirs != nil {
      throw writer.error(.fieldNotInVersion(version), "cordonedLogDirs")
    }
    var tagCount = self.unknownTaggedFields.count
    let hasLogDirs = version >= 3 && !self.logDirs.isEmpty
    if hasLogDirs { tagCount += 1 }
    let hasCordonedLogDirs = version >= 4 && self.cordonedLogDirs != nil
    if hasCordonedLogDirs { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    var unknown = self.unknownTaggedFields[...]
    if hasLogDirs {
      let place = writer.beginTaggedField(0)
      try writer.writeUUIDArray(self.logDirs, true, "logDirs")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 1)
    if hasCordonedLogDirs {
      let place = writer.beginTaggedField(1)
      try writer.writeNullableUUIDArray(self.cordonedLogDirs, true, "cordonedLogDirs")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(unknown)
  }

  public struct BrokerEndpoint: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: UInt16 = 0
    /// All versions.
    public var securityProtocol: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readUInt16("port")
      self.securityProtocol = try reader.readInt16("securityProtocol")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      try writer.writeString(self.host, true, "host")
      writer.writeUInt16(self.port)
      writer.writeInt16(self.securityProtocol)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct BrokerFeature: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var minSupportedVersion: Int16 = 0
    /// All versions.
    public var maxSupportedVersion: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.minSupportedVersion = try reader.readInt16("minSupportedVersion")
      self.maxSupportedVersion = try reader.readInt16("maxSupportedVersion")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      writer.writeInt16(self.minSupportedVersion)
      writer.writeInt16(self.maxSupportedVersion)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
