import KafkaWire

/// The sticky assignment when members want different topics: give every unassigned partition to the least loaded
/// member that wants it, then move partitions while that makes the loads more even.
struct GeneralAssignment {
  private(set) var assignment: GroupAssignment = [:]

  private let topics: [String: TopicLayout]
  private let claims: StickyClaims
  private let racks: RackMatching
  /// Topics with the fewest interested members first, then by name; partitions by number.
  private let partitions: [TopicPartition]
  private let subscribers: [String: [String]]
  private let subscriptions: [String: Set<String>]
  private var owner: [TopicPartition: String] = [:]
  private var load: MemberLoad
  private var moves = PartitionMoves()
  private var revocationRequired = false

  init(topics: [String: TopicLayout], members: [GroupMember], claims: StickyClaims, racks: RackMatching) {
    self.topics = topics
    self.claims = claims
    self.racks = racks
    var subscribers: [String: [String]] = [:]
    var subscriptions: [String: Set<String>] = [:]
    for member in members {
      subscriptions[member.identifier] = Set(member.topics.filter { topics[$0] != nil })
      for topic in Set(member.topics) where topics[topic] != nil {
        subscribers[topic, default: []].append(member.identifier)
      }
    }
    self.subscribers = subscribers
    self.subscriptions = subscriptions
    partitions = topics.keys
      .sorted { left, right in
        let counts = (subscribers[left]?.count ?? 0, subscribers[right]?.count ?? 0)
        return counts.0 == counts.1 ? left.precedesInJava(right) : counts.0 < counts.1
      }
      .flatMap { topics[$0]?.partitions(of: $0) ?? [] }
    load = MemberLoad(members: [])
    for member in members {
      var kept: [TopicPartition] = []
      for partition in claims.owned[member.identifier] ?? [] {
        let wanted = subscriptions[member.identifier]?.contains(partition.topic) == true
        if wanted, racks.allows(member.identifier, partition) {
          kept.append(partition)
          owner[partition] = member.identifier
        } else {
          revocationRequired = true
        }
      }
      assignment[member.identifier] = kept
    }
    load = MemberLoad(members: assignment.map { ($0.key, $0.value.count) })
  }

  mutating func run() {
    guard let heaviest = load.heaviest else { return }
    let initializing = load.count(of: heaviest) == 0
    var unassigned = partitions.filter { owner[$0] == nil }
    let added = unassigned
    if racks.isOn {
      let (racks, candidates) = (racks, unassigned)
      unassigned = []
      for partition in candidates where !assignToLightest(partition, where: { racks.allows($0, partition) }) {
        unassigned.append(partition)
      }
    }
    for partition in unassigned {
      assignToLightest(partition) { _ in true }
    }
    balance(added: added, initializing: initializing)
  }

  @discardableResult
  private mutating func assignToLightest(_ partition: TopicPartition, where suits: (String) -> Bool) -> Bool {
    guard let member = load.first(where: { subscriptions[$0]?.contains(partition.topic) == true && suits($0) }) else {
      return false
    }
    assignment[member]?.append(partition)
    owner[partition] = member
    load.set(member, to: assignment[member]?.count ?? 0)
    return true
  }

  // MARK: Balancing

  private mutating func balance(added: [TopicPartition], initializing: Bool) {
    let movable = partitions.filter { isMovable($0.topic) }
    var settled: GroupAssignment = [:]
    for member in assignment.keys.sorted() where !canTakePart(member) {
      settled[member] = assignment.removeValue(forKey: member)
      load.remove(member)
    }
    let before = (assignment: assignment, owner: owner)
    let movableAdded = added.filter { isMovable($0.topic) }
    if !revocationRequired, !movableAdded.isEmpty {
      _ = moveWhileUneven(movableAdded)
    }
    let moved = moveWhileUneven(movable)
    if !initializing, moved, Self.imbalance(assignment) >= Self.imbalance(before.assignment) {
      assignment = before.assignment
      owner = before.owner
    }
    assignment.merge(settled) { current, _ in current }
  }

  private func isMovable(_ topic: String) -> Bool {
    subscribers[topic, default: []].count > 1
  }

  /// A member takes part in moves if it could hold more, or holds something another member could take.
  private func canTakePart(_ member: String) -> Bool {
    let held = assignment[member] ?? []
    return held.count < mostPossible(member) || held.contains { isMovable($0.topic) }
  }

  private func mostPossible(_ member: String) -> Int {
    (subscriptions[member] ?? []).reduce(0) { $0 + (topics[$1]?.partitionCount ?? 0) }
  }

  private mutating func moveWhileUneven(_ candidates: [TopicPartition]) -> Bool {
    var movedAny = false
    var moved: Bool
    repeat {
      moved = false
      for partition in candidates {
        if isBalanced() { break }
        if moveIfUneven(partition) {
          moved = true
          movedAny = true
        }
      }
    } while moved
    return movedAny
  }

  private mutating func moveIfUneven(_ partition: TopicPartition) -> Bool {
    guard let holder = owner[partition] else { return false }
    let held = load.count(of: holder)
    if let previous = claims.previous[partition], load.contains(previous.member),
      subscriptions[previous.member]?.contains(partition.topic) == true,
      held > load.count(of: previous.member) + 1
    {
      move(partition, to: previous.member)
      return true
    }
    let others = subscribers[partition.topic, default: []].filter { load.contains($0) }
    if racks.isOn, !racks.allows(holder, partition),
      let near = others.first(where: { racks.isNear($0, partition) && held > load.count(of: $0) + 1 })
    {
      move(partition, to: near)
      return true
    }
    guard others.contains(where: { held > load.count(of: $0) + 1 }),
      let lightest = load.first(where: { subscriptions[$0]?.contains(partition.topic) == true })
    else { return false }
    move(partition, to: lightest)
    return true
  }

  private mutating func move(_ meant: TopicPartition, to target: String) {
    guard let holder = owner[meant] else { return }
    let partition = moves.partitionToMove(meant, from: holder, to: target)
    guard let source = owner[partition], source != target else { return }
    moves.record(partition, from: source, to: target)
    assignment[source]?.removeAll { $0 == partition }
    assignment[target]?.append(partition)
    owner[partition] = target
    load.set(source, to: assignment[source]?.count ?? 0)
    load.set(target, to: assignment[target]?.count ?? 0)
  }

  private func isBalanced() -> Bool {
    guard let lightest = load.lightest, let heaviest = load.heaviest else { return true }
    if load.count(of: lightest) >= load.count(of: heaviest) - 1 { return true }
    for member in load.members {
      let held = load.count(of: member)
      if held == mostPossible(member) { continue }
      for topic in subscriptions[member] ?? [] {
        for partition in topics[topic]?.partitions(of: topic) ?? [] {
          guard let other = owner[partition], other != member, load.contains(other) else { continue }
          if held + 1 < load.count(of: other) { return false }
        }
      }
    }
    return true
  }

  /// The sum over all pairs of members of the difference of their loads; 0 is even.
  private static func imbalance(_ assignment: GroupAssignment) -> Int {
    let counts = assignment.values.map(\.count).sorted()
    // In ascending order each count is added once for every smaller one and taken off once for every larger one.
    return counts.enumerated().reduce(0) { $0 + $1.element * (2 * $1.offset - counts.count + 1) }
  }
}
