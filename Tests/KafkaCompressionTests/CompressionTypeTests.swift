import KafkaCompression
import Testing

@Suite struct CompressionTypeTests {
  @Test func `codecs have Kafka's numbers and names`() {
    #expect(CompressionType.allCases.map(\.rawValue) == [0, 1, 2, 3, 4])
    #expect(CompressionType.allCases.map(\.name) == ["none", "gzip", "snappy", "lz4", "zstd"])
    #expect(CompressionType(name: "zstd") == .zstd)
    #expect(CompressionType(name: "ZSTD") == nil)
    #expect(CompressionType(name: "uncompressed") == nil)
    #expect(CompressionType(rawValue: 5) == nil)
  }

  @Test(arguments: [
    (CompressionType.gzip, [-1, 1, 9], [-2, 0, 10]),
    (.lz4, [1, 9, 17], [0, 18, -1]),
    (.zstd, [-131_072, -1, 0, 22], [-131_073, 23]),
    (.snappy, [], [0, 1]),
    (.none, [], [1]),
  ])
  func `levels are Kafka's`(codec: CompressionType, good: [Int], bad: [Int]) throws {
    for level in good { #expect(throws: Never.self) { try codec.validated(level: level) } }
    for level in bad {
      #expect { try codec.validated(level: level) } throws: { error in
        (error as? CompressionError)?.code == .invalidLevel
      }
      #expect { try compress([1], as: codec, level: level) } throws: { error in
        (error as? CompressionError)?.code == .invalidLevel
      }
    }
    #expect(try codec.validated(level: nil) == codec.defaultLevel)
  }

  @Test func `a level that is refused is named`() {
    #expect { try CompressionType.gzip.validated(level: 10) } throws: { error in
      "\(error)" == "gzip: expected a level from 1 to 9 or -1, not 10"
    }
  }

  #if !Compression
    @Test(arguments: CompressionType.allCases)
    func `without the trait only uncompressed batches pass, and the error names it`(codec: CompressionType) throws {
      if codec == .none {
        #expect(try decompress(compress([1, 2], as: codec), as: codec) == [1, 2])
        return
      }
      #expect { try compress([1], as: codec) } throws: { "\($0)".contains("trait \"Compression\"") }
      #expect { try decompress([1], as: codec) } throws: { (error: any Error) in
        (error as? CompressionError)?.code == .traitDisabled
      }
    }
  #endif
}
