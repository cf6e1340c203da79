package import KafkaWire

/// What the name of a directory inside a log directory says.
package enum PartitionDirectory: Hashable, Sendable {
  case partition(TopicPartition)
  /// On its way out: removed when it is found.
  case deleted
  /// Being moved in from another disk (`-future`), or not expected here by the cluster (`-stray`).
  case setAside
  /// None of Kafka's.
  case foreign

  package init(name: String) {
    if let mark = ["-delete", "-future", "-stray"].first(where: name.hasSuffix),
      let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")),
      name.utf8.distance(from: dot, to: name.endIndex) == 33 + mark.utf8.count
    {
      self = mark == "-delete" ? .deleted : .setAside
      return
    }
    guard let dash = name.utf8.lastIndex(of: UInt8(ascii: "-")), dash > name.startIndex else {
      self = .foreign
      return
    }
    let digits = name[name.utf8.index(after: dash)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let partition = Int32(digits)
    else {
      self = .foreign
      return
    }
    self = .partition(TopicPartition(topic: String(name[..<dash]), partition: partition))
  }

  /// The name that a partition's directory gets when the partition is deleted.
  package static func deletedName(of partition: TopicPartition, random: inout RandomSource) -> String {
    let hex = [random.next(), random.next()].map { number in
      let text = String(number, radix: 16)
      return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
    let suffix = "-\(partition.partition).\(hex.joined())-delete"
    // File systems allow 255 bytes.
    return String(partition.topic.prefix(255 - suffix.utf8.count)) + suffix
  }
}
