// Generated from protocol/messages/api/FindCoordinator.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 10, FindCoordinator. Versions 0-6, flexible: 3-6.
public struct FindCoordinatorRequest: KafkaRequest {
  /// Versions 0-3.
  public var key: String = ""
  /// Versions 1+.
  public var keyType: Int8 = 0
  /// Versions 4+.
  public var coordinatorKeys: [String] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = FindCoordinatorResponse

  public static var apiKey: ApiKey { .findCoordinator }
  public static var name: String { "FindCoordinatorRequest" }
  public static var versions: ClosedRange<Int16> { 0...6 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "FindCoordinatorRequest")
    let flexible = version >= 3
    if version <= 3 {
      self.key = try reader.readString(flexible, "key")
    }
    if version >= 1 {
      self.keyType = try reader.readInt8("keyType")
    }
    if version >= 4 {
      self.coordinatorKeys = try reader.readStringArray(flexible, "coordinatorKeys")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "FindCoordinatorRequest")
    let flexible = version >= 3
    if version <= 3 {
      try writer.writeString(self.key, flexible, "key")
    } else if !self.key.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "key")
    }
    if version >= 1 {
      writer.writeInt8(self.keyType)
    } else if self.keyType != 0 {
      throw writer.error(.fieldNotInVersion(version), "keyType")
    }
    if version >= 4 {
      try writer.writeStringArray(self.coordinatorKeys, flexible, "coordinatorKeys")
    } else if !self.coordinatorKeys.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "coordinatorKeys")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 10, FindCoordinator. Versions 0-6, flexible: 3-6.
public struct FindCoordinatorResponse: KafkaResponse {
  /// Versions 1+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// Versions 0-3.
  public var errorCode: Int16 = 0
  /// Versions 1-3, left out elsewhere, null allowed.
  public var errorMessage: String? = ""
  /// Versions 0-3.
  public var nodeId: Int32 = 0
  /// Versions 0-3.
  public var host: String = ""
  /// Versions 0-3.
  public var port: Int32 = 0
  /// Versions 4+.
  public var coordinators: [Coordinator] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .findCoordinator }
  public static var name: String { "FindCoordinatorResponse" }
  public static var versions: ClosedRange<Int16> { 0...6 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "FindCoordinatorResponse")
    let flexible = version >= 3
    if version >= 1 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    if version <= 3 {
      self.errorCode = try reader.readInt16("errorCode")
    }
    if version >= 1 && version <= 3 {
      self.errorMessage = try reader.readNullableString(flexible, "errorMessage")
    }
    if version <= 3 {
      self.nodeId = try reader.readInt32("nodeId")
      self.host = try reader.readString(flexible, "host")
      self.port = try reader.readInt32("port")
    }
    if version >= 4 {
      self.coordinators = try reader.readStructs(flexible, version, elementSize: 14, "coordinators")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "FindCoordinatorResponse")
    let flexible = version >= 3
    if version >= 1 {
      writer.writeInt32(self.throttleTimeMs)
    }
    if version <= 3 {
      writer.writeInt16(self.errorCode)
    } else if self.errorCode != 0 {
      throw writer.error(.fieldNotInVersion(version), "errorCode")
    }
    if version >= 1 && version <= 3 {
      try writer.writeNullableString(self.errorMessage, flexible, "errorMessage")
    }
    if version <= 3 {
      writer.writeInt32(self.nodeId)
      try writer.writeString(self.host, flexible, "host")
      writer.writeInt32(self.port)
    } else {
      if self.nodeId != 0 { throw writer.error(.fieldNotInVersion(version), "nodeId") }
      if !self.host.isEmpty { throw writer.error(.fieldNotInVersion(version), "host") }
      if self.port != 0 { throw writer.error(.fieldNotInVersion(version), "port") }
    }
    if version >= 4 {
      try writer.writeStructs(self.coordinators, flexible, version, "coordinators")
    } else if !self.coordinators.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "coordinators")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct Coordinator: WireStruct {
    /// All versions.
    public var key: String = ""
    /// All versions.
    public var nodeId: Int32 = 0
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.key = try reader.readString(true, "key")
      self.nodeId = try reader.readInt32("nodeId")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readInt32("port")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.key, true, "key")
      writer.writeInt32(self.nodeId)
      try writer.writeString(self.host, true, "host")
      writer.writeInt32(self.port)
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
