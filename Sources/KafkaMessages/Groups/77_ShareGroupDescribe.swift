// Generated from protocol/messages/api/ShareGroupDescribe.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 77, ShareGroupDescribe. Versions 0-1, flexible: 0-1, in the newest release: 1.
public struct ShareGroupDescribeRequest: KafkaRequest {
  /// All versions.
  public var groupIds: [String] = []
  /// All versions.
  public var includeAuthorizedOperations: Bool = false
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ShareGroupDescribeResponse

  public static var apiKey: ApiKey { .shareGroupDescribe }
  public static var name: String { "ShareGroupDescribeRequest" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupDescribeRequest")
    self.groupIds = try reader.readStringArray(true, "groupIds")
    self.includeAuthorizedOperations = try reader.readBool("includeAuthorizedOperations")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupDescribeRequest")
    try writer.writeStringArray(self.groupIds, true, "groupIds")
    writer.writeBool(self.includeAuthorizedOperations)
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 77, ShareGroupDescribe. Versions 0-1, flexible: 0-1, in the newest release: 1.
public struct ShareGroupDescribeResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var groups: [DescribedGroup] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .shareGroupDescribe }
  public static var name: String { "ShareGroupDescribeResponse" }
  public static var versions: ClosedRange<Int16> { 0...1 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ShareGroupDescribeResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.groups = try reader.readStructs(true, version, elementSize: 20, "groups")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ShareGroupDescribeResponse")
    writer.writeInt32(self.throttleTimeMs)
    try writer.writeStructs(self.groups, true, version, "groups")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct DescribedGroup: WireStruct {
    /// All versions.
    public var errorCode: Int16 = 0
    /// All versions, null allowed.
    public var errorMessage: String? = nil
    /// All versions.
    public var groupId: String = ""
    /// All versions.
    public var groupState: String = ""
    /// All versions.
    public var groupEpoch: Int32 = 0
    /// All versions.
    public var assignmentEpoch: Int32 = 0
    /// All versions.
    public var assignorName: String = ""
    /// All versions.
    public var members: [Member] = []
    /// All versions.
    public var authorizedOperations: Int32 = -2147483648
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.errorCode = try reader.readInt16("errorCode")
      self.errorMessage = try reader.readNullableString(true, "errorMessage")
      self.groupId = try reader.readString(true, "groupId")
      self.groupState = try reader.readString(true, "groupState")
      self.groupEpoch = try reader.readInt32("groupEpoch")
      self.assignmentEpoch = try reader.readInt32("assignmentEpoch")
      self.assignorName = try reader.readString(true, "assignorName")
      self.members = try reader.readStructs(true, version, elementSize: 12, "members")
      self.authorizedOperations = try reader.readInt32("authorizedOperations")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt16(self.errorCode)
      try writer.writeNullableString(self.errorMessage, true, "errorMessage")
      try writer.writeString(self.groupId, true, "groupId")
      try writer.writeString(self.groupState, true, "groupState")
      writer.writeInt32(self.groupEpoch)
      writer.writeInt32(self.assignmentEpoch)
      try writer.writeString(self.assignorName, true, "assignorName")
      try writer.writeStructs(self.members, true, version, "members")
      writer.writeInt32(self.authorizedOperations)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Member: WireStruct {
    /// All versions.
    public var memberId: String = ""
    /// All versions, null allowed.
    public var rackId: String? = nil
    /// All versions.
    public var memberEpoch: Int32 = 0
    /// All versions.
    public var clientId: String = ""
    /// All versions.
    public var clientHost: String = ""
    /// All versions.
    public var subscribedTopicNames: [String] = []
    /// All versions.
    public var assignment: Assignment = Assignment()
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.memberId = try reader.readString(true, "memberId")
      self.rackId = try reader.readNullableString(true, "rackId")
      self.memberEpoch = try reader.readInt32("memberEpoch")
      self.clientId = try reader.readString(true, "clientId")
      self.clientHost = try reader.readString(true, "clientHost")
      self.subscribedTopicNames = try reader.readStringArray(true, "subscribedTopicNames")
      self.assignment = try Assignment(from: &reader, version: version)
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.memberId, true, "memberId")
      try writer.writeNullableString(self.rackId, true, "rackId")
      writer.writeInt32(self.memberEpoch)
      try writer.writeString(self.clientId, true, "clientId")
      try writer.writeString(self.clientHost, true, "clientHost")
      try writer.writeStringArray(self.subscribedTopicNames, true, "subscribedTopicNames")
      try self.assignment.encode(to: &writer, version: version)
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct Assignment: WireStruct {
    /// All versions.
    public var topicPartitions: [TopicPartitions] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicPartitions = try reader.readStructs(true, version, elementSize: 19, "topicPartitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeStructs(self.topicPartitions, true, version, "topicPartitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }

  public struct TopicPartitions: WireStruct {
    /// All versions.
    public var topicId: KafkaUUID = .zero
    /// All versions.
    public var topicName: String = ""
    /// All versions.
    public var partitions: [Int32] = []
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topicId = try reader.readUUID("topicId")
      self.topicName = try reader.readString(true, "topicName")
      self.partitions = try reader.readInt32Array(true, "partitions")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeUUID(self.topicId)
      try writer.writeString(self.topicName, true, "topicName")
      try writer.writeInt32Array(self.partitions, true, "partitions")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
