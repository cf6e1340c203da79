extension CompressionType {
  /// The levels that Kafka accepts for this codec (KIP-390), or nil where it has none.
  ///
  /// gzip accepts -1 beside these, which means its default.
  public var levels: ClosedRange<Int>? {
    switch self {
    case .none, .snappy: nil
    case .gzip: 1...9
    case .lz4: 1...17
    case .zstd: -131_072...22
    }
  }

  /// The level that is used when none is asked for, or nil where the codec has no levels.
  ///
  /// For LZ4 the default is a name, not a rank: as in the Java client, 9 is the fast compressor, while every other
  /// level, lower ones too, is the slower high-compression one.
  public var defaultLevel: Int? {
    switch self {
    case .none, .snappy: nil
    case .gzip: 6
    case .lz4: 9
    case .zstd: 3
    }
  }

  /// Checks a level as Kafka's options do and returns the one to use.
  ///
  /// - Parameter level: The level that was asked for; nil for the codec's default.
  /// - Throws: ``CompressionError`` with the code ``CompressionError/Code/invalidLevel`` when the codec has no such level.
  public func validated(level: Int?) throws(CompressionError) -> Int? {
    guard let level else { return defaultLevel }
    guard let levels else {
      throw CompressionError(.invalidLevel, self, "the codec has no levels, level \(level) was asked for")
    }
    if self == .gzip && level == -1 { return defaultLevel }
    guard levels.contains(level) else {
      let others = self == .gzip ? " or -1" : ""
      throw CompressionError(
        .invalidLevel, self,
        "expected a level from \(levels.lowerBound) to \(levels.upperBound)\(others), not \(level)")
    }
    return level
  }
}
