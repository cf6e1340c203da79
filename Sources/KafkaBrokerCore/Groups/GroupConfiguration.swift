/// What an operator can set about groups and committed offsets, by Kafka's property names.
package struct GroupConfiguration: Equatable, Sendable {
  /// `group.min.session.timeout.ms`: a member that asks for less is refused.
  package var minimumSessionTimeout: Duration = .seconds(6)
  /// `group.max.session.timeout.ms`: a member that asks for more is refused.
  package var maximumSessionTimeout: Duration = .seconds(1800)
  /// `group.initial.rebalance.delay.ms`: how long an empty group gathers members before its first generation; each
  /// member that arrives meanwhile extends it, up to the rebalance timeout (KIP-134).
  package var initialRebalanceDelay: Duration = .seconds(3)
  /// `group.max.size`: members a group may have (KIP-389).
  package var maximumSize: Int = Int(Int32.max)
  /// `offset.metadata.max.bytes`: the longest metadata string a commit may carry. Counted in UTF-16 units, as Apache
  /// Kafka counts it.
  package var offsetMetadataLimit: Int = 4096
  /// `offsets.retention.minutes`: how long offsets outlive their group's last member, or their last commit.
  package var offsetsRetention: Duration = .seconds(7 * 24 * 3600)
  /// `offsets.retention.check.interval.ms`: how often expired offsets are looked for.
  package var offsetsRetentionCheckInterval: Duration = .seconds(600)
  /// `offsets.topic.num.partitions`: over how many partitions of `__consumer_offsets` groups are spread.
  package var partitionCount: Int32 = 50
  /// The version in which committed offsets are written: 4 (with the topic's id) since Kafka 4.1, 3 before.
  package var offsetCommitValueVersion: Int16 = 4
  /// Whether OffsetCommit and OffsetFetch of version 0, which kept offsets in ZooKeeper, are served. Here they use the
  /// offsets of the group.
  package var servesZooKeeperOffsets = false
  /// Whether the coordinator answers as the one of releases before 4.0 did: of a partition or group that a request names
  /// twice it speaks once, with the last outcome; a commit of a generation for a group that is not there is
  /// ILLEGAL_GENERATION in every version; and a group goes with its last offset.
  package var isBefore4 = false
  /// Bit field of the operations on a group that DescribeGroups reports when it is asked to. Without an authorizer
  /// everybody may do everything: read, delete, describe (seen on 3.9).
  package var authorizedOperations: Int32 = 1 << 3 | 1 << 6 | 1 << 8

  package init() {}
}

/// Limits nobody needs to set.
enum GroupLimits {
  /// A new member cannot send heartbeats before it has its answer. When a rebalance takes longer than this, it is
  /// dropped, so that clients which retry over new connections do not pile up.
  static let newMemberJoinTimeout: Duration = .seconds(300)
  /// Ids given out by MEMBER_ID_REQUIRED and not used yet, for each group. The one that expires first makes room.
  static let pendingMembers = 1000
  /// Tombstones are appended in portions of about this many bytes, well under any `message.max.bytes` in use.
  static let appendBytes = 256 * 1024
}
