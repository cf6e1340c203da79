// Generated from protocol/messages/api/BrokerHeartbeat.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 63, BrokerHeartbeat. Versions 0-2, flexible: 0-2.
public struct BrokerHeartbeatRequest: KafkaRequest {
  /// All versions.
  public var brokerId: Int32 = 0
  /// All versions.
  public var brokerEpoch: Int64 = -1
  /// All versions.
  public var currentMetadataOffset: Int64 = 0
  /// All versions.
  public var wantFence: Bool = false
  /// All versions.
  public var wantShutDown: Bool = false
  /// Versions 1+, tag 0.
  public var offlineLogDirs: [KafkaUUID] = []
  /// Versions 2+, null allowed, tag 1.
  public var cordonedLogDirs: [KafkaUUID]? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = BrokerHeartbeatResponse

  public static var apiKey: ApiKey { .brokerHeartbeat }
  public static var name: String { "BrokerHeartbeatRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "BrokerHeartbeatRequest")
    self.brokerId = try reader.readInt32("brokerId")
    self.brokerEpoch = try reader.readInt64("brokerEpoch")
    self.currentMetadataOffset = try reader.readInt64("currentMetadataOffset")
    self.wantFence = try reader.readBool("wantFence")
    self.wantShutDown = try reader.readBool("wantShutDown")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0 where version >= 1:
        let behind = try reader.beginTaggedField("offlineLogDirs")
        self.offlineLogDirs = try reader.readUUIDArray(true, "offlineLogDirs")
        try reader.endTaggedField(behind, "offlineLogDirs")
      case 1 where version >= 2:
        let behind = try reader.beginTaggedField("cordonedLogDirs")
        self.cordonedLogDirs = try reader.readNullableUUIDArray(true, "cordonedLogDirs")
        try reader.endTaggedField(behind, "cordonedLogDirs")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "BrokerHeartbeatRequest")
    writer.writeInt32(self.brokerId)
    writer.writeInt64(self.brokerEpoch)
    writer.writeInt64(self.currentMetadataOffset)
    writer.writeBool(self.wantFence)
    writer.writeBool(self.wantShutDown)
    if !(version >= 1), !self.offlineLogDirs.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "offlineLogDirs")
    }
    if !(version >= 2), self.cordonedLogDirs != nil {
      throw writer.error(.fieldNotInVersion(version), "cordonedLogDirs")
    }
    var tagCount = self.unknownTaggedFields.count
    let hasOfflineLogDirs = version >= 1 && !self.offlineLogDirs.isEmpty
    if hasOfflineLogDirs { tagCount += 1 }
    let hasCordonedLogDirs = version >= 2 && self.cordonedLogDirs != nil
    if hasCordonedLogDirs { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    var unknown = self.unknownTaggedFields[...]
    if hasOfflineLogDirs {
      let place = writer.beginTaggedField(0)
      try writer.writeUUIDArray(self.offlineLogDirs, true, "offlineLogDirs")
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
}

/// Response of API 63, BrokerHeartbeat. Versions 0-2, flexible: 0-2.
public struct BrokerHeartbeatResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var isCaughtUp: Bool = false
  /// All versions.
  public var isFenced: Bool = true
  /// All versions.
  public var shouldShutDown: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .brokerHeartbeat }
  public static var name: String { "BrokerHeartbeatResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "BrokerHeartbeatResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.isCaughtUp = try reader.readBool("isCaughtUp")
    self.isFenced = try reader.readBool("isFenced")
    self.shouldShutDown = try reader.readBool("shouldShutDown")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "BrokerHeartbeatResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    writer.writeBool(self.isCaughtUp)
    writer.writeBool(self.isFenced)
    writer.writeBool(self.shouldShutDown)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
