public import KafkaCompression
public import NIOCore

/// Makes one batch of magic 2 after the other: records are written as they come, straight into the batch's memory.
///
/// An uncompressed batch is sealed by writing the header into the room in front of the records, so what `seal` gives
/// is the memory that the records were written into. A compressed one is compressed as a whole when it is sealed, and
/// the writer keeps its memory for the next batch.
///
/// Offset deltas count from 0 unless the caller says otherwise, timestamps from the first record's.
public struct RecordBatchWriter: Sendable {
  public let compression: CompressionType
  /// The codec's level; nil for its default.
  public let level: Int?
  /// Bytes left free in front of a sealed batch, for the request around it.
  public let headroom: Int
  /// Bytes of records to make room for when a batch begins.
  public let capacity: Int

  /// What the records so far come to.
  @usableFromInline
  struct Progress: Sendable {
    @usableFromInline var recordCount: Int32 = 0
    @usableFromInline var baseTimestamp: Int64 = -1
    @usableFromInline var hasFixedBaseTimestamp = false
    @usableFromInline var maxTimestamp: Int64 = -1
    @usableFromInline var lastOffsetDelta: Int32 = -1

    @usableFromInline init() {}
  }

  @usableFromInline var progress = Progress()
  /// Headroom, header, records.
  @usableFromInline var memory = BatchMemory()
  /// Where the next record goes.
  @usableFromInline var end: Int

  /// - Parameters:
  ///   - capacity: Bytes of records to make room for when a batch begins; the memory grows when more come.
  public init(compression: CompressionType = .none, level: Int? = nil, headroom: Int = 0, capacity: Int = 1024) {
    self.compression = compression
    self.level = level
    self.headroom = headroom
    self.capacity = capacity
    end = headroom + RecordBatchHeader.byteCount
  }

  /// How many records have been appended since the last `seal`.
  public var recordCount: Int32 { progress.recordCount }
  public var isEmpty: Bool { progress.recordCount == 0 }
  /// The first record's timestamp; -1 when there is none.
  public var baseTimestamp: Int64 { progress.baseTimestamp }
  /// The records' largest timestamp; -1 when there is none.
  public var maxTimestamp: Int64 { progress.maxTimestamp }
  /// The last record's offset delta; -1 when there is none.
  public var lastOffsetDelta: Int32 { progress.lastOffsetDelta }

  /// The size of the batch as it would be without compression, header included.
  @inlinable
  public var sizeInBytes: Int { end &- headroom }

  /// The size of the batch after one more record, before compression.
  public func sizeInBytes(
    addingKeyCount keyCount: Int?, valueCount: Int?, headers: [RecordHeader] = [], timestamp: Int64
  ) -> Int {
    sizeInBytes
      + RecordSize.exact(
        offsetDelta: lastOffsetDelta &+ 1, timestampDelta: isEmpty ? 0 : timestamp &- baseTimestamp,
        keyCount: keyCount, valueCount: valueCount, headers: headers)
  }

  // MARK: Appending

  /// Has timestamp deltas count from this time instead of the first record's: a delete horizon, or the base of a batch
  /// that is written anew. To be called before the first record.
  package mutating func fixBaseTimestamp(_ timestamp: Int64) {
    progress.baseTimestamp = timestamp
    progress.hasFixedBaseTimestamp = true
  }

  /// Appends a record after the last.
  ///
  /// - Parameters:
  ///   - timestamp: Milliseconds since 1970; -1 for none.
  /// - Throws: When the batch would not fit into 2 GiB. Nothing has been written then.
  @inlinable
  public mutating func append(
    key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, timestamp: Int64
  ) throws(RecordError) {
    try append(key: key, value: value, headers: [], timestamp: timestamp, offsetDelta: progress.lastOffsetDelta &+ 1)
  }

