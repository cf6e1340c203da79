import KafkaMessages
import KafkaWire

extension BrokerNode {
  private typealias EndOffset = OffsetForLeaderEpochResponse.EpochEndOffset

  /// OffsetForLeaderEpoch: where the epoch of a client's last batch ends here, so that a consumer notices that what it
  /// has read was cut off (KIP-320). Consumers ask whenever a partition's epoch has grown, and some read on only after
  /// the answer.
  func offsetForLeaderEpoch(_ request: OffsetForLeaderEpochRequest, _ context: RequestContext) -> Reply {
    .answer(
      OffsetForLeaderEpochResponse.with { response in
        response.topics = request.topics.map { topic in
          .with { result in
            result.topic = topic.topic
            result.partitions = topic.partitions.map { endOffset($0, of: topic.topic) }
          }
        }
      })
  }

  private func endOffset(
    _ query: OffsetForLeaderEpochRequest.OffsetForLeaderPartition, of topic: String
  ) -> EndOffset {
    .with { result in
      result.partition = query.partition
      let name = TopicPartition(topic: topic, partition: query.partition)
      guard let partition = partitions[name] else {
        result.errorCode = absence(of: name).rawValue
        return
      }
      if let code = partition.complaint(aboutEpoch: query.currentLeaderEpoch) {
        result.errorCode = code.rawValue
        return
      }
      guard let store = partition.store else {
        result.errorCode = ErrorCode.kafkaStorageError.rawValue
        return
      }
      // An epoch that this log has never seen is no error: -1 and -1 say so.
      guard let end = partition.end(of: query.leaderEpoch, in: store) else { return }
      result.leaderEpoch = end.epoch
      result.endOffset = end.endOffset
    }
  }
}
