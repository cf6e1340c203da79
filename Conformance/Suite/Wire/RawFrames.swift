import KafkaCompression
package import NIOCore

/// Compressed data in forms that the codecs here do not write, but other software does.
package enum RawFrames {
  /// A Snappy block without framing: one literal, as the format allows.
  package static func snappyBlock(_ plain: ByteBuffer) -> ByteBuffer {
    var block = ByteBuffer()
    block.write(varint: UInt64(plain.readableBytes))
    var rest = plain
    while let piece = rest.readSlice(length: min(60, rest.readableBytes)), piece.readableBytes > 0 {
      block.writeInteger(UInt8(piece.readableBytes - 1) << 2)
      block.writeImmutableBuffer(piece)
    }
    return block
  }

  /// An LZ4 frame with one stored block.
  ///
  /// - Parameter blockSizeId: 4 for blocks of at most 64 KiB, to 7 for 4 MiB.
  package static func lz4Stored(_ plain: ByteBuffer, blockSizeId: UInt8, contentChecksum: Bool) -> ByteBuffer {
    var frame = ByteBuffer(integer: 0x184D_2204 as UInt32, endianness: .little)
    let flags: UInt8 = 0b0110_0000 | (contentChecksum ? 0b100 : 0)
    frame.writeInteger(flags)
    frame.writeInteger(blockSizeId << 4)
    frame.writeInteger(UInt8(truncatingIfNeeded: xxh32([flags, blockSizeId << 4]) >> 8))
    frame.writeInteger(UInt32(plain.readableBytes) | 0x8000_0000, endianness: .little)
    frame.writeImmutableBuffer(plain)
    frame.writeInteger(0 as UInt32)
    if contentChecksum { frame.writeInteger(xxh32(Array(plain.readableBytesView)), endianness: .little) }
    return frame
  }

  package static func compressed(_ plain: ByteBuffer, _ codec: Int16) throws(SuiteError) -> ByteBuffer {
    guard let type = CompressionType(rawValue: Int8(truncatingIfNeeded: codec)) else {
      throw SuiteError("there is no codec \(codec)")
    }
    return try BatchForge.compress(plain, type)
  }

  /// The checksum of LZ4 frames, with seed 0.
  static func xxh32(_ bytes: [UInt8]) -> UInt32 {
    let primes: [UInt32] = [2_654_435_761, 2_246_822_519, 3_266_489_917, 668_265_263, 374_761_393]
    func rotate(_ value: UInt32, _ count: UInt32) -> UInt32 { value << count | value >> (32 - count) }
    func word(_ index: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[index + $1]) << UInt32(8 * $1) }
    }
    var index = 0
    var hash: UInt32
    if bytes.count >= 16 {
      var lanes: [UInt32] = [primes[0] &+ primes[1], primes[1], 0, 0 &- primes[0]]
      while index + 16 <= bytes.count {
        for lane in 0..<4 {
          lanes[lane] = rotate(lanes[lane] &+ word(index) &* primes[1], 13) &* primes[0]
          index += 4
        }
      }
      hash = rotate(lanes[0], 1) &+ rotate(lanes[1], 7) &+ rotate(lanes[2], 12) &+ rotate(lanes[3], 18)
    } else {
      hash = primes[4]
    }
    hash = hash &+ UInt32(truncatingIfNeeded: bytes.count)
    while index + 4 <= bytes.count {
      hash = rotate(hash &+ word(index) &* primes[2], 17) &* primes[3]
      index += 4
    }
    while index < bytes.count {
      hash = rotate(hash &+ UInt32(bytes[index]) &* primes[4], 11) &* primes[0]
      index += 1
    }
    hash = (hash ^ hash >> 15) &* primes[1]
    hash = (hash ^ hash >> 13) &* primes[2]
    return hash ^ hash >> 16
  }
}
