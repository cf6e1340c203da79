/// The hash functions that Kafka clients use to map a key to a partition.
///
/// Two producers agree on the partition of a key only when they agree on the function, bit for bit, so these are
/// checked against recordings of the Java client and of librdkafka (`fixtures/partitioners`).
package enum KeyHash {
  /// MurmurHash2, 32 bits, with the seed of Kafka's Java client.
  package static func murmur2(_ key: UnsafeRawBufferPointer) -> UInt32 {
    let multiplier: UInt32 = 0x5BD1_E995
    var hash = 0x9747_B28C ^ UInt32(truncatingIfNeeded: key.count)
    var position = 0
    while position + 4 <= key.count {
      var word = UInt32(littleEndian: key.loadUnaligned(fromByteOffset: position, as: UInt32.self))
      word &*= multiplier
      word ^= word >> 24
      word &*= multiplier
      hash &*= multiplier
      hash ^= word
      position += 4
    }
    let tail = key.count - position
    if tail >= 3 { hash ^= UInt32(key[position + 2]) << 16 }
    if tail >= 2 { hash ^= UInt32(key[position + 1]) << 8 }
    if tail >= 1 {
      hash ^= UInt32(key[position])
      hash &*= multiplier
    }
    hash ^= hash >> 13
    hash &*= multiplier
    hash ^= hash >> 15
    return hash
  }

  /// CRC-32 with the IEEE polynomial, as zlib computes it; librdkafka's `consistent` partitioner.
  package static func crc32(_ key: UnsafeRawBufferPointer) -> UInt32 {
    var checksum: UInt32 = 0xFFFF_FFFF
    for byte in key {
      checksum = crc32Table[Int(UInt8(truncatingIfNeeded: checksum) ^ byte)] ^ (checksum >> 8)
    }
    return ~checksum
  }

  /// FNV-1a, 32 bits; librdkafka's `fnv1a` partitioner reads the result as a signed number.
  package static func fnv1a(_ key: UnsafeRawBufferPointer) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in key {
      hash ^= UInt32(byte)
      hash &*= 0x0100_0193
    }
    return hash
  }

  private static let crc32Table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }
}
