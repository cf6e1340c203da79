import KafkaSchema
import KafkaWire

/// What is fetched of what was committed.
enum OffsetFetches {
  static var cases: [Case] {
    [
      fetchNothingCommitted, fetchUnknownGroup, fetchAll, fetchEmptyList, fetchUnknownTopic, fetchSeveralGroups,
      fetchMemberCheck, fetchTopicIds,
    ]
  }

  static var fetchNothingCommitted: Case {
    Case(
      "COMMIT-020", "Fetch: nothing committed", .must, since: "0.9", source: "guide",
      sends: "Known group, other partition",
      expects: "Offset -1, metadata \"\", error 0",
      kills: "Offset 0: silent re-read or skip",
      api: .offsetFetch,
      versions: GroupApis.offsetVersions,
      needs: [.offsetCommit],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic(partitions: 2)
      try await t.keep(group, topic, OffsetEntry(5))
      let found = try await t.offset(group, topic, 1)
      try t.accepted(found["ErrorCode"], "a partition without a committed offset is no error")
      try t.equal(found["CommittedOffset"], -1, "the offset of a partition without one is -1")
      try t.equal(
        found["Metadata"], oneOf: [""], tolerating: [nil], "the text of a partition without an offset is empty")
    }
  }

  static var fetchUnknownGroup: Case {
    Case(
      "COMMIT-021", "Fetch: unknown group", .must, since: "0.9", source: "guide",
      sends: "Unknown",
      expects: "Offset -1, error 0",
      kills: "GROUP_ID_NOT_FOUND (69)",
      api: .offsetFetch,
      versions: GroupApis.offsetVersions,
      deadline: .seconds(30)
    ) { t in
      let topic = try await t.topic()
      let found = try await t.offsets(t.name("g"), [(topic, [0])])
      if found.reply.version >= 2 {
        try t.accepted(found.group["ErrorCode"], "a group that does not exist is no error")
      }
      try t.accepted(found[topic, 0]["ErrorCode"], "a group that does not exist is no error")
      try t.equal(found[topic, 0]["CommittedOffset"], -1, "a group that does not exist has committed nothing")
    }
  }

  static var fetchAll: Case {
    Case(
      "COMMIT-022", "Fetch: all", .must, since: "0.10.2", source: "KIP-88",
      sends: "v2+ null topics",
      expects: "Everything committed by the group, nothing else",
      kills: "Empty",
      api: .offsetFetch,
      versions: 2...(.max),
      needs: [.offsetCommit],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let first = try await t.topic(partitions: 3)
      let second = try await t.topic()
      let other = try t.group()
      try await t.keep(group, first, OffsetEntry(1, partition: 0))
      try await t.keep(group, first, OffsetEntry(3, partition: 2))
      try await t.keep(group, second, OffsetEntry(4))
      try await t.keep(other, first, OffsetEntry(9, partition: 1))
      let found = try await t.offsets(group, nil)
      try t.accepted(found.group["ErrorCode"], "all offsets of a group may be asked for")
      try t.equal(found[first, 0]["CommittedOffset"], 1, "all that a group has committed is fetched")
      try t.equal(found[first, 2]["CommittedOffset"], 3, "all that a group has committed is fetched")
      try t.equal(found[second, 0]["CommittedOffset"], 4, "all that a group has committed is fetched")
      let count = found.topics.elements.map { $0["Partitions"].count }.reduce(0, +)
      try t.equal(count, 3, of: found.topics, "nothing else is fetched than what the group has committed")
    }
  }

  static var fetchEmptyList: Case {
    Case(
      "COMMIT-023", "Fetch: empty list", .should, since: "0.10.2", source: "KIP-88",
      sends: "v2+ empty topics",
      expects: "Empty answer",
      kills: "All",
      api: .offsetFetch,
      versions: 2...(.max),
      needs: [.offsetCommit],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      try await t.keep(group, topic, OffsetEntry(1))
      let found = try await t.offsets(group, [])
      try t.accepted(found.group["ErrorCode"], "no offsets at all may be asked for")
      try t.equal(found.topics.count, 0, of: found.topics, "who asks for no offsets gets none")
    }
  }

