/// Limits on what a peer's lengths may ask for. Everything else is bounded by the size of the frame.
public enum WireLimits {
  /// Bytes of a string, in both length forms (Kafka refuses longer ones when reading and when writing).
  public static let stringBytes = 32_767
  /// Elements for which an array reserves memory before it has read one. A count beyond it may be true, but the
  /// array then grows with the bytes that prove it.
  public static let reservedElements = 1_024
}
