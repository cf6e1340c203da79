import KafkaSchema
import KafkaWire
import NIOCore

/// What a commit stores.
enum Commits {
  static var cases: [Case] {
    [
      commitAndFetchSimpleConsumer, metadataRoundTrip, nullMetadata, metadataTooLong, leaderEpochRoundTrip,
      overwriteAlsoBackwards, offsetBeyondTheLog, unknownTopic, topicIds,
    ]
  }

  static var commitAndFetchSimpleConsumer: Case {
    Case(
      "COMMIT-001", "Commit and fetch, simple consumer", .must, since: "0.9", source: "guide",
      sends: "Generation -1, empty member, new group",
      expects: "0; fetched back",
      kills: "Rejected because the group does not exist",
      api: .offsetCommit,
      versions: GroupApis.offsetVersions,
      needs: [.offsetFetch],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic(partitions: 2)
      let code = try await t.commit(group, topic, OffsetEntry(10, partition: 1))
      try t.accepted(code, "a consumer that is no member may commit to a group that does not exist yet")
      try await t.stored(group, topic, 1, 10, "a committed offset is fetched back")
    }
  }

  static var metadataRoundTrip: Case {
    Case(
      "COMMIT-002", "Metadata round trip", .must, since: "0.9", source: "guide",
      sends: "\"\", \"hello\", 4,096 bytes, multi-byte",
      expects: "Same strings",
      kills: "Metadata lost (seen in a real broker)",
      api: .offsetCommit,
      versions: GroupApis.offsetVersions,
      needs: [.offsetFetch],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic(partitions: 4)
      let most = min(Int(t.configured(milliseconds: "offset.metadata.max.bytes", otherwise: 4096)), 4096)
      let texts = ["", "hello", String(repeating: "m", count: most), "é漢😀"]
      let entries = texts.enumerated().map { OffsetEntry(1, partition: $0.offset, metadata: $0.element) }
      let reply = try await t.commit(group, [(topic, entries)])
      for partition in texts.indices {
        try t.accepted(Trial.committed(reply, topic, partition), "an offset is committed with any text beside it")
      }
      let found = try await t.offsets(group, [(topic, Array(texts.indices))])
      for (partition, text) in texts.enumerated() {
        try t.equal(found[topic, partition]["Metadata"], .string(text), "the text beside an offset is fetched back")
      }
    }
  }

  static var nullMetadata: Case {
    Case(
      "COMMIT-003", "Null metadata", .should, since: "0.9", source: "AK",
      sends: "Null",
      expects: "Fetched as \"\" or null",
      kills: "Crash",
      api: .offsetCommit,
      versions: GroupApis.offsetVersions,
      needs: [.offsetFetch],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let code = try await t.commit(group, topic, OffsetEntry(3, metadata: nil))
      try t.accepted(code, "an offset is committed without a text beside it")
      let found = try await t.offset(group, topic)
      try t.equal(found["CommittedOffset"], 3, "an offset without a text beside it is fetched back")
      try t.equal(found["Metadata"], oneOf: ["", nil], "the text that was null is fetched as empty or null")
    }
  }

  static var metadataTooLong: Case {
    Case(
      "COMMIT-004", "Metadata too long", .should, since: "0.9", source: "AK",
      sends: "offset.metadata.max.bytes + 1",
      expects: "OFFSET_METADATA_TOO_LARGE (12) for that partition; others stored",
      kills: "All fail or all stored",
      api: .offsetCommit,
      versions: GroupApis.offsetVersions,
      needs: [.offsetFetch],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic(partitions: 2)
      let most = Int(t.configured(milliseconds: "offset.metadata.max.bytes", otherwise: 4096))
      let entries = [
        OffsetEntry(1, partition: 0, metadata: String(repeating: "m", count: most + 1)), OffsetEntry(2, partition: 1),
      ]
      let reply = try await t.commit(group, [(topic, entries)])
      try t.code(Trial.committed(reply, topic, 0), 12, "an offset with too long a text beside it is refused")
      try t.accepted(Trial.committed(reply, topic, 1), "the other partitions of the request are stored")
      try await t.stored(group, topic, 0, -1, "a refused commit stores nothing")
      try await t.stored(group, topic, 1, 2, "the other partitions of the request are stored")
    }
  }

