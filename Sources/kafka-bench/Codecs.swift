import KafkaCompression
import NIOCore

extension Benchmark {
  static var codecBenchmarks: [Benchmark] {
    let codecs: [CompressionType] = [.gzip, .snappy, .lz4, .zstd]
    return codecs.flatMap { codec in
      [("16KiB", 16_384), ("1MiB", 1 << 20)].flatMap { name, size in
        [
          Benchmark("codecs/\(codec)/compress/\(name)", unit: "batch", bytes: size) {
            let input = Payload.text(size: size)
            var output = ByteBuffer()
            return {
              output.clear()
              try? input.withUnsafeBytes { try Codec.compress($0, as: codec, into: &output) }
              use(output.readableBytes)
            }
          },
          Benchmark("codecs/\(codec)/decompress/\(name)", unit: "batch", bytes: size) {
            let input = Payload.text(size: size)
            var compressed = ByteBuffer()
            try input.withUnsafeBytes { try Codec.compress($0, as: codec, into: &compressed) }
            return {
              let content = compressed.withUnsafeReadableBytes { try? Codec.decompress($0, as: codec, limit: size) }
              use(content)
            }
          },
        ]
      }
    }
  }
}
