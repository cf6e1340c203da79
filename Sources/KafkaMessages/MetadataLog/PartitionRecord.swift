// Generated from protocol/messages/metadata/PartitionRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 3 of `__cluster_metadata`. Versions 0-2, flexible: 0-2.
public struct PartitionRecord: LogEntry {
  /// All versions.
  public var partitionId: Int32 = -1
  /// All versions.
  public var topicId: KafkaUUID = .zero
  /// All versions.
  public var replicas: [Int32] = []
  /// All versions.
  public var isr: [Int32] = []
  /// All versions.
  public var removingReplicas: [Int32] = []
  /// All versions.
  public var addingReplicas: [Int32] = []
  /// All versions.
  public var leader: Int32 = -1
  /// All versions, tag 0.
  public var leaderRecoveryState: Int8 = 0
  /// All versions.
  public var leaderEpoch: Int32 = -1
  /// All versions.
  public var partitionEpoch: Int32 = -1
  /// Versions 1+.
  public var directories: [KafkaUUID] = []
  /// Versions 2+, null allowed, tag 1.
  public var eligibleLeaderReplicas: [Int32]? = nil
  /// Versions 2+, null allowed, tag 2.
  public var lastKnownElr: [Int32]? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 3 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "PartitionRecord" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "PartitionRecord")
    self.partitionId = try reader.readInt32("partitionId")
    self.topicId = try reader.readUUID("topicId")
    self.replicas = try reader.readInt32Array(true, "replicas")
    self.isr = try reader.readInt32Array(true, "isr")
    self.removingReplicas = try reader.readInt32Array(true, "removingReplicas")
    self.addingReplicas = try reader.readInt32Array(true, "addingReplicas")
    self.leader = try reader.readInt32("leader")
    self.leaderEpoch = try reader.readInt32("leaderEpoch")
    self.partitionEpoch = try reader.readInt32("partitionEpoch")
    if version >= 1 {
      self.directories = try reader.readUUIDArray(true, "directories")
    }
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("leaderRecoveryState")
        self.leaderRecoveryState = try reader.readInt8("leaderRecoveryState")
        try reader.endTaggedField(behind, "leaderRecoveryState")
      case 1 where version >= 2:
        let behind = try reader.beginTaggedField("eligibleLeaderReplicas")
        self.eligibleLeaderReplicas = try reader.readNullableInt32Array(true, "eligibleLeaderReplicas")
        try reader.endTaggedField(behind, "eligibleLeaderReplicas")
      case 2 where version >= 2:
        let behind = try reader.beginTaggedField("lastKnownElr")
        self.lastKnownElr = try reader.readNullableInt32Array(true, "lastKnownElr")
        try reader.endTaggedField(behind, "lastKnownElr")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "PartitionRecord")
    writer.writeInt32(self.partitionId)
    writer.writeUUID(self.topicId)
    try writer.writeInt32Array(self.replicas, true, "replicas")
    try writer.writeInt32Array(self.isr, true, "isr")
    try writer.writeInt32Array(self.removingReplicas, true, "removingReplicas")
    try writer.writeInt32Array(self.addingReplicas, true, "addingReplicas")
    writer.writeInt32(self.leader)
    writer.writeInt32(self.leaderEpoch)
    writer.writeInt32(self.partitionEpoch)
    if version >= 1 {
      try writer.writeUUIDArray(self.directories, true, "directories")
    } else if !self.directories.isEmpty {
      throw writer.error(.fieldNotInVersion(version), "directories")
    }
    if !(version >= 2), self.eligibleLeaderReplicas != nil {
      throw writer.error(.fieldNotInVersion(version), "eligibleLeaderReplicas")
    }
    if !(version >= 2), self.lastKnownElr != nil {
      throw writer.error(.fieldNotInVersion(version), "lastKnownElr")
    }
    var tagCount = self.unknownTaggedFields.count
    let hasLeaderRecoveryState = self.leaderRecoveryState != 0
    if hasLeaderRecoveryState { tagCount += 1 }
    let hasEligibleLeaderReplicas = version >= 2 && self.eligibleLeaderReplicas != nil
    if hasEligibleLeaderReplicas { tagCount += 1 }
    let hasLastKnownElr = version >= 2 && self.lastKnownElr != nil
    if hasLastKnownElr { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    var unknown = self.unknownTaggedFields[...]
    if hasLeaderRecoveryState {
      let place = writer.beginTaggedField(0)
      writer.writeInt8(self.leaderRecoveryState)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 1)
    if hasEligibleLeaderReplicas {
      let place = writer.beginTaggedField(1)
      try writer.writeNullableInt32Array(self.eligibleLeaderReplicas, true, "eligibleLeaderReplicas")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 2)
    if hasLastKnownElr {
      let place = writer.beginTaggedField(2)
      try writer.writeNullableInt32Array(self.lastKnownElr, true, "lastKnownElr")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(unknown)
  }
}
