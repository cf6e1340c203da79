public import NIOCore

/// The decompressed records of one batch, every one of which has been checked.
///
/// Iterating gives views; nothing is copied. `forEachUnsafe` is the fast way for code that needs the bytes in passing.
public struct Records: Sequence, Sendable {
  public let header: RecordBatchHeader
  @usableFromInline let buffer: ByteBuffer
  /// Where the records lie in the buffer.
  @usableFromInline let range: Range<Int>

  @usableFromInline
  init(header: RecordBatchHeader, buffer: ByteBuffer, range: Range<Int>) {
    self.header = header
    self.buffer = buffer
    self.range = range
  }

  @inlinable
  public var count: Int { Int(header.recordCount) }

  @inlinable
  public var underestimatedCount: Int { count }

  /// The size of all records decompressed, in bytes.
  public var sizeInBytes: Int { range.count }

  /// The records' bytes. `RecordLayout` counts from their first.
  @inlinable
  public func withUnsafeBytes<Result, Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try buffer.withUnsafeReadableBytes { (bytes) throws(Failure) -> Result in
      let first = range.lowerBound &- buffer.readerIndex
      return try body(UnsafeRawBufferPointer(rebasing: bytes[first..<(first &+ range.count)]))
    }
  }

  /// Calls `body` with each record where it lies. Neither the record nor its bytes may leave the closure.
  @inlinable
  public func forEachUnsafe<Failure>(_ body: (UnsafeRecord) throws(Failure) -> Void) throws(Failure) {
    try withUnsafeBytes { (bytes) throws(Failure) in
      guard let base = bytes.baseAddress else { return }
      var walk = RecordWalk(header, end: bytes.count)
      while let layout = walk.next(base) {
        try body(UnsafeRecord(layout: layout, records: base))
      }
    }
  }

  /// Where each record lies: decoded once, for access by number.
  public func layouts() -> [RecordLayout] {
    var layouts: [RecordLayout] = []
    layouts.reserveCapacity(count)
    forEachUnsafe { layouts.append($0.layout) }
    return layouts
  }

  /// The view of a record of which the place is known from `layouts()`.
  @inlinable
  public func record(_ layout: RecordLayout) -> Record {
    Record(buffer: buffer, start: range.lowerBound, layout: layout)
  }

  @inlinable
  public func makeIterator() -> Iterator { Iterator(self) }

  public struct Iterator: IteratorProtocol, Sendable {
    @usableFromInline let buffer: ByteBuffer
    @usableFromInline let start: Int
    @usableFromInline var walk: RecordWalk

    @inlinable
    init(_ records: Records) {
      buffer = records.buffer
      start = records.range.lowerBound
      walk = RecordWalk(records.header, end: records.range.count)
    }

    @inlinable
    public mutating func next() -> Record? {
      let layout = buffer.withUnsafeReadableBytes { bytes in
        bytes.baseAddress.flatMap { walk.next($0 + (start &- buffer.readerIndex)) }
      }
      return layout.map { Record(buffer: buffer, start: start, layout: $0) }
    }
  }
}
