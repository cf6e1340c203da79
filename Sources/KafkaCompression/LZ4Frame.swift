#if Compression
  /// The LZ4 frame as Kafka's clients write and read it, over the library's block functions.
  ///
  /// Kafka's Java reader knows a part of the frame format, and what it refuses is refused here as well: dependent
  /// blocks, dictionaries, reserved bits. Two things surprise. A block of length 0 ends the frame even when it is
  /// marked as stored, and what follows the frame, another frame too, is not read. The content's size and checksum
  /// are read over and not compared.
  enum LZ4Frame {
    static let magic: UInt32 = 0x184D_2204
    /// The bit of a block's length that says "stored".
    static let storedBit: UInt32 = 0x8000_0000
    /// No LZ4 block grows more than this many times: a length byte adds at most 255.
    static let highestRatio = 255

    /// The descriptor's flags and block size code.
    struct Descriptor {
      static let version: UInt8 = 1
      static let independentBlocks: UInt8 = 0b0010_0000
      static let blockChecksums: UInt8 = 0b0001_0000
      static let contentSize: UInt8 = 0b0000_1000
      static let contentChecksum: UInt8 = 0b0000_0100
      static let reservedFlags: UInt8 = 0b0000_0011
      static let reservedBlockBits: UInt8 = 0b1000_1111

      let flags: UInt8
      let blockByte: UInt8

      /// 64 KiB, 256 KiB, 1 MiB or 4 MiB.
      var blockSize: Int { 1 << (8 + 2 * Int(blockByte >> 4 & 7)) }

      func has(_ flag: UInt8) -> Bool { flags & flag != 0 }

      /// What is wrong with the descriptor, or nil.
      var complaint: String? {
        if flags >> 6 != Self.version { return "expected frame version 1, not \(flags >> 6)" }
        if flags & Self.reservedFlags != 0 { return "a reserved flag or the dictionary flag is set" }
        if !has(Self.independentBlocks) { return "the blocks depend on each other, which Kafka does not read" }
        if blockByte & Self.reservedBlockBits != 0 { return "a reserved bit of the block descriptor is set" }
        if !(4...7).contains(blockByte >> 4) { return "expected a block size code from 4 to 7, not \(blockByte >> 4)" }
        return nil
      }
    }

    /// The descriptor's checksum byte over `bytes`.
    static func headerChecksum(_ bytes: UnsafeRawBufferPointer) -> UInt8 {
      UInt8(truncatingIfNeeded: XXHash32.hash(bytes) >> 8)
    }
  }
#endif
