internal import CCRC32C
public import NIOCore

/// The checksum of batches of magic 2: CRC-32C (Castagnoli), over the bytes from the attributes to the end.
public struct CRC32C: Equatable, Sendable {
  /// The checksum of everything added so far.
  public private(set) var value: UInt32

  /// Begins with nothing, or goes on from an earlier value.
  public init(continuing value: UInt32 = 0) {
    self.value = value
  }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    value = kafka_crc32c(value, bytes.baseAddress, bytes.count)
  }

  public static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    kafka_crc32c(0, bytes.baseAddress, bytes.count)
  }

  /// The checksum of a buffer's readable bytes.
  public static func checksum(_ buffer: ByteBuffer) -> UInt32 {
    buffer.withUnsafeReadableBytes { checksum($0) }
  }

  /// The checksum after the front of checksummed bytes changed, without another look at the `count` bytes behind
  /// the front. A checksum that was wrong before stays wrong, which a fresh computation would hide.
  package static func updating(
    _ old: UInt32, front: UnsafeRawBufferPointer, becomes newFront: UnsafeRawBufferPointer, bytesBehind count: Int
  ) -> UInt32 {
    old ^ kafka_crc32c_shift(checksum(front) ^ checksum(newFront), count)
  }

  // The separate ways, for tests that compare them.

  package static var hasInstruction: Bool { kafka_crc32c_has_instruction() != 0 }

  package static func portableChecksum(_ bytes: UnsafeRawBufferPointer, continuing value: UInt32 = 0) -> UInt32 {
    kafka_crc32c_portable(value, bytes.baseAddress, bytes.count)
  }

  package static func oneStreamChecksum(_ bytes: UnsafeRawBufferPointer, continuing value: UInt32 = 0) -> UInt32 {
    kafka_crc32c_one_stream(value, bytes.baseAddress, bytes.count)
  }
}

/// The checksum of messages of magic 0 and 1: CRC-32 (IEEE 802.3), over the bytes from the magic to the end.
package enum CRC32 {
  package static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    kafka_crc32(0, bytes.baseAddress, bytes.count)
  }
}
