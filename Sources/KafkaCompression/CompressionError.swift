/// Why bytes could not be compressed or decompressed.
public struct CompressionError: Error, Hashable, Sendable {
  /// The kind of failure. More may be added, so a `switch` needs a default.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private enum Kind: String {
      case malformed, outputLimitExceeded, invalidLevel, traitDisabled, libraryFailed
    }

    private let kind: Kind

    /// The compressed bytes break the codec's format, or end too early.
    public static let malformed = Self(kind: .malformed)
    /// The content is longer than the caller allows.
    public static let outputLimitExceeded = Self(kind: .outputLimitExceeded)
    /// The codec has no such level.
    public static let invalidLevel = Self(kind: .invalidLevel)
    /// The package was built without the trait `Compression`.
    public static let traitDisabled = Self(kind: .traitDisabled)
    /// The codec's library refused to work, for lack of memory as a rule.
    public static let libraryFailed = Self(kind: .libraryFailed)

    public var description: String { kind.rawValue }
  }

  public let code: Code
  public let codec: CompressionType
  /// Where in the compressed bytes the trouble was seen, if it has a place.
  public let offset: Int?
  /// What was expected and what was seen. Holds no content.
  public let message: String

  init(_ code: Code, _ codec: CompressionType, at offset: Int? = nil, _ message: String) {
    self.code = code
    self.codec = codec
    self.offset = offset
    self.message = message
  }
}

extension CompressionError: CustomStringConvertible {
  public var description: String {
    let place = offset.map { " at offset \($0)" } ?? ""
    return "\(codec)\(place): \(message)"
  }
}
