#if Compression
  import CSnappy
  import NIOCore

  /// Snappy blocks in the framing of the Java library snappy-java ("xerial"), which Kafka adopted.
  ///
  /// A stream is a header (magic, two versions) and chunks, each a length and a Snappy block. Input that does not start
  /// with the magic is one bare block. As in Java the versions say nothing, a header may stand between chunks, and up to
  /// three bytes behind the last chunk are passed over.
  enum XerialSnappy {
    static let magic: [UInt8] = [0x82, 0x53, 0x4E, 0x41, 0x50, 0x50, 0x59, 0x00]
    static let headerSize = 16
    static let chunkSize = 32 * 1024
    /// A copy of up to 64 bytes takes at least 3, so a block cannot grow more than this many times.
    static let highestRatio = 22

    static func write(_ bytes: UnsafeRawBufferPointer, into output: inout ByteBuffer) throws(CompressionError) {
      output.writeBytes(magic)
      output.writeMultipleIntegers(Int32(1), Int32(1))
      var offset = 0
      while offset < bytes.count {
        let chunk = UnsafeRawBufferPointer(rebasing: bytes[offset..<min(offset + chunkSize, bytes.count)])
        var status = SNAPPY_OK
        output.writeWithUnsafeMutableBytes(
          minimumWritableBytes: 4 + snappy_max_compressed_length(chunk.count)
        ) { memory in
          let block = UnsafeMutableRawBufferPointer(rebasing: memory[4...]).bindMemory(to: CChar.self)
          var length = block.count
          status = snappy_compress(
            chunk.bindMemory(to: CChar.self).baseAddress, chunk.count, block.baseAddress, &length)
          guard status == SNAPPY_OK else { return 0 }
          memory.storeBytes(of: Int32(length).bigEndian, as: Int32.self)
          return 4 + length
        }
        guard status == SNAPPY_OK else {
          throw CompressionError(.libraryFailed, .snappy, "a chunk of \(chunk.count) bytes was not compressed")
        }
        offset += chunk.count
      }
    }

    static func read(_ bytes: UnsafeRawBufferPointer, into output: inout BoundedOutput) throws(CompressionError) {
      guard bytes.count >= headerSize, bytes.prefix(magic.count).elementsEqual(magic) else {
        output.prepare(expecting: bytes.count * highestRatio, from: bytes.count)
        return try decompress(bytes, at: 0, into: &output)
      }
      var input = InputBytes(bytes)
      _ = input.take(headerSize)
      output.prepare(expecting: bytes.count * 4, from: bytes.count)

      while input.left >= 4 {
        let start = input.offset
        if input.rest.prefix(magic.count).elementsEqual(magic) {
          guard input.take(headerSize) != nil else {
            throw output.malformed(at: start, "expected a header of \(headerSize) bytes, \(input.left) left")
          }
          continue
        }
        guard let length = input.bigEndian(Int32.self), let block = input.take(Int(length)) else {
          throw output.malformed(at: start, "the chunk's length goes beyond the input, or is negative")
        }
        try decompress(block, at: start + 4, into: &output)
      }
    }

    private static func decompress(
      _ block: UnsafeRawBufferPointer, at offset: Int, into output: inout BoundedOutput
    ) throws(CompressionError) {
      let source = block.bindMemory(to: CChar.self)
      var length = 0
      guard
        !source.isEmpty,
        snappy_uncompressed_length(source.baseAddress, source.count, &length) == SNAPPY_OK
      else {
        throw output.malformed(at: offset, "expected a Snappy block, which starts with its content's length")
      }
      // Checked before it is believed: the library would fill memory up to this length.
      guard length <= block.count * highestRatio else {
        throw output.malformed(at: offset, "a block of \(block.count) bytes cannot hold the \(length) it claims")
      }
      guard length <= output.room else { throw output.limitExceeded(at: offset) }

      var status = SNAPPY_OK
      output.write(upTo: length) { memory in
        // A content of no bytes still wants a pointer that is not null.
        withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { nowhere in
          let target = (length > 0 ? memory : nowhere).bindMemory(to: CChar.self)
          var written = length
          status = snappy_uncompress(source.baseAddress, source.count, target.baseAddress, &written)
          return status == SNAPPY_OK ? written : 0
        }
      }
      guard status == SNAPPY_OK else {
        throw output.malformed(at: offset, "the block of \(block.count) bytes is not valid Snappy")
      }
    }
  }
#endif
