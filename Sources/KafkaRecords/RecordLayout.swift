/// Where the parts of one record lie in the decompressed records of its batch, and the numbers in front of them.
///
/// A list of these with the bytes beside it is the most compact form of a decoded batch.
@frozen
public struct RecordLayout: Equatable, Sendable {
  public let offset: Int64
  /// Milliseconds since 1970; -1 for none.
  public let timestamp: Int64
  @usableFromInline let keyStart: Int32
  /// -1 for a null key.
  @usableFromInline let keyCount: Int32
  @usableFromInline let valueStart: Int32
  /// -1 for a null value.
  @usableFromInline let valueCount: Int32
  @usableFromInline let headersStart: Int32
  public let headerCount: Int32

  @inlinable
  init(
    offset: Int64, timestamp: Int64, keyStart: Int32, keyCount: Int32, valueStart: Int32, valueCount: Int32,
    headersStart: Int32, headerCount: Int32
  ) {
    self.offset = offset
    self.timestamp = timestamp
    self.keyStart = keyStart
    self.keyCount = keyCount
    self.valueStart = valueStart
    self.valueCount = valueCount
    self.headersStart = headersStart
    self.headerCount = headerCount
  }

  /// The key's bytes within the records; nil for a null key.
  @inlinable
  public var keyRange: Range<Int>? {
    keyCount < 0 ? nil : Range(uncheckedBounds: (Int(keyStart), Int(keyStart) &+ Int(keyCount)))
  }

  /// The value's bytes within the records; nil for a null value.
  @inlinable
  public var valueRange: Range<Int>? {
    valueCount < 0 ? nil : Range(uncheckedBounds: (Int(valueStart), Int(valueStart) &+ Int(valueCount)))
  }
}
