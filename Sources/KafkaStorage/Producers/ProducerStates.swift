/// The producers that a log knows, and its open transactions.
///
/// Kept in memory while the log is open, and in `.snapshot` files over a restart.
struct ProducerStates {
  struct OpenTransaction: Hashable, Sendable {
    var producerId: Int64
    var firstOffset: Int64
  }

  private var entries: [Int64: ProducerEntry] = [:]
  private var order = JavaMapOrder()
  /// By first offset.
  private(set) var openTransactions: [OpenTransaction] = []
  /// Completed, with the high watermark still short of the marker; by first offset.
  private var unreplicated: [(firstOffset: Int64, lastOffset: Int64)] = []

  var count: Int { entries.count }

  /// The lowest offset that readers of committed records must not pass yet.
  var firstUnstableOffset: Int64? {
    switch (openTransactions.first?.firstOffset, unreplicated.first?.firstOffset) {
    case (let open?, let completed?): min(open, completed)
    case (let open, let completed): open ?? completed
    }
  }

  subscript(_ producerId: Int64) -> ProducerEntry? { entries[producerId] }

  /// By producer id.
  var all: [ProducerEntry] { entries.values.sorted { $0.producerId < $1.producerId } }

  /// In the order in which Apache Kafka writes them.
  var inSnapshotOrder: [ProducerEntry] { order.sorted().compactMap { entries[$0] } }

  /// Puts a producer's state in place of what was known of it.
  mutating func update(_ entry: ProducerEntry) {
    if entries.updateValue(entry, forKey: entry.producerId) == nil { order.insert(entry.producerId) }
  }

  mutating func begin(_ transaction: OpenTransaction) {
    // Begun at the end of the log, so the place is nearly always the last.
    let index = openTransactions.lastIndex { $0.firstOffset <= transaction.firstOffset }.map { $0 + 1 } ?? 0
    openTransactions.insert(transaction, at: index)
  }

  /// Up to where everything is decided once a transaction has completed.
  func lastStableOffset(completing transaction: CompletedTransaction) -> Int64 {
    openTransactions.first { $0.producerId != transaction.producerId }?.firstOffset ?? transaction.lastOffset + 1
  }

  mutating func complete(_ transaction: CompletedTransaction) {
    openTransactions.removeAll { $0.producerId == transaction.producerId }
    let index = unreplicated.lastIndex { $0.firstOffset <= transaction.firstOffset }.map { $0 + 1 } ?? 0
    unreplicated.insert((transaction.firstOffset, transaction.lastOffset), at: index)
  }

  mutating func highWatermarkMoved(to offset: Int64) {
    if unreplicated.isEmpty { return }
    unreplicated.removeAll { $0.lastOffset < offset }
  }

  /// Forgets producers without an open transaction that have been idle for too long.
  mutating func removeExpired(at wallClock: Int64, after milliseconds: Int64) {
    for entry in entries.values where entry.isExpired(at: wallClock, after: milliseconds) {
      entries[entry.producerId] = nil
      order.remove(entry.producerId)
    }
  }
}

extension ProducerStates {
  /// Forgets all producers without an open transaction.
  mutating func forgetIdle() {
    removeExpired(at: .max, after: .min)
  }
}

extension ProducerEntry {
  func isExpired(at wallClock: Int64, after milliseconds: Int64) -> Bool {
    transactionStart == nil && wallClock.subtractingReportingOverflow(lastTimestamp).partialValue >= milliseconds
  }
}

/// A transaction whose marker has been appended.
struct CompletedTransaction: Hashable, Sendable {
  var producerId: Int64
  var firstOffset: Int64
  /// Of the marker.
  var lastOffset: Int64
  var isAborted: Bool
}

/// The order in which a Java hash map of producer ids is gone through, which is the order of the entries of the
/// snapshots that brokers write.
private struct JavaMapOrder {
  /// Producer ids with a number that grows with each insertion.
  private var insertions: [Int64: Int] = [:]
  private var nextInsertion = 0
  /// Buckets: doubled when three quarters of them would be used, never fewer again.
  private var capacity = 16

  mutating func insert(_ producerId: Int64) {
    insertions[producerId] = nextInsertion
    nextInsertion += 1
    if insertions.count * 4 > capacity * 3 { capacity *= 2 }
  }

  mutating func remove(_ producerId: Int64) {
    insertions[producerId] = nil
  }

  func sorted() -> [Int64] {
    insertions.map { (bucket: bucket(of: $0.key), insertion: $0.value, producerId: $0.key) }
      .sorted { ($0.bucket, $0.insertion) < ($1.bucket, $1.insertion) }
      .map(\.producerId)
  }

  private func bucket(of producerId: Int64) -> Int {
    let bits = UInt64(bitPattern: producerId)
    let hash = UInt32(truncatingIfNeeded: bits ^ bits >> 32)
    return Int(hash ^ hash >> 16) & (capacity - 1)
  }
}
