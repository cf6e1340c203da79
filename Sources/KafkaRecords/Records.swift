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
      var cursor = RecordCursor(bytes, of: header)
      // Every record was read once when the batch was opened, so the cursor does not throw.
      while let layout = cursor.nextOrNil() {
        try body(UnsafeRecord(layout: layout, records: base))
      }
    }
  }

  /// Where each record lies: decoded once, for access by number.
  public func layouts() -> [RecordLayout] {
    var layouts: [RecordLayout] = []
    layouts.reserveCapacity(count)
    withUnsafeBytes { bytes in
      var cursor = RecordCursor(bytes, of: header)
      while let layout = cursor.nextOrNil() { layouts.append(layout) }
    }
    return layouts
  }

  /// The view of a record of which the place is known from `layouts()`.
  @inlinable
  public func record(_ layout: RecordLayout) -> Record {
    Record(buffer: buffer, start: range.lowerBound, layout: layout)
  }

  @inlinable
  public func makeIterator() -> Iterator { Iterator(self) }

  public struct Iterator: IteratorProtocol {
    @usableFromInline let records: Records
    @usableFromInline var position = 0
    @usableFromInline var remaining: Int32

    @inlinable
    init(_ records: Records) {
      self.records = records
      remaining = records.header.recordCount
    }

    @inlinable
    public mutating func next() -> Record? {
      guard remaining > 0 else { return nil }
      let layout = records.withUnsafeBytes { bytes in
        var cursor = RecordCursor(bytes, of: records.header)
        cursor.position = position
        cursor.remaining = remaining
        let layout = cursor.nextOrNil()
        position = cursor.position
        return layout
      }
      guard let layout else { return nil }
      remaining &-= 1
      return records.record(layout)
    }
  }
}

extension RecordCursor {
  /// The next record of records that have been checked before.
  @inlinable
  mutating func nextOrNil() -> RecordLayout? {
    do throws(RecordError) { return try next() } catch { return nil }
  }
}
