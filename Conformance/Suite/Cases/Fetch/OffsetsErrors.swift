import KafkaSchema
import KafkaWire
import NIOCore

/// Epochs, unknown partitions, many partitions.
enum OffsetsErrors {
  static var cases: [Case] {
    [
      leaderEpochInTheAnswer, fencedEpoch, newerEpoch, notTheLeader, unknownTopicOrPartition, duplicatePartition,
      manyPartitions, afterCompaction,
    ]
  }

  static var leaderEpochInTheAnswer: Case {
    Case(
      "OFFSETS-027", "Leader epoch in the answer", .should,
      since: "2.1", source: "KIP-320",
      sends: "v4+, latest and timestamp",
      expects: "Epoch of that offset; -1 when nothing is found",
      kills: "Current epoch for old offsets",
      api: .listOffsets,
      versions: 4...(.max),
      needs: [.produce, .metadata],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let epoch = try await FetchEpochs.epoch(t, topic)
      try t.equal(
        try await t.listOffset(topic, timestamp: -1)["LeaderEpoch"], Value(epoch),
        "the latest offset comes with its epoch")
      try t.equal(
        try await t.listOffset(topic, timestamp: 0)["LeaderEpoch"], Value(epoch),
        "a record's offset comes with its epoch")
      try t.equal(
        try await t.listOffset(topic, timestamp: t.now + 86_400_000)["LeaderEpoch"], -1, "nothing found has no epoch")
    }
  }

  static var fencedEpoch: Case {
    Case(
      "OFFSETS-028", "Fenced epoch", .must,
      since: "2.1", source: "KIP-320",
      sends: "v4+ old current_leader_epoch",
      expects: "FENCED_LEADER_EPOCH (74)",
      kills: "Ignored",
      tags: [.twoBrokers],
      api: .listOffsets,
      versions: 4...(.max),
      needs: [.metadata],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      var topic = try await t.topic()
      var epoch = try await FetchEpochs.epoch(t, topic)
      var leader: Peer?
      if epoch == 0 {
        topic = try await t.replicatedTopic()
        let (_, new) = try await t.moveLeader(of: topic)
        epoch = new.epoch
        leader = try await t.peer(to: new.leader)
      }
      let answer = try await t.listOffset(topic, timestamp: -1, leaderEpoch: Int32(epoch) - 1, on: leader)
      try t.code(answer["ErrorCode"], 74, "an older leader epoch is fenced")
      let same = try await t.listOffset(topic, timestamp: -1, leaderEpoch: Int32(epoch), on: leader)
      try t.accepted(same["ErrorCode"], "the leader epoch of now is accepted")
    }
  }

  static var newerEpoch: Case {
    Case(
      "OFFSETS-029", "Newer epoch", .must,
      since: "2.1", source: "KIP-320",
      sends: "v4+ epoch + 1",
      expects: "UNKNOWN_LEADER_EPOCH (75)",
      kills: "Ignored",
      api: .listOffsets,
      versions: 4...(.max),
      needs: [.metadata]
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let epoch = try await FetchEpochs.epoch(t, topic)
      let answer = try await t.listOffset(topic, timestamp: -1, leaderEpoch: Int32(epoch) + 1)
      try t.code(answer["ErrorCode"], 75, "a leader epoch that is yet to come is unknown")
      let same = try await t.listOffset(topic, timestamp: -1, leaderEpoch: Int32(epoch))
      try t.accepted(same["ErrorCode"], "the leader epoch of now is accepted")
    }
  }

  static var notTheLeader: Case {
    Case(
      "OFFSETS-030", "Not the leader", .must,
      since: "0.10.1", source: "guide",
      sends: "To a follower",
      expects: "NOT_LEADER_OR_FOLLOWER (6)",
      kills: "Follower's stale end",
      tags: [.twoBrokers],
      api: .listOffsets,
      versions: 1...(.max),
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let (topic, other) = try await t.topicBesideLeader()
      let answer = try await t.listOffset(topic, timestamp: -1, on: try await t.node(other))
      try t.code(answer["ErrorCode"], 6, "a broker that does not lead a partition does not know its offsets")
    }
  }

