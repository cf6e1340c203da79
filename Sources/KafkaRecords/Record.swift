public import NIOCore

/// One record of a batch: a view of the bytes that it came in.
///
/// It keeps the batch's buffer alive, so copy out what must live long after the batch. Key, value and headers are
/// looked up when asked for.
public struct Record: Sendable {
  @usableFromInline let buffer: ByteBuffer
  /// Where the batch's records begin in the buffer.
  @usableFromInline let start: Int
  public let layout: RecordLayout

  @inlinable
  init(buffer: ByteBuffer, start: Int, layout: RecordLayout) {
    self.buffer = buffer
    self.start = start
    self.layout = layout
  }

  @inlinable
  public var offset: Int64 { layout.offset }

  /// Milliseconds since 1970; -1 for none.
  @inlinable
  public var timestamp: Int64 { layout.timestamp }

  @inlinable
  public var key: ByteBuffer? { slice(layout.keyRange) }

  @inlinable
  public var value: ByteBuffer? { slice(layout.valueRange) }

  /// The size of the key in bytes; nil for a null key.
  @inlinable
  public var keyCount: Int? { layout.keyRange?.count }

  /// The size of the value in bytes; nil for a null value.
  @inlinable
  public var valueCount: Int? { layout.valueRange?.count }

  /// Calls `body` with the key where it lies. The bytes must not leave the closure.
  @inlinable
  public func withUnsafeKey<Result, Failure>(
    _ body: (UnsafeRawBufferPointer?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeBytes(layout.keyRange, body)
  }

  /// Calls `body` with the value where it lies. The bytes must not leave the closure.
  @inlinable
  public func withUnsafeValue<Result, Failure>(
    _ body: (UnsafeRawBufferPointer?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeBytes(layout.valueRange, body)
  }

  /// The headers in their order. Bytes of a name that are not UTF-8 read as replacement characters, as in Java.
  public var headers: [RecordHeader] {
    guard layout.headerCount > 0 else { return [] }
    return buffer.withUnsafeReadableBytes { bytes in
      let records = UnsafeRawBufferPointer(rebasing: bytes[(start - buffer.readerIndex)...])
      guard let base = records.baseAddress else { return [] }
      var headers: [RecordHeader] = []
      headers.reserveCapacity(Int(layout.headerCount))
      var position = Int(layout.headersStart)
      for _ in 0..<layout.headerCount {
        guard let header = RecordHeaderLayout(base, &position, end: records.count) else { break }
        headers.append(
          RecordHeader(key: String(decoding: records[header.key], as: UTF8.self), value: slice(header.value)))
      }
      return headers
    }
  }

  @inlinable
  func slice(_ range: Range<Int>?) -> ByteBuffer? {
    guard let range else { return nil }
    return buffer.getSlice(at: start &+ range.lowerBound, length: range.count)
  }

  @inlinable
  func withUnsafeBytes<Result, Failure>(
    _ range: Range<Int>?, _ body: (UnsafeRawBufferPointer?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let range else { return try body(nil) }
    return try buffer.withUnsafeReadableBytes { (bytes) throws(Failure) -> Result in
      let first = start &- buffer.readerIndex &+ range.lowerBound
      return try body(UnsafeRawBufferPointer(rebasing: bytes[first..<(first &+ range.count)]))
    }
  }
}
