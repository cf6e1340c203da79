import NIOCore

/// A transaction that was aborted: readers of committed records skip this producer's transactional batches from
/// `firstOffset` to `lastOffset`.
package struct AbortedTransaction: Hashable, Sendable {
  package var producerId: Int64
  /// The transaction's first offset in this partition.
  package var firstOffset: Int64
  /// The offset of the abort marker.
  package var lastOffset: Int64
  /// Up to where everything was decided once the marker was written.
  package var lastStableOffset: Int64

  package init(producerId: Int64, firstOffset: Int64, lastOffset: Int64, lastStableOffset: Int64) {
    self.producerId = producerId
    self.firstOffset = firstOffset
    self.lastOffset = lastOffset
    self.lastStableOffset = lastStableOffset
  }
}

/// A segment's `.txnindex`: the aborted transactions whose markers it holds. The file is there only if there are any.
final class TransactionIndex {
  static let byteCount = 34
  static let version: Int16 = 0

  let path: String
  private let fileSystem: any FileSystem
  private var loaded: [AbortedTransaction]?

  /// - Parameter isNew: nothing is there yet, so nothing is looked for.
  init(path: String, isNew: Bool, in fileSystem: any FileSystem) {
    self.path = path
    self.fileSystem = fileSystem
    loaded = isNew ? [] : nil
  }

  /// In the order of their markers.
  func transactions() throws(StorageError) -> [AbortedTransaction] {
    if let loaded { return loaded }
    guard try fileSystem.exists(path) else {
      loaded = []
      return []
    }
    var content = try fileSystem.contents(of: path)
    var transactions: [AbortedTransaction] = []
    while content.readableBytes >= Self.byteCount, let version: Int16 = content.readInteger() {
      // Apache Kafka looks at the first byte only; the entries of such files read well.
      guard version >> 8 == 0 else {
        throw StorageError(.corrupt, path: path, "entry \(transactions.count) has version \(version), expected 0")
      }
      guard let fields = content.readMultipleIntegers(as: (Int64, Int64, Int64, Int64).self) else { break }
      transactions.append(
        AbortedTransaction(
          producerId: fields.0, firstOffset: fields.1, lastOffset: fields.2, lastStableOffset: fields.3))
    }
    loaded = transactions
    return transactions
  }

  func append(_ transaction: AbortedTransaction) throws(StorageError) {
    let count = try transactions().count
    var entry = ByteBufferAllocator().buffer(capacity: Self.byteCount)
    entry.writeMultipleIntegers(
      Self.version, transaction.producerId, transaction.firstOffset, transaction.lastOffset,
      transaction.lastStableOffset)
    let file = try fileSystem.open(path, .create)
    try file.write(entry, at: count * Self.byteCount)
    loaded?.append(transaction)
  }

  /// The file, if there is one.
  func file() throws(StorageError) -> (any StorageFile)? {
    try transactions().isEmpty ? nil : fileSystem.open(path, .existing)
  }

  /// Empties the index in order to rebuild it.
  func reset() throws(StorageError) {
    if try fileSystem.exists(path) { _ = try fileSystem.open(path, .truncate) }
    loaded = []
  }
}
