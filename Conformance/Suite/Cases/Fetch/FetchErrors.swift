import KafkaSchema
import KafkaWire
import NIOCore

/// Partitions that cannot be read.
enum FetchErrors {
  static var cases: [Case] {
    [
      unknownTopic, unknownPartitionIndex, eachAskedPartitionIsAnswered, notTheLeader, leaderHint,
      zstdTopicWithOldFetch, consumerCannotPoseAsAReplica,
    ]
  }

  static var unknownTopic: Case {
    Case(
      "FETCH-030", "Unknown topic", .must,
      since: "0.8", source: "guide",
      sends: "Name or id",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3) for names, UNKNOWN_TOPIC_ID (100) for ids; records empty",
      kills: "Partition missing in the answer",
      api: .fetch,
      versions: 4...(.max),
      unconfirmed: true
    ) { t in
      let name = TestTopic(
        name: t.name("none"), id: KafkaUUID(mostSignificantBits: 77, leastSignificantBits: 78), partitions: 1)
      let version = try t.version(of: .fetch)
      let (_, answer) = try await t.fetch(name, on: try await t.main)
      try t.code(answer["ErrorCode"], version >= 13 ? 100 : 3, "a topic that does not exist cannot be read")
      try t.givesNothing(answer, "an error brings no records")
    }
  }

  static var unknownPartitionIndex: Case {
    Case(
      "FETCH-031", "Unknown partition index", .must,
      since: "0.8", source: "guide",
      sends: "Partition 99",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3)",
      kills: "Left out",
      api: .fetch,
      versions: 4...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let (_, answer) = try await t.fetch(topic, partition: 99, on: try await t.leader(of: topic))
      try t.code(answer["ErrorCode"], 3, "a partition that does not exist cannot be read")
    }
  }

  static var eachAskedPartitionIsAnswered: Case {
    Case(
      "FETCH-032", "Each asked partition is answered", .must,
      since: "0.8", source: "guide",
      sends: "12 partitions, some bad (sessionless)",
      expects: "12 entries",
      kills: "Empty ones left out without a session",
      api: .fetch,
      versions: 4...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 8)
      let version = try t.version(of: .fetch)
      var query = Trial.FetchQuery()
      query.maxWait = 0
      let asked = Array(0..<8) + [50, 51, 52, 53]
      let reply = try await t.leader(of: topic).call(
        .fetch, version: version, t.fetchBody([(topic, asked.map { ($0, 0) })], query, version: version))
      let found = reply["Responses"].elements.flatMap { $0["Partitions"].elements }.compactMap {
        $0["PartitionIndex"].int
      }
      try t.expect(
        found.sorted() == asked.map { Int64($0) }, "every partition that was asked for is answered once",
        field: "Partitions",
        got: "\(found.sorted())", want: "\(asked)", at: reply.body)
    }
  }

  static var notTheLeader: Case {
    Case(
      "FETCH-033", "Not the leader", .must,
      since: "0.8", source: "guide",
      sends: "Fetch from a broker without a replica",
      expects: "NOT_LEADER_OR_FOLLOWER (6) (UNKNOWN_TOPIC_OR_PARTITION (3) tolerated)",
      kills: "Empty success: stuck consumer",
      tags: [.twoBrokers],
      api: .fetch,
      versions: 4...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let leader = try await t.leaderId(of: topic)
      guard let other = t.target.discovery.brokers.first(where: { $0.id != leader })?.id else {
        throw CaseEnd.skipped("needs a broker that does not lead the partition")
      }
      let (_, answer) = try await t.fetch(topic, on: try await t.node(other))
      try t.code(answer["ErrorCode"], 6, tolerating: [3], "a broker without a replica does not serve a partition")
    }
  }

  static var leaderHint: Case {
    Case(
      "FETCH-034", "Leader hint", .should,
      since: "3.7", source: "KIP-951",
      sends: "v16+ to a non-leader",
      expects: "current_leader and endpoint set",
      kills: "Missing port or own id",
      tags: [.twoBrokers],
      api: .fetch,
      versions: 16...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let leader = try await t.leaderId(of: topic)
      guard let leader, let other = t.target.discovery.brokers.first(where: { $0.id != leader })?.id else {
        throw CaseEnd.skipped("needs a broker that does not lead the partition")
      }
      // It hears of a new topic on a way of its own.
      try await t.eventually("every broker knows who leads a partition") { () -> Void? in
        try await t.placement(of: topic, asking: other).leader == leader ? () : nil
      }
      let (reply, answer) = try await t.fetch(topic, on: try await t.node(other))
      try t.code(answer["ErrorCode"], 6, "a broker without a replica does not serve a partition")
      try t.equal(answer["CurrentLeader"]["LeaderId"], Value(leader), "NOT_LEADER_OR_FOLLOWER names the leader")
      let endpoint = reply["NodeEndpoints"].first("NodeId", Value(leader))
      let address = t.target.discovery.address(of: leader)
      try t.expect(
        endpoint["Host"].string == address?.host && endpoint["Port"].int == address.map { Int64($0.port) },
        "the leader's address comes along", field: "NodeEndpoints",
        got: endpoint.exists ? "another address of node \(leader)" : "no entry of node \(leader)",
        want: "the address that Metadata names", at: reply["NodeEndpoints"])
    }
  }

  static var zstdTopicWithOldFetch: Case {
    Case(
      "FETCH-055", "zstd topic with old fetch", .should,
      since: "2.1", source: "KIP-110",
      sends: "Topic codec zstd, fetch v9",
      expects: "UNSUPPORTED_COMPRESSION_TYPE (76) or converted",
      kills: "zstd sent to old client",
      api: .fetch,
      versions: 4...9,
      needs: [.produce]
    ) { t in
      try t.require(.fetch, version: 10)
      let topic = try await t.topic(configs: [("compression.type", "zstd")])
      var batch = t.batch(of: 2)
      batch.compression = 4
      try await t.store(topic, batch)
      let (_, answer) = try await t.fetch(topic)
      let requirement = "zstd is converted for, or refused to, clients that may not know it"
      try t.code(answer["ErrorCode"], 76, or: [0], requirement)
      if answer["ErrorCode"].int == 0 {
        let batches = try t.batches(answer)
        try t.expect(
          batches.allSatisfy { $0.compression != 4 }, requirement, field: answer["Records"].path, got: "zstd",
          want: "another codec or none", at: answer["Records"])
        try t.same(batches, as: batch, at: 0, "what is converted has the content that was sent")
      }
      t.note("error \(answer["ErrorCode"].int ?? -1)")
    }
  }

  static var consumerCannotPoseAsAReplica: Case {
    Case(
      "FETCH-060", "Consumer cannot pose as a replica", .should,
      since: "0.9", source: "AK",
      sends: "replica_id 1 in v0 to v14, or replica state in v15+ from a normal client",
      expects: "CLUSTER_AUTHORIZATION_FAILED (31) with an authorizer; else never moves the high watermark wrongly",
      kills: "A client moves the ISR",
      tags: [.authorizer],
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let version = try t.version(of: .fetch)
      guard case .structure(var body) = t.fetchBody([(topic, [(0, 0)])], Trial.FetchQuery(), version: version) else {
        throw SuiteError("the body of a fetch is no struct")
      }
      if version <= 14 {
        body["ReplicaId"] = 5
      } else {
        body["ReplicaState"] = ["ReplicaId": 5, "ReplicaEpoch": 1]
      }
      let reply = try await t.leader(of: topic).call(.fetch, version: version, .structure(body))
      try t.expect(
        !reply.codes.isDisjoint(with: [31, 6, 3, 29]), "a client that poses as a replica is refused",
        field: "ErrorCode",
        got: "\(reply.codes.sorted())", want: "CLUSTER_AUTHORIZATION_FAILED (31)", at: reply.body)
    }
  }
}
