import KafkaSchema
import KafkaWire
import NIOCore

/// Where leader epochs end.
enum EpochEnds {
  static var cases: [Case] {
    [
      currentEpoch, epochInTheFuture, unknownPartition, currentLeaderEpochNewer, epochMinus1Asked, toANonLeader,
      epochHistoryAfterRestart, duplicatePartitionsAndManyTopics,
    ]
  }

  /// Asks for the end of an epoch and returns the partition's part of the answer.
  static func ask(
    _ t: Trial, _ topic: TestTopic, partition: Int = 0, epoch: Int64, current: Int64? = nil, on peer: Peer? = nil
  ) async throws -> Node {
    let version = try t.version(of: .offsetForLeaderEpoch)
    var entry: [(String, Value)] = [("Partition", Value(partition)), ("LeaderEpoch", Value(epoch))]
    if let current { entry.append(("CurrentLeaderEpoch", Value(current))) }
    var body: [(String, Value)] = [("Topics", [["Topic": .string(topic.name), "Partitions": [.fields(entry)]]])]
    if version >= 3 { body.append(("ReplicaId", -1)) }
    let used: Peer
    if let peer { used = peer } else { used = try await t.leader(of: topic) }
    let reply = try await used.call(.offsetForLeaderEpoch, version: version, .fields(body))
    return reply["Topics"].first("Topic", .string(topic.name))["Partitions"].first("Partition", Value(partition))
  }

  static var currentEpoch: Case {
    Case(
      "EPOCH-001", "Current epoch", .must,
      since: "0.11", source: "KIP-101",
      sends: "Epoch of Metadata",
      expects: "Same epoch, end offset = log end",
      kills: "High watermark minus one, or 0",
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      needs: [.produce, .metadata]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let epoch = try await FetchEpochs.epoch(t, topic)
      let answer = try await ask(t, topic, epoch: epoch)
      try t.accepted(answer["ErrorCode"], "the epoch of now is answered without an error")
      try t.equal(answer["LeaderEpoch"], Value(epoch), "the epoch of now is named")
      try t.equal(answer["EndOffset"], 3, "the epoch of now ends where the log ends")
    }
  }

  static var epochInTheFuture: Case {
    Case(
      "EPOCH-002", "Epoch in the future", .must,
      since: "0.11", source: "KIP-101",
      sends: "Epoch + 10",
      expects: "epoch -1, end offset -1, error 0",
      kills: "Log end",
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      needs: [.produce, .metadata],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let epoch = try await FetchEpochs.epoch(t, topic)
      let answer = try await ask(t, topic, epoch: epoch + 10)
      try t.accepted(answer["ErrorCode"], "an epoch that is yet to come is no error")
      try t.equal(answer["LeaderEpoch"], -1, "an epoch that is yet to come is not known")
      try t.equal(answer["EndOffset"], -1, "an epoch that is yet to come has no end")
    }
  }

