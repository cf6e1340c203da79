// Generated from protocol/messages/api/UpdateMetadata.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 6, UpdateMetadata. Versions 0-8, flexible: 6-8, in the newest release: none.
public struct UpdateMetadataRequest: KafkaRequest {
  /// All versions.
  public var controllerId: Int32 = 0
  /// Versions 8+.
  public var isKRaftController: Bool = false
  /// Versions 8+, tag 0.
  public var type: Int8 = 0
  /// All versions.
  public var controllerEpoch: Int32 = 0
  /// Versions 5+, left out elsewhere.
  public var brokerEpoch: Int64 = -1
  /// Versions 0-4.
  public var ungroupedPartitionStates: [UpdateMetadataPartitionState] = []
  /// Versions 5+.
  public var topicStates: [UpdateMetadataTopicState] = []
  /// All versions.
  public var liveBrokers: [UpdateMetadataBroker] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = UpdateMetadataResponse

  public static var apiKey: ApiKey { .updateMetadata }
  public static var name: String { "UpdateMetadataRequest" }
  public static var versions: ClosedRange<Int16> { 0...8 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 6 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "UpdateMetadataRequest")
    let flexible = version >= 6
    self.controllerId = try reader.readInt32("controllerId")
    if version >= 8 {
      self.isKRaftController = try reader.readBool("isKRaftController")
    }
    self.controllerEpoch = try reader.readInt32("controllerEpoch")
    if version >= 5 {
      self.brokerEpoch = try reader.readInt64("brokerEpoch")
    }
    if version <= 4 {
      self.ungroupedPartitionStates = try reader.readStructs(flexible, version, elementSize: 30, "ungroupedPartitionStates")
    }
    if version >= 5 {
      self.topicStates = try reader.readStructs(flexible, version, elementSize: 3, "topicStates")
    }
    self.liveBrokers = try reader.readStructs(flexible, version, elementSize: 7, "liveBrokers")
    if flexible {
      for _ in 0..<(try reader.readTagCount()) {
        switch try reader.readTag() {
        case 0 where version >= 8:
          let behind = try reader.beginTaggedField("type")
          self.type = try reader.readInt8("type")
          try reader.endTaggedField(behind, "type")
        case let tag:
          self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
        }
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "UpdateMetadataRequest")
    let flexible = version >= 6
    writer.writeInt32(self.controllerId)
    if version >= 8 {
      writer.writeBool(self.isKRaftController)
    } else if self.isKRaftController {
      throw writer.error(.fieldNotInVersion(version), "isKRaftController")
    }
    writer.writeInt32(self.controllerEpoch)
    if version >= 5 {
      writer.writeInt64(self.brokerEpoch)
    }
    if version <= 4 {
      try writer.writeStructs(self.ungroupedPartitionStates, flexible, version, "ungroupedPartitionStates")
    } else if !self.ungroupedPartitionStates.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "ungroupedPartitionStates")
    }
    if version >= 5 {
      try writer.writeStructs(self.topicStates, flexible, version, "topicStates")
    } else if !self.topicStates.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "topicStates")
    }
    try writer.writeStructs(self.liveBrokers, flexible, version, "liveBrokers")
    if !(version >= 8), self.type != 0 {
      throw writer.error(.fieldNotInVersion(version), "type")
    }
    if flexible {
      var tagCount = self.unknownTaggedFields.count
      let hasType = version >= 8 && self.type != 0
      if hasType { tagCount += 1 }
      writer.writeUnsignedVarint(UInt32(tagCount))
      if hasType {
        let place = writer.beginTaggedField(0)
        writer.writeInt8(self.type)
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(self.unknownTaggedFields[...])
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct UpdateMetadataTopicState: WireStruct {
    /// All versions.
    public var topicName: String = ""
    /// Versions 7+, left out elsewhere.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var partitionStates: [UpdateMetadataPartitionState] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.topicName = try reader.readString(flexible, "topicName")
      if version >= 7 {
        self.topicId = try reader.readUUID("topicId")
      }
      self.partitionStates = try reader.readStructs(flexible, version, elementSize: 24, "partitionStates")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      try writer.writeString(self.topicName, flexible, "topicName")
      if version >= 7 {
        writer.writeUUID(self.topicId)
      }
      try writer.writeStructs(self.partitionStates, flexible, version, "partitionStates")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct UpdateMetadataBroker: WireStruct {
    /// All versions.
    public var id: Int32 = 0
    /// Versions 0, left out elsewhere.
    public var v0Host: String = ""
    /// Versions 0, left out elsewhere.
    public var v0Port: Int32 = 0
    /// Versions 1+, left out elsewhere.
    public var endpoints: [UpdateMetadataEndpoint] = []
    /// Versions 2+, left out elsewhere, null allowed.
    public var rack: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.id = try reader.readInt32("id")
      if version <= 0 {
        self.v0Host = try reader.readString(flexible, "v0Host")
        self.v0Port = try reader.readInt32("v0Port")
      }
      if version >= 1 {
        self.endpoints = try reader.readStructs(flexible, version, elementSize: 8, "endpoints")
      }
      if version >= 2 {
        self.rack = try reader.readNullableString(flexible, "rack")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      writer.writeInt32(self.id)
      if version <= 0 {
        try writer.writeString(self.v0Host, flexible, "v0Host")
        writer.writeInt32(self.v0Port)
      }
      if version >= 1 {
        try writer.writeStructs(self.endpoints, flexible, version, "endpoints")
      }
      if version >= 2 {
        try writer.writeNullableString(self.rack, flexible, "rack")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct UpdateMetadataEndpoint: WireStruct {
    /// All versions.
    public var port: Int32 = 0
    /// All versions.
    public var host: String = ""
    /// Versions 3+, left out elsewhere.
    public var listener: String = ""
    /// All versions.
    public var securityProtocol: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      self.port = try reader.readInt32("port")
      self.host = try reader.readString(flexible, "host")
      if version >= 3 {
        self.listener = try reader.readString(flexible, "listener")
      }
      self.securityProtocol = try reader.readInt16("securityProtocol")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      writer.writeInt32(self.port)
      try writer.writeString(self.host, flexible, "host")
      if version >= 3 {
        try writer.writeString(self.listener, flexible, "listener")
      }
      writer.writeInt16(self.securityProtocol)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct UpdateMetadataPartitionState: WireStruct {
    /// Versions 0-4, left out elsewhere.
    public var topicName: String = ""
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var controllerEpoch: Int32 = 0
    /// All versions.
    public var leader: Int32 = 0
    /// All versions.
    public var leaderEpoch: Int32 = 0
    /// All versions.
    public var isr: [Int32] = []
    /// All versions.
    public var zkVersion: Int32 = 0
    /// All versions.
    public var replicas: [Int32] = []
    /// Versions 4+, left out elsewhere.
    public var offlineReplicas: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 6
      if version <= 4 {
        self.topicName = try reader.readString(flexible, "topicName")
      }
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.controllerEpoch = try reader.readInt32("controllerEpoch")
      self.leader = try reader.readInt32("leader")
      self.leaderEpoch = try reader.readInt32("leaderEpoch")
      self.isr = try reader.readInt32Array(flexible, "isr")
      self.zkVersion = try reader.readInt32("zkVersion")
      self.replicas = try reader.readInt32Array(flexible, "replicas")
      if version >= 4 {
        self.offlineReplicas = try reader.readInt32Array(flexible, "offlineReplicas")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 6
      if version <= 4 {
        try writer.writeString(self.topicName, flexible, "topicName")
      }
      writer.writeInt32(self.partitionIndex)
      writer.writeInt32(self.controllerEpoch)
      writer.writeInt32(self.leader)
      writer.writeInt32(self.leaderEpoch)
      try writer.writeInt32Array(self.isr, flexible, "isr")
      writer.writeInt32(self.zkVersion)
      try writer.writeInt32Array(self.replicas, flexible, "replicas")
      if version >= 4 {
        try writer.writeInt32Array(self.offlineReplicas, flexible, "offlineReplicas")
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 6, UpdateMetadata. Versions 0-8, flexible: 6-8, in the newest release: none.
public struct UpdateMetadataResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .updateMetadata }
  public static var name: String { "UpdateMetadataResponse" }
  public static var versions: ClosedRange<Int16> { 0...8 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 6 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 6 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "UpdateMetadataResponse")
    let flexible = version >= 6
    self.errorCode = try reader.readInt16("errorCode")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "UpdateMetadataResponse")
    let flexible = version >= 6
    writer.writeInt16(self.errorCode)
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}
