// Generated from protocol/messages/api/ListConfigResources.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 74, ListConfigResources. Versions 0-1, flexible: 0-1.
public struct ListConfigResourcesRequest: KafkaRequest {
  /// Versions 1+.
  public var resourceTypes: [Int8] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ListConfigResourcesResponse

  public static var apiKey: ApiKey { .listConfigResources }
  public static var name: String { "ListConfigResourcesRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ListConfigResourcesRequest")
    if version >= 1 {
      self.resourceTypes = try reader.readInt8Array(true, "resourceTypes")
    }
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ListConfigResourcesRequest")
    if version >= 1 {
      try writer.writeInt8Array(self.resourceTypes, true, "resourceTypes")
    } else if !self.resourceTypes.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "resourceTypes")
    }
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 74, ListConfigResources. Versions 0-1, flexible: 0-1.
public struct ListConfigResourcesResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var configResources: [ConfigResource] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .listConfigResources }
  public static var name: String { "ListConfigResourcesResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ListConfigResourcesResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.configResources = try reader.readStructs(true, version, elementSize: 2, "configResources")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ListConfigResourcesResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeStructs(self.configResources, true, version, "configResources")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct ConfigResource: WireStruct {
    /// All versions.
    public var resourceName: String = ""
    /// Versions 1+, left out elsewhere.
    public var resourceType: Int8 = 16
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.resourceName = try reader.readString(true, "resourceName")
      if version >= 1 {
        self.resourceType = try reader.readInt8("resourceType")
      }
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.resourceName, true, "resourceName")
      if version >= 1 {
        writer.writeInt8(self.resourceType)
      }
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
