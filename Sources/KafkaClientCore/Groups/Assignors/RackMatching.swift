import KafkaWire

/// Which member is near which partition (KIP-881).
///
/// It is off, and every pair matches, unless racks can make a difference: some member has a rack, some replica is in
/// one of the members' racks, and not every partition is on all the racks.
struct RackMatching {
  private var memberRacks: [String: String] = [:]
  private var partitionRacks: [TopicPartition: Set<String>] = [:]

  var isOn: Bool { !memberRacks.isEmpty }

  init(topics: [String: TopicLayout], members: [GroupMember]) {
    var memberRacks: [String: String] = [:]
    for member in members {
      memberRacks[member.identifier] = member.rack
    }
    guard !memberRacks.isEmpty else { return }
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
    guard !racks.isDisjoint(with: everyRack), partitionRacks.values.contains(where: { $0 != everyRack }) else { return }
    self.memberRacks = memberRacks
    self.partitionRacks = partitionRacks
  }

  /// True unless the member has a rack that holds no replica of the partition.
  func allows(_ member: String, _ partition: TopicPartition) -> Bool {
    guard let rack = memberRacks[member] else { return true }
    return partitionRacks[partition]?.contains(rack) ?? false
  }

  /// True if the member has a rack and it holds a replica of the partition.
  func isNear(_ member: String, _ partition: TopicPartition) -> Bool {
    guard let rack = memberRacks[member] else { return false }
    return partitionRacks[partition]?.contains(rack) ?? false
  }

  /// The partitions with the fewest near members first; otherwise in the given order.
  func sortedByNearMembers(_ partitions: [TopicPartition]) -> [TopicPartition] {
    guard isOn else { return partitions }
    var membersOfRack: [String: Int] = [:]
    for rack in memberRacks.values {
      membersOfRack[rack, default: 0] += 1
    }
    let counted = partitions.map { partition in
      (partition, (partitionRacks[partition] ?? []).reduce(0) { $0 + membersOfRack[$1, default: 0] })
    }
    // Swift's sort is stable by its documentation only since 5.x in practice; the index makes it so by construction.
    return counted.enumerated()
      .sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }
      .map(\.element.0)
  }
}
