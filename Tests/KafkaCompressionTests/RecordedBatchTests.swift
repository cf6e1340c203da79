#if Compression
  import KafkaCompression
  import TestSupport
  import Testing

  @Suite struct RecordedBatchTests {
    @Test(arguments: [CompressionType.gzip, .snappy, .lz4, .zstd])
    func `the batches that Java compressed come out and go round`(codec: CompressionType) throws {
      let lines = try Fixtures.lines("batches/valid.jsonl", as: ValidBatches.self).filter { $0.codec == codec.name }
      #expect(lines.count >= 67)
      for batch in lines.flatMap(\.batches) where batch.codecBits != 0 {
        #expect(batch.codec == codec)
        let content = try decompress(batch.records, as: codec)
        #expect(!content.isEmpty)
        #expect(try decompress(compress(content, as: codec), as: codec) == content)
      }
    }

    @Test func `an LZ4 frame has the header and the blocks' borders of Java's`() throws {
      let lines = try Fixtures.lines("batches/valid.jsonl", as: ValidBatches.self).filter { $0.codec == "lz4" }
      var sameFrames = 0
      for batch in lines.flatMap(\.batches) where batch.codecBits == CompressionType.lz4.rawValue {
        let content = try decompress(batch.records, as: .lz4)
        let ours = try compress(content, as: .lz4)
        #expect(ours.prefix(7) == batch.records.prefix(7))
        #expect(blockCount(ours) == blockCount(batch.records))
        if ours == batch.records { sameFrames += 1 }
      }
      // Not a promise of the format, but a sign that we drive the same library in the same way.
      #expect(sameFrames > 0)
    }

    /// Blocks of an LZ4 frame without content size and checksums.
    private func blockCount(_ frame: [UInt8]) -> Int {
      var offset = 7
      var count = 0
      while true {
        let length = (0..<4).reduce(0) { $0 | Int(frame[offset + $1]) << (8 * $1) } & 0x7FFF_FFFF
        if length == 0 { return count }
        offset += 4 + length
        count += 1
      }
    }
  }
#endif
