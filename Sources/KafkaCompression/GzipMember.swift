#if Compression
  import CDeflate
  import NIOCore

  /// Gzip members (RFC 1952) around the library's raw deflate, read as Java's `GZIPInputStream` reads them.
  ///
  /// The rule that surprises: behind a member another one is looked for only when more than 18 bytes are left, the
  /// least that a member takes, and bytes that are no member's header are passed over in silence. What starts like a member must be a
  /// whole one.
  enum GzipMember {
    static let magic: UInt16 = 0x8B1F
    static let deflateMethod: UInt8 = 8
    static let trailerSize = 8
    /// Bytes behind a member that cannot be another: a header of 10 and a trailer of 8.
    static let longestIgnoredRest = 18
    /// Deflate codes 258 bytes in no less than two bits.
    static let highestRatio = 1032

    private static let decompressors = ContextPool(
      make: { libdeflate_alloc_decompressor() }, free: { libdeflate_free_decompressor($0) })
    /// One pool for each level from 1: the library makes compressors for one level.
    private static let compressors = (1...9).map { level in
      ContextPool(
        make: { libdeflate_alloc_compressor(Int32(level)) }, free: { libdeflate_free_compressor($0) })
    }

    static func write(
      _ bytes: UnsafeRawBufferPointer, level: Int, into output: inout ByteBuffer
    ) throws(CompressionError) {
      try compressors[level - 1].withContext(of: .gzip) { (compressor) throws(CompressionError) in
        let bound = libdeflate_deflate_compress_bound(compressor, bytes.count)
        output.reserveCapacity(minimumWritableBytes: 10 + bound + trailerSize)
        output.writeInteger(magic, endianness: .little)
        // No flags, no time, no extra flags; the system is "unknown", as Java 16 and later write it.
        output.writeMultipleIntegers(deflateMethod, UInt8(0), UInt32(0), UInt8(0), UInt8(255))
        let written = output.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { memory in
          libdeflate_deflate_compress(compressor, bytes.baseAddress, bytes.count, memory.baseAddress, memory.count)
        }
        guard written > 0 else {
          throw CompressionError(
            .libraryFailed, .gzip, "\(bytes.count) bytes did not fit into their own bound \(bound)")
        }
        output.writeInteger(libdeflate_crc32(0, bytes.baseAddress, bytes.count), endianness: .little)
        output.writeInteger(UInt32(truncatingIfNeeded: bytes.count), endianness: .little)
      }
    }

    static func read(
      _ bytes: UnsafeRawBufferPointer, into output: inout BoundedOutput
    ) throws(CompressionError) {
      var input = InputBytes(bytes)
      if let complaint = GzipHeader.read(&input) {
        throw output.malformed(at: input.offset, complaint)
      }
      try decompressors.withContext(of: .gzip) { (decompressor) throws(CompressionError) in
        while true {
          let before = output.count
          try inflate(&input, decompressor, into: &output)
          try readTrailer(&input, contentFrom: before, output)

          guard input.left > longestIgnoredRest else { return }
          guard GzipHeader.read(&input) == nil else { return }
        }
      }
    }

    /// Decompresses one member's deflate stream.
    ///
    /// The library wants all the output's memory at once, so a stream that needs more is started over with four times as much.
    private static func inflate(
      _ input: inout InputBytes, _ decompressor: OpaquePointer, into output: inout BoundedOutput
    ) throws(CompressionError) {
      let compressed = input.rest
      output.prepare(expecting: contentHint(compressed), from: compressed.count)
      var capacity = min(output.room, max(output.buffer.writableBytes, 64))
      while true {
        var result = LIBDEFLATE_SUCCESS
        var consumed = 0
        output.write(upTo: capacity) { memory in
          var written = 0
          result = libdeflate_deflate_decompress_ex(
            decompressor, compressed.baseAddress, compressed.count, memory.baseAddress, memory.count, &consumed,
            &written)
          return result == LIBDEFLATE_SUCCESS ? written : 0
        }
        switch result {
        case LIBDEFLATE_SUCCESS:
          _ = input.take(consumed)
          return
        case LIBDEFLATE_INSUFFICIENT_SPACE:
          guard capacity < output.room else { throw output.limitExceeded(at: input.offset) }
          capacity = min(output.room, capacity * 4)
        default:
          throw output.malformed(at: input.offset, "the member's content is not valid deflate, or ends too early")
        }
      }
    }

    /// The content's size if the member is the last thing in the input, which nearly all are; else nonsense.
    private static func contentHint(_ compressed: UnsafeRawBufferPointer) -> Int {
      guard compressed.count >= trailerSize else { return 0 }
      let claim = compressed.loadUnaligned(fromByteOffset: compressed.count - 4, as: UInt32.self)
      return min(Int(UInt32(littleEndian: claim)), compressed.count * highestRatio)
    }

    private static func readTrailer(
      _ input: inout InputBytes, contentFrom start: Int, _ output: BoundedOutput
    ) throws(CompressionError) {
      let offset = input.offset
      guard let checksum = input.littleEndian(UInt32.self), let size = input.littleEndian(UInt32.self) else {
        throw output.malformed(at: offset, "expected 8 bytes of trailer, \(input.bytes.count - offset) left")
      }
      let actual = output.buffer.withUnsafeReadableBytes { readable in
        let content = UnsafeRawBufferPointer(rebasing: readable[start...])
        return libdeflate_crc32(0, content.baseAddress, content.count)
      }
      guard checksum == actual else {
        throw output.malformed(at: offset, "the content's checksum is \(actual), the trailer says \(checksum)")
      }
      guard size == UInt32(truncatingIfNeeded: output.count - start) else {
        throw output.malformed(
          at: offset + 4, "the content is \(output.count - start) bytes long, the trailer says \(size)")
      }
    }
  }
#endif
