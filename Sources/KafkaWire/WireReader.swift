public import NIOCore

/// Reads the protocol's primitive types from a buffer and knows where it is, so that an error can say it.
///
/// Each method takes the name of what it reads, for the error only. `flexible` chooses between the two forms of
/// lengths (KIP-482): unsigned varint of the length plus one, or a fixed-width signed length. A length is checked
/// against the bytes that are left before it is believed.
///
/// As real brokers do, it takes padded varints, any byte but 0 as true, and any negative length as null.
public struct WireReader: Sendable {
  private var buffer: ByteBuffer
  private let start: Int

  /// Reads the readable bytes of `buffer`. Byte values that it returns share its storage.
  public init(_ buffer: ByteBuffer) {
    self.buffer = buffer
    start = buffer.readerIndex
  }

  /// Bytes read so far.
  public var offset: Int { buffer.readerIndex - start }

  /// Bytes not read yet.
  public var remaining: Int { buffer.readableBytes }

  /// The bytes not read yet, without reading them.
  public var unread: ByteBuffer { buffer.slice() }

  // MARK: Errors

  @inline(never)
  public func error(_ kind: WireError.Kind, _ field: StaticString) -> WireError {
    WireError(kind, offset: offset, field: "\(field)")
  }

  @inline(never)
  private func truncated(_ needed: Int, _ field: StaticString) -> WireError {
    error(.truncated(needed: needed, left: remaining), field)
  }

  /// Refuses a version that a definition does not describe.
  @inline(never)
  public func check(version: Int16, in known: ClosedRange<Int16>, _ message: StaticString) throws(WireError) {
    if !known.contains(version) { throw error(.unsupportedVersion(version, known: known), message) }
  }

  /// Refuses bytes behind the end of `message`.
  @inline(never)
  public func expectEnd(of message: StaticString) throws(WireError) {
    if remaining > 0 { throw error(.trailingBytes(remaining), message) }
  }

  // MARK: Fixed width

  @inline(__always)
  private mutating func readInteger<Value: FixedWidthInteger>(_ field: StaticString) throws(WireError) -> Value {
    guard let value = buffer.readInteger(as: Value.self) else { throw truncated(MemoryLayout<Value>.size, field) }
    return value
  }

  @inline(never)
  public mutating func readBool(_ field: StaticString) throws(WireError) -> Bool {
    try (readInteger(field) as UInt8) != 0
  }

  @inline(never)
  public mutating func readInt8(_ field: StaticString) throws(WireError) -> Int8 { try readInteger(field) }

  @inline(never)
  public mutating func readInt16(_ field: StaticString) throws(WireError) -> Int16 { try readInteger(field) }

  @inline(never)
  public mutating func readUInt16(_ field: StaticString) throws(WireError) -> UInt16 { try readInteger(field) }

  @inline(never)
  public mutating func readInt32(_ field: StaticString) throws(WireError) -> Int32 { try readInteger(field) }

  @inline(never)
  public mutating func readUInt32(_ field: StaticString) throws(WireError) -> UInt32 { try readInteger(field) }

  @inline(never)
  public mutating func readInt64(_ field: StaticString) throws(WireError) -> Int64 { try readInteger(field) }

  @inline(never)
  public mutating func readFloat64(_ field: StaticString) throws(WireError) -> Double {
    try Double(bitPattern: readInteger(field))
  }

  @inline(never)
  public mutating func readUUID(_ field: StaticString) throws(WireError) -> KafkaUUID {
    if remaining < 16 { throw truncated(16, field) }
    return KafkaUUID(mostSignificantBits: try readInteger(field), leastSignificantBits: try readInteger(field))
  }

  // MARK: Variable width

  /// An unsigned varint of at most five bytes. Bits beyond 32 are dropped, as Kafka drops them.
  @inline(never)
  public mutating func readUnsignedVarint(_ field: StaticString) throws(WireError) -> UInt32 {
    UInt32(truncatingIfNeeded: try readBase128(limit: 5, field))
  }

