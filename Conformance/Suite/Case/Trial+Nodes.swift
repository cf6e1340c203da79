import KafkaSchema
import KafkaWire
import Synchronization

/// Where a partition's replicas are, as Metadata says.
package struct Placement: Sendable {
  package var leader: Int32
  package var epoch: Int64
  package var replicas: [Int32]
  package var inSync: [Int32]

  /// A replica that does not lead.
  package var follower: Int32? { replicas.first { $0 != leader } }
}

extension Trial {
  // MARK: Topics on chosen brokers

  /// A topic all of whose partitions are on one broker and ready, so that one session or one request reaches them all.
  package func topicOnOneNode(
    partitions: Int, configs: [(String, String?)] = [], name: String? = nil
  ) async throws -> TestTopic {
    let topic: TestTopic
    if let node = target.discovery.brokers.first?.id, target.discovery.brokers.count > 1 {
      topic = try await placedTopic(
        Array(repeating: [node], count: partitions), configs: configs, name: name ?? self.name("t"))
    } else {
      topic = try await self.topic(partitions: partitions, configs: configs, name: name)
    }
    for partition in 0..<partitions { try await ready(topic, partition: partition) }
    return topic
  }

  /// A topic with one partition and two replicas; the first leads.
  ///
  /// - Parameter replicas: The brokers; any two when nil.
  package func replicatedTopic(
    on replicas: [Int32]? = nil, configs: [(String, String?)] = []
  ) async throws -> TestTopic {
    let nodes = replicas ?? Array(target.discovery.brokers.map(\.id).sorted().prefix(2))
    guard nodes.count >= 2 else { throw CaseEnd.skipped("needs two brokers") }
    let topic = try await placedTopic([nodes], configs: configs, name: name("t"))
    try await inSync(topic, within: .seconds(30))
    try await ready(topic)
    return topic
  }

  /// A topic with one partition, and a broker that does not lead it: a follower, which has something to answer with,
  /// or one without a replica where no topic can have two.
  package func topicBesideLeader() async throws -> (topic: TestTopic, other: Int32) {
    do {
      let topic = try await replicatedTopic()
      return (topic, try await follower(of: topic))
    } catch let failure as CaseFailure where failure.field == "Topics[0].ErrorCode" {
      let topic = try await topic()
      let leader = try await leaderId(of: topic)
      guard let other = target.discovery.brokers.first(where: { $0.id != leader })?.id else {
        throw CaseEnd.skipped("needs a broker that does not lead the partition")
      }
      return (topic, other)
    }
  }

  /// Waits until all replicas of a partition are in sync.
  package func inSync(_ topic: TestTopic, within limit: Duration = .seconds(60)) async throws {
    try await eventually("the replicas of a partition are in sync", within: limit) { () -> Void? in
      let placement = try await self.placement(of: topic)
      return !placement.replicas.isEmpty && placement.inSync.count == placement.replicas.count ? () : nil
    }
  }

  private func placedTopic(
    _ assignments: [[Int32]], configs: [(String, String?)], name: String
  ) async throws -> TestTopic {
    let entry = newTopic(
      name, partitions: -1, replicas: -1,
      assignments: assignments.enumerated().map { ($0.offset, $0.element.map { Int($0) }) }, configs: configs)
    let reply = try await createTopics([entry])
    try Self.setUp(reply["Topics"][0]["ErrorCode"], "a topic is made on chosen brokers")
    return try await visible(name, partitions: assignments.count)
  }

  /// Waits until a partition's leader knows that it leads: it may hear of a new topic after Metadata shows it.
  package func ready(_ topic: TestTopic, partition: Int = 0) async throws {
    guard target.discovery.usable(.listOffsets) != nil else { return }
    try await eventually("a new partition's leader serves it") { () -> Void? in
      let answer = try await self.listOffset(topic, partition: partition, timestamp: -1)
      return answer["ErrorCode"].int == 0 ? () : nil
    }
  }

  // MARK: Leaders

  /// Where a partition is now.
  ///
  /// - Parameter node: The broker to ask, on a new connection; the bootstrap address when nil.
  package func placement(of topic: TestTopic, partition: Int = 0, asking node: Int32? = nil) async throws -> Placement {
    let peer = node == nil ? try await main : try await peer(to: node)
    defer { if node != nil { peer.close() } }
    let found = try await metadata([topic.name], to: peer)["Topics"].first("Name", .string(topic.name))["Partitions"]
      .first("PartitionIndex", Value(partition))
    return Placement(
      leader: Int32(found["LeaderId"].int ?? -1), epoch: found["LeaderEpoch"].int ?? -1,
      replicas: found["ReplicaNodes"].ints.map { Int32($0) }, inSync: found["IsrNodes"].ints.map { Int32($0) })
  }

