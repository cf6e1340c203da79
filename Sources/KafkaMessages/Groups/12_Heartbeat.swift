// Generated from protocol/messages/api/Heartbeat.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 12, Heartbeat. Versions 0-4, flexible: 4.
public struct HeartbeatRequest: KafkaRequest {
  /// All versions.
  public var groupId: String = ""
  /// All versions.
  public var generationId: Int32 = 0
  /// All versions.
  public var memberId: String = ""
  /// Versions 3+, null allowed.
  public var groupInstanceId: String? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = HeartbeatResponse

  public static var apiKey: ApiKey { .heartbeat }
  public static var name: String { "HeartbeatRequest" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "HeartbeatRequest")
    let flexible = version >= 4
    self.groupId = try reader.readString(flexible, "groupId")
    self.generationId = try reader.readInt32("generationId")
    self.memberId = try reader.readString(flexible, "memberId")
    if version >= 3 {
      self.groupInstanceId = try reader.readNullableString(flexible, "groupInstanceId")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "HeartbeatRequest")
    let flexible = version >= 4
    try writer.writeString(self.groupId, flexible, "groupId")
    writer.writeInt32(self.generationId)
    try writer.writeString(self.memberId, flexible, "memberId")
    if version >= 3 {
      try writer.writeNullableString(self.groupInstanceId, flexible, "groupInstanceId")
    } else if self.groupInstanceId != nil {
      throw writer.error(.fieldNotInVersion(version), "groupInstanceId")
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 12, Heartbeat. Versions 0-4, flexible: 4.
public struct HeartbeatResponse: KafkaResponse {
  /// Versions 1+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .heartbeat }
  public static var name: String { "HeartbeatResponse" }
  public static var versions: ClosedRange<Int16> { 0...4 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 4 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 4 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "HeartbeatResponse")
    let flexible = version >= 4
    if version >= 1 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    self.errorCode = try reader.readInt16("errorCode")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "HeartbeatResponse")
    let flexible = version >= 4
    if version >= 1 {
      writer.writeInt32(self.throttleTimeMs)
    }
    writer.writeInt16(self.errorCode)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}
