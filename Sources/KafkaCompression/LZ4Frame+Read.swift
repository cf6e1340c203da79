#if Compression
  import CLZ4

  extension LZ4Frame {
    static func read(
      _ bytes: UnsafeRawBufferPointer, magic messageFormat: Int8, into output: inout BoundedOutput
    ) throws(CompressionError) {
      var input = InputBytes(bytes)
      let descriptor = try readHeader(&input, ignoresChecksum: messageFormat == 0, output)
      output.prepare(expecting: contentBound(input, descriptor), from: bytes.count)

      while true {
        let start = input.offset
        guard let word = input.littleEndian(UInt32.self) else {
          throw output.malformed(at: start, "expected 4 bytes of a block's length, \(input.left) left")
        }
        let length = Int(word & ~storedBit)
        if length == 0 { break }
        guard length <= descriptor.blockSize else {
          throw output.malformed(
            at: start, "a block of \(length) bytes is longer than the frame's \(descriptor.blockSize)")
        }
        guard let block = input.take(length) else {
          throw output.malformed(at: input.offset, "expected a block of \(length) bytes, \(input.left) left")
        }
        if word & storedBit != 0 {
          try output.append(block)
        } else {
          try decompress(block, at: start + 4, blockSize: descriptor.blockSize, into: &output)
        }
        if descriptor.has(Descriptor.blockChecksums) {
          try checkBlock(block, &input, output)
        }
      }

      if descriptor.has(Descriptor.contentChecksum), input.take(4) == nil {
        throw output.malformed(at: input.offset, "expected 4 bytes of content checksum, \(input.left) left")
      }
    }

    private static func readHeader(
      _ input: inout InputBytes, ignoresChecksum: Bool, _ output: BoundedOutput
    ) throws(CompressionError) -> Descriptor {
      guard let found = input.littleEndian(UInt32.self), found == magic else {
        throw output.malformed(
          at: 0, "expected the LZ4 frame's magic number in the first of \(input.bytes.count) bytes")
      }
      guard let flags = input.byte(), let blockByte = input.byte() else {
        throw output.malformed(at: 4, "expected 2 bytes of frame descriptor, \(input.left) left")
      }
      let descriptor = Descriptor(flags: flags, blockByte: blockByte)
      if let complaint = descriptor.complaint {
        throw output.malformed(at: 4, complaint)
      }
      if descriptor.has(Descriptor.contentSize), input.take(8) == nil {
        throw output.malformed(at: input.offset, "expected 8 bytes of content size, \(input.left) left")
      }
      let covered = UnsafeRawBufferPointer(rebasing: input.bytes[4..<input.offset])
      guard let checksum = input.byte() else {
        throw output.malformed(at: input.offset, "expected the descriptor's checksum, nothing left")
      }
      // Clients before 0.10 hashed the magic number too, and readers of their format stopped looking (KAFKA-3160).
      let expected = headerChecksum(covered)
      if !ignoresChecksum && checksum != expected {
        throw output.malformed(at: input.offset - 1, "the descriptor's checksum is \(checksum), not \(expected)")
      }
      return descriptor
    }

    /// At most so many bytes can come out of the blocks that follow.
    private static func contentBound(_ blocks: InputBytes, _ descriptor: Descriptor) -> Int {
      var input = blocks
      var bound = 0
      while let word = input.littleEndian(UInt32.self), word & ~storedBit != 0 {
        let length = Int(word & ~storedBit)
        bound += word & storedBit != 0 ? length : min(descriptor.blockSize, length * highestRatio)
        guard input.take(length + (descriptor.has(Descriptor.blockChecksums) ? 4 : 0)) != nil else { break }
      }
      return bound
    }

    private static func decompress(
      _ block: UnsafeRawBufferPointer, at offset: Int, blockSize: Int, into output: inout BoundedOutput
    ) throws(CompressionError) {
      let possible = min(blockSize, block.count * highestRatio)
      let capacity = min(possible, output.room)
      var written: Int32 = -1
      output.write(upTo: capacity) { memory in
        // The library takes no null pointer, and an output without room has one.
        withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { nowhere in
          written = LZ4_decompress_safe(
            block.baseAddress, memory.baseAddress ?? nowhere.baseAddress, Int32(block.count), Int32(capacity))
        }
        return max(Int(written), 0)
      }
      guard written < 0 else { return }
      // A full output and a broken block look the same to the library: ask again with all the room a block may need.
      if capacity < possible && isWhole(block, possible) { throw output.limitExceeded(at: offset) }
      throw output.malformed(at: offset, "the block of \(block.count) bytes is not valid LZ4")
    }

    private static func isWhole(_ block: UnsafeRawBufferPointer, _ capacity: Int) -> Bool {
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
      defer { memory.deallocate() }
      return LZ4_decompress_safe(block.baseAddress, memory.baseAddress, Int32(block.count), Int32(capacity)) >= 0
    }

    private static func checkBlock(
      _ block: UnsafeRawBufferPointer, _ input: inout InputBytes, _ output: BoundedOutput
    ) throws(CompressionError) {
      let start = input.offset
      guard let checksum = input.littleEndian(UInt32.self) else {
        throw output.malformed(at: start, "expected 4 bytes of block checksum, \(input.left) left")
      }
      guard checksum == XXHash32.hash(block) else {
        throw output.malformed(at: start, "the block's checksum is not that of its bytes")
      }
    }
  }
#endif
