public import Synchronization

/// How far the application is in a batch that it takes record by record: written for every record, read when a commit or
/// another loop wants to know.
@usableFromInline
final class RecordPlace: Sendable {
  @usableFromInline let next = Atomic<Int64>(.min)

  init() {}

  /// The offset after the last record that was handed out; nil before the first.
  var nextOffset: Int64? {
    let offset = next.load(ordering: .relaxed)
    return offset == .min ? nil : offset
  }

  @inlinable
  func took(_ offset: Int64) {
    next.store(offset &+ 1, ordering: .relaxed)
  }
}
