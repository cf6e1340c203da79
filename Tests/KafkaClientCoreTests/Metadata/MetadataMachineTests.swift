import KafkaClientCore
import KafkaMessages
import KafkaWire
import Testing

@Suite struct MetadataMachineTests {
  private var now = Instant.zero + .seconds(1000)
  private var machine = MetadataMachine(
    settings: .init(
      maximumAge: .seconds(300), topicIdleTime: .seconds(300),
      backoff: Backoff(base: .milliseconds(100), cap: .seconds(1)), rebootstrapTrigger: .seconds(300)),
    random: .seeded(1))

  private struct Leader {
    var id: Int32
    var epoch: Int32 = 0
    var error = ErrorCode.none
  }

  private static let one = KafkaUUID(mostSignificantBits: 0, leastSignificantBits: 1)
  private static let two = KafkaUUID(mostSignificantBits: 0, leastSignificantBits: 2)

  private func topic(
    _ name: String, id: KafkaUUID = one, error: ErrorCode = .none, _ leaders: [Leader]
  ) -> MetadataResponse.MetadataResponseTopic {
    .with { topic in
      topic.name = name
      topic.topicId = id
      topic.errorCode = error.rawValue
      topic.partitions = leaders.enumerated().map { index, leader in
        .with {
          $0.partitionIndex = Int32(index)
          $0.leaderId = leader.id
          $0.leaderEpoch = leader.epoch
          $0.errorCode = leader.error.rawValue
        }
      }
    }
  }

  private func response(
    _ topics: [MetadataResponse.MetadataResponseTopic], cluster: String = "c", brokers: [Int32] = [1, 2]
  ) -> MetadataResponse {
    .with { response in
      response.clusterId = cluster
      response.controllerId = 1
      response.brokers = brokers.map { id in
        .with {
          $0.nodeId = id
          $0.host = "b\(id)"
          $0.port = 9092
        }
      }
      response.topics = topics
    }
  }

  /// Asks and answers at once.
  @discardableResult
  private mutating func refresh(
    _ topics: [MetadataResponse.MetadataResponseTopic], version: Int16 = 12
  ) -> MetadataMachine.Change {
    machine.requestUpdate()
    _ = machine.begin(at: now)
    return machine.answered(response(topics), version: version, at: now)
  }

  private func partition(_ topic: String, _ index: Int32) -> ClusterMetadata.Partition? {
    machine.snapshot.partition(TopicPartition(topic: topic, partition: index))
  }

  // MARK: When and what

  @Test func `nothing is asked before something is wanted`() {
    #expect(machine.dueTime == .distantFuture)
    #expect(machine.rebootstrapTime == .distantFuture)
  }

  @Test mutating func `a topic used for the first time is asked for at once, alone, and may be created`() {
    machine.use(["a"], at: now)
    #expect(machine.dueTime <= now)
    #expect(machine.begin(at: now) == .init(topics: ["a"], allowsAutoCreation: true, isPartial: true))
    #expect(machine.dueTime == .distantFuture)
    _ = machine.answered(response([topic("a", [Leader(id: 1)])]), version: 12, at: now)

    machine.use(["a", "b"], at: now)
    #expect(machine.begin(at: now) == .init(topics: ["b"], allowsAutoCreation: true, isPartial: true))
    _ = machine.answered(response([topic("b", id: Self.two, [Leader(id: 2)])]), version: 12, at: now)
    // A partial answer adds to what is known.
    #expect(machine.snapshot.topics.keys.sorted() == ["a", "b"])
  }

  @Test mutating func `what is wanted while a request is under way leads to another one`() {
    machine.use(["a"], at: now)
    _ = machine.begin(at: now)
    machine.use(["b"], at: now)
    #expect(machine.dueTime == .distantFuture)
    _ = machine.answered(response([topic("a", [Leader(id: 1)])]), version: 12, at: now)
    #expect(machine.dueTime <= now)
    #expect(machine.begin(at: now).topics == ["b"])
  }

