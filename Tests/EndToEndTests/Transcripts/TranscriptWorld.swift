import KafkaBrokerCore
import KafkaMessages
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

/// A broker node in memory that looks to its clients as the recorded cluster did: its address, its ids, its topics and
/// the records in them.
final class TranscriptWorld {
  let node: BrokerNode
  private(set) var now: Moment
  /// Answers that were not looked at, by connection and correlation id.
  private(set) var answers: [ConnectionID: [Int32: ByteBuffer]] = [:]
  private(set) var closed: [ConnectionID: CloseReason] = [:]
  /// What a node advertises that is like the recorded one.
  static let apis = ApiTable(release: KafkaRelease("3.9") ?? .kafka4)
  private let start: Moment
  private let storage: NodeStorage

  /// Metadata in memory, with the recorded ids.
  private final class Metadata: MetadataStore {
    private(set) var current: ClusterMetadata

    init(_ current: ClusterMetadata) { self.current = current }

    func create(_ topics: [ClusterMetadata.Topic]) {
      for topic in topics { current.topics[topic.name] = topic }
    }

    func replace(_ topics: [ClusterMetadata.Topic]) { create(topics) }

    func delete(topics names: [String]) {
      for name in names { current.topics[name] = nil }
    }

    func reserveProducerIDs(_ count: Int64) -> Range<Int64> {
      defer { current.nextProducerID += count }
      return current.nextProducerID..<(current.nextProducerID + count)
    }
  }

  init(_ cluster: RecordedCluster) throws {
    // As the recorded broker was set up.
    var configuration = try BrokerConfiguration(properties: [
      ("node.id", "\(cluster.nodeID)"), ("group.initial.rebalance.delay.ms", "0"),
      ("offsets.topic.num.partitions", "\(cluster.offsetsPartitions)"), ("log.retention.ms", "-1"),
    ])
    configuration = configuration.emulating(Self.apis.release)
    // The days of the recordings: their records are neither old nor from the future.
    start = Moment(instant: Instant(nanoseconds: 1_000_000_000), wallClock: 1_795_500_000_000)
    now = start
    storage = try NodeStorage(
      configuration: configuration, fileSystem: MemoryFileSystem(), path: "/kafka", random: .seeded(1), at: now)
    var metadata = ClusterMetadata(clusterID: cluster.clusterID, nextProducerID: cluster.producerID ?? 0)
    for topic in cluster.topics.values {
      metadata.topics[topic.name] = ClusterMetadata.Topic(
        name: topic.name, id: topic.id,
        // A node that finds no sign of an orderly stop raises every epoch, here to 0.
        partitions: Array(
          repeating: ClusterMetadata.Partition(replicas: [cluster.nodeID], leaderEpoch: storage.wasClean ? 0 : -1),
          count: topic.partitions))
    }
    node = BrokerNode(
      configuration: configuration, release: Self.apis.release,
      endpoints: ["PLAINTEXT": HostAndPort(host: cluster.host, port: Int(cluster.port))],
      metadata: Metadata(metadata), stores: storage, random: .seeded(2), at: now)
    take(node.started(at: now))
    try fill(cluster)
  }

  /// Appends what was in the recorded partitions before, and records of our own where the session does not show it.
  private func fill(_ cluster: RecordedCluster) throws {
    for (partition, recorded) in cluster.partitions.sorted(by: { $0.key < $1.key }) {
      var next: Int64 = 0
      let end = recorded.end ?? 0
      for (offset, batch) in recorded.batches.sorted(by: { $0.key < $1.key }) where offset >= next && offset < end {
        try produceFiller(Int(offset - next), to: partition)
        var batch = batch
        let last = try #require(RecordBatchHeader(batch, at: batch.readerIndex)).lastOffset
        RecordBatchEdit.setBaseOffset(0, in: &batch, at: batch.readerIndex)
        try produce(batch, to: partition)
        next = last + 1
      }
      try produceFiller(Int(end - next), to: partition)
    }
    for (id, group) in cluster.groups.sorted(by: { $0.key < $1.key }) { try leaveBehind(group, as: id) }
  }

