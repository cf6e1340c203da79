import KafkaRecords

extension Benchmark {
  static var checksumBenchmarks: [Benchmark] {
    [("200B", 200), ("1KiB", 1_024), ("16KiB", 16_384), ("1MiB", 1 << 20)].flatMap { name, size in
      [
        Benchmark("checksum/crc32c/\(name)", unit: "input", bytes: size) {
          chained(size) { bytes, value in
            var checksum = CRC32C(continuing: value)
            checksum.update(bytes)
            return checksum.value
          }
        },
        Benchmark("checksum/portable/\(name)", unit: "input", bytes: size) {
          chained(size) { CRC32C.portableChecksum($0, continuing: $1) }
        },
      ]
    }
  }

  /// Each result is the next one's start, so that no call can be moved out of the loop.
  private static func chained(
    _ size: Int, _ checksum: @escaping (UnsafeRawBufferPointer, UInt32) -> UInt32
  ) -> () -> Void {
    let input = Payload.text(size: size)
    var value: UInt32 = 0
    return {
      value = input.withUnsafeBytes { checksum($0, value) }
      use(value)
    }
  }
}
