// Generated from protocol/messages/api/BrokerRegistration.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 62, BrokerRegistration. Versions 0-4, flexible: 0-4.
public struct BrokerRegistrationRequest: KafkaRequest {
  /// All versions.
  public var brokerId: Int32 = 0
  /// All versions.
  public var clusterId: String = ""
  /// All versions.
  public var incarnationId: KafkaUUID = .zero
  /// All versions.
  public var listeners: [Listener] = []
  /// All versions.
  public var features: [Feature] = []
  /// All versions, null allowed.
  public var rack: String? = ""
  /// Versions 1+.
  public var isMigratingZkBroker: Bool = false
  /// Versions 2+, left out elsewhere.
  public var logDirs: [KafkaUUID] = []
  /// Versions 3+, left out elsewhere.
  public var previousBrokerEpoch: Int64 = -1
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = BrokerRegistrationResponse

  public static var apiKey: ApiKey { .brokerRegistration }
  public static var name: String { "BrokerRegistrationRequest" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "BrokerRegistrationRequest")
    self.brokerId = try reader.readInt32("brokerId")
    self.clusterId = try reader.readString(true, "clusterId")
    self.incarnationId = try reader.readUUID("incarnationId")
    self.listeners = try reader.readStructs(true, version, elementSize: 7, "listeners")
    self.features = try reader.readStructs(true, version, elementSize: 6, "features")
    self.rack = try reader.readNullableString(true, "rack")
    if version >= 1 {
      self.isMigratingZkBroker = try reader.readBool("isMigratingZkBroker")
    }
    if version >= 2 {
      self.logDirs = try reader.readUUIDArray(true, "logDirs")
    }
    if version >= 3 {
      self.previousBrokerEpoch = try reader.readInt64("previousBrokerEpoch")
    }
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "BrokerRegistrationRequest")
    writer.writeInt32(self.brokerId)
    try writer.writeString(self.clusterId, true, "clusterId")
    writer.writeUUID(self.incarnationId)
    try writer.writeStructs(self.listeners, true, version, "listeners")
    try writer.writeStructs(self.features, true, version, "features")
    try writer.writeNullableString(self.rack, true, "rack")
    if version >= 1 {
      writer.writeBool(self.isMigratingZkBroker)
    } else if self.isMigratingZkBroker {
      throw writer.error(.fieldNotInVersion(version), "isMigratingZkBroker")
    }
    if version >= 2 {
      try writer.writeUUIDArray(self.logDirs, true, "logDirs")
    }
    if version >= 3 {
      writer.writeInt64(self.previousBrokerEpoch)
    }
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct Listener: WireStruct {
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

  public struct Feature: WireStruct {
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

/// Response of API 62, BrokerRegistration. Versions 0-4, flexible: 0-4.
public struct BrokerRegistrationResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var brokerEpoch: Int64 = -1
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .brokerRegistration }
  public static var name: String { "BrokerRegistrationResponse" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "BrokerRegistrationResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.brokerEpoch = try reader.readInt64("brokerEpoch")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "BrokerRegistrationResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    writer.writeInt64(self.brokerEpoch)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