  @Test mutating func `topics that may be created and topics that may not are asked for apart`() {
    let reader = InterestID(rawValue: 1)
    machine.use(["made"], at: now)
    machine.setInterest(.init(topics: .named(["found"]), allowsAutoCreation: false), of: reader)
    #expect(machine.begin(at: now) == .init(topics: ["made"], allowsAutoCreation: true, isPartial: true))
    _ = machine.answered(response([topic("made", [Leader(id: 1)])]), version: 12, at: now)
    #expect(machine.begin(at: now) == .init(topics: ["found"], allowsAutoCreation: false, isPartial: true))
    _ = machine.answered(response([topic("found", [Leader(id: 1)])]), version: 12, at: now)
    // Together they are only refreshed.
    machine.requestUpdate()
    #expect(machine.begin(at: now) == .init(topics: ["found", "made"], allowsAutoCreation: false, isPartial: false))
  }

  @Test mutating func `a pattern needs every topic`() {
    machine.setInterest(.init(topics: .all, allowsAutoCreation: false), of: InterestID(rawValue: 1))
    #expect(machine.dueTime <= now)
    #expect(machine.begin(at: now) == .init(topics: nil, allowsAutoCreation: false, isPartial: false))
  }

  @Test mutating func `a topic that producers stopped using is forgotten`() {
    machine.use(["a", "b"], at: now)
    _ = machine.begin(at: now)
    _ = machine.answered(response([topic("a", [Leader(id: 1)]), topic("b", [Leader(id: 1)])]), version: 12, at: now)
    now = now + .seconds(200)
    machine.use(["b"], at: now)
    now = now + .seconds(101)
    #expect(machine.dueTime <= now)
    #expect(machine.begin(at: now).topics == ["b"])
    _ = machine.answered(response([topic("b", [Leader(id: 1)])]), version: 12, at: now)
    #expect(machine.snapshot.topics.keys.sorted() == ["b"])
  }

  @Test mutating func `metadata that is old is asked for again`() {
    machine.use(["a"], at: now)
    _ = machine.begin(at: now)
    _ = machine.answered(response([topic("a", [Leader(id: 1)])]), version: 12, at: now)
    #expect(machine.dueTime == now + .seconds(300))
  }

  // MARK: Pauses

  @Test mutating func `failures make the pause grow, and a success ends that`() {
    machine.use(["a"], at: now)
    var pauses = [Int64]()
    for _ in 0..<6 {
      _ = machine.begin(at: now)
      machine.failed(at: now)
      pauses.append((machine.dueTime - now).wholeMilliseconds)
      now = machine.dueTime
    }
    #expect(pauses[0] >= 80 && pauses[0] <= 120)
    #expect(pauses[2] >= 320 && pauses[2] <= 480)
    #expect(pauses[5] >= 800 && pauses[5] <= 1000)
    // What was asked for without success is asked for again.
    #expect(machine.begin(at: now).topics == ["a"])
    _ = machine.answered(response([topic("a", [Leader(id: 1)])]), version: 12, at: now)
    machine.requestUpdate()
    #expect(machine.dueTime <= now)
  }

  @Test mutating func `a new topic does not wait for the pause that old ones caused`() {
    machine.use(["a"], at: now)
    _ = machine.begin(at: now)
    machine.failed(at: now)
    #expect(machine.dueTime > now)
    machine.use(["b"], at: now)
    #expect(machine.dueTime <= now)
  }

  @Test mutating func `answers that tell nothing new make the pause grow, news end that`() {
    refresh([topic("a", [Leader(id: 1, epoch: 3)])])
    machine.requestUpdate()
    #expect(machine.dueTime <= now)
    var pauses = [Int64]()
    for _ in 0..<4 {
      refresh([topic("a", [Leader(id: 1, epoch: 3)])])
      machine.requestUpdate()
      pauses.append((machine.dueTime - now).wholeMilliseconds)
    }
    #expect(pauses[0] >= 80 && pauses[0] <= 120)
    #expect(pauses[3] >= 640 && pauses[3] <= 960)
    let change = refresh([topic("a", [Leader(id: 2, epoch: 4)])])
    #expect(change.isNews)
    machine.requestUpdate()
    #expect(machine.dueTime <= now)
  }

