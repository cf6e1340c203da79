import DequeModule
import KafkaMessages
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore

/// The group coordinator inside the node: its requests, its log, its deadlines.
extension BrokerNode {
  // MARK: Requests

  func offsetCommit(_ request: OffsetCommitRequest, _ context: RequestContext) -> Reply {
    coordinate {
      groups.offsetCommit(request, from: client(context), topics: topics, token: context.token, at: now)
    }
  }

  func offsetFetch(_ request: OffsetFetchRequest, _ context: RequestContext) -> Reply {
    coordinate { groups.offsetFetch(request, from: client(context), topics: topics, token: context.token) }
  }

  func offsetDelete(_ request: OffsetDeleteRequest, _ context: RequestContext) -> Reply {
    coordinate {
      groups.offsetDelete(request, from: client(context), topics: topics, token: context.token, at: now)
    }
  }

  func joinGroup(_ request: JoinGroupRequest, _ context: RequestContext) -> Reply {
    coordinate { groups.joinGroup(request, from: client(context), token: context.token, at: now) }
  }

  func syncGroup(_ request: SyncGroupRequest, _ context: RequestContext) -> Reply {
    coordinate { groups.syncGroup(request, from: client(context), token: context.token, at: now) }
  }

  func heartbeat(_ request: HeartbeatRequest, _ context: RequestContext) -> Reply {
    coordinate { groups.heartbeat(request, from: client(context), token: context.token, at: now) }
  }

  func leaveGroup(_ request: LeaveGroupRequest, _ context: RequestContext) -> Reply {
    coordinate { groups.leaveGroup(request, from: client(context), token: context.token, at: now) }
  }

  func describeGroups(_ request: DescribeGroupsRequest, _ context: RequestContext) -> Reply {
    coordinate { groups.describeGroups(request, from: client(context), token: context.token) }
  }

  func listGroups(_ request: ListGroupsRequest, _ context: RequestContext) -> Reply {
    coordinate { groups.listGroups(request, from: client(context), token: context.token) }
  }

  func deleteGroups(_ request: DeleteGroupsRequest, _ context: RequestContext) -> Reply {
    coordinate { groups.deleteGroups(request, from: client(context), token: context.token, at: now) }
  }

  /// The coordinator answers by the token, at once or later.
  private func coordinate(_ operation: () -> [GroupOutput]) -> Reply {
    carryOut(operation())
    return .later
  }

  private func client(_ context: RequestContext) -> GroupClient {
    GroupClient(clientID: context.clientID ?? "", host: "/\(context.host)", version: context.version)
  }

  private var topics: NodeTopics { NodeTopics(metadata: metadata.current, names: topicNames) }

  // MARK: Outputs

  /// Does what the coordinator asks for, in order. Appends go into the log in the order in which they were asked for,
  /// and what they lead to comes after what was there before.
  func carryOut(_ outputs: [GroupOutput]) {
    groupOutputs += outputs
    // The call that began works through what the inner ones add.
    if isCarryingOut { return }
    isCarryingOut = true
    defer { isCarryingOut = false }
    while let output = groupOutputs.popFirst() {
      switch output {
      case .respond(let token, let response): answer(token, response.message)
      case .append(let number, let records, let id): append(records, to: number, id)
      }
    }
  }

  private func append(_ records: [LoggedRecord], to number: Int32, _ id: AppendID) {
    let name = TopicPartition(topic: TopicName.consumerOffsets, partition: number)
    guard let partition = partitions[name] else { return groupAppendFinished(id, .notCoordinator) }
    let batch: ByteBuffer
    do {
      batch = try LoggedRecord.batch(records, timestamp: now.wallClock)
    } catch {
      return groupAppendFinished(id, .unknownServerError)
    }
    do throws(StorageError) {
      let info = try append(batch, to: partition, origin: .coordinator)
      if info.isSyncDue {
        syncs.wait(.group(id), for: info.lastOffset + 1, of: name)
      } else {
        groupAppendFinished(id, nil)
      }
    } catch {
      groupAppendFinished(id, error.kind == .recordTooLarge ? .messageTooLarge : .kafkaStorageError)
    }
  }

