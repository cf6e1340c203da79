// Generated from protocol/messages/data/ProducerSnapshot.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Stored or embedded on its own. Versions 1, flexible: none.
public struct ProducerSnapshot: KafkaMessage {
  /// All versions.
  public var crc: UInt32 = 0
  /// All versions.
  public var producerEntries: [ProducerEntry] = []

  public init() {}

  public static var name: String { "ProducerSnapshot" }
  public static var versions: ClosedRange<Int16> { 1...1 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ProducerSnapshot")
    self.crc = try reader.readUInt32("crc")
    self.producerEntries = try reader.readStructs(false, version, elementSize: 46, "producerEntries")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ProducerSnapshot")
    writer.writeUInt32(self.crc)
    try writer.writeStructs(self.producerEntries, false, version, "producerEntries")
  }

  public struct ProducerEntry: WireStruct {
    /// All versions.
    public var producerId: Int64 = 0
    /// All versions.
    public var epoch: Int16 = 0
    /// All versions.
    public var lastSequence: Int32 = 0
    /// All versions.
    public var lastOffset: Int64 = 0
    /// All versions.
    public var offsetDelta: Int32 = 0
    /// All versions.
    public var timestamp: Int64 = 0
    /// All versions.
    public var coordinatorEpoch: Int32 = 0
    /// All versions.
    public var currentTxnFirstOffset: Int64 = 0

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.producerId = try reader.readInt64("producerId")
      self.epoch = try reader.readInt16("epoch")
      self.lastSequence = try reader.readInt32("lastSequence")
      self.lastOffset = try reader.readInt64("lastOffset")
      self.offsetDelta = try reader.readInt32("offsetDelta")
      self.timestamp = try reader.readInt64("timestamp")
      self.coordinatorEpoch = try reader.readInt32("coordinatorEpoch")
      self.currentTxnFirstOffset = try reader.readInt64("currentTxnFirstOffset")
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      writer.writeInt64(self.producerId)
      writer.writeInt16(self.epoch)
      writer.writeInt32(self.lastSequence)
      writer.writeInt64(self.lastOffset)
      writer.writeInt32(self.offsetDelta)
      writer.writeInt64(self.timestamp)
      writer.writeInt32(self.coordinatorEpoch)
      writer.writeInt64(self.currentTxnFirstOffset)
    }
  }
}
