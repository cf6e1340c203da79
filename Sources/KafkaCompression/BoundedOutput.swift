import NIOCore

/// Decompressed bytes with an upper bound.
///
/// A header's claim is a hint only: the first allocation is a small multiple of the input, and later ones follow what
/// was really written. So an input that claims a gigabyte costs what it holds.
struct BoundedOutput {
  /// The first allocation is at most this many times the input; typical batches compress two- to sixfold.
  static let firstRatio = 8
  /// Below this many bytes no claim is worth a second look.
  static let alwaysFine = 64 * 1024

  let codec: CompressionType
  let limit: Int
  private(set) var buffer = ByteBuffer()

  init(codec: CompressionType, limit: Int) {
    self.codec = codec
    self.limit = max(limit, 0)
  }

  var count: Int { buffer.writerIndex }
  /// How many bytes may still be written.
  var room: Int { limit - count }

  /// Makes space for content that a header or a guess announces.
  mutating func prepare(expecting bytes: Int, from input: Int) {
    let trusted = max(Self.alwaysFine, input * Self.firstRatio)
    buffer.reserveCapacity(minimumWritableBytes: max(0, min(bytes, trusted, room)))
  }

  /// Lets `body` write up to `capacity` bytes, which the caller has kept within ``room``, and say how many it wrote.
  mutating func write(upTo capacity: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int) {
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { memory in
      body(UnsafeMutableRawBufferPointer(rebasing: memory.prefix(capacity)))
    }
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(CompressionError) {
    guard bytes.count <= room else { throw limitExceeded() }
    buffer.writeBytes(bytes)
  }

  func limitExceeded(at offset: Int? = nil) -> CompressionError {
    CompressionError(.outputLimitExceeded, codec, at: offset, "the content is longer than the allowed \(limit) bytes")
  }

  func malformed(at offset: Int, _ message: String) -> CompressionError {
    CompressionError(.malformed, codec, at: offset, message)
  }
}
