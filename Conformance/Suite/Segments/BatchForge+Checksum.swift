import CCRC32C
import NIOCore

extension BatchForge {
  /// CRC-32C, as in batches and snapshots.
  static func checksum(_ bytes: ByteBuffer) -> UInt32 {
    bytes.withUnsafeReadableBytes { kafka_crc32c(0, $0.baseAddress, $0.count) }
  }
}
