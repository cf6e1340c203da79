#if Compression
  import KafkaCompression
  import NIOCore
  import Testing

  @Suite struct RoundTripTests {
    static let codecs: [CompressionType] = [.gzip, .snappy, .lz4, .zstd]
    /// Around the block sizes of LZ4 (64 KiB) and Snappy (32 KiB), and around the smallest inputs.
    static let sizes = [0, 1, 2, 3, 15, 16, 17, 100, 4_096, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537, 200_000]

    @Test(arguments: codecs, sizes)
    func `content of any kind and size comes back`(codec: CompressionType, size: Int) throws {
      var source = SeededBytes(seed: UInt64(size) + 1)
      for content in [[UInt8](repeating: 7, count: size), source.text(size), source.noise(size)] {
        let compressed = try compress(content, as: codec)
        #expect(try decompress(compressed, as: codec, limit: size) == content)
      }
    }

    @Test(arguments: codecs)
    func `every level comes back`(codec: CompressionType) throws {
      var source = SeededBytes(seed: 99)
      let content = source.text(70_000)
      let levels: [Int?] =
        switch codec {
        case .zstd: [nil, -131_072, -100, -5, -1, 0, 1, 3, 9, 15, 19, 22]
        case .gzip: [nil, -1] + Array(1...9)
        case .lz4: [nil] + Array(1...17)
        default: [nil]
        }
      for level in levels {
        #expect(try decompress(compress(content, as: codec, level: level), as: codec) == content)
      }
    }

    @Test(arguments: codecs)
    func `what does not shrink hardly grows`(codec: CompressionType) throws {
      var source = SeededBytes(seed: 5)
      let content = source.noise(300_000)
      #expect(try compress(content, as: codec).count < content.count + content.count / 1000 + 100)
    }

    @Test(arguments: codecs)
    func `text shrinks to a third`(codec: CompressionType) throws {
      var source = SeededBytes(seed: 6)
      let content = source.text(300_000)
      #expect(try compress(content, as: codec).count < content.count / 2)
    }

    @Test(arguments: CompressionType.allCases)
    func `compressed bytes go behind what the buffer holds`(codec: CompressionType) throws {
      var source = SeededBytes(seed: 8)
      let content = source.text(1_000)
      var output = ByteBuffer(bytes: [1, 2, 3])
      output.moveReaderIndex(forwardBy: 1)
      try content.withUnsafeBytes { try Codec.compress($0, as: codec, into: &output) }
      #expect(output.readBytes(length: 2) == [2, 3])
      let compressed = Array(output.readableBytesView)
      #expect(try compressed == compress(content, as: codec))
      #expect(try decompress(compressed, as: codec) == content)
    }

    @Test func `no compression copies`() throws {
      #expect(try compress([1, 2, 3], as: .none) == [1, 2, 3])
      #expect(try decompress([1, 2, 3], as: .none, limit: 3) == [1, 2, 3])
      #expect(throws: CompressionError.self) { try decompress([1, 2, 3], as: .none, limit: 2) }
    }

    @Test func `message format 0 writes the old LZ4 header checksum and ignores what it reads`() throws {
      let content = Array("some records, some more records".utf8)
      let old = try compress(content, as: .lz4, magic: 0)
      let new = try compress(content, as: .lz4)
      // The only difference is the descriptor's checksum: over magic and descriptor, as kafka-clients 0.8 wrote it.
      #expect(old[6] == 0x1A)
      #expect(new[6] == 0x82)
      #expect(old.dropFirst(7) == new.dropFirst(7))
      #expect(try decompress(old, as: .lz4, magic: 0) == content)
      #expect(try decompress(new, as: .lz4, magic: 0) == content)
      #expect(throws: CompressionError.self) { try decompress(old, as: .lz4, magic: 1) }
      #expect(throws: CompressionError.self) { try decompress(old, as: .lz4) }
    }

    @Test func `many threads compress and decompress at once`() async throws {
      var source = SeededBytes(seed: 11)
      let content = source.text(50_000)
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for task in 0..<32 {
          group.addTask {
            try Self.codecs.allSatisfy { codec in
              let part = Array(content.dropFirst(task * 17))
              return try (0..<5).allSatisfy { _ in try decompress(compress(part, as: codec), as: codec) == part }
            }
          }
        }
        for try await allSame in group { #expect(allSame) }
      }
    }
  }
#endif
