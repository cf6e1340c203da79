import KafkaSchema
import KafkaWire
import NIOCore

/// Records that are deleted up to an offset.
enum RecordDeletion {
  static var cases: [Case] {
    [
      deleteUpToAnOffset, deleteInsideABatch, deleteAll, beyondTheHighWatermark, belowMinus1, lowerThanTheLogStart,
      repeatTheDeletion, unknownTopicOrPartition, notTheLeader, compactOnlyTopic, compactAndDeleteTopic, internalTopic,
      survivesRestart, consumerResets, multiplePartitions,
    ]
  }

  private static func filled(_ t: Trial, configs: [(String, String?)] = []) async throws -> TestTopic {
    let topic = try await t.topic(configs: configs)
    try await t.store(topic, t.batch(of: 10))
    return topic
  }

  /// Deletes and requires the answer's error and low watermark.
  private static func deletes(
    _ t: Trial, _ topic: TestTopic, before offset: Int64, low: Int64, _ requirement: String
  ) async throws {
    let answer = try await FetchPositions.deleteRecords(t, topic, before: offset)
    try t.accepted(answer["ErrorCode"], requirement)
    try t.equal(answer["LowWatermark"], Value(low), requirement)
  }

  private static func begins(_ t: Trial, _ topic: TestTopic, at want: Int64, _ requirement: String) async throws {
    try t.equal(try await t.listOffset(topic, timestamp: -2)["Offset"], Value(want), requirement)
  }

