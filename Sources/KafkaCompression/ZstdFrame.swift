#if Compression
  import CZstd
  import NIOCore

  /// Zstandard frames over the library's streaming functions, which are what Java's reader calls, too.
  ///
  /// Frames and skippable frames may follow each other; no input at all is an empty content. Windows above 2²⁷ bytes are
  /// refused, which is the library's own default, stated here because the recordings depend on it.
  enum ZstdFrame {
    static let largestWindowLog: Int32 = 27
    /// A context that has grown beyond this, for a huge window or level, is freed instead of kept.
    static let largestKeptContext = 32 << 20

    private static let compressors = ContextPool(
      make: { ZSTD_createCCtx() }, free: { ZSTD_freeCCtx($0) },
      isWorthKeeping: { ZSTD_sizeof_CCtx($0) <= largestKeptContext })
    private static let decompressors = ContextPool(
      make: {
        guard let context = ZSTD_createDCtx() else { return nil }
        guard ZSTD_isError(ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, largestWindowLog)) == 0 else {
          ZSTD_freeDCtx(context)
          return nil
        }
        return context
      },
      free: { ZSTD_freeDCtx($0) },
      isWorthKeeping: { ZSTD_sizeof_DCtx($0) <= largestKeptContext })

    static func write(
      _ bytes: UnsafeRawBufferPointer, level: Int, into output: inout ByteBuffer
    ) throws(CompressionError) {
      try compressors.withContext(of: .zstd) { (context) throws(CompressionError) in
        var result = ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level))
        if ZSTD_isError(result) == 0 {
          output.writeWithUnsafeMutableBytes(minimumWritableBytes: ZSTD_compressBound(bytes.count)) { memory in
            result = ZSTD_compress2(context, memory.baseAddress, memory.count, bytes.baseAddress, bytes.count)
            return ZSTD_isError(result) == 0 ? result : 0
          }
        }
        guard ZSTD_isError(result) == 0 else {
          throw CompressionError(.libraryFailed, .zstd, complaint(result))
        }
      }
    }

    static func read(_ bytes: UnsafeRawBufferPointer, into output: inout BoundedOutput) throws(CompressionError) {
      guard !bytes.isEmpty else { return }
      output.prepare(expecting: contentHint(bytes), from: bytes.count)
      try decompressors.withContext(of: .zstd) { (context) throws(CompressionError) in
        ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
        try stream(bytes, context, into: &output)
      }
    }

    private static func stream(
      _ bytes: UnsafeRawBufferPointer, _ context: OpaquePointer, into output: inout BoundedOutput
    ) throws(CompressionError) {
      var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
      while true {
        let before = input.pos
        var result = 0
        var isFull = false
        output.write(upTo: min(output.room, max(output.buffer.writableBytes, ZSTD_DStreamOutSize()))) { memory in
          var space = ZSTD_outBuffer(dst: memory.baseAddress, size: memory.count, pos: 0)
          result = ZSTD_decompressStream(context, &space, &input)
          isFull = space.pos == space.size
          return space.pos
        }
        if ZSTD_isError(result) != 0 {
          throw output.malformed(at: before, complaint(result))
        }
        // 0: a frame has ended and all of it is out.
        if result == 0 && input.pos == input.size { return }
        if isFull && output.room == 0 && result != 0 {
          if try !endsWithoutContent(context, &input, output) { throw output.limitExceeded(at: input.pos) }
          if input.pos == input.size { return }
        } else if input.pos == input.size && !isFull {
          throw output.malformed(at: input.pos, "the input ends within a frame")
        }
      }
    }

    /// Whether a frame whose content has just filled the output to its limit comes to its end without more.
    private static func endsWithoutContent(
      _ context: OpaquePointer, _ input: inout ZSTD_inBuffer, _ output: BoundedOutput
    ) throws(CompressionError) -> Bool {
      var result = 0
      var spilled = 0
      withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { memory in
        var space = ZSTD_outBuffer(dst: memory.baseAddress, size: 1, pos: 0)
        result = ZSTD_decompressStream(context, &space, &input)
        spilled = space.pos
      }
      if ZSTD_isError(result) != 0 {
        throw output.malformed(at: input.pos, complaint(result))
      }
      if spilled > 0 { return false }
      if result != 0 {
        throw output.malformed(at: input.pos, "the input ends within a frame")
      }
      return true
    }

    /// The first frame's content size if it is written there, else a guess.
    private static func contentHint(_ bytes: UnsafeRawBufferPointer) -> Int {
      let size = ZSTD_getFrameContentSize(bytes.baseAddress, bytes.count)
      let isKnown = size <= UInt64(Codec.largestOutput)
      return isKnown ? Int(size) : bytes.count * 4
    }

    private static func complaint(_ result: Int) -> String {
      String(cString: ZSTD_getErrorName(result))
    }
  }
#endif
