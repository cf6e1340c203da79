public import KafkaCompression

extension CompressionType {
  /// The codecs that this build has: without the package trait `Compression` only `none`.
  public static let built: [CompressionType] = {
    #if Compression
      allCases
    #else
      [.none]
    #endif
  }()

  public static let allBuilt = built == allCases

  public var isBuilt: Bool { Self.built.contains(self) }
}
