/// What a case needs besides a broker of its own.
package struct Stage: Hashable, Sendable {
  /// Properties of the broker, which the run is told of.
  var settings: [String: String] = [:]
  /// Whether there is a second broker, which leads nothing and coordinates nothing.
  var hasFollower = false
  /// Whether the hooks stop the second broker, and not the first one.
  var losesFollower = false
  /// Whether the broker has a second listener, which the run is told of.
  var hasSecondListener = false
  /// Whether the run has hooks that stop and start the broker. It keeps its data in a directory then.
  var hasHooks = false
  /// What the proxy does in the broker's place, because the broker cannot; a mutant does it in its own way.
  var pretence: Pretence?

  /// One broker with its usual settings.
  package static let plain = Stage()
  /// The mutant is the second broker.
  package static let twoBrokers = Stage(hasFollower: true)
  /// The mutant is what clients of the second listener meet.
  package static let twoListeners = Stage(hasSecondListener: true)
  package static let restarts = Stage(hasHooks: true)
  /// The second broker takes over when the first one is stopped; the mutant is on from then.
  package static let takeover = Stage(hasFollower: true, hasHooks: true)
  /// The second broker is fenced when one is stopped; the mutant is the first one.
  package static let fencing = Stage(hasFollower: true, losesFollower: true, hasHooks: true)

  /// Whether cases on it wait for minutes.
  package var isSlow: Bool { settings.keys.contains("offsets.retention.minutes") }

  package static func settings(_ settings: [String: String]) -> Stage { Stage(settings: settings) }

  package static func pretends(_ pretence: Pretence) -> Stage { Stage(pretence: pretence) }

  /// What a proxy can stand in for.
  package enum Pretence: Hashable, Sendable {
    /// Leader epochs as if the broker had lost and got back its partitions once.
    case movedLeader
    /// Transactions that commit offsets, and nothing else.
    case offsetTransactions
    /// Groups of the consumer protocol that have one member.
    case consumerGroups
    /// Coordinators of share groups, which are never ready.
    case shareCoordinators

    var sound: Behaviour {
      switch self {
      case .movedLeader: .movedLeader()
      case .offsetTransactions: .offsetTransactions()
      case .consumerGroups: .consumerGroups()
      case .shareCoordinators: .shareCoordinators()
      }
    }
  }
}
