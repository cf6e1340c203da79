import KafkaCompression

/// The codecs, so that tests need not import the module for one word.
enum CompressionTypeName: CaseIterable {
  case none, gzip, snappy, lz4, zstd

  var type: CompressionType {
    switch self {
    case .none: .none
    case .gzip: .gzip
    case .snappy: .snappy
    case .lz4: .lz4
    case .zstd: .zstd
    }
  }
}
