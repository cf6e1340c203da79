// Generated from protocol/messages/api/ControllerRegistration.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 70, ControllerRegistration. Versions 0, flexible: 0.
public struct ControllerRegistrationRequest: KafkaRequest {
  /// All versions.
  public var controllerId: Int32 = 0
  /// All versions.
  public var incarnationId: KafkaUUID = .zero
  /// All versions.
  public var zkMigrationReady: Bool = false
  /// All versions.
  public var listeners: [Listener] = []
  /// All versions.
  public var features: [Feature] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ControllerRegistrationResponse

  public static var apiKey: ApiKey { .controllerRegistration }
  public static var name: String { "ControllerRegistrationRequest" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ControllerRegistrationRequest")
    self.controllerId = try reader.readInt32("controllerId")
    self.incarnationId = try reader.readUUID("incarnationId")
    self.zkMigrationReady = try reader.readBool("zkMigrationReady")
    self.listeners = try reader.readStructs(true, version, elementSize: 7, "listeners")
    self.features = try reader.readStructs(true, version, elementSize: 6, "features")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ControllerRegistrationRequest")
    writer.writeInt32(self.controllerId)
    writer.writeUUID(self.incarnationId)
    writer.writeBool(self.zkMigrationReady)
    try writer.writeStructs(self.listeners, true, version, "listeners")
    try writer.writeStructs(self.features, true, version, "features")
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

/// Response of API 70, ControllerRegistration. Versions 0, flexible: 0.
public struct ControllerRegistrationResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = ""
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .controllerRegistration }
  public static var name: String { "ControllerRegistrationResponse" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ControllerRegistrationResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ControllerRegistrationResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    writer.writeTagSection(self.unknownTaggedFields)
  }
}
