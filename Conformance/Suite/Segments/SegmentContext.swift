/// What is known of a partition beside its files; it decides what is an error and what is history.
package struct SegmentContext: Sendable {
  /// Compaction made holes in it, or may have.
  package var isCompacted = false
  /// The broker was stopped in order, so the end of the last segment must be whole.
  package var isClean = true
  /// From the checkpoints beside the partition; nil when unknown.
  package var logStart: Int64?
  package var recoveryPoint: Int64?
  package var highWatermark: Int64?
  package var cleanerOffset: Int64?
  /// Milliseconds since 1970, to tell producers that have expired; the newest time in the files when nil.
  package var now: Int64?
  /// After this many milliseconds a broker forgets an idle producer.
  package var producerExpiry: Int64 = 86_400_000
  package var topic = ""
  /// How many partitions the internal topics have, to tell where a group or a transactional id belongs.
  package var internalPartitions: Int?
  /// `max.message.bytes` of the topic.
  package var maxMessageBytes: Int?

  package init() {}

  /// The coordinator writes sequence 0 in every batch.
  var isOffsetsTopic: Bool { topic == "__consumer_offsets" }
  var isMetadataLog: Bool { topic == "__cluster_metadata" }
  static let compactedTopics: Set = ["__consumer_offsets", "__transaction_state", "__share_group_state"]
}