  /// A replica that does not lead.
  package func follower(of topic: TestTopic) async throws -> Int32 {
    guard let follower = try await placement(of: topic).follower else {
      throw CaseEnd.skipped("needs a follower of a partition")
    }
    return follower
  }

  /// Whether leaders can be moved without stopping anybody.
  package var canElect: Bool {
    target.discovery.usable(.alterPartitionReassignments) != nil && target.discovery.usable(.electLeaders) != nil
  }

  /// Has the other replica of a partition lead: by an election where the broker has the APIs for it, else by stopping
  /// the leader for a moment.
  ///
  /// - Returns: Where it was, and where it is.
  @discardableResult
  package func moveLeader(of topic: TestTopic) async throws -> (old: Placement, new: Placement) {
    let old = try await placement(of: topic)
    guard let follower = old.follower else { throw CaseEnd.skipped("needs a follower of a partition") }
    if canElect {
      try await elect(follower, of: topic, old)
    } else {
      try await stop(old.leader)
    }
    let new = try await eventually("a partition gets another leader", within: .seconds(60)) {
      let found = try await self.placement(of: topic, asking: follower)
      return found.leader == follower && found.epoch != old.epoch ? found : nil
    }
    if !canElect { try await start(old.leader) }
    // The new leader hears of it on a way of its own.
    let version = try version(of: .listOffsets)
    let peer = try await peer(to: follower)
    try await eventually("the new leader serves the partition", within: .seconds(30)) { () -> Void? in
      let reply = try await peer.call(
        .listOffsets, version: version,
        [
          "ReplicaId": -1,
          "Topics": [["Name": .string(topic.name), "Partitions": [["PartitionIndex": 0, "Timestamp": -1]]]],
        ])
      return reply.codes.isDisjoint(with: [3, 5, 6, 9, 78]) ? () : nil
    }
    return (old, new)
  }

  /// Makes a replica the preferred one, and has the preferred one elected.
  private func elect(_ node: Int32, of topic: TestTopic, _ old: Placement) async throws {
    let order = [node] + old.replicas.filter { $0 != node }
    let version = try version(of: .alterPartitionReassignments)
    let changed = try await controller.call(
      .alterPartitionReassignments, version: version,
      [
        "TimeoutMs": 10_000,
        "Topics": [
          [
            "Name": .string(topic.name),
            "Partitions": [["PartitionIndex": 0, "Replicas": .array(order.map { Value($0) })]],
          ]
        ],
      ])
    try Self.setUp(changed["ErrorCode"], "the order of a partition's replicas is changed")
    try Self.setUp(
      changed["Responses"][0]["Partitions"][0]["ErrorCode"], "the order of a partition's replicas is changed")
    let electVersion = try self.version(of: .electLeaders)
    var body: [(String, Value)] = [
      ("TopicPartitions", [["Topic": .string(topic.name), "Partitions": [0]]]), ("TimeoutMs", 10_000),
    ]
    if electVersion >= 1 { body.append(("ElectionType", 0)) }
    let request = Value.fields(body)
    // 84: it leads already; 80: it is not in sync yet; 83: no leader can be had yet.
    try await eventually("the preferred replica is elected", within: .seconds(30)) { () -> Void? in
      let reply = try await self.controller.call(.electLeaders, version: electVersion, request)
      return reply.codes.isSubset(of: [84]) ? () : nil
    }
  }

  // MARK: Stopping brokers

  /// Kills a broker; it is started again at the end, if not before.
  package func stop(_ node: Int32) async throws {
    guard target.options.hooks["start"] != nil else { throw CaseEnd.skipped("needs the hook start") }
    // Also when the hook fails half-way.
    cleanUp { [self] in try await start(node) }
    try await hook("kill", node: node)
    forgetConnections()
  }

  /// Starts a broker that was killed, and waits until it answers. A broker that runs is left alone.
  package func start(_ node: Int32) async throws {
    if let peer = try? await peer(to: node), (try? await peer.call(.apiVersions, version: 0, [:])) != nil { return }
    try await hook("start", node: node)
    _ = try await reconnect(to: node)
  }

  /// Halts a broker without stopping it; it goes on at the end, if not before.
  package func pause(_ node: Int32) async throws {
    guard target.options.hooks["resume"] != nil else { throw CaseEnd.skipped("needs the hook resume") }
    cleanUp { [self] in try await hook("resume", node: node) }
    try await hook("pause", node: node)
  }

  /// Connections to brokers that were stopped are dead.
  private func forgetConnections() {
    state.withLock { state in
      state.main = nil
      state.peers = [:]
    }
  }
}