  @Test mutating func `a topic without a leader is asked for again, after a pause`() {
    machine.use(["a"], at: now)
    _ = machine.begin(at: now)
    _ = machine.answered(
      response([topic("a", [Leader(id: -1, error: .leaderNotAvailable)])]), version: 12, at: now)
    #expect(machine.isUpdatePending)
    #expect(machine.dueTime > now)
    #expect(machine.dueTime <= now + .milliseconds(120))
  }

  @Test mutating func `going back to the bootstrap servers is counted from the first attempt after a success`() {
    refresh([topic("a", [Leader(id: 1)])])
    now = now + .seconds(250)
    #expect(machine.rebootstrapTime == .distantFuture)
    machine.requestUpdate()
    _ = machine.begin(at: now)
    machine.failed(at: now)
    let first = now
    #expect(machine.rebootstrapTime == first + .seconds(300))
    now = now + .seconds(100)
    _ = machine.begin(at: now)
    machine.failed(at: now)
    #expect(machine.rebootstrapTime == first + .seconds(300))
    refresh([topic("a", [Leader(id: 1)])])
    #expect(machine.rebootstrapTime == .distantFuture)
  }

  // MARK: Merging

  @Test mutating func `a newer epoch is taken, an older one is not`() {
    refresh([topic("a", [Leader(id: 1, epoch: 5)])])
    refresh([topic("a", [Leader(id: 2, epoch: 4)])])
    #expect(partition("a", 0)?.leader == 1)
    #expect(partition("a", 0)?.leaderEpoch == 5)
    refresh([topic("a", [Leader(id: 2, epoch: 5)])])
    #expect(partition("a", 0)?.leader == 2)
    refresh([topic("a", [Leader(id: 1, epoch: 6)])])
    #expect(partition("a", 0)?.leader == 1)
    #expect(partition("a", 0)?.leaderEpoch == 6)
  }

  @Test mutating func `epochs of old versions are not relied on`() {
    refresh([topic("a", [Leader(id: 1, epoch: 5)])])
    refresh([topic("a", id: .zero, [Leader(id: 2, epoch: 4)])], version: 8)
    #expect(partition("a", 0)?.leader == 2)
    #expect(partition("a", 0)?.leaderEpoch == -1)
  }

  @Test mutating func `another id means another topic, whose epochs start again`() {
    refresh([topic("a", id: Self.one, [Leader(id: 1, epoch: 5), Leader(id: 1, epoch: 5)])])
    let change = refresh([topic("a", id: Self.two, [Leader(id: 2, epoch: 0)])])
    #expect(change.recreatedTopics == ["a"])
    #expect(machine.snapshot.partitionCount(of: "a") == 1)
    #expect(partition("a", 0)?.leaderEpoch == 0)
    #expect(machine.snapshot.topicNames == [Self.two: "a"])
  }

  @Test mutating func `a topic that has an error for a moment keeps its partitions`() {
    refresh([topic("a", [Leader(id: 1, epoch: 5)])])
    refresh([topic("a", id: .zero, error: .unknownTopicOrPartition, [])])
    #expect(machine.snapshot.topic("a")?.error == .unknownTopicOrPartition)
    #expect(partition("a", 0)?.leader == 1)
    #expect(machine.snapshot.topic("a")?.id == Self.one)
    #expect(machine.isUpdatePending)
  }

  @Test mutating func `an error that another look will not remove is kept and not asked about again`() {
    refresh([topic("a", error: .topicAuthorizationFailed, [])])
    #expect(machine.snapshot.topic("a")?.error == .topicAuthorizationFailed)
    #expect(machine.snapshot.partitionCount(of: "a") == nil)
    #expect(!machine.isUpdatePending)
  }

