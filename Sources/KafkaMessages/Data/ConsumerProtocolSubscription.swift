// Generated from protocol/messages/data/ConsumerProtocolSubscription.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Stored or embedded on its own. Versions 0-3, flexible: none.
public struct ConsumerProtocolSubscription: KafkaMessage {
  /// All versions.
  public var topics: [String] = []
  /// All versions, null allowed.
  public var userData: ByteBuffer? = nil
  /// Versions 1+, left out elsewhere.
  public var ownedPartitions: [TopicPartition] = []
  /// Versions 2+, left out elsewhere.
  public var generationId: Int32 = -1
  /// Versions 3+, left out elsewhere, null allowed.
  public var rackId: String? = nil

  public init() {}

  public static var name: String { "ConsumerProtocolSubscription" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerProtocolSubscription")
    self.topics = try reader.readStringArray(false, "topics")
    self.userData = try reader.readNullableBytes(false, "userData")
    if version >= 1 {
      self.ownedPartitions = try reader.readStructs(false, version, elementSize: 6, "ownedPartitions")
    }
    if version >= 2 {
      self.generationId = try reader.readInt32("generationId")
    }
    if version >= 3 {
      self.rackId = try reader.readNullableString(false, "rackId")
    }
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerProtocolSubscription")
    try writer.writeStringArray(self.topics, false, "topics")
    try writer.writeNullableBytes(self.userData, false, "userData")
    if version >= 1 {
      try writer.writeStructs(self.ownedPartitions, false, version, "ownedPartitions")
    }
    if version >= 2 {
      writer.writeInt32(self.generationId)
    }
    if version >= 3 {
      try writer.writeNullableString(self.rackId, false, "rackId")
    }
  }

  public struct TopicPartition: WireStruct {
    /// All versions.
    public var topic: String = ""
    /// All versions.
    public var partitions: [Int32] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.topic = try reader.readString(false, "topic")
      self.partitions = try reader.readInt32Array(false, "partitions")
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.topic, false, "topic")
      try writer.writeInt32Array(self.partitions, false, "partitions")
    }
  }
}
