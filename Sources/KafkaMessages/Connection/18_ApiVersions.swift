// Generated from protocol/messages/api/ApiVersions.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 18, ApiVersions. Versions 0-5, flexible: 3-5, in the newest release: 0-4.
public struct ApiVersionsRequest: KafkaRequest {
  /// Versions 3+, left out elsewhere.
  public var clientSoftwareName: String = ""
  /// Versions 3+, left out elsewhere.
  public var clientSoftwareVersion: String = ""
  /// Versions 5+, left out elsewhere, null allowed.
  public var clusterId: String? = nil
  /// Versions 5+, left out elsewhere.
  public var nodeId: Int32 = -1
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ApiVersionsResponse

  public static var apiKey: ApiKey { .apiVersions }
  public static var name: String { "ApiVersionsRequest" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { version >= 3 ? 2 : 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ApiVersionsRequest")
    let flexible = version >= 3
    if version >= 3 {
      self.clientSoftwareName = try reader.readString(flexible, "clientSoftwareName")
      self.clientSoftwareVersion = try reader.readString(flexible, "clientSoftwareVersion")
    }
    if version >= 5 {
      self.clusterId = try reader.readNullableString(flexible, "clusterId")
      self.nodeId = try reader.readInt32("nodeId")
    }
    if flexible {
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ApiVersionsRequest")
    let flexible = version >= 3
    if version >= 3 {
      try writer.writeString(self.clientSoftwareName, flexible, "clientSoftwareName")
      try writer.writeString(self.clientSoftwareVersion, flexible, "clientSoftwareVersion")
    }
    if version >= 5 {
      try writer.writeNullableString(self.clusterId, flexible, "clusterId")
      writer.writeInt32(self.nodeId)
    }
    if flexible {
      writer.writeTagSection(self.unknownTaggedFields)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }
}

/// Response of API 18, ApiVersions. Versions 0-5, flexible: 3-5, in the newest release: 0-4.
public struct ApiVersionsResponse: KafkaResponse {
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var apiKeys: [ApiVersion] = []
  /// Versions 1+, left out elsewhere.
  public var throttleTimeMs: Int32 = 0
  /// Versions 3+, left out elsewhere, tag 0.
  public var supportedFeatures: [SupportedFeatureKey] = []
  /// Versions 3+, left out elsewhere, tag 1.
  public var finalizedFeaturesEpoch: Int64 = -1
  /// Versions 3+, left out elsewhere, tag 2.
  public var finalizedFeatures: [FinalizedFeatureKey] = []
  /// Versions 3+, left out elsewhere, tag 3.
  public var zkMigrationReady: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .apiVersions }
  public static var name: String { "ApiVersionsResponse" }
  public static var versions: ClosedRange<Int16> { 0...5 }
  public static func isFlexible(_ version: Int16) -> Bool { version >= 3 }
  public static func headerVersion(for version: Int16) -> Int16 { 0 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ApiVersionsResponse")
    let flexible = version >= 3
    self.errorCode = try reader.readInt16("errorCode")
    self.apiKeys = try reader.readStructs(flexible, version, elementSize: 6, "apiKeys")
    if version >= 1 {
      self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    }
    if flexible {
      for _ in 0..<(try reader.readTagCount()) {
        switch try reader.readTag() {
        case 0 where version >= 3:
          let behind = try reader.beginTaggedField("supportedFeatures")
          self.supportedFeatures = try reader.readStructs(true, version, elementSize: 6, "supportedFeatures")
          try reader.endTaggedField(behind, "supportedFeatures")
        case 1 where version >= 3:
          let behind = try reader.beginTaggedField("finalizedFeaturesEpoch")
          self.finalizedFeaturesEpoch = try reader.readInt64("finalizedFeaturesEpoch")
          try reader.endTaggedField(behind, "finalizedFeaturesEpoch")
        case 2 where version >= 3:
          let behind = try reader.beginTaggedField("finalizedFeatures")
          self.finalizedFeatures = try reader.readStructs(true, version, elementSize: 6, "finalizedFeatures")
          try reader.endTaggedField(behind, "finalizedFeatures")
        case 3 where version >= 3:
          let behind = try reader.beginTaggedField("zkMigrationReady")
          self.zkMigrationReady = try reader.readBool("zkMigrationReady")
          try reader.endTaggedField(behind, "zkMigrationReady")
        case let tag:
          self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
        }
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ApiVersionsResponse")
    let flexible = version >= 3
    writer.writeInt16(self.errorCode)
    try writer.writeStructs(self.apiKeys, flexible, version, "apiKeys")
    if version >= 1 {
      writer.writeInt32(self.throttleTimeMs)
    }
    if flexible {
      var tagCount = self.unknownTaggedFields.count
      let hasSupportedFeatures = version >= 3 && !self.supportedFeatures.isEmpty
      if hasSupportedFeatures { tagCount += 1 }
      let hasFinalizedFeaturesEpoch = version >= 3 && self.finalizedFeaturesEpoch != -1
      if hasFinalizedFeaturesEpoch { tagCount += 1 }
      let hasFinalizedFeatures = version >= 3 && !self.finalizedFeatures.isEmpty
      if hasFinalizedFeatures { tagCount += 1 }
      let hasZkMigrationReady = version >= 3 && self.zkMigrationReady
      if hasZkMigrationReady { tagCount += 1 }
      writer.writeUnsignedVarint(UInt32(tagCount))
      var unknown = self.unknownTaggedFields[...]
      if hasSupportedFeatures {
        let place = writer.beginTaggedField(0)
        try writer.writeStructs(self.supportedFeatures, true, version, "supportedFeatures")
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(&unknown, below: 1)
      if hasFinalizedFeaturesEpoch {
        let place = writer.beginTaggedField(1)
        writer.writeInt64(self.finalizedFeaturesEpoch)
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(&unknown, below: 2)
      if hasFinalizedFeatures {
        let place = writer.beginTaggedField(2)
        try writer.writeStructs(self.finalizedFeatures, true, version, "finalizedFeatures")
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(&unknown, below: 3)
      if hasZkMigrationReady {
        let place = writer.beginTaggedField(3)
        writer.writeBool(self.zkMigrationReady)
        writer.endTaggedField(place)
      }
      writer.writeUnknownTaggedFields(unknown)
    } else if !self.unknownTaggedFields.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
    }
  }

  public struct ApiVersion: WireStruct {
    /// All versions.
    public var apiKey: Int16 = 0
    /// All versions.
    public var minVersion: Int16 = 0
    /// All versions.
    public var maxVersion: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      let flexible = version >= 3
      self.apiKey = try reader.readInt16("apiKey")
      self.minVersion = try reader.readInt16("minVersion")
      self.maxVersion = try reader.readInt16("maxVersion")
      if flexible {
        self.unknownTaggedFields = try reader.readUnknownTaggedFields()
      }
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      let flexible = version >= 3
      writer.writeInt16(self.apiKey)
      writer.writeInt16(self.minVersion)
      writer.writeInt16(self.maxVersion)
      if flexible {
        writer.writeTagSection(self.unknownTaggedFields)
      } else if !self.unknownTaggedFields.isEmpty {
        throw writer.error(.fieldNotInVersion(version), "unknownTaggedFields")
      }
    }
  }

  public struct SupportedFeatureKey: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var minVersion: Int16 = 0
    /// All versions.
    public var maxVersion: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.minVersion = try reader.readInt16("minVersion")
      self.maxVersion = try reader.readInt16("maxVersion")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      writer.writeInt16(self.minVersion)
      writer.writeInt16(self.maxVersion)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct FinalizedFeatureKey: WireStruct {
    /// All versions.
    public var name: String = ""
    /// All versions.
    public var maxVersionLevel: Int16 = 0
    /// All versions.
    public var minVersionLevel: Int16 = 0
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.name = try reader.readString(true, "name")
      self.maxVersionLevel = try reader.readInt16("maxVersionLevel")
      self.minVersionLevel = try reader.readInt16("minVersionLevel")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.name, true, "name")
      writer.writeInt16(self.maxVersionLevel)
      writer.writeInt16(self.minVersionLevel)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