  /// A group whose members came and went, and its offsets.
  private func leaveBehind(_ group: RecordedCluster.Group, as id: String) throws {
    _ = try call(FindCoordinatorRequest.with { $0.key = id }, version: 2)
    if !group.protocolType.isEmpty {
      let joined = try call(
        JoinGroupRequest.with {
          $0.groupId = id
          $0.sessionTimeoutMs = 30_000
          $0.rebalanceTimeoutMs = 30_000
          $0.protocolType = group.protocolType
          $0.protocols = [.with { $0.name = "range" }]
        }, version: 3)
      _ = try call(
        LeaveGroupRequest.with {
          $0.groupId = id
          $0.memberId = joined.memberId
        }, version: 2)
    }
    _ = try call(
      OffsetCommitRequest.with {
        $0.groupId = id
        $0.topics = group.offsets.map { place, offset in
          .with {
            $0.name = place.topic
            $0.partitions = [
              .with {
                $0.partitionIndex = place.partition
                $0.committedOffset = offset.offset
                $0.committedLeaderEpoch = offset.leaderEpoch
                $0.committedMetadata = offset.metadata
              }
            ]
          }
        }
      }, version: 8)
  }

  private func produceFiller(_ count: Int, to partition: TopicPartition) throws {
    guard count > 0 else { return }
    var writer = RecordBatchWriter()
    for _ in 0..<count {
      try writer.append(key: ByteBuffer(), value: ByteBuffer(string: "filler"), timestamp: now.wallClock)
    }
    try produce(try writer.seal(), to: partition)
  }

  private func produce(_ batch: ByteBuffer, to partition: TopicPartition) throws {
    if partition.topic.hasPrefix("__") { return }
    let request = ProduceRequest.with {
      $0.acks = 1
      $0.timeoutMs = 1000
      $0.topicData = [
        .with {
          $0.name = partition.topic
          $0.partitionData = [
            .with {
              $0.index = partition.partition
              $0.records = batch
            }
          ]
        }
      ]
    }
    let response = try call(request, version: 9)
    let code = response.responses.first?.partitionResponses.first?.errorCode
    #expect(code == 0, "\(partition) could not be filled: \(code ?? -1)")
  }

  /// A request of our own, before the session begins.
  private func call<Request: KafkaRequest>(_ request: Request, version: Int16) throws -> Request.Response {
    let connection = connect()
    defer { disconnect(connection) }
    var frame = try Frame.request(request, version: version, correlationId: 1, clientId: "before")
    frame.moveReaderIndex(forwardBy: 4)
    receive(frame, on: connection)
    let answer = try #require(self.answer(to: 1, on: connection, within: .seconds(1)), "no answer to \(Request.self)")
    var reader = WireReader(answer)
    _ = try ResponseHeader(from: &reader, version: Request.Response.headerVersion(for: version))
    return try Request.Response(from: &reader, version: version)
  }

  // MARK: Events

  func connect() -> ConnectionID {
    node.connectionOpened(peer: "127.0.0.1:5000", host: "127.0.0.1", listener: "PLAINTEXT")
  }

  func disconnect(_ connection: ConnectionID) {
    take(node.connectionClosed(connection, at: now))
  }

  func receive(_ frame: ByteBuffer, on connection: ConnectionID) {
    take(node.received([frame], on: connection, at: now))
  }

  /// Lets time pass until the session is that old; what is due meanwhile happens at its time.
  func advance(to milliseconds: Int) {
    advance(to: start.instant + .milliseconds(milliseconds))
  }

  private func advance(to end: Instant) {
    while node.nextDeadline <= end {
      move(to: node.nextDeadline)
      take(node.deadlineReached(at: now))
    }
    move(to: end)
  }

  private func move(to instant: Instant) {
    guard instant > now.instant else { return }
    let passed = (instant - now.instant).wholeNanoseconds
    now = Moment(instant: instant, wallClock: now.wallClock + passed / 1_000_000)
  }

  /// The answer to a request. When it is not there yet, time passes until it is, but no longer than the limit.
  func answer(to correlation: Int32, on connection: ConnectionID, within limit: Duration) -> ByteBuffer? {
    let end = now.instant + limit
    while answers[connection]?[correlation] == nil, closed[connection] == nil {
      let next = max(node.nextDeadline, now.instant)
      guard next <= end else { break }
      move(to: next)
      take(node.deadlineReached(at: now))
    }
    return answers[connection]?.removeValue(forKey: correlation)
  }

  private func take(_ actions: [NodeAction]) {
    for action in actions {
      switch action {
      case .send(let id, var frame):
        node.sent(bytes: frame.readableBytes, on: id)
        frame.moveReaderIndex(forwardBy: 4)
        if let correlation = frame.getInteger(at: frame.readerIndex, as: Int32.self) {
          answers[id, default: [:]][correlation] = frame
        }
      case .close(let id, let reason): closed[id] = reason
      case .sync(let partition):
        guard let request = node.syncRequest(of: partition) else { continue }
        do throws(StorageError) {
          try request.perform()
          take(node.syncFinished(partition, nil, at: now))
        } catch {
          take(node.syncFinished(partition, error, at: now))
        }
      case .pauseReading, .resumeReading, .metadataChanged, .report: break
      }
    }
  }
}