  @Test mutating func `a broker that is behind does not take partitions away`() {
    refresh([topic("a", [Leader(id: 1), Leader(id: 2)])])
    refresh([topic("a", [Leader(id: 1)])])
    #expect(machine.snapshot.partitionCount(of: "a") == 2)
    #expect(partition("a", 1)?.leader == 2)
  }

  @Test mutating func `a partition number out of all proportion takes no memory`() {
    var broken = topic("a", [Leader(id: 1)])
    broken.partitions[0].partitionIndex = .max
    refresh([broken])
    #expect((machine.snapshot.topic("a")?.partitions.count ?? 0) <= 1)
  }

  @Test mutating func `a full answer drops what it does not mention`() {
    refresh([topic("a", [Leader(id: 1)]), topic("b", id: Self.two, [Leader(id: 1)])])
    refresh([topic("b", id: Self.two, [Leader(id: 1)])])
    #expect(machine.snapshot.topics.keys.sorted() == ["b"])
  }

  @Test mutating func `another cluster behind the same names is noticed`() {
    machine.requestUpdate()
    _ = machine.begin(at: now)
    #expect(machine.answered(response([]), version: 12, at: now).formerClusterID == nil)
    machine.requestUpdate()
    _ = machine.begin(at: now)
    let change = machine.answered(response([], cluster: "other"), version: 12, at: now)
    #expect(change.formerClusterID == "c")
    #expect(machine.snapshot.clusterID == "other")
  }

  // MARK: Other news

  @Test mutating func `a newer leader from another response is taken, an older or unknown one is not`() {
    refresh([topic("a", [Leader(id: 1, epoch: 5)])])
    let a0 = TopicPartition(topic: "a", partition: 0)
    let three = ClusterMetadata.Broker(id: 3, endpoint: Endpoint(host: "b3", port: 9092))
    let answer1 = machine.learnedLeader(of: a0, leader: 2, epoch: 5, endpoints: [])
    #expect(!answer1)
    let answer2 = machine.learnedLeader(of: a0, leader: 2, epoch: -1, endpoints: [])
    #expect(!answer2)
    let answer3 = machine.learnedLeader(of: a0, leader: -1, epoch: 9, endpoints: [])
    #expect(!answer3)
    let answer4 = machine.learnedLeader(of: a0, leader: 3, epoch: 6, endpoints: [])
    #expect(!answer4)
    let answer5 = machine.learnedLeader(
      of: TopicPartition(topic: "a", partition: 7), leader: 2, epoch: 9, endpoints: [])
    #expect(!answer5)
    let answer6 = machine.learnedLeader(of: a0, leader: 3, epoch: 6, endpoints: [three])
    #expect(answer6)
    #expect(machine.snapshot.leader(of: a0) == three)
    #expect(partition("a", 0)?.leaderEpoch == 6)
  }

  @Test mutating func `a newer epoch from elsewhere makes the leader unknown until metadata says who it is`() {
    refresh([topic("a", [Leader(id: 1, epoch: 5)])])
    let a0 = TopicPartition(topic: "a", partition: 0)
    machine.sawEpoch(5, of: a0)
    #expect(machine.snapshot.leader(of: a0)?.id == 1)
    #expect(!machine.isUpdatePending)
    machine.sawEpoch(7, of: a0)
    #expect(machine.snapshot.leader(of: a0) == nil)
    #expect(machine.isUpdatePending)
    // A broker that has not heard is not believed.
    refresh([topic("a", [Leader(id: 1, epoch: 5)])])
    #expect(machine.snapshot.leader(of: a0) == nil)
    #expect(machine.isUpdatePending)
    refresh([topic("a", [Leader(id: 2, epoch: 7)])])
    #expect(machine.snapshot.leader(of: a0)?.id == 2)
  }

  @Test mutating func `starting over forgets brokers, not topics and epochs`() {
    refresh([topic("a", [Leader(id: 1, epoch: 5)])])
    machine.rebootstrapped()
    #expect(machine.snapshot.brokers.isEmpty)
    #expect(partition("a", 0)?.leaderEpoch == 5)
    #expect(machine.snapshot.clusterID == "c")
    #expect(machine.dueTime <= now)
  }
}
