/// Walks over the records of one batch of magic 2 where they lie, checking every length before believing it.
///
/// It borrows the memory: it must not outlive the closure that handed out the bytes. What it accepts is what the Java
/// consumer accepts: a record must use exactly the bytes that it declares and the records exactly those of the batch;
/// any negative length of a key or value is null.
@frozen
public struct RecordCursor {
  @usableFromInline let bytes: UnsafeRawPointer
  @usableFromInline var walk: RecordWalk

  /// Begins at the first of the batch's decompressed records.
  @inlinable
  public init(_ records: UnsafeRawBufferPointer, of header: RecordBatchHeader) {
    // Without records any address will do, as nothing is read from it.
    bytes = records.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
    walk = RecordWalk(header, end: records.count)
  }

  /// The next record, or nil after the last.
  @inlinable @inline(__always)
  public mutating func next() throws(RecordError) -> RecordLayout? {
    if let layout = walk.next(bytes) { return layout }
    if let error = walk.error { throw error }
    return nil
  }
}

/// Where one header of a record lies.
@usableFromInline
struct RecordHeaderLayout {
  var key: Range<Int>
  var value: Range<Int>?

  /// Reads the header at `position` and moves it on; nil when it is not one.
  init?(_ bytes: UnsafeRawPointer, _ position: inout Int, end: Int) {
    guard let keyCount = Varint.read(bytes, &position, end: end), keyCount >= 0, Int(keyCount) <= end &- position else {
      return nil
    }
    key = position..<(position &+ Int(keyCount))
    position = key.upperBound
    guard let valueCount = Varint.read(bytes, &position, end: end), Int(valueCount) <= end &- position else {
      return nil
    }
    value = valueCount < 0 ? nil : position..<(position &+ Int(valueCount))
    position &+= max(0, Int(valueCount))
  }
}
