// Generated from protocol/messages/api/DescribeCluster.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 60, DescribeCluster. Versions 0-2, flexible: 0-2.
public struct DescribeClusterRequest: KafkaRequest {
  /// All versions.
  public var includeClusterAuthorizedOperations: Bool = false
  /// Versions 1+.
  public var endpointType: Int8 = 1
  /// Versions 2+.
  public var includeFencedBrokers: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = DescribeClusterResponse

  public static var apiKey: ApiKey { .describeCluster }
  public static var name: String { "DescribeClusterRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeClusterRequest")
    self.includeClusterAuthorizedOperations = try reader.readBool("includeClusterAuthorizedOperations")
    if version >= 1 {
      self.endpointType = try reader.readInt8("endpointType")
    }
    if version >= 2 {
      self.includeFencedBrokers = try reader.readBool("includeFencedBrokers")
    }
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeClusterRequest")
    writer.writeBool(self.includeClusterAuthorizedOperations)
    if version >= 1 {
      writer.writeInt8(self.endpointType)
    } else if self.endpointType != 1 {
      throw writer.error(.fieldNotInVersion(version), "endpointType")
    }
    if version >= 2 {
      writer.writeBool(self.includeFencedBrokers)
    } else if self.includeFencedBrokers {
      throw writer.error(.fieldNotInVersion(version), "includeFencedBrokers")
    }
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 60, DescribeCluster. Versions 0-2, flexible: 0-2.
public struct DescribeClusterResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions, null allowed.
  public var errorMessage: String? = nil
  /// Versions 1+.
  public var endpointType: Int8 = 1
  /// All versions.
  public var clusterId: String = ""
  /// All versions.
  public var controllerId: Int32 = -1
  /// All versions.
  public var brokers: [DescribeClusterBroker] = []
  /// All versions.
  public var clusterAuthorizedOperations: Int32 = -2147483648
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .describeCluster }
  public static var name: String { "DescribeClusterResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "DescribeClusterResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.errorMessage = try reader.readNullableString(true, "errorMessage")
    if version >= 1 {
      self.endpointType = try reader.readInt8("endpointType")
    }
    self.clusterId = try reader.readString(true, "clusterId")
    self.controllerId = try reader.readInt32("controllerId")
    self.brokers = try reader.readStructs(true, version, elementSize: 11, "brokers")
    self.clusterAuthorizedOperations = try reader.readInt32("clusterAuthorizedOperations")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "DescribeClusterResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeNullableString(self.errorMessage, true, "errorMessage")
    if version >= 1 {
      writer.writeInt8(self.endpointType)
    } else if self.endpointType != 1 {
      throw writer.error(.fieldNotInVersion(version), "endpointType")
    }
    try writer.writeString(self.clusterId, true, "clusterId")
    writer.writeInt32(self.controllerId)
    try writer.writeStructs(self.brokers, true, version, "brokers")
    writer.writeInt32(self.clusterAuthorizedOperations)
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct DescribeClusterBroker: WireStruct {
    /// All versions.
    public var brokerId: Int32 = 0
    /// All versions.
    public var host: String = ""
    /// All versions.
    public var port: Int32 = 0
    /// All versions, null allowed.
    public var rack: String? = nil
    /// Versions 2+.
    public var isFenced: Bool = false
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.brokerId = try reader.readInt32("brokerId")
      self.host = try reader.readString(true, "host")
      self.port = try reader.readInt32("port")
      self.rack = try reader.readNullableString(true, "rack")
      if version >= 2 {
        self.isFenced = try reader.readBool("isFenced")
      }
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt32(self.brokerId)
      try writer.writeString(self.host, true, "host")
      writer.writeInt32(self.port)
      try writer.writeNullableString(self.rack, true, "rack")
      if version >= 2 {
        writer.writeBool(self.isFenced)
      } else if self.isFenced {
        throw writer.error(.fieldNotInVersion(version), "isFenced")
      }
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
