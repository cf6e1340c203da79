import KafkaWire

/// Where a classic group stands.
///
/// A group that is gone has no state; requests about it see `Dead`.
package enum GroupState: Equatable, Sendable {
  /// Nobody is in the group; it may hold offsets. Next: preparing.
  case empty
  /// Waits for all members to join. Next: completing, or empty when all are gone.
  case preparing(Preparation)
  /// Every member knows the generation; waits for the leader's assignment. Next: stable, or preparing.
  case completing(Synchronization)
  /// Every member can have its assignment. Next: preparing.
  case stable(Synchronization)

  package struct Preparation: Equatable, Sendable {
    /// When the generation begins without those who have not joined.
    var deadline: Instant
    /// Set while an empty group gathers its first members.
    var gathering: Gathering?
  }

  /// The initial delay of a group (KIP-134).
  struct Gathering: Equatable, Sendable {
    /// How long the current wait is.
    var delay: Duration
    /// How much longer the gathering may be extended.
    var remaining: Duration
    /// Whether somebody joined during the current wait, which extends it.
    var memberAdded = false
  }

  /// Who has not asked for its assignment yet, and how long they may take.
  package struct Synchronization: Equatable, Sendable {
    var waitingFor: Set<String>
    var deadline: Instant
  }

  /// The word that DescribeGroups and ListGroups use.
  package var name: String {
    switch self {
    case .empty: "Empty"
    case .preparing: "PreparingRebalance"
    case .completing: "CompletingRebalance"
    case .stable: "Stable"
    }
  }

  var isEmpty: Bool { self == .empty }

  var isPreparing: Bool {
    if case .preparing = self { true } else { false }
  }

  var isCompleting: Bool {
    if case .completing = self { true } else { false }
  }

  var isStable: Bool {
    if case .stable = self { true } else { false }
  }
}
