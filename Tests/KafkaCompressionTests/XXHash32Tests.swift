#if Compression
  import Testing

  @testable import KafkaCompression

  @Suite struct XXHash32Tests {
    @Test(
      arguments: [
        (0, 0x02CC_5D05), (1, 0xCF65_B03E), (14, 0x1208_E7E2), (16, 0x93BA_3759), (31, 0x5F40_E562),
        (101, 0x1B30_5CDB), (222, 0x5BD1_1DBD),
      ] as [(Int, UInt32)])
    func `hashes are those of the reference implementation`(length: Int, expected: UInt32) {
      #expect(sanityBytes(length).withUnsafeBytes { XXHash32.hash($0) } == expected)
    }

    /// The bytes that the reference's own sanity check hashes.
    private func sanityBytes(_ count: Int) -> [UInt8] {
      var generator: UInt64 = 2_654_435_761
      return (0..<count).map { _ in
        defer { generator = generator &* 11_400_714_785_074_694_797 }
        return UInt8(truncatingIfNeeded: generator >> 56)
      }
    }
  }
#endif
