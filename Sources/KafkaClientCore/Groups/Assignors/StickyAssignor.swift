package import KafkaWire
package import NIOCore

/// Balanced, and moving as little as it can, in the eager protocol: members send what they had as user data (KIP-54).
package struct StickyAssignor: PartitionAssignor {
  package let name = "sticky"
  package let protocols: [RebalanceProtocol] = [.eager]

  package init() {}

  package func userData(owned: [TopicPartition], generation: Int32) -> ByteBuffer? {
    StickyUserData.encode(owned: owned, generation: generation)
  }

  package func assign(topics: [String: TopicLayout], members: [GroupMember]) -> GroupAssignment {
    StickyAssignment(topics: topics, members: members) { StickyUserData.decode($0.userData) }.partitions
  }
}

/// The sticky assignment in the cooperative protocol (KIP-429): a partition that must change hands is given to nobody
/// in this round; its owner gives it up and the next round hands it out.
package struct CooperativeStickyAssignor: PartitionAssignor {
  package let name = "cooperative-sticky"
  package let protocols: [RebalanceProtocol] = [.eager, .cooperative]

  package init() {}

  package func userData(owned: [TopicPartition], generation: Int32) -> ByteBuffer? {
    ByteBuffer(integer: generation)
  }

  package func assign(topics: [String: TopicLayout], members: [GroupMember]) -> GroupAssignment {
    let result = StickyAssignment(topics: topics, members: members) { member in
      StickyClaim(
        partitions: member.owned,
        generation: member.generation ?? member.userData?.getInteger(at: member.userData?.readerIndex ?? 0))
    }
    var assignment = result.partitions
    for (partition, member) in result.changingHands ?? Self.changingHands(members: members, assignment: assignment) {
      assignment[member]?.removeAll { $0 == partition }
    }
    return assignment
  }

  /// Partitions that one member gains and another one says it owns.
  private static func changingHands(
    members: [GroupMember], assignment: GroupAssignment
  ) -> [TopicPartition: String] {
    var gained: [TopicPartition: String] = [:]
    var lost = Set<TopicPartition>()
    for member in members {
      let owned = Set(member.owned)
      let assigned = Set(assignment[member.identifier] ?? [])
      for partition in assigned.subtracting(owned) {
        gained[partition] = member.identifier
      }
      lost.formUnion(owned.subtracting(assigned))
    }
    return gained.filter { lost.contains($0.key) }
  }
}

/// One run of the sticky algorithm.
struct StickyAssignment {
  var partitions: GroupAssignment
  /// Partitions taken from one member for another; nil if the algorithm did not keep count.
  var changingHands: [TopicPartition: String]?

  init(topics: [String: TopicLayout], members: [GroupMember], claim: (GroupMember) -> StickyClaim) {
    // One order whatever the order of the input: ours first, for keys that share a bucket, then Java's.
    let byIdentifier = Dictionary(uniqueKeysWithValues: members.map { ($0.identifier, $0) })
    let members = JavaHashOrder.sorted(byIdentifier.keys.sorted { $0.precedesInJava($1) })
      .compactMap { byIdentifier[$0] }
    let subscribed = members.reduce(into: Set<String>()) { $0.formUnion($1.topics) }
    let topics = topics.filter { subscribed.contains($0.key) && $0.value.partitionCount > 0 }
    let claims = StickyClaims(members: members, topics: topics, claim: claim)
    let racks = RackMatching(topics: topics, members: members)
    if Set(members.map { Set($0.topics) }).count <= 1 {
      var equal = EqualSubscriptionsAssignment(topics: topics, members: members, claims: claims, racks: racks)
      equal.run()
      partitions = equal.assignment
      changingHands = equal.changingHands
    } else {
      var general = GeneralAssignment(topics: topics, members: members, claims: claims, racks: racks)
      general.run()
      partitions = general.assignment
      changingHands = nil
    }
  }
}
