import KafkaMessages
import KafkaStorage
import KafkaWire

extension BrokerNode {
  private typealias PartitionResponse = DescribeProducersResponse.PartitionResponse

  /// DescribeProducers: what partitions know of the producers that write to them, to find those that hang (KIP-664).
  func describeProducers(_ request: DescribeProducersRequest, _ context: RequestContext) -> Reply {
    .answer(
      DescribeProducersResponse.with { response in
        response.topics = request.topics.map { topic in
          .with { result in
            result.name = topic.name
            result.partitions = topic.partitionIndexes.map { index in
              producers(of: TopicPartition(topic: topic.name, partition: index))
            }
          }
        }
      })
  }

  private func producers(of name: TopicPartition) -> PartitionResponse {
    .with { result in
      result.partitionIndex = name.partition
      guard TopicName.complaint(about: name.topic) == nil else {
        result.errorCode = ErrorCode.invalidTopicException.rawValue
        return
      }
      guard let partition = partitions[name] else {
        result.errorCode = absence(of: name).rawValue
        return
      }
      guard let store = partition.store else {
        result.errorCode = ErrorCode.kafkaStorageError.rawValue
        return
      }
      result.activeProducers = store.activeProducers.map { producer in
        .with {
          $0.producerId = producer.producerId
          $0.producerEpoch = Int32(producer.epoch)
          $0.lastSequence = producer.lastSequence
          $0.lastTimestamp = producer.lastTimestamp
          $0.coordinatorEpoch = producer.coordinatorEpoch
          $0.currentTxnStartOffset = producer.transactionStart ?? -1
        }
      }
    }
  }
}
