import KafkaWire

/// The committed offsets of the groups of one partition of `__consumer_offsets`, as its log gives them.
package struct OffsetStore: Equatable, Sendable {
  package typealias Topics<Value> = [String: [Int32: Value]]

  /// A committed offset and its place in the log, so that of a commit and the end of a transaction the later one counts.
  struct Entry: Equatable, Sendable {
    var offset: CommittedOffset
    var position: UInt64
  }

  private(set) var groups: [String: Topics<Entry>] = [:]
  /// Offsets committed in transactions that have not ended, by producer id and group.
  private(set) var transactions: [Int64: [String: Topics<Entry>]] = [:]
  private var position: UInt64 = 0

  /// Takes over one record. `producerID` is set when the record's batch belongs to a transaction.
  mutating func replay(
    group: String, topic: String, partition: Int32, _ offset: CommittedOffset?, producerID: Int64?
  ) {
    position += 1
    if let producerID {
      transactions[producerID, default: [:]][group, default: [:]][topic, default: [:]][partition] =
        offset.map { Entry(offset: $0, position: position) }
    } else if let offset {
      groups[group, default: [:]][topic, default: [:]][partition] = Entry(offset: offset, position: position)
    } else {
      removeCommitted(group, topic, partition)
    }
  }

  /// Takes over the marker that ends a producer's transaction.
  mutating func endTransaction(of producerID: Int64, committed: Bool) {
    guard let pending = transactions.removeValue(forKey: producerID), committed else { return }
    for (group, topics) in pending {
      for (topic, partitions) in topics {
        for (partition, entry) in partitions {
          if let existing = groups[group]?[topic]?[partition], existing.position > entry.position { continue }
          groups[group, default: [:]][topic, default: [:]][partition] = entry
        }
      }
    }
  }

  private mutating func removeCommitted(_ group: String, _ topic: String, _ partition: Int32) {
    groups[group]?[topic]?[partition] = nil
    // Empty levels go too: whether a group has offsets is whether it has an entry here.
    if groups[group]?[topic]?.isEmpty == true { groups[group]?[topic] = nil }
    if groups[group]?.isEmpty == true { groups[group] = nil }
  }

  package func offset(of group: String, _ topic: String, _ partition: Int32) -> CommittedOffset? {
    groups[group]?[topic]?[partition]?.offset
  }

  func topics(of group: String) -> Topics<Entry> {
    groups[group] ?? [:]
  }

  func hasOffsets(_ group: String) -> Bool { groups[group] != nil }

  /// How many offsets the group has committed.
  func count(of group: String) -> Int { groups[group]?.values.reduce(0) { $0 + $1.count } ?? 0 }

  /// Whether a transaction that has not ended commits this offset (KIP-447).
  func isUnstable(_ group: String, _ topic: String, _ partition: Int32) -> Bool {
    transactions.values.contains { $0[group]?[topic]?[partition] != nil }
  }

  func hasOpenTransaction(_ group: String) -> Bool {
    transactions.values.contains { $0[group] != nil }
  }

  /// The partitions of the group that open transactions commit.
  func unstablePartitions(of group: String) -> Set<TopicPartition> {
    var result: Set<TopicPartition> = []
    for pending in transactions.values {
      for (topic, partitions) in pending[group] ?? [:] {
        for partition in partitions.keys { result.insert(TopicPartition(topic: topic, partition: partition)) }
      }
    }
    return result
  }

  /// Every group that has offsets, committed or about to be.
  var groupIDs: Set<String> {
    var result = Set(groups.keys)
    for pending in transactions.values { result.formUnion(pending.keys) }
    return result
  }

  /// A deleted group takes what open transactions would have committed with it: seen on 3.9.
  mutating func forgetTransactions(of group: String) {
    for producerID in transactions.keys {
      transactions[producerID]?[group] = nil
      if transactions[producerID]?.isEmpty == true { transactions[producerID] = nil }
    }
  }
}
