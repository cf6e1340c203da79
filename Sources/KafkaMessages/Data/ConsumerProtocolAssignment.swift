// Generated from protocol/messages/data/ConsumerProtocolAssignment.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire
public import NIOCore

/// Stored or embedded on its own. Versions 0-3, flexible: none.
public struct ConsumerProtocolAssignment: KafkaMessage {
  /// All versions.
  public var assignedPartitions: [TopicPartition] = []
  /// All versions, null allowed.
  public var userData: ByteBuffer? = nil

  public init() {}

  public static var name: String { "ConsumerProtocolAssignment" }
  public static var versions: ClosedRange<Int16> { 0...3 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ConsumerProtocolAssignment")
    self.assignedPartitions = try reader.readStructs(false, version, elementSize: 6, "assignedPartitions")
    self.userData = try reader.readNullableBytes(false, "userData")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ConsumerProtocolAssignment")
    try writer.writeStructs(self.assignedPartitions, false, version, "assignedPartitions")
    try writer.writeNullableBytes(self.userData, false, "userData")
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
