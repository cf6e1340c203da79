public import NIOCore

/// A header of a record (KIP-82): a name, which may repeat, and a value, which may be null.
public struct RecordHeader: Hashable, Sendable {
  public var key: String
  public var value: ByteBuffer?

  public init(key: String, value: ByteBuffer?) {
    self.key = key
    self.value = value
  }

  /// A header with text as its value.
  public init(_ key: String, _ value: String) {
    self.init(key: key, value: ByteBuffer(string: value))
  }
}
