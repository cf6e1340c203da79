import KafkaMessages
import KafkaStorage
import KafkaWire

extension BrokerNode {
  private typealias PartitionResponse = ListOffsetsResponse.ListOffsetsPartitionResponse

  /// Timestamps that are questions.
  private enum Special: Int64 {
    case latest = -1
    case earliest = -2
    /// The record with the largest time (KIP-734).
    case maxTimestamp = -3
    /// The earliest offset on this broker's own disk (KIP-405).
    case earliestLocal = -4
    /// The latest offset in remote storage (KIP-1005), of which there is none.
    case latestTiered = -5
    /// The earliest offset that waits to go there (KIP-1023).
    case earliestPendingUpload = -6

    /// The version of the API that has it.
    var since: Int16 {
      switch self {
      case .latest, .earliest: 0
      case .maxTimestamp: 7
      case .earliestLocal: 8
      case .latestTiered: 9
      case .earliestPendingUpload: 11
      }
    }
  }

  private struct Found {
    var offset: Int64
    var timestamp: Int64
    var leaderEpoch: Int32

    init(offset: Int64, timestamp: Int64, leaderEpoch: Int32) {
      self.offset = offset
      self.timestamp = timestamp
      self.leaderEpoch = leaderEpoch
    }

    /// A record that the client may not read yet is not there for it.
    init?(_ found: FoundOffset, below end: Int64) {
      guard found.offset < end else { return nil }
      self.init(offset: found.offset, timestamp: found.timestamp, leaderEpoch: found.leaderEpoch)
    }
  }

  /// ListOffsets: where the log begins and ends, and which record is the first at or after a time (KIP-79).
  func listOffsets(_ request: ListOffsetsRequest, _ context: RequestContext) -> Reply {
    var counts: [TopicPartition: Int] = [:]
    for topic in request.topics {
      for partition in topic.partitions {
        counts[TopicPartition(topic: topic.name, partition: partition.partitionIndex), default: 0] += 1
      }
    }
    let response = ListOffsetsResponse.with { response in
      response.topics = request.topics.map { topic in
        .with {
          $0.name = topic.name
          $0.partitions = topic.partitions.map { asked in
            let name = TopicPartition(topic: topic.name, partition: asked.partitionIndex)
            do throws(ErrorCode.Wrapper) {
              if counts[name, default: 0] > 1, context.version > 0 { throw .init(.invalidRequest) }
              if context.version == 0 {
                return try oldStyleOffsets(name, asked, isForConsumer: request.replicaId < 0)
              }
              return try offset(name, asked, isolation: request.isolationLevel, version: context.version)
            } catch {
              return .with {
                $0.partitionIndex = asked.partitionIndex
                $0.errorCode = error.code.rawValue
              }
            }
          }
        }
      }
    }
    return .answer(response)
  }

  private func offset(
    _ name: TopicPartition, _ asked: ListOffsetsRequest.ListOffsetsPartition, isolation: Int8, version: Int16
  ) throws(ErrorCode.Wrapper) -> PartitionResponse {
    guard let partition = partitions[name] else { throw .init(absence(of: name)) }
    if let code = partition.complaint(aboutEpoch: asked.currentLeaderEpoch) { throw .init(code) }
    guard isolation == 0 || isolation == FetchQuery.readCommitted else { throw .init(.unknownServerError) }
    guard let store = partition.store else { throw .init(.kafkaStorageError) }
    let special = Special(rawValue: asked.timestamp)
    if asked.timestamp < 0 {
      guard let special, version >= special.since else { throw .init(.unsupportedVersion) }
    }
    let end = isolation == FetchQuery.readCommitted ? store.lastStableOffset : store.highWatermark
    let found: Found?
    do throws(StorageError) {
      switch special {
      case .latest:
        let epoch = store.leaderEpochs.latest?.epoch ?? partition.leaderEpoch
        found = Found(offset: end, timestamp: -1, leaderEpoch: epoch)
      case .earliest, .earliestLocal:
        let start = store.logStartOffset
        let epoch = store.leaderEpochs.epoch(of: start) ?? partition.leaderEpoch
        found = Found(offset: start, timestamp: -1, leaderEpoch: epoch)
      case .maxTimestamp: found = try store.offsetOfMaxTimestamp().flatMap { Found($0, below: end) }
      case .latestTiered, .earliestPendingUpload: found = nil
      case nil: found = try store.offset(forTimestamp: asked.timestamp).flatMap { Found($0, below: end) }
      }
    } catch {
      throw .init(code(of: error, partition))
    }
    return .with {
      $0.partitionIndex = asked.partitionIndex
      guard let found else { return }
      $0.offset = found.offset
      $0.timestamp = found.timestamp
      if version >= 4 { $0.leaderEpoch = found.leaderEpoch }
    }
  }
}
