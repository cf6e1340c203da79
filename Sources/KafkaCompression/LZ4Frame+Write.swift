#if Compression
  import CLZ4
  import NIOCore

  extension LZ4Frame {
    /// Kafka's default level, which selects the fast compressor; all others are the high-compression one's levels.
    static let fastLevel = 9

    /// What Kafka's clients write: version 1, independent blocks of 64 KiB, no checksum but the header's.
    private static let written = Descriptor(
      flags: Descriptor.version << 6 | Descriptor.independentBlocks, blockByte: 4 << 4)

    private static let fastStates = pool(stateSize: Int(LZ4_sizeofState()))
    private static let highStates = pool(stateSize: Int(LZ4_sizeofStateHC()))

    private static func pool(stateSize: Int) -> ContextPool {
      ContextPool(
        make: { OpaquePointer(UnsafeMutableRawPointer.allocate(byteCount: stateSize, alignment: 16)) },
        free: { UnsafeMutableRawPointer($0).deallocate() })
    }

    static func write(
      _ bytes: UnsafeRawBufferPointer, level: Int, magic messageFormat: Int8, into output: inout ByteBuffer
    ) throws(CompressionError) {
      let blockCount = (bytes.count + written.blockSize - 1) / written.blockSize
      // A block that does not shrink is stored, so this is enough for every content.
      output.reserveCapacity(minimumWritableBytes: 11 + bytes.count + 4 * blockCount)
      writeHeader(messageFormat, into: &output)
      if level == fastLevel {
        try fastStates.withContext(of: .lz4) { state in
          writeBlocks(bytes, into: &output) { block, memory in
            LZ4_compress_fast_extState(
              UnsafeMutableRawPointer(state), block.baseAddress, memory.baseAddress, Int32(block.count),
              Int32(memory.count), 1)
          }
        }
      } else {
        try highStates.withContext(of: .lz4) { state in
          writeBlocks(bytes, into: &output) { block, memory in
            LZ4_compress_HC_extStateHC(
              UnsafeMutableRawPointer(state), block.baseAddress, memory.baseAddress, Int32(block.count),
              Int32(memory.count), Int32(level))
          }
        }
      }
      output.writeInteger(0, endianness: .little, as: UInt32.self)
    }

    private static func writeHeader(_ messageFormat: Int8, into output: inout ByteBuffer) {
      let start = output.writerIndex
      output.writeInteger(magic, endianness: .little)
      output.writeInteger(written.flags)
      output.writeInteger(written.blockByte)
      // Message format 0 keeps the mistake of the clients that wrote it: their checksum covers the magic number too.
      let covered = messageFormat == 0 ? start : start + 4
      let checksum = output.withUnsafeReadableBytes { readable in
        headerChecksum(UnsafeRawBufferPointer(rebasing: readable[(covered - output.readerIndex)...]))
      }
      output.writeInteger(checksum)
    }

    private static func writeBlocks(
      _ bytes: UnsafeRawBufferPointer, into output: inout ByteBuffer,
      _ compress: (_ block: UnsafeRawBufferPointer, _ memory: UnsafeMutableRawBufferPointer) -> Int32
    ) {
      var offset = 0
      while offset < bytes.count {
        let block = UnsafeRawBufferPointer(rebasing: bytes[offset..<min(offset + written.blockSize, bytes.count)])
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: 4 + block.count) { memory in
          // One byte less than the block: what does not fit did not shrink, and the library says 0.
          let space = UnsafeMutableRawBufferPointer(rebasing: memory[4..<4 + block.count - 1])
          let size = space.isEmpty ? 0 : compress(block, space)
          if size > 0 {
            memory.storeBytes(of: UInt32(size).littleEndian, as: UInt32.self)
            return 4 + Int(size)
          }
          memory.storeBytes(of: (UInt32(block.count) | storedBit).littleEndian, as: UInt32.self)
          UnsafeMutableRawBufferPointer(rebasing: memory[4...]).copyMemory(from: block)
          return 4 + block.count
        }
        offset += block.count
      }
    }
  }
#endif
