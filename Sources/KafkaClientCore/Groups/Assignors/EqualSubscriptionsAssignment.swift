import KafkaWire

/// The sticky assignment when all members want the same topics, which makes the best answer easy to reach: everybody
/// gets the lower or the upper share, and keeps as much of what it had as fits.
struct EqualSubscriptionsAssignment {
  private(set) var assignment: GroupAssignment = [:]
  private(set) var changingHands: [TopicPartition: String] = [:]

  private let members: [String]
  private let claims: StickyClaims
  private let racks: RackMatching
  /// By topic and number.
  private let partitions: [TopicPartition]
  private let lowerShare: Int
  private let upperShare: Int
  /// How many members may hold the upper share, where the two differ.
  private let upperShareLimit: Int

  private var upperShareCount = 0
  /// Below the lower share.
  private var hungry: [String] = []
  /// At the lower share, and may get one more.
  private var content: [String] = []
  /// Who had a partition before this round.
  private var claimants: [TopicPartition: String] = [:]

  init(topics: [String: TopicLayout], members: [GroupMember], claims: StickyClaims, racks: RackMatching) {
    self.members = members.map(\.identifier)
    self.claims = claims
    self.racks = racks
    partitions = topics.keys.sorted { $0.precedesInJava($1) }.flatMap { topics[$0]?.partitions(of: $0) ?? [] }
    let count = max(members.count, 1)
    lowerShare = partitions.count / count
    upperShare = (partitions.count + count - 1) / count
    upperShareLimit = partitions.count % count
    for member in members {
      assignment[member.identifier] = []
    }
  }

  mutating func run() {
    guard !members.isEmpty else { return }
    keepOwned()
    let kept = Set(assignment.values.joined())
    var unassigned = partitions.filter { !kept.contains($0) }
    hungry.sort { $0.precedesInJava($1) }
    content.sort { $0.precedesInJava($1) }
    if racks.isOn {
      unassigned = assignNear(racks.sortedByNearMembers(unassigned))
    }
    assignRest(unassigned)
  }

  private mutating func keepOwned() {
    for member in members {
      let owned = (claims.owned[member] ?? [])
        .filter { racks.allows(member, $0) }
        .sorted {
          ($0.partition, $1.topic.precedesInJava($0.topic) ? 1 : 0) < (
            $1.partition, $0.topic.precedesInJava($1.topic) ? 1 : 0
          )
        }
      let share: Int
      if owned.count < lowerShare {
        share = owned.count
        hungry.append(member)
      } else if owned.count >= upperShare, upperShareCount < upperShareLimit {
        share = upperShare
        upperShareCount += 1
        if upperShareCount == upperShareLimit {
          content = []
        }
      } else {
        share = lowerShare
        if upperShareCount < upperShareLimit {
          content.append(member)
        }
      }
      assignment[member] = Array(owned.prefix(share))
      for partition in claims.owned[member] ?? [] {
        claimants[partition] = member
      }
    }
  }

  /// Gives each partition to a near member with room, if there is one; returns the others.
  private mutating func assignNear(_ unassigned: [TopicPartition]) -> [TopicPartition] {
    var rest: [TopicPartition] = []
    var next = 0
    for partition in unassigned {
      if let position = nearMember(partition, among: hungry, from: next) {
        let member = hungry[position]
        let count = assign(partition, to: member)
        var following = position
        if count >= lowerShare {
          hungry.remove(at: position)
          if count < upperShare, upperShareCount < upperShareLimit {
            content.append(member)
          }
        } else {
          following += 1
        }
        next = hungry.isEmpty ? 0 : following % hungry.count
      } else if let position = nearMember(partition, among: content, from: 0) {
        let member = content[position]
        if assign(partition, to: member) >= upperShare {
          content.remove(at: position)
          upperShareCount += 1
          if upperShareCount == upperShareLimit {
            content = []
          }
        }
      } else {
        rest.append(partition)
      }
    }
    return rest
  }

  private func nearMember(_ partition: TopicPartition, among list: [String], from start: Int) -> Int? {
    for step in list.indices {
      let position = (start + step) % list.count
      if racks.isNear(list[position], partition) { return position }
    }
    return nil
  }

  /// Round and round over the hungry; then one more for each of the content.
  private mutating func assignRest(_ unassigned: [TopicPartition]) {
    var position = 0
    for partition in unassigned {
      if position >= hungry.count { position = 0 }
      if hungry.isEmpty {
        guard !content.isEmpty else {
          preconditionFailure("partition \(partition) is left over though every member has its share")
        }
        assign(partition, to: content.removeFirst())
        continue
      }
      let member = hungry[position]
      if assign(partition, to: member) >= lowerShare {
        hungry.remove(at: position)
        content.append(member)
      } else {
        position += 1
      }
    }
  }

  @discardableResult
  private mutating func assign(_ partition: TopicPartition, to member: String) -> Int {
    assignment[member]?.append(partition)
    let claimant = claimants[partition]
    if claims.contested.contains(partition) || (claimant != nil && claimant != member) {
      changingHands[partition] = member
    }
    return assignment[member]?.count ?? 0
  }
}