  /// A zigzag varint of at most five bytes.
  @inline(never)
  public mutating func readVarint(_ field: StaticString) throws(WireError) -> Int32 {
    let raw = UInt32(truncatingIfNeeded: try readBase128(limit: 5, field))
    return Int32(bitPattern: raw >> 1) ^ -Int32(bitPattern: raw & 1)
  }

  /// A zigzag varint of at most ten bytes.
  @inline(never)
  public mutating func readVarlong(_ field: StaticString) throws(WireError) -> Int64 {
    let raw = try readBase128(limit: 10, field)
    return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
  }

  @inline(__always)
  private mutating func readBase128(limit: Int, _ field: StaticString) throws(WireError) -> UInt64 {
    let first = buffer.readerIndex
    var value: UInt64 = 0
    for group in 0..<limit {
      guard let byte = buffer.getInteger(at: first + group, as: UInt8.self) else { throw truncated(group + 1, field) }
      value |= UInt64(byte & 0x7F) << UInt64(7 * group)
      if byte < 0x80 {
        buffer.moveReaderIndex(to: first + group + 1)
        return value
      }
    }
    throw error(.varintTooLong(limit: limit), field)
  }

  // MARK: Lengths

  /// The length in front of a string; negative for null.
  @inline(__always)
  private mutating func readStringLength(_ flexible: Bool, _ field: StaticString) throws(WireError) -> Int {
    flexible ? try readCompactLength(field) : Int(try readInteger(field) as Int16)
  }

  /// The length in front of bytes, the count in front of an array; negative for null.
  @inline(__always)
  private mutating func readLength(_ flexible: Bool, _ field: StaticString) throws(WireError) -> Int {
    flexible ? try readCompactLength(field) : Int(try readInteger(field) as Int32)
  }

  private mutating func readCompactLength(_ field: StaticString) throws(WireError) -> Int {
    // Signed 32-bit arithmetic, as in Kafka: what does not fit is negative and so means null.
    Int(Int32(bitPattern: UInt32(truncatingIfNeeded: try readBase128(limit: 5, field)))) - 1
  }

  // MARK: Strings and bytes

  @inline(never)
  public mutating func readString(_ flexible: Bool, _ field: StaticString) throws(WireError) -> String {
    guard let text = try readText(flexible, field) else { throw error(.unexpectedNull, field) }
    return text
  }

  /// A string that may be null, if the version allows it.
  @inline(never)
  public mutating func readNullableString(
    _ flexible: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) -> String? {
    let text = try readText(flexible, field)
    if text == nil, !nullable { throw error(.unexpectedNull, field) }
    return text
  }

  private mutating func readText(_ flexible: Bool, _ field: StaticString) throws(WireError) -> String? {
    let length = try readStringLength(flexible, field)
    if length < 0 { return nil }
    if length > WireLimits.stringBytes {
      throw error(.invalidLength(length, limit: WireLimits.stringBytes), field)
    }
    guard let text = buffer.readString(length: length) else { throw truncated(length, field) }
    return text
  }

  /// Bytes, sharing the reader's storage.
  @inline(never)
  public mutating func readBytes(_ flexible: Bool, _ field: StaticString) throws(WireError) -> ByteBuffer {
    guard let bytes = try readSlice(flexible, field) else { throw error(.unexpectedNull, field) }
    return bytes
  }

  /// Bytes that may be null, if the version allows it.
  @inline(never)
  public mutating func readNullableBytes(
    _ flexible: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) -> ByteBuffer? {
    let bytes = try readSlice(flexible, field)
    if bytes == nil, !nullable { throw error(.unexpectedNull, field) }
    return bytes
  }

  private mutating func readSlice(_ flexible: Bool, _ field: StaticString) throws(WireError) -> ByteBuffer? {
    let length = try readLength(flexible, field)
    return length < 0 ? nil : try readRaw(count: length, field)
  }

  /// Exactly `count` bytes without a length in front of them, sharing the reader's storage.
  @inline(never)
  public mutating func readRaw(count: Int, _ field: StaticString) throws(WireError) -> ByteBuffer {
    guard count >= 0 else { throw error(.invalidLength(count, limit: remaining), field) }
    guard let bytes = buffer.readSlice(length: count) else { throw truncated(count, field) }
    return bytes
  }

