// Zig-zag base-128 numbers, seven bits a byte from the lowest, as records of magic 2 hold them.
//
// Reading follows Kafka: at most 5 bytes for 32 bits and 10 for 64, padding is accepted, and bits of the last byte
// that do not fit are dropped.

@usableFromInline
enum Varint {
  @inlinable static var maximumSize: Int { 5 }
  @inlinable static var maximumLongSize: Int { 10 }

  @inlinable
  static func zigZag(_ value: Int32) -> UInt32 { UInt32(bitPattern: (value << 1) ^ (value >> 31)) }

  @inlinable
  static func zigZag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

  /// Bytes that `value` takes, 1 to 5.
  @inlinable
  static func size(_ value: Int32) -> Int { unsignedSize(UInt64(zigZag(value))) }

  /// Bytes that `value` takes, 1 to 10.
  @inlinable
  static func size(_ value: Int64) -> Int { unsignedSize(zigZag(value)) }

  /// Bytes for a number without zig-zag: a ninth of the significant bits per byte, without a division.
  @inlinable
  static func unsignedSize(_ value: UInt64) -> Int {
    (64 &* 9 &+ 64 &- 9 &* (value | 1).leadingZeroBitCount) >> 6
  }

  @inlinable
  static func write(_ value: Int32, to bytes: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    writeUnsigned(UInt64(zigZag(value)), to: bytes)
  }

  @inlinable
  static func write(_ value: Int64, to bytes: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    writeUnsigned(zigZag(value), to: bytes)
  }

  /// Writes and returns the address behind; there must be room. Numbers of one and two bytes, nearly all there are,
  /// are written at once.
  @inlinable @inline(__always)
  static func writeUnsigned(_ value: UInt64, to bytes: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    if value < 1 << 7 {
      bytes.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
      return bytes + 1
    }
    if value < 1 << 14 {
      let pair = UInt16(truncatingIfNeeded: (value & 0x7F) | 0x80 | (value >> 7) << 8)
      bytes.storeBytes(of: pair.littleEndian, as: UInt16.self)
      return bytes + 2
    }
    return writeLonger(value, to: bytes)
  }

  @usableFromInline @inline(never)
  static func writeLonger(_ value: UInt64, to bytes: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    var next = bytes
    var rest = value
    while rest > 0x7F {
      next.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, as: UInt8.self)
      next += 1
      rest >>= 7
    }
    next.storeBytes(of: UInt8(truncatingIfNeeded: rest), as: UInt8.self)
    return next + 1
  }

  /// Reads 32 bits at `position` and moves it on; nil when the number does not end before `end` or in 5 bytes.
  @inlinable @inline(__always)
  static func read(_ bytes: UnsafeRawPointer, _ position: inout Int, end: Int) -> Int32? {
    if let short = readShort(bytes, &position, end: end) { return Int32(short >> 1) ^ -Int32(short & 1) }
    guard let (raw, next) = readLonger(bytes, position, end: end, maximumSize: maximumSize) else { return nil }
    position = next
    let value = UInt32(truncatingIfNeeded: raw)
    return Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1)
  }

  /// Reads 64 bits at `position` and moves it on; nil when the number does not end before `end` or in 10 bytes.
  @inlinable @inline(__always)
  static func readLong(_ bytes: UnsafeRawPointer, _ position: inout Int, end: Int) -> Int64? {
    if let short = readShort(bytes, &position, end: end) { return Int64(short >> 1) ^ -Int64(short & 1) }
    guard let (value, next) = readLonger(bytes, position, end: end, maximumSize: maximumLongSize) else { return nil }
    position = next
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// A number of one or two bytes, if it is one and not the very last byte.
  @inlinable @inline(__always)
  static func readShort(_ bytes: UnsafeRawPointer, _ position: inout Int, end: Int) -> UInt16? {
    guard position &+ 1 < end else { return nil }
    let pair = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt16.self))
    if pair & 0x80 == 0 {
      position &+= 1
      return pair & 0x7F
    }
    guard pair & 0x8000 == 0 else { return nil }
    position &+= 2
    return (pair & 0x7F) | (pair >> 1 & 0x3F80)
  }

  /// A number of any size and the position behind it.
  @usableFromInline @inline(never)
  static func readLonger(
    _ bytes: UnsafeRawPointer, _ position: Int, end: Int, maximumSize: Int
  ) -> (value: UInt64, next: Int)? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    for next in position..<max(position, min(end, position + maximumSize)) {
      let byte = bytes.load(fromByteOffset: next, as: UInt8.self)
      value |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 { return (value, next + 1) }
      shift += 7
    }
    return nil
  }
}
