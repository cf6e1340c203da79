import KafkaBrokerCore
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import Testing

/// What the recorded cluster was like before a session began, as far as the session shows it.
struct RecordedCluster {
  struct Topic {
    var name: String
    var id: KafkaUUID
    var partitions: Int
  }

  struct Partition {
    /// Where the log ended before the session; nil while nothing tells.
    var end: Int64?
    /// Batches of before that the session read, by their first offset.
    var batches: [Int64: ByteBuffer] = [:]
  }

  var clusterID = "recorded"
  var nodeID: Int32 = 1
  var host = "127.0.0.1"
  var port: Int32 = 9092
  /// Groups that earlier sessions left behind, with the offsets the session found.
  struct Group {
    var protocolType = ""
    var offsets: [TopicPartition: CommittedOffset] = [:]
  }

  var groups: [String: Group] = [:]
  /// Those that the session found, not those that it made.
  var topics: [String: Topic] = [:]
  var partitions: [TopicPartition: Partition] = [:]
  /// The first producer id that the session was given.
  var producerID: Int64?
  /// Partitions of the topic of committed offsets.
  var offsetsPartitions: Int32 = 1

  init(_ exchanges: [Transcript.Exchange]) throws {
    var made: Set<String> = []
    var seen: Set<String> = []
    var names: [KafkaUUID: String] = [:]
    for exchange in exchanges {
      if let response = try exchange.decodeResponse(CreateTopicsResponse.self) {
        made.formUnion(response.topics.filter { $0.errorCode == 0 }.map(\.name))
      }
      if let metadata = try exchange.decodeResponse(MetadataResponse.self) {
        if let id = metadata.clusterId { clusterID = id }
        if let broker = metadata.brokers.first { (nodeID, host, port) = (broker.nodeId, broker.host, broker.port) }
        for topic in metadata.topics {
          guard let name = topic.name else { continue }
          // A topic that is not there when first asked for is made by somebody later.
          let isFirst = seen.insert(name).inserted
          if topic.errorCode != 0 { if isFirst { made.insert(name) } }
          guard topic.errorCode == 0 else { continue }
          names[topic.topicId] = name
          if name == "__consumer_offsets" { offsetsPartitions = Int32(topic.partitions.count) }
          if !made.contains(name), topics[name] == nil {
            topics[name] = Topic(name: name, id: topic.topicId, partitions: topic.partitions.count)
          }
        }
      }
      if let response = try exchange.decodeResponse(InitProducerIdResponse.self), response.errorCode == 0,
        producerID == nil
      {
        producerID = response.producerId
      }
    }
    // Old versions of Metadata do not tell ids.
    var numbered: UInt64 = 0
    for (name, topic) in topics where topic.id == .zero {
      numbered += 1
      topics[name]?.id = KafkaUUID(mostSignificantBits: 0x5EED, leastSignificantBits: numbered)
    }
    for exchange in exchanges { try learnRecords(from: exchange, names: names) }
    try learnGroups(exchanges)
  }

  private mutating func learnGroups(_ exchanges: [Transcript.Exchange]) throws {
    // What a session joins or commits for is its own.
    var own: Set<String> = []
    for exchange in exchanges {
      if let request = try exchange.decodeRequest(JoinGroupRequest.self) { own.insert(request.groupId) }
      if let request = try exchange.decodeRequest(OffsetCommitRequest.self) { own.insert(request.groupId) }
      if let response = try exchange.decodeResponse(DescribeGroupsResponse.self) {
        for group in response.groups where group.groupState == "Empty" && !own.contains(group.groupId) {
          groups[group.groupId, default: Group()].protocolType = group.protocolType
        }
      }
      if let response = try exchange.decodeResponse(OffsetFetchResponse.self) {
        for group in response.groups where !own.contains(group.groupId) {
          for topic in group.topics {
            for partition in topic.partitions where partition.committedOffset >= 0 {
              let place = TopicPartition(topic: topic.name, partition: partition.partitionIndex)
              groups[group.groupId, default: Group()].offsets[place] = CommittedOffset(
                offset: partition.committedOffset, leaderEpoch: partition.committedLeaderEpoch,
                metadata: partition.metadata ?? "", commitTimestamp: 0)
            }
          }
        }
      }
    }
  }

  /// Looks for offsets that records had, which only fit when the same number of records was there before.
  private mutating func learnRecords(from exchange: Transcript.Exchange, names: [KafkaUUID: String]) throws {
    if let response = try exchange.decodeResponse(ProduceResponse.self) {
      for topic in response.responses {
        let name = topic.name.isEmpty ? names[topic.topicId] ?? "" : topic.name
        for partition in topic.partitionResponses where partition.errorCode == 0 {
          ended(at: partition.baseOffset, TopicPartition(topic: name, partition: partition.index))
        }
      }
    }
    if let response = try exchange.decodeResponse(ListOffsetsResponse.self),
      let request = try exchange.decodeRequest(ListOffsetsRequest.self)
    {
      for topic in response.topics {
        let asked = request.topics.first { $0.name == topic.name }
        for partition in topic.partitions where partition.errorCode == 0 {
          let timestamp = asked?.partitions.first { $0.partitionIndex == partition.partitionIndex }?.timestamp
          if timestamp == -1 {
            ended(at: partition.offset, TopicPartition(topic: topic.name, partition: partition.partitionIndex))
          }
        }
      }
    }
    if let response = try exchange.decodeResponse(FetchResponse.self) {
      for topic in response.responses {
        let name = topic.topic.isEmpty ? names[topic.topicId] ?? "" : topic.topic
        for partition in topic.partitions where partition.errorCode == 0 {
          let place = TopicPartition(topic: name, partition: partition.partitionIndex)
          ended(at: partition.highWatermark, place)
          guard let records = partition.records else { continue }
          var batches = RecordBatches(records)
          while case .batch(let batch)? = try batches.next() {
            if batch.header.isControl { continue }
            if partitions[place]?.end.map({ batch.lastOffset < $0 }) ?? true {
              partitions[place, default: Partition()].batches[batch.baseOffset] = batch.bytes
            }
          }
        }
      }
    }
  }

  /// The first sign of a partition's end is the one from before the session wrote into it.
  private mutating func ended(at offset: Int64, _ partition: TopicPartition) {
    guard topics[partition.topic] != nil, partitions[partition]?.end == nil else { return }
    partitions[partition, default: Partition()].end = offset
  }
}
