import KafkaWire

/// The order in which Java's `HashMap` and `HashSet` walk their keys.
///
/// Where the sticky algorithm is free to prefer one member over another, the Java client follows this order. A leader
/// of ours follows it too, so that partitions do not move when the group's leader changes from one client to the other.
enum JavaHashOrder {
  /// - Parameter keys: Distinct, in the order in which they would be put into the map.
  static func sorted(_ keys: [String]) -> [String] {
    sorted(keys, hash: hash)
  }

  /// The same for a set of partitions.
  static func sorted(_ partitions: [TopicPartition]) -> [TopicPartition] {
    sorted(partitions) { partition in
      (31 &+ UInt32(bitPattern: partition.partition)) &* 31 &+ hash(partition.topic)
    }
  }

  private static func sorted<Key>(_ keys: [Key], hash: (Key) -> UInt32) -> [Key] {
    var capacity: UInt32 = 16
    while keys.count * 4 > Int(capacity) * 3 {
      capacity *= 2
    }
    return keys.enumerated()
      .map { position, key in
        // The upper half of the hash is folded into the lower one before it picks the bucket.
        let hash = hash(key)
        return (bucket: (hash ^ (hash >> 16)) & (capacity - 1), position: position, key: key)
      }
      .sorted { ($0.bucket, $0.position) < ($1.bucket, $1.position) }
      .map(\.key)
  }

  /// Java's `String.hashCode`.
  private static func hash(_ key: String) -> UInt32 {
    key.utf16.reduce(UInt32(0)) { $0 &* 31 &+ UInt32($1) }
  }
}