  static var fetchUnknownTopic: Case {
    Case(
      "COMMIT-024", "Fetch: unknown topic", .must, since: "0.9", source: "AK",
      sends: "Topic that never existed",
      expects: "Offset -1, error 0",
      kills: "Error 3: consumer fails",
      api: .offsetFetch,
      versions: 1...9,
      needs: [.offsetCommit],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      try await t.keep(group, topic, OffsetEntry(1))
      let missing = TestTopic(name: t.name("t"), id: .zero, partitions: 1)
      let found = try await t.offsets(group, [(missing, [0])])[missing, 0]
      try t.accepted(found["ErrorCode"], "a topic that does not exist is no error")
      try t.equal(found["CommittedOffset"], -1, "nothing is committed for a topic that does not exist")
    }
  }

  static var fetchSeveralGroups: Case {
    Case(
      "COMMIT-025", "Fetch: several groups", .must, since: "3.0", source: "KIP-709",
      sends: "v8 three groups, one null topics",
      expects: "Three answers, own contents",
      kills: "First group's data for all",
      api: .offsetFetch,
      versions: 8...(.max),
      needs: [.offsetCommit],
      deadline: .seconds(60)
    ) { t in
      let topic = try await t.topic(partitions: 2)
      let groups = try await t.groups(3)
      try await t.keep(groups[0], topic, OffsetEntry(3, partition: 0))
      try await t.keep(groups[1], topic, OffsetEntry(4, partition: 1))
      let reply = try await t.offsets(
        [(groups[0], nil), (groups[1], [(topic, [0, 1])]), (groups[2], nil)],
        version: try t.version(of: .offsetFetch))
      try t.equal(reply["Groups"].count, 3, of: reply["Groups"], "each group that was asked for is answered")
      for (group, wants) in zip(groups, [[0: 3], [0: -1, 1: 4], [:]] as [[Int: Int64]]) {
        let found = Trial.fetched(reply, of: group)
        try t.accepted(found.group["ErrorCode"], "each group is answered on its own")
        for (partition, want) in wants {
          try t.equal(found[topic, partition]["CommittedOffset"], Value(want), "each group has its own offsets")
        }
        try t.equal(
          found.topic(topic)["Partitions"].count, wants.count, of: found.topic(topic),
          "each group has its own offsets and no other's")
      }
    }
  }

  static var fetchMemberCheck: Case {
    Case(
      "COMMIT-026", "Fetch: member check", .must, since: "3.7", source: "KIP-848",
      sends: "v9 wrong member or epoch on an 848 group",
      expects: "UNKNOWN_MEMBER_ID (25) or STALE_MEMBER_EPOCH (113) per group",
      kills: "Ignored",
      api: .offsetFetch,
      versions: 9...(.max),
      needs: [.consumerGroupHeartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let (member, epoch) = try await t.joinConsumerGroup(group, topic)
      let version = try t.version(of: .offsetFetch)
      for (id, number, want) in [(t.name("m"), epoch, 25), (member, epoch + 5, 113)] as [(String, Int64, Int16)] {
        let reply = try await t.ask(
          try await t.service(group), .offsetFetch,
          [
            "Groups": [
              ["GroupId": .string(group), "MemberId": .string(id), "MemberEpoch": Value(number), "Topics": nil]
            ]
          ],
          version: version)
        try t.exactly(
          Trial.fetched(reply, of: group).group["ErrorCode"], want,
          "a member of a group of the consumer protocol fetches offsets with its own id and epoch")
      }
    }
  }

  static var fetchTopicIds: Case {
    Case(
      "COMMIT-027", "Fetch: topic ids", .should, since: "4.2", source: "KIP-848",
      sends: "v10",
      expects: "By id; unknown id UNKNOWN_TOPIC_ID (100)",
      kills: "By empty name",
      api: .offsetFetch,
      versions: 10...(.max),
      needs: [.offsetCommit],
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let missing = TestTopic(
        name: t.name("t"), id: KafkaUUID(mostSignificantBits: t.seed, leastSignificantBits: 77), partitions: 1)
      try await t.keep(group, topic, OffsetEntry(6))
      let found = try await t.offsets(group, [(topic, [0]), (missing, [0])])
      try t.accepted(found[topic, 0]["ErrorCode"], "offsets may be asked for by a topic's id")
      try t.equal(found[topic, 0]["CommittedOffset"], 6, "offsets may be asked for by a topic's id")
      try t.code(found[missing, 0]["ErrorCode"], 100, "a topic id that does not exist is said not to exist")
    }
  }
}
