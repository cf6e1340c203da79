// Generated from protocol/messages/data/EndTxnMarker.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Stored or embedded on its own. Versions 0, flexible: none.
public struct EndTxnMarker: KafkaMessage {
  /// All versions.
  public var coordinatorEpoch: Int32 = 0

  public init() {}

  public static var name: String { "EndTxnMarker" }
  public static var versions: ClosedRange<Int16> { 0...0 }
  public static func isFlexible(_ version: Int16) -> Bool { false }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "EndTxnMarker")
    self.coordinatorEpoch = try reader.readInt32("coordinatorEpoch")
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "EndTxnMarker")
    writer.writeInt32(self.coordinatorEpoch)
  }
}
