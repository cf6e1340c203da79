/// What the records of one topic are expected to shrink to, so that a batch can be closed at about `batch.size` bytes
/// after compression although it is compressed only when it leaves.
///
/// The estimate goes up at once and down slowly: a batch that comes out too large costs a refusal by the broker, one
/// that comes out too small costs little.
package struct CompressionEstimate: Sendable, Equatable {
  private static let allowance = 1.05
  private static let largestStepDown = 0.005
  private static let smallestStepUp = 0.05

  /// Compressed size over plain size.
  package private(set) var ratio = 1.0

  package init() {}

  /// A batch came out at this ratio.
  package mutating func observe(_ observed: Double) {
    if observed > ratio {
      ratio = max(ratio + Self.smallestStepUp, observed)
    } else {
      ratio = max(ratio - Self.largestStepDown, observed)
    }
  }

  /// A broker found a batch too large: nothing is expected of compression until batches show otherwise.
  package mutating func reset(observed: Double) {
    ratio = max(1, observed)
  }

  /// The plain bytes that make a batch of `batchSize` bytes, but no more than `limit`.
  package func plainBytes(for batchSize: Int, limit: Int) -> Int {
    let bytes = Double(batchSize) / max(ratio * Self.allowance, 0.001)
    return bytes < Double(limit) ? Int(bytes) : limit
  }

  /// What `plain` bytes are expected to come out at.
  package func compressedBytes(of plain: Int) -> Int {
    Int(Double(plain) * min(1, ratio * Self.allowance))
  }
}
