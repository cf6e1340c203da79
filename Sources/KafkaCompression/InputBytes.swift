#if Compression
  /// Reads integers from compressed bytes at checked places.
  struct InputBytes {
    let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) {
      self.bytes = bytes
    }

    var left: Int { bytes.count - offset }

    /// The next byte, or nil at the end.
    mutating func byte() -> UInt8? {
      guard left >= 1 else { return nil }
      defer { offset += 1 }
      return bytes[offset]
    }

    mutating func littleEndian<Value: FixedWidthInteger>(_: Value.Type = Value.self) -> Value? {
      load().map { Value(littleEndian: $0) }
    }

    mutating func bigEndian<Value: FixedWidthInteger>(_: Value.Type = Value.self) -> Value? {
      load().map { Value(bigEndian: $0) }
    }

    /// The next `count` bytes, or nil if there are fewer.
    mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
      guard count >= 0, count <= left else { return nil }
      defer { offset += count }
      return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }

    /// Everything from here on, not taken.
    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[offset...]) }

    private mutating func load<Value: FixedWidthInteger>() -> Value? {
      guard left >= MemoryLayout<Value>.size else { return nil }
      defer { offset += MemoryLayout<Value>.size }
      return bytes.loadUnaligned(fromByteOffset: offset, as: Value.self)
    }
  }
#endif