  static var unknownTopicOrPartition: Case {
    Case(
      "OFFSETS-031", "Unknown topic or partition", .must,
      since: "0.10.1", source: "guide",
      sends: "Unknown",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3)",
      kills: "0",
      api: .listOffsets,
      versions: 1...(.max)
    ) { t in
      let topic = try await t.topic()
      let none = TestTopic(name: t.name("none"), id: .zero, partitions: 1)
      for (topic, partition) in [(none, 0), (topic, 99)] {
        let answer = try await t.listOffset(topic, partition: partition, timestamp: -1, on: try await t.main)
        try t.code(answer["ErrorCode"], 3, "a partition that does not exist has no offsets")
      }
    }
  }

  static var duplicatePartition: Case {
    Case(
      "OFFSETS-032", "Duplicate partition", .should,
      since: "0.11", source: "AK",
      sends: "Partition 0 twice",
      expects: "INVALID_REQUEST (42) for it",
      kills: "Two answers",
      api: .listOffsets,
      versions: 1...(.max)
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let version = try t.version(of: .listOffsets)
      // For its end and for its start.
      let entries: Value = [["PartitionIndex": 0, "Timestamp": -1], ["PartitionIndex": 0, "Timestamp": -2]]
      var body: [(String, Value)] = [
        ("ReplicaId", -1), ("Topics", [["Name": .string(topic.name), "Partitions": entries]]),
      ]
      if version >= 2 { body.append(("IsolationLevel", 0)) }
      let reply = try await t.leader(of: topic).call(.listOffsets, version: version, .fields(body))
      let answers = reply["Topics"].elements.flatMap { $0["Partitions"].elements }
      try t.expect(
        !answers.isEmpty, "a partition that is named twice is answered", field: "Partitions", got: "no answer",
        want: "one or two", at: reply.body)
      for answer in answers {
        try t.code(answer["ErrorCode"], 42, "a partition that is named twice is refused")
      }
    }
  }

  static var manyPartitions: Case {
    Case(
      "OFFSETS-033", "Many partitions", .must,
      since: "0.10.1", source: "guide",
      sends: "200 partitions of 10 topics",
      expects: "200 answers",
      kills: "Only the first per topic",
      api: .listOffsets,
      versions: 1...(.max),
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      var topics: [TestTopic] = []
      for _ in 0..<10 { topics.append(try await t.topicOnOneNode(partitions: 20)) }
      let version = try t.version(of: .listOffsets)
      var body: [(String, Value)] = [
        ("ReplicaId", -1),
        (
          "Topics",
          .array(
            topics.map { topic in
              [
                "Name": .string(topic.name),
                "Partitions": .array((0..<20).map { ["PartitionIndex": Value($0), "Timestamp": -1] }),
              ]
            })
        ),
      ]
      if version >= 2 { body.append(("IsolationLevel", 0)) }
      let reply = try await t.leader(of: topics[0]).call(.listOffsets, version: version, .fields(body))
      for topic in topics {
        let answers = reply["Topics"].first("Name", .string(topic.name))["Partitions"].elements
        try t.expect(
          answers.compactMap { $0["PartitionIndex"].int }.sorted() == Array(0..<20)
            && answers.allSatisfy { $0["ErrorCode"].int == 0 && $0["Offset"].int == 0 },
          "every partition that was asked for is answered", field: "Partitions", got: "\(answers.count) answers",
          want: "20",
          at: reply.body)
      }
    }
  }

  static var afterCompaction: Case {
    Case(
      "OFFSETS-034", "After compaction", .should,
      since: "0.10.1", source: "AK",
      sends: "Compacted topic, ask a removed record's time",
      expects: "Next remaining record",
      kills: "Removed offset",
      tags: [.configured, .waits],
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      guard t.target.options.configured["log.cleaner.backoff.ms"] != nil else {
        throw CaseEnd.skipped(
          "needs a broker that compacts at once; name log.cleaner.backoff.ms in the run's configured options")
      }
      let topic = try await t.topic(
        configs: [
          ("cleanup.policy", "compact"), ("segment.bytes", "1048576"), ("min.cleanable.dirty.ratio", "0.001"),
          ("min.compaction.lag.ms", "0"),
        ])
      let start = t.now - 100_000
      for (index, key) in ["a", "b", "a", "filler"].enumerated() {
        var batch = t.batch([ForgedRecord(String(repeating: "x", count: 600_000), key: key)])
        batch.baseTimestamp = start + Int64(index) * 100
        try await t.store(topic, batch)
      }
      let answer = try await t.eventually(
        "the first record is compacted away", within: .seconds(40), each: .milliseconds(500)
      ) {
        () -> Node? in
        let answer = try await t.listOffset(topic, timestamp: start)
        return answer["Offset"].int == 0 ? nil : answer
      }
      try OffsetsOfEnds.found(
        t, answer, offset: 1, timestamp: start + 100, "in place of a record that is gone the next that remains is found"
      )
    }
  }
}
