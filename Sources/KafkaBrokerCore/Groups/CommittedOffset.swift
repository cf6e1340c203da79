package import KafkaWire

/// Where a group goes on reading one partition.
package struct CommittedOffset: Equatable, Sendable {
  /// The next offset to read.
  package var offset: Int64
  /// The leader epoch of the last record consumed; -1 when the client did not say (KIP-320).
  package var leaderEpoch: Int32
  package var metadata: String
  /// Milliseconds since 1970.
  package var commitTimestamp: Int64
  /// When this commit expires by itself: only commits with a retention time of their own (OffsetCommit 2 to 4).
  package var expireTimestamp: Int64?
  /// The topic the offset was committed for; zero when not known.
  package var topicID: KafkaUUID

  package init(
    offset: Int64, leaderEpoch: Int32 = -1, metadata: String = "", commitTimestamp: Int64,
    expireTimestamp: Int64? = nil, topicID: KafkaUUID = .zero
  ) {
    self.offset = offset
    self.leaderEpoch = leaderEpoch
    self.metadata = metadata
    self.commitTimestamp = commitTimestamp
    self.expireTimestamp = expireTimestamp
    self.topicID = topicID
  }
}
