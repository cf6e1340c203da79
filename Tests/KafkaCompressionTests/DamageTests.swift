#if Compression
  import KafkaCompression
  import NIOCore
  import TestSupport
  import Testing

  @Suite struct DamageTests {
    static let codecs: [CompressionType] = [.gzip, .snappy, .lz4, .zstd]
    static let content: [UInt8] = {
      var source = SeededBytes(seed: 21)
      return source.text(900) + source.noise(200)
    }()

    @Test(arguments: codecs)
    func `a stream cut at any byte is refused, or gives less`(codec: CompressionType) throws {
      let compressed = try compress(Self.content, as: codec)
      for length in 0..<compressed.count {
        let cut = Array(compressed.prefix(length))
        if let content = try? decompress(cut, as: codec) {
          // Snappy's framing has no end and zstd's empty input is empty content; all else has an end to miss.
          #expect(codec == .snappy || codec == .zstd && length == 0, "cut at \(length)")
          #expect(content.count < Self.content.count)
        }
      }
    }

    @Test(arguments: codecs)
    func `a changed bit is refused or changes the content, and never more`(codec: CompressionType) throws {
      let compressed = try compress(Self.content, as: codec)
      var refused = 0
      for bit in 0..<(compressed.count * 8) {
        var changed = compressed
        changed[bit / 8] ^= 1 << (bit % 8)
        do {
          let content = try decompress(changed, as: codec, limit: 1 << 20)
          #expect(content.count <= 1 << 20)
          // Gzip has a checksum over its content: only bits of its header may change without notice.
          if codec == .gzip { #expect(content == Self.content) }
        } catch {
          #expect(error.codec == codec)
          refused += 1
        }
      }
      #expect(refused > 0)
    }

    @Test(arguments: codecs, [UInt64](1...200))
    func `noise is refused`(codec: CompressionType, seed: UInt64) throws {
      var source = SeededBytes(seed: seed)
      let noise = source.noise(source.below(300))
      let content = try? decompress(noise, as: codec, limit: 1 << 20)
      #expect(content?.count ?? 0 <= 1 << 20)
    }

    @Test(arguments: codecs)
    func `content that fills the limit passes, one byte more does not`(codec: CompressionType) throws {
      for size in [0, 1, 1_000, 65_536, 200_000, 1_000_000] {
        var source = SeededBytes(seed: UInt64(size) + 3)
        for content in [[UInt8](repeating: 0, count: size), source.text(size), source.noise(size)] {
          let compressed = try compress(content, as: codec)
          #expect(try decompress(compressed, as: codec, limit: size) == content)
          guard size > 0 else { continue }
          #expect { try decompress(compressed, as: codec, limit: size - 1) } throws: { error in
            (error as? CompressionError)?.code == .outputLimitExceeded
          }
        }
      }
    }

    @Test(arguments: codecs)
    func `a bomb stops at the limit`(codec: CompressionType) throws {
      let bomb = try compress([UInt8](repeating: 0, count: 32 << 20), as: codec)
      #expect(bomb.count < 2 << 20)
      #expect { try decompress(bomb, as: codec, limit: 1 << 20) } throws: { error in
        (error as? CompressionError)?.code == .outputLimitExceeded
      }
    }

    @Test(arguments: ["stream-0108", "stream-0062", "stream-0137"])
    func `a claim of a huge size costs nothing`(id: String) throws {
      let lines = try Fixtures.lines("batches/streams.jsonl", as: RecordedStream.self)
      let stream = try #require(lines.first { $0.id == id })
      let codec = try #require(CompressionType(name: stream.codec))
      let records = BatchBytes(bytes(hex: stream.hex)[...]).records
      let result = records.withUnsafeBytes { records in
        Result { () throws(CompressionError) in try Codec.decompress(records, as: codec, limit: .max) }
      }
      if case .success(let content) = result {
        #expect(content.capacity <= 128 * 1024)
      } else {
        #expect(!stream.consumer.ok)
      }
    }

    @Test func `errors say the codec, the place and the reason`() throws {
      #expect { try decompress([1, 2, 3, 4, 5, 6, 7], as: .lz4) } throws: { error in
        "\(error)" == "lz4 at offset 0: expected the LZ4 frame's magic number in the first of 7 bytes"
      }
      #expect { try decompress([0x1f, 0x8b, 7] + [UInt8](repeating: 0, count: 20), as: .gzip) } throws: { error in
        "\(error)" == "gzip at offset 10: expected method 8, not 7"
      }
    }
  }
#endif