  static var unknownPartition: Case {
    Case(
      "EPOCH-003", "Unknown partition", .must,
      since: "0.11", source: "KIP-101",
      sends: "Partition 99",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3)",
      kills: "-1/-1 with error 0",
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let answer = try await ask(t, topic, partition: 99, epoch: 0)
      try t.code(answer["ErrorCode"], 3, "a partition that does not exist has no epochs")
    }
  }

  static var currentLeaderEpochNewer: Case {
    Case(
      "EPOCH-004", "Current leader epoch newer", .must,
      since: "2.1", source: "KIP-320",
      sends: "current_leader_epoch + 1",
      expects: "UNKNOWN_LEADER_EPOCH (75)",
      kills: "Ignored",
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      needs: [.produce, .metadata],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let epoch = try await FetchEpochs.epoch(t, topic)
      let answer = try await ask(t, topic, epoch: epoch, current: epoch + 1)
      try t.code(answer["ErrorCode"], 75, "a leader epoch that is yet to come is unknown")
    }
  }

  static var epochMinus1Asked: Case {
    Case(
      "EPOCH-005", "Epoch -1 asked", .may,
      since: "2.1", source: "AK",
      sends: "-1",
      expects: "epoch -1, end offset -1, or UNKNOWN_LEADER_EPOCH (75)",
      kills: "Crash",
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let answer = try await ask(t, topic, epoch: -1)
      t.note(
        "error \(answer["ErrorCode"].int ?? -1), epoch \(answer["LeaderEpoch"].int ?? -2), end \(answer["EndOffset"].int ?? -2)"
      )
      try t.code(answer["ErrorCode"], 0, or: [75], "epoch -1 has no end, or is unknown")
      if answer["ErrorCode"].int == 0 {
        try t.equal(answer["LeaderEpoch"], -1, "epoch -1 is that of no leader")
        try t.equal(answer["EndOffset"], -1, "epoch -1 has no end")
      }
    }
  }

  static var toANonLeader: Case {
    Case(
      "EPOCH-010", "To a non-leader", .must,
      since: "0.11", source: "KIP-101",
      sends: "Follower asked",
      expects: "NOT_LEADER_OR_FOLLOWER (6)",
      kills: "Stale answer",
      tags: [.twoBrokers],
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let (topic, other) = try await t.topicBesideLeader()
      let answer = try await ask(t, topic, epoch: 0, on: try await t.node(other))
      try t.code(answer["ErrorCode"], 6, "a broker that does not lead a partition does not answer for it")
    }
  }

  static var epochHistoryAfterRestart: Case {
    Case(
      "EPOCH-012", "Epoch history after restart", .must,
      since: "0.11", source: "KIP-101",
      sends: "Ask old epochs after restart",
      expects: "Same answers",
      kills: "History not stored",
      tags: [.restarts],
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      needs: [.produce, .metadata],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let epoch = try await FetchEpochs.epoch(t, topic)
      let node = try await t.placement(of: topic).leader
      try await t.hook("restart", node: node)
      _ = try await t.reconnect(to: node)
      _ = try await t.visible(topic.name, partitions: 1)
      try await t.store(topic, t.batch(of: 1))
      let now = try await FetchEpochs.epoch(t, topic)
      let after = try await ask(t, topic, epoch: epoch)
      try t.accepted(after["ErrorCode"], "an epoch of before the restart is answered")
      try t.equal(after["LeaderEpoch"], Value(epoch), "an epoch of before the restart is still known")
      // Some brokers begin an epoch with each start, others go on with the one that they had.
      try t.equal(after["EndOffset"], now > epoch ? 3 : 4, "an epoch of before the restart keeps its end")
    }
  }

  static var duplicatePartitionsAndManyTopics: Case {
    Case(
      "EPOCH-014", "Duplicate partitions and many topics", .should,
      since: "0.11", source: "AK",
      sends: "50 partitions",
      expects: "All answered",
      kills: "One per topic",
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      unconfirmed: true
    ) { t in
      var topics: [TestTopic] = []
      for _ in 0..<5 { topics.append(try await t.topicOnOneNode(partitions: 10)) }
      let version = try t.version(of: .offsetForLeaderEpoch)
      var body: [(String, Value)] = [
        (
          "Topics",
          .array(
            topics.map { topic in
              [
                "Topic": .string(topic.name),
                "Partitions": .array((0..<10).map { ["Partition": Value($0), "LeaderEpoch": 0] }),
              ]
            })
        )
      ]
      if version >= 3 { body.append(("ReplicaId", -1)) }
      let reply = try await t.leader(of: topics[0]).call(.offsetForLeaderEpoch, version: version, .fields(body))
      for topic in topics {
        let answers = reply["Topics"].first("Topic", .string(topic.name))["Partitions"].elements
        try t.expect(
          answers.compactMap { $0["Partition"].int }.sorted() == Array(0..<10)
            && answers.allSatisfy { $0["ErrorCode"].int == 0 },
          "every partition that was asked for is answered",
          field: "Partitions", got: "\(answers.count) answers", want: "10", at: reply.body)
      }
    }
  }
}
