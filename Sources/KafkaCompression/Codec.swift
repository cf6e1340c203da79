package import NIOCore

/// Compresses and decompresses the records of one batch.
///
/// The block codecs are the system's libraries; the framing around them is this module's, because what Kafka's own
/// readers accept differs from what the libraries' stream readers accept. Everything here may be called from any
/// thread. Without the package trait `Compression` every codec but `none` throws an error that names the trait.
package enum Codec {
  /// No output is longer than this, whatever limit the caller gives: lengths in Kafka's protocol are 32-bit.
  package static let largestOutput = Int(Int32.max) >> 1

  /// Appends `bytes`, compressed, to `output`.
  ///
  /// - Parameters:
  ///   - level: One of the codec's levels; nil for its default.
  ///   - magic: The message format that the bytes are for; 0 gets LZ4's header checksum as clients before 0.10 wrote it.
  package static func compress(
    _ bytes: UnsafeRawBufferPointer, as type: CompressionType, level: Int? = nil, magic: Int8 = 2,
    into output: inout ByteBuffer
  ) throws(CompressionError) {
    let level = try type.validated(level: level)
    #if Compression
      switch type {
      case .none: output.writeBytes(bytes)
      case .gzip: try GzipMember.write(bytes, level: level ?? 6, into: &output)
      case .snappy: try XerialSnappy.write(bytes, into: &output)
      case .lz4: try LZ4Frame.write(bytes, level: level ?? LZ4Frame.fastLevel, magic: magic, into: &output)
      case .zstd: try ZstdFrame.write(bytes, level: level ?? 3, into: &output)
      }
    #else
      guard type == .none else { throw CompressionError.traitDisabled(type) }
      output.writeBytes(bytes)
    #endif
  }

  /// Decompresses one batch's records.
  ///
  /// Memory grows with what comes out, not with what a header claims.
  ///
  /// - Parameters:
  ///   - limit: The most bytes that may come out.
  ///   - magic: The message format that the bytes came in; 0 means that LZ4's header checksum says nothing.
  package static func decompress(
    _ bytes: UnsafeRawBufferPointer, as type: CompressionType, limit: Int, magic: Int8 = 2
  ) throws(CompressionError) -> ByteBuffer {
    var output = BoundedOutput(codec: type, limit: min(limit, largestOutput))
    #if Compression
      switch type {
      case .none: try output.append(bytes)
      case .gzip: try GzipMember.read(bytes, into: &output)
      case .snappy: try XerialSnappy.read(bytes, into: &output)
      case .lz4: try LZ4Frame.read(bytes, magic: magic, into: &output)
      case .zstd: try ZstdFrame.read(bytes, into: &output)
      }
    #else
      guard type == .none else { throw CompressionError.traitDisabled(type) }
      try output.append(bytes)
    #endif
    return output.buffer
  }
}

#if !Compression
  extension CompressionError {
    static func traitDisabled(_ type: CompressionType) -> CompressionError {
      CompressionError(
        .traitDisabled, type, "this build has no codecs; build swift-kafka with its package trait \"Compression\"")
    }
  }
#endif
