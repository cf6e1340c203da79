package import KafkaWire
package import NIOCore

/// Decides which member of a classic group reads which partition.
///
/// The group's leader runs the assignor that the coordinator chose. It must give the same answer for the same input,
/// whatever the order of the members.
package protocol PartitionAssignor: Sendable {
  /// The name that members send in JoinGroup, e.g. `range`. All members of a group must share at least one.
  var name: String { get }

  /// The rebalance protocols this assignor's answers are safe for, best last (KIP-429).
  var protocols: [RebalanceProtocol] { get }

  /// What this assignor wants to hear again from the member in the next round, beside its subscription.
  func userData(owned: [TopicPartition], generation: Int32) -> ByteBuffer?

  /// Distributes the partitions of the topics that members subscribe to.
  ///
  /// - Parameters:
  ///   - topics: What metadata knows. A subscribed topic that is not in it is left out.
  ///   - members: In any order; identifiers are unique.
  /// - Returns: An entry for every member, possibly empty.
  func assign(topics: [String: TopicLayout], members: [GroupMember]) -> GroupAssignment
}

/// Member identifier to partitions.
package typealias GroupAssignment = [String: [TopicPartition]]

/// How members hand partitions over in a rebalance (KIP-429).
package enum RebalanceProtocol: Int, Comparable, Sendable {
  /// Everybody gives up everything before joining.
  case eager
  /// Members keep what they have; what must move is given up in one round and handed out in the next.
  case cooperative

  package static func < (left: RebalanceProtocol, right: RebalanceProtocol) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A member as the group's leader sees it.
package struct GroupMember: Equatable, Sendable {
  package var identifier: String
  /// `group.instance.id`; nil for a dynamic member.
  package var instanceIdentifier: String?
  /// `client.rack`; nil when the member did not say.
  package var rack: String?
  package var topics: [String]
  /// What the member says it owns (cooperative members only).
  package var owned: [TopicPartition]
  /// The generation in which it owned that; nil when the member's subscription was too old to say, -1 for none.
  package var generation: Int32?
  package var userData: ByteBuffer?

  package init(
    identifier: String, instanceIdentifier: String? = nil, rack: String? = nil, topics: [String],
    owned: [TopicPartition] = [], generation: Int32? = nil, userData: ByteBuffer? = nil
  ) {
    self.identifier = identifier
    self.instanceIdentifier = instanceIdentifier
    self.rack = rack
    self.topics = topics
    self.owned = owned
    self.generation = generation
    self.userData = userData
  }

  /// Static members first, by instance identifier; then the others by member identifier. Stable over restarts of
  /// static members, which get new member identifiers (KIP-345).
  package static func precedes(_ left: GroupMember, _ right: GroupMember) -> Bool {
    switch (left.instanceIdentifier, right.instanceIdentifier) {
    case (let one?, let other?): one.precedesInJava(other)
    case (.some, nil): true
    case (nil, .some): false
    case (nil, nil): left.identifier.precedesInJava(right.identifier)
    }
  }
}

/// A topic as far as assignors care.
package struct TopicLayout: Equatable, Sendable {
  package var partitionCount: Int
  /// The racks of each partition's replicas; empty when unknown.
  package var racks: [Set<String>]

  package init(partitionCount: Int, racks: [Set<String>] = []) {
    self.partitionCount = partitionCount
    self.racks = racks
  }

  package func partitions(of topic: String) -> [TopicPartition] {
    (0..<partitionCount).map { TopicPartition(topic: topic, partition: Int32($0)) }
  }

  package func racks(of partition: Int32) -> Set<String> {
    racks.indices.contains(Int(partition)) ? racks[Int(partition)] : []
  }
}

extension String {
  /// Java's string order, by UTF-16 code unit: all members of a group must agree on it.
  func precedesInJava(_ other: String) -> Bool {
    utf16.lexicographicallyPrecedes(other.utf16)
  }
}
