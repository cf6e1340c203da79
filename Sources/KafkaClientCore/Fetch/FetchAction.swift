package import KafkaMessages
package import KafkaWire
package import NIOCore

/// What the driver of a `FetchMachine` must do, in this order.
package enum FetchAction: Equatable, Sendable {
  /// Send to the broker, on the fetch lane; report the answer, or that there will be none, with the identifier.
  /// `topicIDs` false: no version above 12, since some topic's identifier is unknown.
  case fetch(FetchRequest, node: Int32, id: FetchID, topicIDs: Bool, timeout: Duration)
  /// Send to the broker; report the answer, or that there will be none, with the identifier.
  case listOffsets(ListOffsetsRequest, node: Int32, id: FetchID, timeout: Duration)
  /// Ask the group for committed offsets of these partitions, and report them or that there will be none.
  case findCommitted([TopicPartition])
  /// Hand it to the application, which reports its bytes as `consumed` when it has read them.
  case deliver(FetchedRecords)
  /// The leader of a partition is another one, or unknown: look metadata up.
  case refreshMetadata
  /// This partition cannot be read on; the others go on.
  case fail(TopicPartition, FetchFailure)
}

/// Numbers the requests of one consumer.
package struct FetchID: Hashable, Sendable {
  package var number: UInt64

  package init(number: UInt64) {
    self.number = number
  }
}

/// What one answer had for one partition: whole batches, not yet decoded or checked.
package struct FetchedRecords: Equatable, Sendable {
  package var partition: TopicPartition
  /// Begins with the batch that holds `offset`, which may have earlier records too: they are skipped.
  package var records: ByteBuffer
  /// The first offset asked for.
  package var offset: Int64
  /// The offset after the last one in `records`.
  package var nextOffset: Int64
  package var highWatermark: Int64
  package var logStartOffset: Int64
  /// Which stay at the partition it belongs to: after a seek or a new assignment, older ones are to be dropped.
  package var stay: UInt64
}

package enum FetchFailure: Error, Equatable, Sendable {
  /// The broker refused for good.
  case refused(ApiKey, ErrorCode)
  /// The position is outside of the partition, and `auto.offset.reset` is `none`.
  case offsetOutOfRange(Int64)
  /// There is no committed offset, and `auto.offset.reset` is `none`.
  case noCommittedOffset
  /// What the broker sent is no sequence of batches.
  case undecodable(String)
}
