// Zig-zag base-128 numbers, seven bits a byte from the lowest, as records of magic 2 hold them.
//
// Reading follows Kafka: at most 5 bytes for 32 bits and 10 for 64, padding is accepted, and bits of the last byte
// that do not fit are dropped.

@usableFromInline
enum Varint {
  static let maximumSize = 5
  static let maximumLongSize = 10

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

  /// Writes and returns the address behind; there must be room.
  @inlinable
  static func writeUnsigned(_ value: UInt64, to bytes: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
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
  @inlinable
  static func read(_ bytes: UnsafeRawPointer, _ position: inout Int, end: Int) -> Int32? {
    guard position < end else { return nil }
    let first = bytes.load(fromByteOffset: position, as: UInt8.self)
    if first < 0x80 {
      position &+= 1
      return Int32(first >> 1) ^ -Int32(first & 1)
    }
    return readLonger(bytes, &position, end: end)
  }

  @inlinable
  static func readLonger(_ bytes: UnsafeRawPointer, _ position: inout Int, end: Int) -> Int32? {
    var value: UInt32 = 0
    var shift: UInt32 = 0
    while position < end, shift <= 28 {
      let byte = bytes.load(fromByteOffset: position, as: UInt8.self)
      position &+= 1
      value |= UInt32(byte & 0x7F) &<< shift
      if byte < 0x80 { return Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1) }
      shift &+= 7
    }
    return nil
  }

  /// Reads 64 bits at `position` and moves it on; nil when the number does not end before `end` or in 10 bytes.
  @inlinable
  static func readLong(_ bytes: UnsafeRawPointer, _ position: inout Int, end: Int) -> Int64? {
    guard position < end else { return nil }
    let first = bytes.load(fromByteOffset: position, as: UInt8.self)
    if first < 0x80 {
      position &+= 1
      return Int64(first >> 1) ^ -Int64(first & 1)
    }
    return readLongerLong(bytes, &position, end: end)
  }

  @inlinable
  static func readLongerLong(_ bytes: UnsafeRawPointer, _ position: inout Int, end: Int) -> Int64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < end, shift <= 63 {
      let byte = bytes.load(fromByteOffset: position, as: UInt8.self)
      position &+= 1
      value |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
      shift &+= 7
    }
    return nil
  }
}
