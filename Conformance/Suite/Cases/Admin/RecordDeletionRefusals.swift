import KafkaSchema
import KafkaWire
import NIOCore

/// Records that must not be deleted.
enum RecordDeletionRefusals {
  static var cases: [Case] {
    [
      beyondTheHighWatermark, belowMinus1, unknownTopicOrPartition, notTheLeader, compactOnlyTopic, internalTopic,
    ]
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
      let topic = try await RecordDeletion.filled(t)
      let answer = try await t.deleteRecords(topic, before: 11)
      try t.code(answer["ErrorCode"], 1, "an offset beyond the high watermark is out of range")
      let end = try await t.endOffset(topic)
      try t.expect(
        end == 10, "a refused deletion changes nothing", field: "end offset", got: "\(end)", want: "10")
      try await RecordDeletion.begins(t, topic, at: 0, "a refused deletion changes nothing")
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
      let topic = try await RecordDeletion.filled(t)
      let answer = try await t.deleteRecords(topic, before: -2)
      try t.code(answer["ErrorCode"], 1, "an offset below -1 is out of range")
      try await RecordDeletion.begins(t, topic, at: 0, "a refused deletion changes nothing")
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
      let topic = try await RecordDeletion.filled(t)
      let none = TestTopic(name: t.name("none"), id: .zero, partitions: 1)
      for (topic, partition) in [(none, 0), (topic, 99)] {
        let answer = try await t.deleteRecords(topic, partition: partition, before: 1, on: try await t.main)
        try t.code(answer["ErrorCode"], 3, "records of a partition that does not exist cannot be deleted")
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
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let (topic, other) = try await t.topicBesideLeader()
      try await t.store(topic, t.batch(of: 10))
      let answer = try await t.deleteRecords(topic, before: 1, on: try await t.node(other))
      try t.code(answer["ErrorCode"], 6, "a broker that does not lead a partition deletes nothing")
      try await RecordDeletion.begins(t, topic, at: 0, "a refused deletion changes nothing")
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
      let topic = try await RecordDeletion.filled(t, configs: [("cleanup.policy", "compact")])
      let answer = try await t.deleteRecords(topic, before: 5)
      try t.code(answer["ErrorCode"], 44, "records of a topic that is only compacted cannot be deleted")
      try await RecordDeletion.begins(t, topic, at: 0, "a refused deletion changes nothing")
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
      let answer = try await t.deleteRecords(internalTopic, before: 0)
      try t.code(answer["ErrorCode"], 17, or: [29], "records of the topic of committed offsets cannot be deleted")
    }
  }
}
