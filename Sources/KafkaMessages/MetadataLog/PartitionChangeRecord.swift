// Generated from protocol/messages/metadata/PartitionChangeRecord.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Entry 5 of `__cluster_metadata`. Versions 0-2, flexible: 0-2.
public struct PartitionChangeRecord: LogEntry {
  /// All versions.
  public var partitionId: Int32 = -1
  /// All versions.
  public var topicId: KafkaUUID = .zero
  /// All versions, null allowed, tag 0.
  public var isr: [Int32]? = nil
  /// All versions, tag 1.
  public var leader: Int32 = -2
  /// All versions, null allowed, tag 2.
  public var replicas: [Int32]? = nil
  /// All versions, null allowed, tag 3.
  public var removingReplicas: [Int32]? = nil
  /// All versions, null allowed, tag 4.
  public var addingReplicas: [Int32]? = nil
  /// All versions, tag 5.
  public var leaderRecoveryState: Int8 = -1
  /// Versions 1+, null allowed, tag 8.
  public var directories: [KafkaUUID]? = nil
  /// Versions 2+, null allowed, tag 6.
  public var eligibleLeaderReplicas: [Int32]? = nil
  /// Versions 2+, null allowed, tag 7.
  public var lastKnownElr: [Int32]? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var entryType: UInt32 { 5 }
  public static var log: EntryLog { .clusterMetadata }
  public static var name: String { "PartitionChangeRecord" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "PartitionChangeRecord")
    self.partitionId = try reader.readInt32("partitionId")
    self.topicId = try reader.readUUID("topicId")
    for _ in 0..<(try reader.readTagCount()) {
      switch try reader.readTag() {
      case 0:
        let behind = try reader.beginTaggedField("isr")
        self.isr = try reader.readNullableInt32Array(true, "isr")
        try reader.endTaggedField(behind, "isr")
      case 1:
        let behind = try reader.beginTaggedField("leader")
        self.leader = try reader.readInt32("leader")
        try reader.endTaggedField(behind, "leader")
      case 2:
        let behind = try reader.beginTaggedField("replicas")
        self.replicas = try reader.readNullableInt32Array(true, "replicas")
        try reader.endTaggedField(behind, "replicas")
      case 3:
        let behind = try reader.beginTaggedField("removingReplicas")
        self.removingReplicas = try reader.readNullableInt32Array(true, "removingReplicas")
        try reader.endTaggedField(behind, "removingReplicas")
      case 4:
        let behind = try reader.beginTaggedField("addingReplicas")
        self.addingReplicas = try reader.readNullableInt32Array(true, "addingReplicas")
        try reader.endTaggedField(behind, "addingReplicas")
      case 5:
        let behind = try reader.beginTaggedField("leaderRecoveryState")
        self.leaderRecoveryState = try reader.readInt8("leaderRecoveryState")
        try reader.endTaggedField(behind, "leaderRecoveryState")
      case 6 where version >= 2:
        let behind = try reader.beginTaggedField("eligibleLeaderReplicas")
        self.eligibleLeaderReplicas = try reader.readNullableInt32Array(true, "eligibleLeaderReplicas")
        try reader.endTaggedField(behind, "eligibleLeaderReplicas")
      case 7 where version >= 2:
        let behind = try reader.beginTaggedField("lastKnownElr")
        self.lastKnownElr = try reader.readNullableInt32Array(true, "lastKnownElr")
        try reader.endTaggedField(behind, "lastKnownElr")
      case 8 where version >= 1:
        let behind = try reader.beginTaggedField("directories")
        self.directories = try reader.readNullableUUIDArray(true, "directories")
        try reader.endTaggedField(behind, "directories")
      case let tag:
        self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))
      }
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "PartitionChangeRecord")
    writer.writeInt32(self.partitionId)
    writer.writeUUID(self.topicId)
    if !(version >= 2), self.eligibleLeaderReplicas != nil {
      throw writer.error(.fieldNotInVersion(version), "eligibleLeaderReplicas")
    }
    if !(version >= 2), self.lastKnownElr != nil {
      throw writer.error(.fieldNotInVersion(version), "lastKnownElr")
    }
    if !(version >= 1), self.directories != nil {
      throw writer.error(.fieldNotInVersion(version), "directories")
    }
    var tagCount = self.unknownTaggedFields.count
    let hasIsr = self.isr != nil
    if hasIsr { tagCount += 1 }
    let hasLeader = self.leader != -2
    if hasLeader { tagCount += 1 }
    let hasReplicas = self.replicas != nil
    if hasReplicas { tagCount += 1 }
    let hasRemovingReplicas = self.removingReplicas != nil
    if hasRemovingReplicas { tagCount += 1 }
    let hasAddingReplicas = self.addingReplicas != nil
    if hasAddingReplicas { tagCount += 1 }
    let hasLeaderRecoveryState = self.leaderRecoveryState != -1
    if hasLeaderRecoveryState { tagCount += 1 }
    let hasEligibleLeaderReplicas = version >= 2 && self.eligibleLeaderReplicas != nil
    if hasEligibleLeaderReplicas { tagCount += 1 }
    let hasLastKnownElr = version >= 2 && self.lastKnownElr != nil
    if hasLastKnownElr { tagCount += 1 }
    let hasDirectories = version >= 1 && self.directories != nil
    if hasDirectories { tagCount += 1 }
    writer.writeUnsignedVarint(UInt32(tagCount))
    var unknown = self.unknownTaggedFields[...]
    if hasIsr {
      let place = writer.beginTaggedField(0)
      try writer.writeNullableInt32Array(self.isr, true, "isr")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 1)
    if hasLeader {
      let place = writer.beginTaggedField(1)
      writer.writeInt32(self.leader)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 2)
    if hasReplicas {
      let place = writer.beginTaggedField(2)
      try writer.writeNullableInt32Array(self.replicas, true, "replicas")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 3)
    if hasRemovingReplicas {
      let place = writer.beginTaggedField(3)
      try writer.writeNullableInt32Array(self.removingReplicas, true, "removingReplicas")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 4)
    if hasAddingReplicas {
      let place = writer.beginTaggedField(4)
      try writer.writeNullableInt32Array(self.addingReplicas, true, "addingReplicas")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 5)
    if hasLeaderRecoveryState {
      let place = writer.beginTaggedField(5)
      writer.writeInt8(self.leaderRecoveryState)
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 6)
    if hasEligibleLeaderReplicas {
      let place = writer.beginTaggedField(6)
      try writer.writeNullableInt32Array(self.eligibleLeaderReplicas, true, "eligibleLeaderReplicas")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 7)
    if hasLastKnownElr {
      let place = writer.beginTaggedField(7)
      try writer.writeNullableInt32Array(self.lastKnownElr, true, "lastKnownElr")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(&unknown, below: 8)
    if hasDirectories {
      let place = writer.beginTaggedField(8)
      try writer.writeNullableUUIDArray(self.directories, true, "directories")
      writer.endTaggedField(place)
    }
    writer.writeUnknownTaggedFields(unknown)
  }
}
