import KafkaWire

/// Which member is near which partition (KIP-881).
///
/// It is off, and every pair matches, unless racks can make a difference: some member has a rack, some replica is in
/// one of the members' racks, and not every partition is on all the racks.
struct RackMatching {
  private var memberRacks: [String: String] = [:]
  private var partitionRacks: [TopicPartition: Set<String>] = [:]
  /// Topic, then rack, to the number of members that subscribe to the topic and are in the rack.
  private var subscribers: [String: [String: Int]] = [:]

  /// Whether racks can make a difference.
  let isOn: Bool

  init(topics: [String: TopicLayout], members: [GroupMember]) {
    var memberRacks: [String: String] = [:]
    for member in members {
      guard let rack = member.rack else { continue }
      memberRacks[member.identifier] = rack
      for topic in Set(member.topics) {
        subscribers[topic, default: [:]][rack, default: 0] += 1
      }
    }
    let racks = Set(memberRacks.values)
    var everyRack = Set<String>()
    var partitionRacks: [TopicPartition: Set<String>] = [:]
    for (topic, layout) in topics {
      for partition in layout.partitions(of: topic) {
        let here = layout.racks(of: partition.partition)
        partitionRacks[partition] = here
        everyRack.formUnion(here)
      }
    }
    isOn = !racks.isDisjoint(with: everyRack) && partitionRacks.values.contains { $0 != everyRack }
    self.memberRacks = memberRacks
    self.partitionRacks = partitionRacks
  }

  /// True unless racks make a difference and the member has a rack that holds no replica of the partition.
  func allows(_ member: String, _ partition: TopicPartition) -> Bool {
    !isOn || matches(member, partition)
  }

  /// True unless the member has a rack that holds no replica of the partition.
  func matches(_ member: String, _ partition: TopicPartition) -> Bool {
    guard let rack = memberRacks[member] else { return true }
    return partitionRacks[partition]?.contains(rack) ?? false
  }

  /// True if the member has a rack and it holds a replica of the partition.
  func isNear(_ member: String, _ partition: TopicPartition) -> Bool {
    guard isOn, let rack = memberRacks[member] else { return false }
    return partitionRacks[partition]?.contains(rack) ?? false
  }

  /// The partitions with the fewest near subscribers first; otherwise in the given order.
  func sortedByNearMembers(_ partitions: [TopicPartition]) -> [TopicPartition] {
    guard isOn else { return partitions }
    let counted = partitions.map { partition in
      let near = subscribers[partition.topic] ?? [:]
      return (partition, (partitionRacks[partition] ?? []).reduce(0) { $0 + near[$1, default: 0] })
    }
    return counted.enumerated()
      .sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }
      .map(\.element.0)
  }
}
