import KafkaMessages
import KafkaStorage
import KafkaWire
import OrderedCollections

extension BrokerNode {
  private typealias TopicResult = DeleteRecordsResponse.DeleteRecordsTopicResult
  private typealias PartitionResult = DeleteRecordsResponse.DeleteRecordsPartitionResult

  /// DeleteRecords: partitions begin at later offsets (KIP-107). Readers notice at once; the disk space comes back with
  /// the segments that lie below as a whole, at the next look at retention.
  ///
  /// The new beginning is written to disk before the answer, so that not even a crash brings the records back. Of a
  /// partition that stands in the request twice the last mention counts, as in Apache Kafka.
  func deleteRecords(_ request: DeleteRecordsRequest, _ context: RequestContext) -> Reply {
    var asked: OrderedDictionary<String, OrderedDictionary<Int32, Int64>> = [:]
    for topic in request.topics {
      for partition in topic.partitions {
        asked[topic.name, default: [:]][partition.partitionIndex] = partition.offset
      }
    }
    var hasMoved = false
    let response = DeleteRecordsResponse.with { response in
      response.topics = asked.map { topic, partitions in
        TopicResult.with { result in
          result.name = topic
          result.partitions = partitions.map { index, offset in
            deleteRecords(of: TopicPartition(topic: topic, partition: index), before: offset, &hasMoved)
          }
        }
      }
    }
    if hasMoved { noteLogStarts() }
    return .answer(response)
  }

  private func deleteRecords(
    of name: TopicPartition, before offset: Int64, _ hasMoved: inout Bool
  ) -> PartitionResult {
    .with { result in
      result.partitionIndex = name.partition
      do throws(ErrorCode.Wrapper) {
        let (before, after) = try deleteRecords(of: name, before: offset)
        result.lowWatermark = after
        if after > before { hasMoved = true }
      } catch {
        result.lowWatermark = -1
        result.errorCode = error.code.rawValue
      }
    }
  }

  /// - Returns: the log's start before and after.
  private func deleteRecords(
    of name: TopicPartition, before offset: Int64
  ) throws(ErrorCode.Wrapper) -> (before: Int64, after: Int64) {
    guard let partition = partitions[name], let options = topicConfigurations[name.topic] else {
      throw .init(absence(of: name))
    }
    if TopicName.isInternal(name.topic) { throw .init(.invalidTopicException) }
    guard let store = partition.store else { throw .init(.kafkaStorageError) }
    // The records of a compacted topic go one by one, by their keys.
    if options.isCompacted, !options.deletesOldSegments { throw .init(.policyViolation) }
    let start = store.logStartOffset
    let offset = offset == Self.highWatermark ? store.highWatermark : offset
    guard offset >= 0 else { throw .init(.offsetOutOfRange) }
    do throws(StorageError) {
      try store.deleteRecords(before: offset)
    } catch {
      throw .init(code(of: error, partition))
    }
    if store.logStartOffset > start { logStartMoved(name, to: store.logStartOffset) }
    return (start, store.logStartOffset)
  }

  /// The offset that stands for all records that consumers may read.
  private static let highWatermark: Int64 = -1

  private func noteLogStarts() {
    do throws(StorageError) {
      try stores.writeLogStarts()
    } catch {
      // The logs begin later all the same; the next checkpoint tries again.
      report(.maintenanceFailed("the beginnings of logs could not be written: \(error)"))
    }
  }
}