  static var deleteUpToAnOffset: Case {
    Case(
      "DELREC-001", "Delete up to an offset", .must,
      since: "0.11", source: "KIP-107",
      sends: "10 records, offset 4",
      expects: "Error 0, low_watermark 4; earliest 4; fetch at 3 out of range; fetch at 4 works",
      kills: "Deletes the batch, or up to and including",
      api: .deleteRecords,
      needs: [.produce, .fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      for _ in 0..<10 { try await t.store(topic, t.batch(of: 1)) }
      try await deletes(t, topic, before: 4, low: 4, "records before an offset are deleted")
      try await begins(t, topic, at: 4, "the partition begins behind what was deleted")
      let (_, below) = try await t.fetch(topic, Trial.FetchQuery(offset: 3))
      try t.code(below["ErrorCode"], 1, "a deleted record is out of range")
      let (_, at) = try await t.fetch(topic, Trial.FetchQuery(offset: 4))
      try t.accepted(at["ErrorCode"], "the first record that is left can be fetched")
      try t.expect(
        try t.batches(at).first?.baseOffset == 4, "the first record that is left can be fetched",
        field: at["Records"].path,
        got: "another batch", want: "that of offset 4", at: at["Records"])
    }
  }

  static var deleteInsideABatch: Case {
    Case(
      "DELREC-002", "Delete inside a batch", .must,
      since: "0.11", source: "KIP-107",
      sends: "One batch 0..9, offset 5",
      expects: "Log start 5; fetch at 5 gives the whole batch",
      kills: "Log start rounded to batch border",
      api: .deleteRecords,
      needs: [.produce, .fetch, .listOffsets]
    ) { t in
      let topic = try await filled(t)
      try await deletes(t, topic, before: 5, low: 5, "records inside a batch are deleted")
      let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: 5))
      try t.accepted(answer["ErrorCode"], "the rest of the batch can be fetched")
      let spans = FetchPositions.spans(try t.batches(answer))
      try t.expect(
        spans == [[0, 9]], "a batch of which a part is left is given whole", field: answer["Records"].path,
        got: "\(spans)",
        want: "[[0, 9]]", at: answer["Records"])
    }
  }

  static var deleteAll: Case {
    Case(
      "DELREC-003", "Delete all", .must,
      since: "0.11", source: "KIP-107",
      sends: "-1",
      expects: "low_watermark = high watermark; end unchanged",
      kills: "End offset reset to 0",
      api: .deleteRecords,
      needs: [.produce, .listOffsets]
    ) { t in
      let topic = try await filled(t)
      try await deletes(t, topic, before: -1, low: 10, "-1 deletes all records")
      let end = try await t.endOffset(topic)
      try t.expect(end == 10, "the next offset stays", field: "end offset", got: "\(end)", want: "10")
    }
  }

  static var beyondTheHighWatermark: Case {
    Case(
      "DELREC-004", "Beyond the high watermark", .must,
      since: "0.11", source: "KIP-107",
      sends: "HW + 1",
      expects: "OFFSET_OUT_OF_RANGE (1); nothing changes",
      kills: "Deletes all; end moves",
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await filled(t)
      let answer = try await FetchPositions.deleteRecords(t, topic, before: 11)
      try t.code(answer["ErrorCode"], 1, "an offset beyond the high watermark is out of range")
      try await begins(t, topic, at: 0, "a refused deletion changes nothing")
    }
  }

  static var belowMinus1: Case {
    Case(
      "DELREC-005", "Below -1", .should,
      since: "0.11", source: "AK",
      sends: "-2",
      expects: "OFFSET_OUT_OF_RANGE (1)",
      kills: "Treated as -1: deletes all",
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await filled(t)
      let answer = try await FetchPositions.deleteRecords(t, topic, before: -2)
      try t.code(answer["ErrorCode"], 1, "an offset below -1 is out of range")
      try await begins(t, topic, at: 0, "a refused deletion changes nothing")
    }
  }

  static var lowerThanTheLogStart: Case {
    Case(
      "DELREC-006", "Lower than the log start", .must,
      since: "0.11", source: "KIP-107",
      sends: "Start 5, offset 3",
      expects: "Error 0, low_watermark 5; start stays 5",
      kills: "Start goes back: deleted data reappears",
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await filled(t)
      try await deletes(t, topic, before: 5, low: 5, "records before an offset are deleted")
      try await deletes(t, topic, before: 3, low: 5, "an offset below the log start deletes nothing")
      try await begins(t, topic, at: 5, "the log start never goes down")
    }
  }

  static var repeatTheDeletion: Case {
    Case(
      "DELREC-007", "Repeat", .should,
      since: "0.11", source: "KIP-107",
      sends: "Same offset twice",
      expects: "Same answer",
      kills: "Error",
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await filled(t)
      for _ in 0..<2 { try await deletes(t, topic, before: 5, low: 5, "the same deletion has the same answer") }
    }
  }

  static var unknownTopicOrPartition: Case {
    Case(
      "DELREC-008", "Unknown topic or partition", .must,
      since: "0.11", source: "KIP-107",
      sends: "Unknown",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3)",
      kills: "0",
      api: .deleteRecords
    ) { t in
      let topic = try await filled(t)
      let none = TestTopic(name: t.name("none"), id: .zero, partitions: 1)
      let version = try t.version(of: .deleteRecords)
      for (name, partition) in [(none.name, 0), (topic.name, 99)] {
        let reply = try await t.main.call(
          .deleteRecords, version: version,
          [
            "Topics": [["Name": .string(name), "Partitions": [["PartitionIndex": Value(partition), "Offset": 1]]]],
            "TimeoutMs": 10_000,
          ])
        try t.code(
          reply["Topics"][0]["Partitions"][0]["ErrorCode"], 3,
          "records of a partition that does not exist cannot be deleted")
      }
    }
  }

  static var notTheLeader: Case {
    Case(
      "DELREC-009", "Not the leader", .must,
      since: "0.11", source: "KIP-107",
      sends: "To a follower",
      expects: "NOT_LEADER_OR_FOLLOWER (6)",
      kills: "Local delete: divergence",
      tags: [.twoBrokers],
      api: .deleteRecords,
      unconfirmed: true
    ) { t in
      let topic = try await filled(t)
      let leader = try await t.leaderId(of: topic)
      guard let other = t.target.discovery.brokers.first(where: { $0.id != leader })?.id else {
        throw CaseEnd.skipped("needs a broker that does not lead the partition")
      }
      let reply = try await t.node(other).call(
        .deleteRecords, version: try t.version(of: .deleteRecords),
        [
          "Topics": [["Name": .string(topic.name), "Partitions": [["PartitionIndex": 0, "Offset": 1]]]],
          "TimeoutMs": 10_000,
        ])
      try t.code(
        reply["Topics"][0]["Partitions"][0]["ErrorCode"], 6, "a broker that does not lead a partition deletes nothing")
    }
  }

  static var compactOnlyTopic: Case {
    Case(
      "DELREC-010", "Compact-only topic", .should,
      since: "0.11", source: "AK",
      sends: "cleanup.policy=compact",
      expects: "POLICY_VIOLATION (44)",
      kills: "Deletes keys",
      api: .deleteRecords,
      needs: [.produce, .listOffsets]
    ) { t in
      let topic = try await filled(t, configs: [("cleanup.policy", "compact")])
      let answer = try await FetchPositions.deleteRecords(t, topic, before: 5)
      try t.code(answer["ErrorCode"], 44, "records of a topic that is only compacted cannot be deleted")
      try await begins(t, topic, at: 0, "a refused deletion changes nothing")
    }
  }

  static var compactAndDeleteTopic: Case {
    Case(
      "DELREC-011", "Compact and delete topic", .should,
      since: "1.1", source: "AK",
      sends: "Both policies",
      expects: "Error 0",
      kills: "Policy error",
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await filled(t, configs: [("cleanup.policy", "compact,delete")])
      try await deletes(t, topic, before: 5, low: 5, "records of a topic with both policies can be deleted")
    }
  }

  static var internalTopic: Case {
    Case(
      "DELREC-012", "Internal topic", .should,
      since: "0.11", source: "AK",
      sends: "__consumer_offsets",
      expects: "INVALID_TOPIC_EXCEPTION (17) or TOPIC_AUTHORIZATION_FAILED (29)",
      kills: "Deletes group state",
      api: .deleteRecords
    ) { t in
      // The topic comes to be with the first group.
      _ = try await t.coordinator(of: t.name("g"))
      let internalTopic = TestTopic(name: "__consumer_offsets", id: .zero, partitions: 1)
      let known = try await t.metadata([internalTopic.name])
      guard known["Topics"].first("Name", .string(internalTopic.name))["ErrorCode"].int == 0 else {
        throw CaseEnd.skipped("the broker has no topic __consumer_offsets yet")
      }
      let answer = try await FetchPositions.deleteRecords(t, internalTopic, before: 0)
      try t.code(answer["ErrorCode"], 17, or: [29], "records of the topic of committed offsets cannot be deleted")
    }
  }

  static var survivesRestart: Case {
    Case(
      "DELREC-013", "Survives restart", .must,
      since: "0.11", source: "KIP-107",
      sends: "Delete, restart",
      expects: "Log start kept",
      kills: "Back to 0: deleted data reappears",
      tags: [.restarts],
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await filled(t)
      try await deletes(t, topic, before: 5, low: 5, "records before an offset are deleted")
      try await t.hook("restart")
      _ = try await t.reconnect()
      try await begins(t, topic, at: 5, "the log start survives a restart")
    }
  }

  static var consumerResets: Case {
    Case(
      "DELREC-017", "Consumer resets", .must,
      since: "0.11", source: "KIP-107",
      sends: "Position below the new start",
      expects: "OFFSET_OUT_OF_RANGE (1), earliest is the new start",
      kills: "Loop",
      api: .deleteRecords,
      needs: [.produce, .fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await filled(t)
      try await deletes(t, topic, before: 6, low: 6, "records before an offset are deleted")
      let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: 2))
      try t.code(answer["ErrorCode"], 1, "a position below the new log start is out of range")
      try await begins(t, topic, at: 6, "a consumer that resets finds the new log start")
    }
  }

  static var multiplePartitions: Case {
    Case(
      "DELREC-018", "Multiple partitions", .must,
      since: "0.11", source: "KIP-107",
      sends: "Good, unknown, out of range",
      expects: "Own codes",
      kills: "One fails all",
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      unconfirmed: true
    ) { t in
      guard t.target.discovery.brokers.count <= 1 else { throw CaseEnd.skipped("needs all partitions on one broker") }
      let topic = try await t.topic(partitions: 2)
      for partition in 0..<2 { try await t.store(topic, partition: partition, t.batch(of: 10)) }
      let entries: [(Int, Int64, Int16)] = [(0, 5, 0), (99, 5, 3), (1, 11, 1)]
      let reply = try await t.main.call(
        .deleteRecords, version: try t.version(of: .deleteRecords),
        [
          "Topics": [
            [
              "Name": .string(topic.name),
              "Partitions": .array(entries.map { ["PartitionIndex": Value($0.0), "Offset": Value($0.1)] }),
            ]
          ], "TimeoutMs": 10_000,
        ])
      for (partition, _, want) in entries {
        try t.code(
          reply["Topics"][0]["Partitions"].first("PartitionIndex", Value(partition))["ErrorCode"], want,
          "each partition has a result of its own")
      }
    }
  }
}