  /// Appends a record with headers after the last.
  @inlinable
  public mutating func append(
    key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeader], timestamp: Int64
  ) throws(RecordError) {
    try append(
      key: key, value: value, headers: headers, timestamp: timestamp, offsetDelta: progress.lastOffsetDelta &+ 1)
  }

  /// Appends a record after the last.
  public mutating func append(
    key: ByteBuffer?, value: ByteBuffer?, headers: [RecordHeader] = [], timestamp: Int64
  ) throws(RecordError) {
    try append(
      key: key, value: value, headers: headers, timestamp: timestamp, offsetDelta: progress.lastOffsetDelta &+ 1)
  }

  /// Appends a record at an offset of its own: when a batch is written anew with records missing.
  package mutating func append(
    key: ByteBuffer?, value: ByteBuffer?, headers: [RecordHeader], timestamp: Int64, offsetDelta: Int32
  ) throws(RecordError) {
    try withBytes(of: key) { (key) throws(RecordError) in
      try withBytes(of: value) { (value) throws(RecordError) in
        try append(key: key, value: value, headers: headers, timestamp: timestamp, offsetDelta: offsetDelta)
      }
    }
  }

  @inlinable
  mutating func append(
    key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeader], timestamp: Int64,
    offsetDelta: Int32
  ) throws(RecordError) {
    if progress.recordCount == 0, !progress.hasFixedBaseTimestamp { progress.baseTimestamp = timestamp }
    let timestampDelta = timestamp &- progress.baseTimestamp
    let headersSize = headers.isEmpty ? 0 : RecordSize.size(of: headers)
    let keyCount = key?.count ?? -1
    let valueCount = value?.count ?? -1
    let body = RecordSize.bodySize(
      offsetDelta: offsetDelta, timestampDelta: timestampDelta, keyCount: keyCount, valueCount: valueCount,
      headerCount: headers.count, headersSize: headersSize)
    let newEnd = end &+ body &+ Varint.unsignedSize(UInt64(truncatingIfNeeded: body) << 1)
    if newEnd > memory.capacity || !isKnownUniquelyReferenced(&memory.owner) { try grow(to: newEnd) }

    if let base = memory.address {
      var next = base + end
      next = Varint.write(Int32(truncatingIfNeeded: body), to: next)
      next.storeBytes(of: 0, as: UInt8.self)  // attributes
      next = Varint.write(timestampDelta, to: next + 1)
      next = Varint.write(offsetDelta, to: next)
      next = Varint.write(Int32(truncatingIfNeeded: keyCount), to: next)
      if let key, let from = key.baseAddress {
        next.copyMemory(from: from, byteCount: keyCount)
        next += keyCount
      }
      next = Varint.write(Int32(truncatingIfNeeded: valueCount), to: next)
      if let value, let from = value.baseAddress {
        next.copyMemory(from: from, byteCount: valueCount)
        next += valueCount
      }
      if headers.isEmpty {
        next.storeBytes(of: 0, as: UInt8.self)
        next += 1
      } else {
        next = Self.write(headers, to: next)
      }
      assert(next == base + newEnd)
    }
    end = newEnd

    if progress.recordCount == 0 || timestamp > progress.maxTimestamp { progress.maxTimestamp = timestamp }
    progress.recordCount &+= 1
    progress.lastOffsetDelta = offsetDelta
  }

  @usableFromInline @inline(never)
  static func write(_ headers: [RecordHeader], to bytes: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    var next = Varint.write(Int32(truncatingIfNeeded: headers.count), to: bytes)
    for header in headers {
      var key = header.key
      next = key.withUTF8 { key in
        let start = Varint.write(Int32(truncatingIfNeeded: key.count), to: next)
        if let from = key.baseAddress { start.copyMemory(from: from, byteCount: key.count) }
        return start + key.count
      }
      guard let value = header.value else {
        next = Varint.write(Int32(-1), to: next)
        continue
      }
      next = value.withUnsafeReadableBytes { value in
        let start = Varint.write(Int32(truncatingIfNeeded: value.count), to: next)
        if let from = value.baseAddress { start.copyMemory(from: from, byteCount: value.count) }
        return start + value.count
      }
    }
    return next
  }

  /// Gets the first memory of a batch, or doubles it as long as a batch may be that large.
  @usableFromInline @inline(never)
  mutating func grow(to needed: Int) throws(RecordError) {
    guard needed - headroom <= Int(Int32.max) - RecordBatchHeader.overhead else {
      throw RecordError(
        .limit, at: sizeInBytes, "a batch holds at most 2147483647 bytes, with this record it would have \(needed)")
    }
    let first = headroom + RecordBatchHeader.byteCount + capacity
    let room = needed <= memory.capacity ? needed : max(needed, first, min(2 * memory.capacity, Int(Int32.max)))
    memory.makeRoom(for: room, keeping: min(end, memory.capacity))
  }

  /// Throws the records away and begins anew.
  public mutating func reset() {
    end = headroom + RecordBatchHeader.byteCount
    progress = Progress()
  }
}

private func withBytes<Result>(
  of buffer: ByteBuffer?, _ body: (UnsafeRawBufferPointer?) throws(RecordError) -> Result
) throws(RecordError) -> Result {
  guard let buffer else { return try body(nil) }
  return try buffer.withUnsafeReadableBytes { (bytes) throws(RecordError) -> Result in try body(bytes) }
}
