public import KafkaWire

/// What an application wants to do when its partitions change. Each closure is awaited: records of new partitions come
/// after `assigned` has returned, and others get revoked ones after `revoked` has.
public struct RebalanceListener: Sendable {
  /// These are new; what the consumer had before and did not give up stays.
  public var assigned: @Sendable ([TopicPartition]) async -> Void
  /// These are given up. Their offsets have been committed, with automatic commits; committing in here still works.
  public var revoked: @Sendable ([TopicPartition]) async -> Void
  /// These are gone, and others may read them already: commits for them would be refused.
  public var lost: @Sendable ([TopicPartition]) async -> Void

  public init(
    assigned: @escaping @Sendable ([TopicPartition]) async -> Void = { _ in },
    revoked: @escaping @Sendable ([TopicPartition]) async -> Void = { _ in },
    lost: @escaping @Sendable ([TopicPartition]) async -> Void = { _ in }
  ) {
    self.assigned = assigned
    self.revoked = revoked
    self.lost = lost
  }
}
