public import NIOCore

/// Writes the protocol's primitive types into a growing buffer.
///
/// `flexible` chooses between the two forms of lengths, as in `WireReader`.
public struct WireWriter: Sendable {
  /// What was written, behind what the buffer held before, without what `shared` stands for.
  public private(set) var buffer: ByteBuffer
  private let start: Int

  /// Long bytes that were not copied, each with the place in `buffer` that it belongs to.
  private var shared: [(place: Int, bytes: ByteBuffer)] = []
  private var sharedCount = 0
  /// Bytes of at least this length are not copied.
  private let sharedFrom: Int
  /// Tagged fields that have begun and not ended: their sizes are counted in `buffer`, so nothing in them is shared.
  private var openTaggedFields = 0

  /// Starts an empty buffer with room for `capacity` bytes; it grows when it must.
  public init(capacity: Int = 256) {
    buffer = ByteBufferAllocator().buffer(capacity: capacity)
    start = 0
    sharedFrom = .max
  }

  /// Appends to `buffer`.
  public init(appendingTo buffer: ByteBuffer) {
    self.buffer = buffer
    start = buffer.writerIndex
    sharedFrom = .max
  }

  /// Starts an empty buffer, and leaves bytes of at least `sharedFrom` where they are: see `takePieces`.
  package init(capacity: Int, sharingFrom sharedFrom: Int) {
    buffer = ByteBufferAllocator().buffer(capacity: capacity)
    start = 0
    self.sharedFrom = sharedFrom
  }

  /// Bytes written so far.
  public var offset: Int { buffer.writerIndex - start + sharedCount }

  /// What was written, in the order of the wire: the first piece, and where bytes are shared those that follow it.
  package consuming func takePieces() -> (first: ByteBuffer, rest: [ByteBuffer]) {
    guard let end = shared.first?.place else { return (buffer, []) }
    var rest: [ByteBuffer] = []
    rest.reserveCapacity(2 * shared.count)
    var written = buffer
    let first = written.readSlice(length: end) ?? ByteBuffer()
    for (index, entry) in shared.enumerated() {
      rest.append(entry.bytes)
      let next = index + 1 < shared.count ? shared[index + 1].place : buffer.writerIndex
      if let between = written.readSlice(length: next - entry.place), between.readableBytes > 0 { rest.append(between) }
    }
    return (first, rest)
  }

  // MARK: Errors

  @inline(never)
  public func error(_ kind: WireError.Kind, _ field: StaticString) -> WireError {
    WireError(kind, offset: offset, field: "\(field)")
  }

  /// Refuses a version that a definition does not describe.
  @inline(never)
  public func check(version: Int16, in known: ClosedRange<Int16>, _ message: StaticString) throws(WireError) {
    if !known.contains(version) { throw error(.unsupportedVersion(version, known: known), message) }
  }

  // MARK: Fixed width

  @inline(never)
  public mutating func writeBool(_ value: Bool) { buffer.writeInteger(value ? 1 : 0 as UInt8) }

  @inline(never)
  public mutating func writeInt8(_ value: Int8) { buffer.writeInteger(value) }

  @inline(never)
  public mutating func writeInt16(_ value: Int16) { buffer.writeInteger(value) }

  @inline(never)
  public mutating func writeUInt16(_ value: UInt16) { buffer.writeInteger(value) }

  @inline(never)
  public mutating func writeInt32(_ value: Int32) { buffer.writeInteger(value) }

  @inline(never)
  public mutating func writeUInt32(_ value: UInt32) { buffer.writeInteger(value) }

  @inline(never)
  public mutating func writeInt64(_ value: Int64) { buffer.writeInteger(value) }

  @inline(never)
  public mutating func writeFloat64(_ value: Double) { buffer.writeInteger(value.bitPattern) }

  @inline(never)
  public mutating func writeUUID(_ value: KafkaUUID) {
    buffer.writeMultipleIntegers(value.mostSignificantBits, value.leastSignificantBits)
  }

  /// Overwrites four bytes that were written at `offset`, such as a size that is only known at the end.
  package mutating func setInt32(_ value: Int32, at offset: Int) {
    buffer.setInteger(value, at: start + offset)
  }

  // MARK: Variable width