  static var leaderEpochRoundTrip: Case {
    Case(
      "COMMIT-005", "Leader epoch round trip", .should, since: "2.1", source: "KIP-320",
      sends: "v6 commit with epoch 5; fetch v5+",
      expects: "5; -1 when not given",
      kills: "-1 always",
      api: .offsetCommit,
      versions: 6...(.max),
      needs: [.offsetFetch],
      deadline: .seconds(30)
    ) { t in
      let version = try t.version(of: .offsetFetch, atLeast: 5)
      let group = try t.group()
      let topic = try await t.topic(partitions: 2)
      let reply = try await t.commit(
        group, [(topic, [OffsetEntry(1, partition: 0, leaderEpoch: 5), OffsetEntry(1, partition: 1)])])
      for partition in 0..<2 {
        try t.accepted(Trial.committed(reply, topic, partition), "an offset is committed with its leader epoch")
      }
      let found = try await t.offsets(group, [(topic, [0, 1])], version: version)
      try t.equal(found[topic, 0]["CommittedLeaderEpoch"], 5, "the leader epoch of an offset is fetched back")
      try t.equal(
        found[topic, 1]["CommittedLeaderEpoch"], -1, "the leader epoch of an offset without one is fetched as -1")
    }
  }

  static var overwriteAlsoBackwards: Case {
    Case(
      "COMMIT-006", "Overwrite, also backwards", .must, since: "0.9", source: "guide",
      sends: "Commit 10, then 4",
      expects: "4",
      kills: "Keeps the maximum",
      api: .offsetCommit,
      versions: GroupApis.offsetVersions,
      needs: [.offsetFetch],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      for offset: Int64 in [10, 4] {
        try t.accepted(
          try await t.commit(group, topic, OffsetEntry(offset)), "an offset may be committed again, also a lower one")
        try await t.stored(group, topic, 0, offset, "the last committed offset counts, also a lower one")
      }
    }
  }

  static var offsetBeyondTheLog: Case {
    Case(
      "COMMIT-007", "Offset beyond the log", .must, since: "0.9", source: "guide",
      sends: "Commit 10^12",
      expects: "0; fetched back",
      kills: "Checked against the log",
      api: .offsetCommit,
      versions: GroupApis.offsetVersions,
      needs: [.offsetFetch],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let offset: Int64 = 1_000_000_000_000
      try t.accepted(
        try await t.commit(group, topic, OffsetEntry(offset)), "an offset beyond the end of the log is committed")
      try await t.stored(group, topic, 0, offset, "an offset beyond the end of the log is fetched back")
    }
  }

  static var unknownTopic: Case {
    Case(
      "COMMIT-008", "Unknown topic", .should, since: "0.9", source: "AK",
      sends: "Topic that does not exist",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3) per partition",
      kills: "Stored for ever",
      api: .offsetCommit,
      versions: 1...9,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let missing = TestTopic(name: t.name("t"), id: .zero, partitions: 0)
      try await t.keep(group, topic, OffsetEntry(1))
      let reply = try await t.commit(group, [(missing, [OffsetEntry(1)]), (topic, [OffsetEntry(1, partition: 7)])])
      try t.code(Trial.committed(reply, missing), 3, "a commit for a topic that does not exist is refused")
      try t.code(Trial.committed(reply, topic, 7), 3, "a commit for a partition that does not exist is refused")
    }
  }

  static var topicIds: Case {
    Case(
      "COMMIT-009", "Topic ids", .should, since: "4.2", source: "KIP-848",
      sends: "v10 by id; unknown id",
      expects: "0; UNKNOWN_TOPIC_ID (100)",
      kills: "Stored under an empty name",
      api: .offsetCommit,
      versions: 10...(.max),
      needs: [.offsetFetch],
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let missing = TestTopic(
        name: t.name("t"), id: KafkaUUID(mostSignificantBits: t.seed, leastSignificantBits: 77), partitions: 1)
      let reply = try await t.commit(group, [(topic, [OffsetEntry(6)]), (missing, [OffsetEntry(1)])])
      try t.accepted(Trial.committed(reply, topic), "a commit may name a topic by its id")
      try t.code(Trial.committed(reply, missing), 100, "a commit for a topic id that does not exist is refused")
      let found = try await t.offsets(group, [(topic, [0])], version: try t.version(of: .offsetFetch, atMost: 9))
      try t.equal(
        found[topic, 0]["CommittedOffset"], 6, "what was committed by a topic's id is fetched by its name")
    }
  }
}
