/// How far a walk over a batch's records has come, without the memory that they lie in.
///
/// It notes what stopped it instead of throwing: so the step from record to record is small enough to become part of the
/// loop around it, and the error's text is only made when somebody asks.
@usableFromInline
struct RecordWalk: Sendable {
  /// What is wrong with a record.
  @usableFromInline
  enum Fault: UInt8, Sendable {
    case none, recordCount, recordLength, recordSize, attributes, timestampDelta, offsetDelta, key, value, headerCount
    case header, recordRest, batchRest
  }

  @usableFromInline let end: Int
  @usableFromInline var position = 0
  @usableFromInline var remaining: Int32
  @usableFromInline let baseOffset: Int64
  @usableFromInline let baseTimestamp: Int64
  /// The one timestamp of all records, when the broker set it.
  @usableFromInline let appendTimestamp: Int64?

  @usableFromInline var fault = Fault.none
  /// Where the fault was seen, and where the bytes end that it is about.
  @usableFromInline var faultPosition = 0
  @usableFromInline var faultEnd = 0

  @usableFromInline
  init(_ header: RecordBatchHeader, end: Int) {
    self.end = end
    remaining = header.recordCount
    baseOffset = header.baseOffset
    baseTimestamp = header.baseTimestamp
    appendTimestamp = header.timestampType == .logAppendTime ? header.maxTimestamp : nil
  }

  /// The next record; nil after the last one and when `fault` says what is wrong.
  @inlinable @inline(__always)
  mutating func next(_ bytes: UnsafeRawPointer) -> RecordLayout? {
    guard remaining > 0 else { return remaining == 0 ? nil : stop(.recordCount, at: 0, end: end) }
    var next = position
    guard let length = Varint.read(bytes, &next, end: end) else { return stop(.recordLength, at: position, end: end) }
    guard length >= 0, Int(length) <= end &- next else { return stop(.recordSize, at: next, end: end) }
    let recordEnd = next &+ Int(length)
    guard next < recordEnd else { return stop(.attributes, at: next, end: recordEnd) }
    next &+= 1
    guard let timestampDelta = Varint.readLong(bytes, &next, end: recordEnd) else {
      return stop(.timestampDelta, at: next, end: recordEnd)
    }
    guard let offsetDelta = Varint.read(bytes, &next, end: recordEnd) else {
      return stop(.offsetDelta, at: next, end: recordEnd)
    }
    guard let keyCount = Varint.read(bytes, &next, end: recordEnd), Int(keyCount) <= recordEnd &- next else {
      return stop(.key, at: next, end: recordEnd)
    }
    let keyStart = next
    next &+= max(0, Int(keyCount))
    guard let valueCount = Varint.read(bytes, &next, end: recordEnd), Int(valueCount) <= recordEnd &- next else {
      return stop(.value, at: next, end: recordEnd)
    }
    let valueStart = next
    next &+= max(0, Int(valueCount))
    var headersStart = next &+ 1
    var headerCount: Int32 = 0
    if headersStart == recordEnd, bytes.load(fromByteOffset: next, as: UInt8.self) == 0 {
      // No headers, like most records.
      next = recordEnd
    } else {
      guard let count = Varint.read(bytes, &next, end: recordEnd), count >= 0 else {
        return stop(.headerCount, at: next, end: recordEnd)
      }
      headerCount = count
      headersStart = next
      let (headersEnd, isWhole) = Self.endOfHeaders(bytes, count, at: next, end: recordEnd)
      guard isWhole else { return stop(.header, at: headersEnd, end: recordEnd) }
      guard headersEnd == recordEnd else { return stop(.recordRest, at: headersEnd, end: recordEnd) }
      next = headersEnd
    }
    guard remaining > 1 || next == end else { return stop(.batchRest, at: next, end: end) }
    position = next
    remaining &-= 1
    return RecordLayout(
      offset: baseOffset &+ Int64(offsetDelta), timestamp: appendTimestamp ?? (baseTimestamp &+ timestampDelta),
      keyStart: Int32(truncatingIfNeeded: keyStart), keyCount: max(-1, keyCount),
      valueStart: Int32(truncatingIfNeeded: valueStart), valueCount: max(-1, valueCount),
      headersStart: Int32(truncatingIfNeeded: headersStart), headerCount: headerCount)
  }

  @inlinable @inline(__always)
  mutating func stop(_ fault: Fault, at position: Int, end: Int) -> RecordLayout? {
    self.fault = fault
    faultPosition = position
    faultEnd = end
    return nil
  }

  /// Where `count` headers end, or where one is not whole.
  @usableFromInline @inline(never)
  static func endOfHeaders(
    _ bytes: UnsafeRawPointer, _ count: Int32, at start: Int, end: Int
  ) -> (position: Int, isWhole: Bool) {
    var next = start
    for _ in 0..<count {
      guard RecordHeaderLayout(bytes, &next, end: end) != nil else { return (next, false) }
    }
    return (next, true)
  }
}

extension RecordWalk {
  /// What stopped the walk, if not the end.
  @usableFromInline
  var error: RecordError? {
    let left = max(0, faultEnd - faultPosition)
    switch fault {
    case .none:
      return nil
    case .recordCount:
      return record("expected a record count of 0 or more, found \(remaining)")
    case .recordLength where left == 0:
      return record("expected another record, found the end of the batch")
    case .recordLength:
      return RecordError(
        .recordLength, at: faultPosition, "expected the length of a record, found no number of 32 bits")
    case .recordSize:
      return record("a record declares a size that is negative or more than the \(left) bytes left")
    case .attributes: return field("attributes", left)
    case .timestampDelta: return field("timestamp delta", left)
    case .offsetDelta: return field("offset delta", left)
    case .key: return field("key", left)
    case .value: return field("value", left)
    case .headerCount: return field("number of headers", left)
    case .header: return field("header", left)
    case .recordRest: return record("the record declares \(left) bytes more than its fields take")
    case .batchRest: return record("\(left) bytes follow the last record of the batch")
    }
  }

  private func field(_ name: String, _ left: Int) -> RecordError {
    record("the record's \(name) does not fit, \(left) bytes are left of it")
  }

  private func record(_ message: String) -> RecordError {
    RecordError(.record, at: faultPosition, message)
  }
}
