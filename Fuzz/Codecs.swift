import NIOCore

// One codec per binary: the build script defines its name.
#if FUZZ_GZIP
  private let codec = CompressionType.gzip
#elseif FUZZ_SNAPPY
  private let codec = CompressionType.snappy
#elseif FUZZ_LZ4
  private let codec = CompressionType.lz4
#else
  private let codec = CompressionType.zstd
#endif

/// More than any recorded batch holds, little enough for many runs a second.
private let limit = 1 << 20

/// Decompresses what it gets. What comes out must keep the limit and survive being compressed again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCodec(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeRawBufferPointer(start: start, count: count)
  for magic: Int8 in codec == .lz4 ? [0, 2] : [2] {
    guard let content = try? Codec.decompress(input, as: codec, limit: limit, magic: magic) else { continue }
    precondition(content.readableBytes <= limit, "more came out than the limit allows")
    check(content, level: levels[count % levels.count], magic: magic)
  }
  return 0
}

/// Levels that take different paths through the library, the slowest ones left out.
private let levels: [Int?] =
  switch codec {
  case .gzip: [nil, 1, 9]
  case .lz4: [nil, 1, 12]
  case .zstd: [nil, -5, 1, 9]
  case .none, .snappy: [nil]
  }

private func check(_ content: ByteBuffer, level: Int?, magic: Int8) {
  var compressed = ByteBuffer()
  let failure = content.withUnsafeReadableBytes { bytes in
    Result { () throws(CompressionError) in
      try Codec.compress(bytes, as: codec, level: level, magic: magic, into: &compressed)
    }
  }
  if case .failure(let error) = failure { preconditionFailure("could not compress: \(error)") }
  let again = compressed.withUnsafeReadableBytes { bytes in
    Result { () throws(CompressionError) in
      try Codec.decompress(bytes, as: codec, limit: content.readableBytes, magic: magic)
    }
  }
  guard case .success(let round) = again, round == content else { preconditionFailure("the round trip differs") }
}
