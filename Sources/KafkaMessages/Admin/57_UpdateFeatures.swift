// Generated from protocol/messages/api/UpdateFeatures.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 57, UpdateFeatures. Versions 0-2, flexible: 0-2.
public struct UpdateFeaturesRequest: KafkaRequest {
  /// All versions.
  public var timeoutMs: Int32 = 60000
  /// All versions.
  public var featureUpdates: [FeatureUpdateKey] = []
  /// Versions 1+.
  public var validateOnly: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = UpdateFeaturesResponse

  public static var apiKey: ApiKey { .updateFeatures }
  public static var name: String { "UpdateFeaturesRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "UpdateFeaturesRequest")
    self.timeoutMs = try reader.readInt32("timeoutMs")
    self.featureUpdates = try reader.readStructs(true, version, elementSize: 5, "featureUpdates")
    if version >= 1 {
      self.validateOnly = try reader.readBool("validateOnly")
    }
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "UpdateFeaturesRequest")
    writer.writeInt32(self.timeoutMs)
    try writer.writeStructs(self.featureUpdates, true, version, "featureUpdates")
    if version >= 1 {
      writer.writeBool(self.validateOnly)
    } else if self.validateOnly {
      throw writer.error(.fieldNotInVersion(version), "validateOnly")
    }
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct FeatureUpdateKey: WireStruct {
    /// All versions.
    public var feature: String = ""
    /// All versions.
    public var maxVersionLevel: Int16 = 0
    /// Versions 0.
    public var allowDowngrade: Bool = false
    /// Versions 1+.
    public var upgradeType: Int8 = 1
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.feature = try reader.readString(true, "feature")
      self.maxVersionLevel = try reader.readInt16("maxVersionLevel")
      if version <= 0 {
        self.allowDowngrade = try reader.readBool("allowDowngrade")
      }
      if version >= 1 {
        self.upgradeType = try reader.readInt8("upgradeType")
      }
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.feature, true, "feature")
      writer.writeInt16(self.maxVersionLevel)
      if version <= 0 {
        writer.writeBool(self.allowDowngrade)
      } else if self.allowDowngrade {
        throw writer.error(.fieldNotInVersion(version), "allowDowngrade")
      }
      if version >= 1 {
        writer.writeInt8(self.upgradeType)
      } else if self.upgradeType != 1 {
        throw writer.error(.fieldNotInVersion(version), "upgradeType")
      }
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}

/// Response of API 57, UpdateFeatures. Versions 0-2, flexible: 0-2.
public struct UpdateFeaturesResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = ""
  /// Versions 0-1, left out elsewhere.
  public var results: [UpdatableFeatureResult] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .updateFeatures }
  public static var name: String { "UpdateFeaturesResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "UpdateFeaturesResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    if version <= 1 {
      self.results = try reader.readStructs(true, version, elementSize: 5, "results")
    }
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "UpdateFeaturesResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    if version <= 1 {
      try writer.writeStructs(self.results, true, version, "results")
    }
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct UpdatableFeatureResult: WireStruct {
    /// All versions.
    public var feature: String = ""
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.feature = try reader.readString(true, "feature")
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.feature, true, "feature")
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