  @inline(never)
  public mutating func writeUnsignedVarint(_ value: UInt32) {
    var rest = value
    while rest >= 0x80 {
      buffer.writeInteger(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    buffer.writeInteger(UInt8(truncatingIfNeeded: rest))
  }

  @inline(never)
  public mutating func writeVarint(_ value: Int32) {
    writeUnsignedVarint(UInt32(bitPattern: (value << 1) ^ (value >> 31)))
  }

  @inline(never)
  public mutating func writeVarlong(_ value: Int64) {
    var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
    while rest >= 0x80 {
      buffer.writeInteger(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    buffer.writeInteger(UInt8(truncatingIfNeeded: rest))
  }

  // MARK: Strings and bytes

  @inline(never)
  public mutating func writeString(
    _ value: String, _ flexible: Bool, _ field: StaticString
  ) throws(WireError) {
    let length = value.utf8.count
    if length > WireLimits.stringBytes {
      throw error(.invalidLength(length, limit: WireLimits.stringBytes), field)
    }
    if flexible {
      writeUnsignedVarint(UInt32(length + 1))
    } else {
      buffer.writeInteger(Int16(length))
    }
    buffer.writeString(value)
  }

  @inline(never)
  public mutating func writeNullableString(
    _ value: String?, _ flexible: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) {
    if let value { return try writeString(value, flexible, field) }
    if !nullable { throw error(.unexpectedNull, field) }
    if flexible {
      buffer.writeInteger(0 as UInt8)
    } else {
      buffer.writeInteger(-1 as Int16)
    }
  }

  /// The readable bytes of `value`: a copy of them, unless the writer was told to share what is as long.
  @inline(never)
  public mutating func writeBytes(
    _ value: ByteBuffer, _ flexible: Bool, _ field: StaticString
  ) throws(WireError) {
    try writeLength(value.readableBytes, flexible, field)
    guard value.readableBytes >= sharedFrom, openTaggedFields == 0 else {
      buffer.writeImmutableBuffer(value)
      return
    }
    shared.append((buffer.writerIndex, value))
    sharedCount += value.readableBytes
  }

  @inline(never)
  public mutating func writeNullableBytes(
    _ value: ByteBuffer?, _ flexible: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) {
    if let value { return try writeBytes(value, flexible, field) }
    try writeNull(flexible, nullable: nullable, field)
  }

  /// Bytes without a length in front of them.
  @inline(never)
  public mutating func writeRaw(_ value: ByteBuffer) {
    buffer.writeImmutableBuffer(value)
  }

  // MARK: Structs and arrays

  /// What goes in front of a nullable struct: 1, or -1 for null.
  @inline(never)
  public mutating func writePresence(
    _ present: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) {
    if !present, !nullable { throw error(.unexpectedNull, field) }
    buffer.writeInteger(present ? 1 : -1 as Int8)
  }

  /// What goes in front of a nullable struct in a tagged field: 1, or 0 for null.
  @inline(never)
  public mutating func writeTaggedPresence(
    _ present: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) {
    if !present, !nullable { throw error(.unexpectedNull, field) }
    buffer.writeInteger(present ? 1 : 0 as UInt8)
  }

  @inline(never)
  public mutating func writeArrayCount(
    _ count: Int, _ flexible: Bool, _ field: StaticString
  ) throws(WireError) {
    try writeLength(count, flexible, field)
  }

  /// What stands for a null array, or null bytes.
  @inline(never)
  public mutating func writeNull(
    _ flexible: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) {
    if !nullable { throw error(.unexpectedNull, field) }
    if flexible {
      buffer.writeInteger(0 as UInt8)
    } else {
      buffer.writeInteger(-1 as Int32)
    }
  }

  /// Integers one behind the other, into one region.
  @inline(__always)
  mutating func writeElements<Element: FixedWidthInteger>(_ values: [Element]) {
    let width = MemoryLayout<Element>.size
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: values.count * width) { bytes in
      for (index, value) in values.enumerated() {
        bytes.storeBytes(of: value.bigEndian, toByteOffset: index * width, as: Element.self)
      }
      return values.count * width
    }
  }

  private mutating func writeLength(
    _ length: Int, _ flexible: Bool, _ field: StaticString
  ) throws(WireError) {
    guard length < Int(Int32.max) else {
      throw error(.invalidLength(length, limit: Int(Int32.max) - 1), field)
    }
    if flexible {
      writeUnsignedVarint(UInt32(length + 1))
    } else {
      buffer.writeInteger(Int32(length))
    }
  }

  // MARK: Tagged fields

  /// Writes the tag of a field and leaves room for its size. Hand the result to `endTaggedField` after the value.
  @inline(never)
  public mutating func beginTaggedField(_ tag: UInt32) -> Int {
    openTaggedFields += 1
    writeUnsignedVarint(tag)
    let place = buffer.writerIndex
    buffer.writeInteger(0 as UInt8)
    return place
  }

  /// Fills in the size of the tagged field that began at `place`.
  @inline(never)
  public mutating func endTaggedField(_ place: Int) {
    openTaggedFields -= 1
    let first = place + 1
    let size = buffer.writerIndex - first
    if size < 0x80 {
      buffer.setInteger(UInt8(size), at: place)
      return
    }
    // A size of more than one byte: the value moves behind it.
    var value = buffer
    value.moveReaderIndex(to: first)
    let moved = ByteBuffer(bytes: value.readableBytesView)
    buffer.moveWriterIndex(to: place)
    writeUnsignedVarint(UInt32(size))
    buffer.writeImmutableBuffer(moved)
  }

  /// The unknown fields at the front of `fields` whose tags are below `tag`; they leave `fields`.
  @inline(never)
  public mutating func writeUnknownTaggedFields(_ fields: inout ArraySlice<UnknownTaggedField>, below tag: UInt32) {
    while let field = fields.first, field.tag < tag {
      write(field)
      fields.removeFirst()
    }
  }

  @inline(never)
  public mutating func writeUnknownTaggedFields(_ fields: ArraySlice<UnknownTaggedField>) {
    for field in fields { write(field) }
  }

  /// The tag section of a struct that has no tags of its own.
  @inline(never)
  public mutating func writeTagSection(_ fields: [UnknownTaggedField]) {
    writeUnsignedVarint(UInt32(fields.count))
    for field in fields { write(field) }
  }

  private mutating func write(_ field: UnknownTaggedField) {
    writeUnsignedVarint(field.tag)
    writeUnsignedVarint(UInt32(field.bytes.readableBytes))
    buffer.writeImmutableBuffer(field.bytes)
  }
}