  // MARK: Structs and arrays

  /// Whether a nullable struct follows.
  @inline(never)
  public mutating func readPresence(nullable: Bool = true, _ field: StaticString) throws(WireError) -> Bool {
    let present = try (readInteger(field) as Int8) >= 0
    if !present, !nullable { throw error(.unexpectedNull, field) }
    return present
  }

  /// Whether a nullable struct follows in a tagged field, where 0 means null.
  @inline(never)
  public mutating func readTaggedPresence(nullable: Bool = true, _ field: StaticString) throws(WireError) -> Bool {
    let present = try readBase128(limit: 5, field) != 0
    if !present, !nullable { throw error(.unexpectedNull, field) }
    return present
  }

  /// The count of an array whose elements take at least `elementSize` bytes each.
  @inline(never)
  public mutating func readArrayCount(
    _ flexible: Bool, elementSize: Int, _ field: StaticString
  ) throws(WireError) -> Int {
    let count = try readLength(flexible, field)
    if count < 0 { throw error(.unexpectedNull, field) }
    try check(count: count, elementSize: elementSize, field)
    return count
  }

  /// The count of an array that may be null, if the version allows it; nil for null.
  @inline(never)
  public mutating func readNullableArrayCount(
    _ flexible: Bool, nullable: Bool = true, elementSize: Int, _ field: StaticString
  ) throws(WireError) -> Int? {
    let count = try readLength(flexible, field)
    if count < 0 {
      if !nullable { throw error(.unexpectedNull, field) }
      return nil
    }
    try check(count: count, elementSize: elementSize, field)
    return count
  }

  private func check(count: Int, elementSize: Int, _ field: StaticString) throws(WireError) {
    // Counts fit 32 bits, so this does not overflow.
    if count * elementSize > remaining { throw truncated(count * elementSize, field) }
  }

  // MARK: Tagged fields

  /// The tag section of a struct that has no tags of its own.
  @inline(never)
  public mutating func readUnknownTaggedFields() throws(WireError) -> [UnknownTaggedField] {
    var fields = [UnknownTaggedField]()
    for _ in 0..<(try readTagCount()) {
      let tag = try readTag()
      fields.append(try readUnknownTaggedField(tag))
    }
    return fields
  }

  /// The number of tagged fields that follow.
  @inline(never)
  public mutating func readTagCount() throws(WireError) -> Int {
    let count = Int(try readBase128(limit: 5, "the number of tagged fields") & 0xFFFF_FFFF)
    // A tag and a size.
    try check(count: count, elementSize: 2, "tagged fields")
    return count
  }

  @inline(never)
  public mutating func readTag() throws(WireError) -> UInt32 {
    UInt32(truncatingIfNeeded: try readBase128(limit: 5, "a tag"))
  }

  /// What follows a tag that nobody knows: its size and its bytes.
  @inline(never)
  public mutating func readUnknownTaggedField(_ tag: UInt32) throws(WireError) -> UnknownTaggedField {
    let size = Int(try readBase128(limit: 5, "the size of a tagged field") & 0xFFFF_FFFF)
    return UnknownTaggedField(tag: tag, bytes: try readRaw(count: size, "a tagged field"))
  }

  /// Reads the size of a tagged field and narrows the reader to it. Hand the result to `endTaggedField`.
  @inline(never)
  public mutating func beginTaggedField(_ field: StaticString) throws(WireError) -> Int {
    let size = Int(try readBase128(limit: 5, field) & 0xFFFF_FFFF)
    if size > remaining { throw truncated(size, field) }
    let behind = remaining - size
    buffer.moveWriterIndex(to: buffer.readerIndex + size)
    return behind
  }

  /// Checks that a tagged field was read as a whole, and widens the reader to the `behind` bytes after it.
  @inline(never)
  public mutating func endTaggedField(_ behind: Int, _ field: StaticString) throws(WireError) {
    try expectEnd(of: field)
    buffer.moveWriterIndex(to: buffer.writerIndex + behind)
  }
}
