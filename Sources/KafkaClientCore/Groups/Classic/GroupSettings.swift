import KafkaWire

/// What a member of a classic group needs to know before it joins. The names in parentheses are Kafka's.
package struct GroupSettings: Sendable {
  /// `group.id`; never empty.
  package var groupIdentifier: String
  /// `group.instance.id`; nil for a dynamic member (KIP-345).
  package var instanceIdentifier: String?
  /// `client.rack`
  package var rack: String?
  /// `session.timeout.ms`: without a heartbeat for this long the coordinator gives the partitions to others.
  package var sessionTimeout: Duration = .seconds(45)
  /// `heartbeat.interval.ms`
  package var heartbeatInterval: Duration = .seconds(3)
  /// `max.poll.interval.ms`: how long the application may go without asking for records, and how long a rebalance waits
  /// for a member.
  package var rebalanceTimeout: Duration = .seconds(300)
  /// `request.timeout.ms`
  package var requestTimeout: Duration = .seconds(30)
  /// `retry.backoff.ms` and `retry.backoff.max.ms`
  package var backoff = Backoff(base: .milliseconds(100), cap: .seconds(1))
  /// `partition.assignment.strategy`, most wanted first; never empty.
  package var assignors: [any PartitionAssignor] = [RangeAssignor(), CooperativeStickyAssignor()]

  package init(groupIdentifier: String) {
    self.groupIdentifier = groupIdentifier
  }

  /// The best protocol that every assignor is safe for: with one eager assignor in the list the group is eager.
  var rebalanceProtocol: RebalanceProtocol {
    assignors.map { $0.protocols.max() ?? .eager }.min() ?? .eager
  }

  /// JoinGroup waits for the other members, so it may take as long as they may.
  var joinTimeout: Duration {
    max(requestTimeout, rebalanceTimeout + .seconds(5))
  }
}