  func groupAppendFinished(_ id: AppendID, _ error: ErrorCode?) {
    if let error {
      carryOut(groups.appendFailed(id, error, at: now))
    } else {
      carryOut(groups.appended(id, at: now))
    }
  }

  // MARK: Log

  /// Bytes of the log read at a time while loading.
  private static let loadBytes = 4 << 20

  /// Takes up the partitions of the topic of committed offsets that are not taken up yet: their logs are read from the
  /// beginning.
  func loadGroups(of topic: ClusterMetadata.Topic) {
    // While groups live, their partitions stay theirs: a topic that grows takes effect with the next start, as in
    // Apache Kafka.
    if groups.shards.isEmpty { groups.partitionCount = Int32(topic.partitions.count) }
    for number in 0..<min(groups.partitionCount, Int32(topic.partitions.count)) {
      let name = TopicPartition(topic: topic.name, partition: number)
      guard groups.shards[number] == nil, let partition = partitions[name], let store = partition.store else {
        continue
      }
      carryOut(groups.beginLoading(number, at: now))
      do {
        for problem in try load(store, into: number) { report(.groupRecordSkipped(name.description, problem)) }
        carryOut(groups.finishLoading(number, at: now))
      } catch {
        carryOut(groups.resign(number))
        report(.partitionFailed(name.description, "its groups could not be loaded: \(error)"))
      }
    }
  }

  private func load(_ store: any PartitionStore, into number: Int32) throws -> [String] {
    var problems: [String] = []
    var offset = store.logStartOffset
    while offset < store.logEndOffset {
      let bytes = try store.read(from: offset, maxBytes: Self.loadBytes, minOneBatch: true, upTo: nil).records
      guard let next = try Self.end(of: bytes), next > offset else { break }
      problems += try groups.load(bytes, into: number, at: now).map(\.description)
      offset = next
    }
    return problems
  }

  /// The offset behind the last whole batch.
  static func end(of bytes: ByteBuffer) throws(RecordError) -> Int64? {
    var batches = RecordBatches(bytes)
    var end: Int64?
    while let batch = try batches.next() {
      switch batch {
      case .batch(let batch): end = batch.lastOffset + 1
      case .message(let message): end = message.offset + 1
      }
    }
    return end
  }

  func resignGroups(of topic: ClusterMetadata.Topic) {
    for number in groups.shards.keys.sorted() { carryOut(groups.resign(number)) }
  }
}

/// What the coordinator may know of topics.
private struct NodeTopics: GroupTopics {
  var metadata: ClusterMetadata
  var names: [KafkaUUID: String]

  func partitionCount(of topic: String) -> Int32? { metadata.topics[topic].map { Int32($0.partitions.count) } }
  func topicID(of topic: String) -> KafkaUUID? { metadata.topics[topic]?.id }
  func topicName(of id: KafkaUUID) -> String? { names[id] }
}

extension GroupConfiguration {
  init(_ configuration: BrokerConfiguration, release: KafkaRelease) {
    self.init()
    minimumSessionTimeout = configuration.groups.minSessionTimeout
    maximumSessionTimeout = configuration.groups.maxSessionTimeout
    initialRebalanceDelay = configuration.groups.initialRebalanceDelay
    maximumSize = Int(configuration.groups.maxSize)
    offsetMetadataLimit = Int(configuration.offsets.metadataMaxBytes)
    offsetsRetention = configuration.offsets.retention
    offsetsRetentionCheckInterval = configuration.offsets.retentionCheckInterval
    partitionCount = configuration.offsets.topicPartitionCount
    offsetCommitValueVersion = release >= .kafka41 ? 4 : 3
    servesZooKeeperOffsets = release < .kafka28
    isBefore4 = release < .kafka4
  }
}
