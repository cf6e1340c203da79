/// How the records of a batch are compressed: bits 0 to 2 of a batch's attributes.
public enum CompressionType: Int8, CaseIterable, Hashable, Sendable {
  case none = 0
  case gzip = 1
  case snappy = 2
  case lz4 = 3
  /// KIP-110; brokers from 2.1 on.
  case zstd = 4

  /// The name that Kafka's option `compression.type` uses.
  public var name: String {
    switch self {
    case .none: "none"
    case .gzip: "gzip"
    case .snappy: "snappy"
    case .lz4: "lz4"
    case .zstd: "zstd"
    }
  }

  /// Finds a codec by its Kafka name, or returns nil. Java compares these names exactly, so "GZIP" is no codec.
  public init?(name: some StringProtocol) {
    guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

extension CompressionType: CustomStringConvertible {
  public var description: String { name }
}
