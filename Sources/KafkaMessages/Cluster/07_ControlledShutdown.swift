// Generated from protocol/messages/api/ControlledShutdown.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 7, ControlledShutdown. Versions 0-3, flexible: 3, in the newest release: none.
public struct ControlledShutdownRequest: KafkaRequest {
  /// All versions.
  public var brokerId: Int32 = 0
  /// Versions 2+, left out elsewhere.
  public var brokerEpoch: Int64 = -1
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ControlledShutdownResponse

  public static var apiKey: ApiKey { .controlledShutdown }
  public static var name: String { "ControlledShutdownRequest" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version <= 0 ? 0 : version >= 3 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ControlledShutdownRequest")
    let flexible = version >= 3
    self.brokerId = try reader.readInt32("brokerId")
    if version >= 2 {
      self.brokerEpoch = try reader.readInt64("brokerEpoch")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ControlledShutdownRequest")
    let flexible = version >= 3
    writer.writeInt32(self.brokerId)
    if version >= 2 {
      writer.writeInt64(self.brokerEpoch)
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 7, ControlledShutdown. Versions 0-3, flexible: 3, in the newest release: none.
public struct ControlledShutdownResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var remainingPartitions: [RemainingPartition] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .controlledShutdown }
  public static var name: String { "ControlledShutdownResponse" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ControlledShutdownResponse")
    let flexible = version >= 3
    self.errorCode = try reader.readInt16("errorCode")
    self.remainingPartitions = try reader.readStructs(flexible, version, elementSize: 6, "remainingPartitions")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ControlledShutdownResponse")
    let flexible = version >= 3
    writer.writeInt16(self.errorCode)
    try writer.writeStructs(self.remainingPartitions, flexible, version, "remainingPartitions")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct RemainingPartition: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 3
      self.topicName = try reader.readString(flexible, "topicName")
      self.partitionIndex = try reader.readInt32("partitionIndex")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 3
      try writer.writeString(self.topicName, flexible, "topicName")
      writer.writeInt32(self.partitionIndex)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
