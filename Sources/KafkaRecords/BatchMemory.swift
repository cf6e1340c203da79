internal import NIOCore

/// The memory that a batch is written into: a `ByteBuffer` of which the writer keeps the address.
///
/// Asking a `ByteBuffer` for its address costs more than writing a short record does, so it is asked once, not once a
/// record. That is sound because the buffer stays in here until `take` gives it away for good: nobody else can make it
/// move. Only copying the writer shares it, and `owner` tells: it is shared as well then, and `makeRoom` separates the
/// two before either is written to.
@usableFromInline
struct BatchMemory: Sendable {
  @usableFromInline final class Owner: Sendable {}

  private var buffer = ByteBuffer()
  /// The address of the buffer's byte 0; nil without memory.
  @usableFromInline nonisolated(unsafe) private(set) var address: UnsafeMutableRawPointer?
  /// How many bytes may be written from `address` on.
  @usableFromInline private(set) var capacity = 0
  @usableFromInline var owner = Owner()

  init() {}

  /// Has at least `needed` bytes at `address`, for this writer alone, and keeps the first `used` of them.
  mutating func makeRoom(for needed: Int, keeping used: Int) {
    if !isKnownUniquelyReferenced(&owner) { owner = Owner() }
    if capacity > 0 { buffer.moveWriterIndex(to: used) }
    buffer.reserveCapacity(needed)
    adoptBuffer()
  }

  /// Gives the buffer away with its first `used` bytes readable.
  mutating func take(used: Int) -> ByteBuffer {
    makeRoom(for: used, keeping: min(used, capacity))
    var taken = buffer
    buffer = ByteBuffer()
    address = nil
    capacity = 0
    taken.moveWriterIndex(to: used)
    return taken
  }

  /// Uses the memory of a buffer that is no longer needed.
  mutating func replace(by other: consuming ByteBuffer) {
    if !isKnownUniquelyReferenced(&owner) { owner = Owner() }
    buffer = consume other
    buffer.clear()
    adoptBuffer()
  }

  /// The first `used` bytes.
  func withBytes<Result, Failure>(
    used: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try buffer.withVeryUnsafeBytes { (bytes) throws(Failure) -> Result in
      try body(UnsafeRawBufferPointer(rebasing: bytes[..<used]))
    }
  }

  private mutating func adoptBuffer() {
    // Copies the buffer if it is shared.
    buffer.withVeryUnsafeMutableBytes { bytes in
      address = bytes.baseAddress
      capacity = bytes.count
    }
  }
}
