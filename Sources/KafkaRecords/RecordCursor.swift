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
    try walk.next(bytes)
  }
}

/// How far a walk over a batch's records has come, without the memory that they lie in.
@usableFromInline
struct RecordWalk: Sendable {
  @usableFromInline let end: Int
  @usableFromInline var position = 0
  @usableFromInline var remaining: Int32
  @usableFromInline let baseOffset: Int64
  @usableFromInline let baseTimestamp: Int64
  /// The one timestamp of all records, when the broker set it.
  @usableFromInline let appendTimestamp: Int64?

  @usableFromInline
  init(_ header: RecordBatchHeader, end: Int) {
    self.end = end
    remaining = header.recordCount
    baseOffset = header.baseOffset
    baseTimestamp = header.baseTimestamp
    appendTimestamp = header.timestampType == .logAppendTime ? header.maxTimestamp : nil
  }

  /// The next record, or nil after the last.
  @inlinable @inline(__always)
  mutating func next(_ bytes: UnsafeRawPointer) throws(RecordError) -> RecordLayout? {
    guard remaining > 0 else {
      if remaining < 0 { throw .negativeRecordCount(remaining) }
      return nil
    }
    var next = position
    guard let length = Varint.read(bytes, &next, end: end) else { throw .recordLength(at: position, end: end) }
    guard length >= 0, Int(length) <= end &- next else {
      throw .recordSize(length, at: position, left: end &- next)
    }
    let recordEnd = next &+ Int(length)
    guard next < recordEnd else { throw .field("attributes", at: next, end: recordEnd) }
    next &+= 1
    guard let timestampDelta = Varint.readLong(bytes, &next, end: recordEnd) else {
      throw .field("timestamp delta", at: next, end: recordEnd)
    }
    guard let offsetDelta = Varint.read(bytes, &next, end: recordEnd) else {
      throw .field("offset delta", at: next, end: recordEnd)
    }
    guard let keyCount = Varint.read(bytes, &next, end: recordEnd), Int(keyCount) <= recordEnd &- next else {
      throw .field("key", at: next, end: recordEnd)
    }
    let keyStart = next
    next &+= max(0, Int(keyCount))
    guard let valueCount = Varint.read(bytes, &next, end: recordEnd), Int(valueCount) <= recordEnd &- next else {
      throw .field("value", at: next, end: recordEnd)
    }
    let valueStart = next
    next &+= max(0, Int(valueCount))
    let headersStart: Int
    var headerCount: Int32 = 0
    if next &+ 1 == recordEnd, bytes.load(fromByteOffset: next, as: UInt8.self) == 0 {
      // No headers, as most records.
      next = recordEnd
      headersStart = next
    } else {
      guard let count = Varint.read(bytes, &next, end: recordEnd), count >= 0 else {
        throw .field("number of headers", at: next, end: recordEnd)
      }
      headerCount = count
      headersStart = next
      next = try Self.endOfHeaders(bytes, count, at: next, end: recordEnd)
      guard next == recordEnd else { throw .recordRest(at: next, end: recordEnd) }
    }
    position = next
    remaining &-= 1
    guard remaining > 0 || next == end else { throw .batchRest(at: next, end: end) }
    return RecordLayout(
      offset: baseOffset &+ Int64(offsetDelta), timestamp: appendTimestamp ?? (baseTimestamp &+ timestampDelta),
      keyStart: Int32(truncatingIfNeeded: keyStart), keyCount: max(-1, keyCount),
      valueStart: Int32(truncatingIfNeeded: valueStart), valueCount: max(-1, valueCount),
      headersStart: Int32(truncatingIfNeeded: headersStart), headerCount: headerCount)
  }

  /// The next record of records that have been checked before.
  @inlinable @inline(__always)
  mutating func nextChecked(_ bytes: UnsafeRawPointer) -> RecordLayout? {
    do throws(RecordError) { return try next(bytes) } catch { return nil }
  }

  @usableFromInline @inline(never)
  static func endOfHeaders(
    _ bytes: UnsafeRawPointer, _ count: Int32, at start: Int, end: Int
  ) throws(RecordError) -> Int {
    var next = start
    for _ in 0..<count {
      guard RecordHeaderLayout(bytes, &next, end: end) != nil else { throw .field("header", at: next, end: end) }
    }
    return next
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

// The errors are made out of line, so that the walk itself stays small.
extension RecordError {
  @usableFromInline @inline(never)
  static func negativeRecordCount(_ count: Int32) -> RecordError {
    RecordError(.record, at: 0, "expected a record count of 0 or more, found \(count)")
  }

  @usableFromInline @inline(never)
  static func recordLength(at position: Int, end: Int) -> RecordError {
    position == end
      ? RecordError(.record, at: position, "expected another record, found the end of the batch")
      : RecordError(.recordLength, at: position, "expected the length of a record, found no number of 32 bits")
  }

  @usableFromInline @inline(never)
  static func recordSize(_ length: Int32, at position: Int, left: Int) -> RecordError {
    RecordError(.record, at: position, "a record declares \(length) bytes, \(left) are left")
  }

  @usableFromInline @inline(never)
  static func field(_ name: String, at position: Int, end: Int) -> RecordError {
    RecordError(
      .record, at: position, "the record's \(name) does not fit, \(max(0, end - position)) bytes are left of it")
  }

  @usableFromInline @inline(never)
  static func recordRest(at position: Int, end: Int) -> RecordError {
    RecordError(.record, at: position, "the record declares \(end - position) bytes more than its fields take")
  }

  @usableFromInline @inline(never)
  static func batchRest(at position: Int, end: Int) -> RecordError {
    RecordError(.record, at: position, "\(end - position) bytes follow the last record of the batch")
  }
}
