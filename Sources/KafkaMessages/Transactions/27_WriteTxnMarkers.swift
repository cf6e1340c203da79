// Generated from protocol/messages/api/WriteTxnMarkers.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 27, WriteTxnMarkers. Versions 0-2, flexible: 1-2, in the newest release: 1-2.
public struct WriteTxnMarkersRequest: KafkaRequest {
  /// All versions.
  public var markers: [WritableTxnMarker] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = WriteTxnMarkersResponse

  public static var apiKey: ApiKey { .writeTxnMarkers }
  public static var name: String { "WriteTxnMarkersRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 1 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "WriteTxnMarkersRequest")
    let flexible = version >= 1
    self.markers = try reader.readStructs(flexible, version, elementSize: 17, "markers")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "WriteTxnMarkersRequest")
    let flexible = version >= 1
    try writer.writeStructs(self.markers, flexible, version, "markers")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct WritableTxnMarker: WireStruct {
    /// All versions.
    public var producerId: Int64 = 0
    /// All versions.
    public var producerEpoch: Int16 = 0
    /// All versions.
    public var transactionResult: Bool = false
    /// All versions.
    public var topics: [WritableTxnMarkerTopic] = []
    /// All versions.
    public var coordinatorEpoch: Int32 = 0
    /// Versions 2+, left out elsewhere.
    public var transactionVersion: Int8 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.producerId = try reader.readInt64("producerId")
      self.producerEpoch = try reader.readInt16("producerEpoch")
      self.transactionResult = try reader.readBool("transactionResult")
      self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
      self.coordinatorEpoch = try reader.readInt32("coordinatorEpoch")
      if version >= 2 {
        self.transactionVersion = try reader.readInt8("transactionVersion")
      }
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      writer.writeInt64(self.producerId)
      writer.writeInt16(self.producerEpoch)
      writer.writeBool(self.transactionResult)
      try writer.writeStructs(self.topics, flexible, version, "topics")
      writer.writeInt32(self.coordinatorEpoch)
      if version >= 2 {
        writer.writeInt8(self.transactionVersion)
      }
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct WritableTxnMarkerTopic: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitionIndexes: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.name = try reader.readString(flexible, "name")
      self.partitionIndexes = try reader.readInt32Array(flexible, "partitionIndexes")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeString(self.name, flexible, "name")
      try writer.writeInt32Array(self.partitionIndexes, flexible, "partitionIndexes")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}

/// Response of API 27, WriteTxnMarkers. Versions 0-2, flexible: 1-2, in the newest release: 1-2.
public struct WriteTxnMarkersResponse: KafkaResponse {
  /// All versions.
  public var markers: [WritableTxnMarkerResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .writeTxnMarkers }
  public static var name: String { "WriteTxnMarkersResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 1 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 1 ? 1 : 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "WriteTxnMarkersResponse")
    let flexible = version >= 1
    self.markers = try reader.readStructs(flexible, version, elementSize: 10, "markers")
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "WriteTxnMarkersResponse")
    let flexible = version >= 1
    try writer.writeStructs(self.markers, flexible, version, "markers")
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct WritableTxnMarkerResult: WireStruct {
    /// All versions.
    public var producerId: Int64 = 0
    /// All versions.
    public var topics: [WritableTxnMarkerTopicResult] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.producerId = try reader.readInt64("producerId")
      self.topics = try reader.readStructs(flexible, version, elementSize: 3, "topics")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      writer.writeInt64(self.producerId)
      try writer.writeStructs(self.topics, flexible, version, "topics")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct WritableTxnMarkerTopicResult: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var partitions: [WritableTxnMarkerPartitionResult] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.name = try reader.readString(flexible, "name")
      self.partitions = try reader.readStructs(flexible, version, elementSize: 6, "partitions")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      try writer.writeString(self.name, flexible, "name")
      try writer.writeStructs(self.partitions, flexible, version, "partitions")
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct WritableTxnMarkerPartitionResult: WireStruct {
    /// All versions.
    public var partitionIndex: Int32 = 0
    /// All versions.
    public var errorCode: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 1
      self.partitionIndex = try reader.readInt32("partitionIndex")
      self.errorCode = try reader.readInt16("errorCode")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 1
      writer.writeInt32(self.partitionIndex)
      writer.writeInt16(self.errorCode)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }
}
