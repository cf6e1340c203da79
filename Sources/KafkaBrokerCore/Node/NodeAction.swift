package import KafkaWire
package import NIOCore

/// What the driver of a node must do now, in this order.
package enum NodeAction: Equatable, Sendable {
  /// Send the frame, which has its length in front.
  case send(ConnectionID, ByteBuffer)
  /// Close the connection when what was sent is out; log the reason. The node has forgotten it already.
  case close(ConnectionID, CloseReason)
  /// Take no more bytes from the connection's socket.
  case pauseReading(ConnectionID)
  case resumeReading(ConnectionID)
  /// Perform ``BrokerNode/syncRequest(of:)`` on another thread, then report ``BrokerNode/syncFinished(_:_:at:)``.
  case sync(TopicPartition)
  /// Tell the cluster's other nodes: ``BrokerNode/metadataChanged(at:)``. Of no concern to a node that is alone.
  case metadataChanged
  /// Tell the operator.
  case report(NodeReport)
}

/// Something an operator wants to read in the log.
package enum NodeReport: Equatable, Sendable, CustomStringConvertible {
  case topicCreated(String, partitions: Int)
  case topicDeleted(String)
  /// A topic wants to be compacted, which no log is yet.
  case neverCompacted(String)
  /// A partition's log cannot be used any more; requests for it get errors.
  case partitionFailed(String, String)
  case metadataFailed(String)
  case maintenanceFailed(String)
  /// A record of committed offsets or group state says nothing that can be used.
  case groupRecordSkipped(String, String)

  package var description: String {
    switch self {
    case .topicCreated(let name, let partitions): "created topic \(name) with \(partitions) partition(s)"
    case .topicDeleted(let name): "deleted topic \(name)"
    case .neverCompacted(let name):
      "topic \(name) has cleanup.policy=compact, but logs are not compacted yet: it keeps every record"
    case .partitionFailed(let partition, let why): "partition \(partition) is offline: \(why)"
    case .maintenanceFailed(let why): why
    case .groupRecordSkipped(let partition, let why): "a record of \(partition) was skipped: \(why)"
    case .metadataFailed(let why): "the metadata could not be changed: \(why)"
    }
  }

  package var isError: Bool {
    switch self {
    case .topicCreated, .topicDeleted, .neverCompacted: false
    case .partitionFailed, .metadataFailed, .maintenanceFailed, .groupRecordSkipped: true
    }
  }
}
