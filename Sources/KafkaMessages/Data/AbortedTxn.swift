// Generated from protocol/messages/data/AbortedTxn.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Stored or embedded on its own. Versions 0, flexible: none, in the newest release: none.
public struct AbortedTxn: KafkaMessage {
  /// All versions.
  public var producerId: Int64 = 0
  /// All versions.
  public var firstOffset: Int64 = 0
  /// All versions.
  public var lastOffset: Int64 = 0
  /// All versions.
  public var lastStableOffset: Int64 = 0

  public init() {}

  public static var name: String { "AbortedTxn" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "AbortedTxn")
    self.producerId = try reader.readInt64("producerId")
    self.firstOffset = try reader.readInt64("firstOffset")
    self.lastOffset = try reader.readInt64("lastOffset")
    self.lastStableOffset = try reader.readInt64("lastStableOffset")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "AbortedTxn")
    writer.writeInt64(self.producerId)
    writer.writeInt64(self.firstOffset)
    writer.writeInt64(self.lastOffset)
    writer.writeInt64(self.lastStableOffset)
  }
}
