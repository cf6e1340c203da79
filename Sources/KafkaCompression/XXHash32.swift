#if Compression
  /// The 32-bit xxHash with seed 0, which LZ4 frames use for their checksums.
  enum XXHash32 {
    private static let prime1: UInt32 = 0x9E37_79B1
    private static let prime2: UInt32 = 0x85EB_CA77
    private static let prime3: UInt32 = 0xC2B2_AE3D
    private static let prime4: UInt32 = 0x27D4_EB2F
    private static let prime5: UInt32 = 0x1656_67B1

    static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
      var offset = 0
      var hash: UInt32

      if bytes.count >= 16 {
        var lanes = SIMD4<UInt32>(prime1 &+ prime2, prime2, 0, 0 &- prime1)
        while offset + 16 <= bytes.count {
          let words = SIMD4<UInt32>(
            word(bytes, offset), word(bytes, offset + 4), word(bytes, offset + 8), word(bytes, offset + 12))
          lanes = lanes &+ words &* prime2
          lanes = (lanes &<< 13) | (lanes &>> 19)
          lanes = lanes &* prime1
          offset += 16
        }
        hash =
          rotate(lanes[0], 1) &+ rotate(lanes[1], 7) &+ rotate(lanes[2], 12) &+ rotate(lanes[3], 18)
      } else {
        hash = prime5
      }

      hash &+= UInt32(truncatingIfNeeded: bytes.count)
      while offset + 4 <= bytes.count {
        hash = rotate(hash &+ word(bytes, offset) &* prime3, 17) &* prime4
        offset += 4
      }
      while offset < bytes.count {
        hash = rotate(hash &+ UInt32(bytes[offset]) &* prime5, 11) &* prime1
        offset += 1
      }

      hash = (hash ^ (hash >> 15)) &* prime2
      hash = (hash ^ (hash >> 13)) &* prime3
      return hash ^ (hash >> 16)
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    private static func rotate(_ value: UInt32, _ count: UInt32) -> UInt32 {
      (value &<< count) | (value &>> (32 - count))
    }
  }
#endif
