import KafkaSchema
import KafkaWire

/// Where committed offsets are kept.
enum OffsetStorage {
  static var cases: [Case] {
    [
      survivesRestart, survivesCrash, survivesCoordinatorMove, storedFormat,
    ]
  }

  static var survivesRestart: Case {
    Case(
      "COMMIT-031", "Survives restart", .must, since: "0.9", source: "guide",
      sends: "Commit, restart",
      expects: "Same",
      kills: "Lost",
      tags: [.restarts],
      needs: GroupApis.offsets,
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      try await t.keep(group, topic, OffsetEntry(21, metadata: "kept"))
      let node = try await t.coordinator(of: group)
      try await t.hook("restart", node: node ?? 0)
      let peer = try await t.reconnect(to: node)
      try await t.stored(group, topic, 0, 21, on: peer, "committed offsets survive a restart")
      let found = try await t.offset(group, topic, on: peer)
      try t.equal(found["Metadata"], "kept", "the text beside an offset survives a restart")
    }
  }

  static var survivesCrash: Case {
    Case(
      "COMMIT-032", "Survives crash", .must, since: "0.9", source: "guide",
      sends: "Commit acknowledged, kill",
      expects: "Same",
      kills: "Lost",
      tags: [.restarts],
      needs: GroupApis.offsets,
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let node = try await t.coordinator(of: group) ?? 0
      for offset: Int64 in [1, 22] { try await t.keep(group, topic, OffsetEntry(offset)) }
      try await t.stop(node)
      try await t.start(node)
      try await t.stored(group, topic, 0, 22, on: try await t.peer(to: node), "committed offsets survive a crash")
    }
  }

  static var survivesCoordinatorMove: Case {
    Case(
      "COMMIT-033", "Survives coordinator move", .must, since: "0.9", source: "guide",
      sends: "Commit, move",
      expects: "Same",
      kills: "Lost",
      tags: [.twoBrokers, .restarts],
      needs: GroupApis.offsets,
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      try await t.keep(group, topic, OffsetEntry(23))
      let new = try await t.moveCoordinator(of: group)
      try await t.stored(
        group, topic, 0, 23, on: try await t.peer(to: new), "committed offsets survive a move of their coordinator")
    }
  }

  static var storedFormat: Case {
    Case(
      "COMMIT-048", "Stored format", .should, since: "0.9", source: "schema",
      sends: "Read __consumer_offsets (if allowed)",
      expects: "Keys and values decode by the published schemas; partition = positive hash of the group modulo count",
      kills: "Own format: mirror tools fail",
      needs: GroupApis.memberOffsets + [.fetch, .listOffsets],
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic(partitions: 2)
      _ = try await t.coordinator(of: group)
      let described = try await t.metadata(["__consumer_offsets"])["Topics"].first("Name", "__consumer_offsets")
      guard described["ErrorCode"].int == 0, described["Partitions"].count > 0 else {
        throw CaseEnd.unsupported("__consumer_offsets is not shown")
      }
      let log = TestTopic(
        name: "__consumer_offsets", id: described["TopicId"].uuid ?? .zero, partitions: described["Partitions"].count)
      let partition = Trial.partition(ofGroup: group, of: log.partitions)
      let start = try await t.endOffset(log, partition: partition)
      let member = try await t.single(group, try t.member())
      try await t.keep(group, topic, OffsetEntry(31, partition: 1, metadata: "stored", leaderEpoch: 4), as: member)

      let records = try await t.fetchBack(log, partition: partition, from: start).flatMap(\.records)
      let offset = try Trial.stored("OffsetCommit", type: 1, in: records) {
        $0["group"].string == group && $0["topic"].string == topic.name && $0["partition"].int == 1
      }
      try t.expect(
        offset != nil, "a committed offset is in the partition of __consumer_offsets that its group's hash names",
        field: "__consumer_offsets-\(partition)", got: "no record of the commit", want: "a record of the commit")
      if let offset {
        try t.equal(offset["offset"], 31, "the record of a commit has the offset")
        try t.equal(offset["metadata"], "stored", "the record of a commit has the text beside it")
      }
      let metadata = try Trial.stored("GroupMetadata", type: 2, in: records) { $0["group"].string == group }
      try t.expect(
        metadata != nil, "the state of a group is in the same partition", field: "__consumer_offsets-\(partition)",
        got: "no record of the group", want: "a record of the group")
      if let metadata {
        try t.equal(metadata["protocolType"], "consumer", "the record of a group has its protocol type")
        try t.equal(metadata["generation"], Value(member.generation), "the record of a group has its generation")
        try t.equal(
          metadata["members"].first("memberId", .string(member.id))["memberId"], .string(member.id),
          "the record of a group has its members")
      }
    }
  }
}
