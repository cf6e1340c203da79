import KafkaWire
import NIOCore

/// Reads the primitive types for the interpreter.
///
/// Written apart from `WireReader` on purpose: the two check each other.
struct FieldCursor {
  private let bytes: ByteBuffer
  private(set) var offset = 0
  /// Where the bytes end; nearer than their end within a tagged field.
  private(set) var end: Int

  init(_ bytes: ByteBuffer) {
    self.bytes = bytes.slice()
    end = bytes.readableBytes
  }

  var left: Int { end - offset }

  func error(_ kind: WireError.Kind, _ field: String) -> WireError {
    WireError(kind, offset: offset, field: field)
  }

  mutating func take(_ count: Int, _ field: String) throws(WireError) -> ByteBuffer {
    guard count <= left, let slice = bytes.getSlice(at: offset, length: count) else {
      throw error(.truncated(needed: count, left: left), field)
    }
    offset += count
    return slice
  }

  /// A big-endian number of `width` bytes.
  mutating func number(_ width: Int, _ field: String) throws(WireError) -> UInt64 {
    try take(width, field).readableBytesView.reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func signed(_ width: Int, _ field: String) throws(WireError) -> Int64 {
    let shift = UInt64(64 - 8 * width)
    return Int64(bitPattern: try number(width, field) << shift) >> Int64(shift)
  }

  /// An unsigned varint of at most five bytes, as the 32 bits that it means.
  mutating func varint(_ field: String) throws(WireError) -> UInt32 {
    var value: UInt32 = 0
    for group in 0..<5 {
      guard offset + group < end, let byte = bytes.getInteger(at: offset + group, as: UInt8.self) else {
        throw error(.truncated(needed: group + 1, left: left), field)
      }
      value |= UInt32(byte & 0x7F) << UInt32(7 * group)
      if byte & 0x80 == 0 {
        offset += group + 1
        return value
      }
    }
    throw error(.varintTooLong(limit: 5), field)
  }

  /// A length or count: a varint of one more, or a signed number of `width` bytes. Nil for null.
  mutating func length(_ isFlexible: Bool, width: Int, _ field: String) throws(WireError) -> Int? {
    let length =
      isFlexible ? Int64(Int32(bitPattern: try varint(field))) - 1 : try signed(width, field)
    return length < 0 ? nil : Int(length)
  }

  /// Runs `body` with nothing but the next `size` bytes, which it must use up.
  mutating func narrowed<Result>(
    to size: Int, _ field: String, _ body: (inout FieldCursor) throws(WireError) -> Result
  ) throws(WireError) -> Result {
    guard size <= left else { throw error(.truncated(needed: size, left: left), field) }
    let outerEnd = end
    end = offset + size
    let result = try body(&self)
    if left > 0 { throw error(.trailingBytes(left), field) }
    end = outerEnd
    return result
  }
}
