package import KafkaWire

/// What one member says it had before this round.
package struct StickyClaim: Equatable {
  package var partitions: [TopicPartition]
  /// nil when the member did not say, which counts as older than any.
  package var generation: Int32?
}

/// The claims of all members, with conflicts settled: the newer generation wins; between equals nobody does.
struct StickyClaims {
  /// What each member may keep, in the order it named them.
  private(set) var owned: [String: [TopicPartition]] = [:]
  /// Claimed by two members of one generation.
  private(set) var contested: Set<TopicPartition> = []
  /// Who had a partition in a generation before the newest.
  private(set) var previous: [TopicPartition: (member: String, generation: Int32)] = [:]

  /// Claims to partitions that do not exist are dropped: a hostile or confused peer must not upset the leader.
  init(
    members: [GroupMember], topics: [String: TopicLayout], claim: (GroupMember) -> StickyClaim
  ) {
    let claims = members.map { member in
      let claim = claim(member)
      var seen = Set<TopicPartition>()
      let partitions = claim.partitions.filter { partition in
        guard let layout = topics[partition.topic] else { return false }
        return (0..<layout.partitionCount).contains(Int(partition.partition)) && seen.insert(partition).inserted
      }
      return (
        member: member.identifier, partitions: partitions, generation: claim.generation ?? -1, said: claim.generation
      )
    }
    var owners: [TopicPartition: (member: String, generation: Int32)] = [:]
    for claim in claims {
      owned[claim.member] = []
      for partition in claim.partitions {
        if let other = owners[partition] {
          if other.generation == claim.generation {
            contested.insert(partition)
          } else if claim.generation > other.generation {
            owned[other.member]?.removeAll { $0 == partition }
            owned[claim.member]?.append(partition)
            owners[partition] = (claim.member, claim.generation)
          }
        } else {
          owned[claim.member]?.append(partition)
          owners[partition] = (claim.member, claim.generation)
        }
      }
    }
    for member in owned.keys {
      owned[member]?.removeAll(where: contested.contains)
    }
    let newest = claims.map(\.generation).max() ?? -1
    for claim in claims where claim.generation < newest {
      for partition in claim.partitions where claim.generation > previous[partition]?.generation ?? .min {
        previous[partition] = (claim.member, claim.generation)
      }
    }
  }
}
