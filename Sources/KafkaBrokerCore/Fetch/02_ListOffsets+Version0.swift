import KafkaMessages
import KafkaStorage
import KafkaWire

extension BrokerNode {
  /// ListOffsets before times were indexed (0.10.1, KIP-79): the offsets where segments begin, and the log's end, the
  /// newest first. Asked for a time, those of segments that were last written at that time or before.
  func oldStyleOffsets(
    _ name: TopicPartition, _ asked: ListOffsetsRequest.ListOffsetsPartition, isForConsumer: Bool
  ) throws(ErrorCode.Wrapper) -> ListOffsetsResponse.ListOffsetsPartitionResponse {
    guard let partition = partitions[name] else { throw .init(absence(of: name)) }
    guard let store = partition.store else { throw .init(.kafkaStorageError) }
    guard asked.maxNumOffsets >= 0 else { throw .init(.unknownServerError) }
    var places: [SegmentStart]
    do throws(StorageError) {
      places = try store.segmentStarts()
    } catch {
      throw .init(code(of: error, partition))
    }
    // The end counts as written now. In an empty segment it is where that begins.
    if places.last?.isEmpty != true {
      places.append(SegmentStart(offset: store.logEndOffset, modified: now.wallClock, isEmpty: true))
    }
    let count: Int
    switch asked.timestamp {
    case Self.latestTimestamp: count = places.count
    case Self.earliestTimestamp: count = min(1, places.count)
    default: count = places.lastIndex { $0.modified <= asked.timestamp }.map { $0 + 1 } ?? 0
    }
    var offsets = Array(places[..<count].map(\.offset).reversed().prefix(Int(asked.maxNumOffsets)))
    if isForConsumer, let first = offsets.first, first > store.highWatermark {
      offsets = [store.highWatermark] + offsets.drop { $0 > store.highWatermark }
    }
    return .with {
      $0.partitionIndex = asked.partitionIndex
      $0.oldStyleOffsets = offsets
    }
  }

  private static let latestTimestamp: Int64 = -1
  private static let earliestTimestamp: Int64 = -2
}
