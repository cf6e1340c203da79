package import KafkaWire
package import NIOCore

/// Neighbouring partitions of each topic to neighbouring members, so that equally partitioned topics line up.
///
/// Rack-aware where racks can make a difference (KIP-881): near partitions are given first, within each member's share.
package struct RangeAssignor: PartitionAssignor {
  package let name = "range"
  package let protocols: [RebalanceProtocol] = [.eager]

  package init() {}

  package func userData(owned: [TopicPartition], generation: Int32) -> ByteBuffer? { nil }

  package func assign(topics: [String: TopicLayout], members: [GroupMember]) -> GroupAssignment {
    var shares = sharesByTopic(topics: topics, members: members)
    var assignment = GroupAssignment(uniqueKeysWithValues: members.map { ($0.identifier, []) })
    let rackAware = shares.contains { $0.racks.isOn }
    if rackAware {
      assignNear(&shares, to: &assignment)
    }
    for index in shares.indices {
      shares[index].assignRanges(to: &assignment) { _, _ in true }
    }
    if rackAware {
      for member in assignment.keys {
        assignment[member]?.sort()
      }
    }
    return assignment
  }

  private func sharesByTopic(topics: [String: TopicLayout], members: [GroupMember]) -> [TopicShares] {
    var subscribers: [String: [GroupMember]] = [:]
    for member in members.sorted(by: GroupMember.precedes) {
      for topic in Set(member.topics) {
        subscribers[topic, default: []].append(member)
      }
    }
    return subscribers.keys.sorted().compactMap { topic in
      guard let layout = topics[topic], layout.partitionCount > 0, let members = subscribers[topic] else { return nil }
      return TopicShares(topic: topic, layout: layout, members: members)
    }
  }

  /// Topics with the same members and as many partitions are matched together, so that they stay lined up.
  private func assignNear(_ shares: inout [TopicShares], to assignment: inout GroupAssignment) {
    struct Shape: Hashable {
      var members: [String]
      var partitionCount: Int
    }
    let groups = Dictionary(grouping: shares.indices) { index in
      Shape(members: shares[index].members, partitionCount: shares[index].layout.partitionCount)
    }
    for (shape, indices) in groups {
      if indices.count > 1 {
        assignTogether(indices, shape.members, shape.partitionCount, &shares, to: &assignment)
      } else if let index = indices.first, shares[index].racks.isOn {
        let racks = shares[index].racks
        shares[index].assignRanges(to: &assignment) { racks.matches($0, $1) }
      }
    }
  }

  private func assignTogether(
    _ indices: [Int], _ members: [String], _ partitionCount: Int, _ shares: inout [TopicShares],
    to assignment: inout GroupAssignment
  ) {
    var remaining = members
    for number in 0..<partitionCount {
      let position = remaining.firstIndex { member in
        indices.allSatisfy { index in
          let partition = TopicPartition(topic: shares[index].topic, partition: Int32(number))
          return shares[index].racks.matches(member, partition) && shares[index].capacity(of: member) > 0
        }
      }
      guard let position else { continue }
      let member = remaining[position]
      for index in indices {
        shares[index].assign(
          [TopicPartition(topic: shares[index].topic, partition: Int32(number))], to: member, in: &assignment)
      }
      if !indices.contains(where: { shares[$0].capacity(of: member) > 0 }) {
        remaining.remove(at: position)
        if remaining.isEmpty { break }
      }
    }
  }
}

/// What is left of one topic, and of each member's share in it.
private struct TopicShares {
  let topic: String
  let layout: TopicLayout
  /// In member order.
  let members: [String]
  let racks: RackMatching
  private var unassigned: [TopicPartition]
  private var assignedCount: [String: Int] = [:]
  private let quota: Int
  private var membersWithOneMore: Int

  init(topic: String, layout: TopicLayout, members: [GroupMember]) {
    self.topic = topic
    self.layout = layout
    self.members = members.map(\.identifier)
    racks = RackMatching(topics: [topic: layout], members: members)
    unassigned = layout.partitions(of: topic)
    quota = layout.partitionCount / members.count
    membersWithOneMore = layout.partitionCount % members.count
  }

  func capacity(of member: String) -> Int {
    max(0, quota + (membersWithOneMore > 0 ? 1 : 0) - assignedCount[member, default: 0])
  }

  mutating func assignRanges(
    to assignment: inout GroupAssignment, where suits: (String, TopicPartition) -> Bool
  ) {
    for member in members {
      if unassigned.isEmpty { return }
      let capacity = capacity(of: member)
      var chosen: [TopicPartition] = []
      for partition in unassigned where chosen.count < capacity && suits(member, partition) {
        chosen.append(partition)
      }
      if !chosen.isEmpty {
        assign(chosen, to: member, in: &assignment)
      }
    }
  }

  mutating func assign(_ partitions: [TopicPartition], to member: String, in assignment: inout GroupAssignment) {
    assignment[member, default: []] += partitions
    let chosen = Set(partitions)
    unassigned.removeAll(where: chosen.contains)
    let count = assignedCount[member, default: 0] + partitions.count
    assignedCount[member] = count
    if count > quota {
      membersWithOneMore -= 1
    }
  }
}
