public import NIOCore

/// A tagged field (KIP-482) whose tag the definition does not know: kept as it came and written back.
public struct UnknownTaggedField: Hashable, Sendable {
  public var tag: UInt32
  /// The bytes of the value, without its size.
  public var bytes: ByteBuffer

  public init(tag: UInt32, bytes: ByteBuffer) {
    self.tag = tag
    self.bytes = bytes
  }
}
