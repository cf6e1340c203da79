import KafkaSchema
import KafkaWire
import NIOCore

/// Partitions that cannot be read.
enum FetchErrors {
  static var cases: [Case] {
    [
      unknownTopic, unknownPartitionIndex, eachAskedPartitionIsAnswered, notTheLeader, leaderHint, newerLeaderEpoch,
      epochMinus1, divergingEpoch, lastFetchedEpochMatches, zstdTopicWithOldFetch, rackUnknown,
      consumerCannotPoseAsAReplica, highWatermarkIsMonotonic,
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
      let (reply, _) = try await t.fetch(name, on: try await t.main)
      let answer = reply["Responses"][0]["Partitions"][0]
      try t.code(answer["ErrorCode"], version >= 13 ? 100 : 3, "a topic that does not exist cannot be read")
      try t.expect(
        answer["Records"].bytes?.readableBytes ?? 0 == 0, "an error brings no records", field: answer["Records"].path,
        got: "records", want: "none", at: answer["Records"])
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
      guard t.target.discovery.brokers.count <= 1 else { throw CaseEnd.skipped("needs all partitions on one broker") }
      let topic = try await t.topic(partitions: 8)
      let version = try t.version(of: .fetch)
      var query = Trial.FetchQuery()
      query.maxWait = 0
      let asked = Array(0..<8) + [50, 51, 52, 53]
      let reply = try await t.main.call(
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
      let (reply, answer) = try await t.fetch(topic, on: try await t.node(other))
      try t.equal(answer["CurrentLeader"]["LeaderId"], Value(leader), "NOT_LEADER_OR_FOLLOWER names the leader")
      try t.expect(
        reply["NodeEndpoints"].first("NodeId", Value(leader)).exists, "the leader's address comes along",
        field: "NodeEndpoints", got: "no entry of node \(leader)", want: "one", at: reply.body)
    }
  }

  static var newerLeaderEpoch: Case {
    Case(
      "FETCH-036", "Newer leader epoch", .must,
      since: "2.1", source: "KIP-320",
      sends: "v9+ epoch + 1",
      expects: "UNKNOWN_LEADER_EPOCH (75)",
      kills: "Treated as ok",
      api: .fetch,
      versions: 9...(.max),
      needs: [.produce, .metadata]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let epoch = try await epoch(t, topic)
      var query = Trial.FetchQuery()
      query.leaderEpoch = Int32(epoch) + 1
      let (_, answer) = try await t.fetch(topic, query)
      try t.code(answer["ErrorCode"], 75, "a leader epoch that is yet to come is unknown")
    }
  }

  static var epochMinus1: Case {
    Case(
      "FETCH-037", "Epoch -1", .must,
      since: "2.1", source: "KIP-320",
      sends: "v9+ with -1",
      expects: "No epoch check",
      kills: "Fences all simple clients",
      api: .fetch,
      versions: 9...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let batch = t.batch(of: 1)
      try await t.store(topic, batch)
      let (_, answer) = try await t.fetch(topic)
      try t.accepted(answer["ErrorCode"], "a fetch that names no leader epoch is not checked for it")
      try t.same(try t.batches(answer), as: batch, at: 0, "a fetch that names no leader epoch gets records")
    }
  }

  static var divergingEpoch: Case {
    Case(
      "FETCH-038", "Diverging epoch", .should,
      since: "2.7", source: "KIP-595",
      sends: "v12+ last_fetched_epoch older with an offset past that epoch's end",
      expects: "diverging_epoch set with epoch and end offset, no error, no records",
      kills: "Ignored: wrong data after truncation",
      tags: [.twoBrokers],
      api: .fetch,
      versions: 12...(.max),
      needs: [.produce, .metadata]
    ) { t in
      // One leader is enough: a position behind the end of the epoch that it was fetched in has diverged, too.
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 2))
      let epoch = try await epoch(t, topic)
      var query = Trial.FetchQuery(offset: 5)
      query.lastFetchedEpoch = Int32(epoch)
      let (_, answer) = try await t.fetch(topic, query)
      try t.accepted(answer["ErrorCode"], "a position that has diverged is no error")
      try t.equal(answer["DivergingEpoch"]["Epoch"], Value(epoch), "the answer names the epoch that both logs have")
      try t.equal(answer["DivergingEpoch"]["EndOffset"], 2, "the answer names the end of that epoch")
      try t.expect(
        answer["Records"].bytes?.readableBytes ?? 0 == 0, "a position that has diverged gets no records",
        field: answer["Records"].path, got: "records", want: "none", at: answer["Records"])
    }
  }

  static var lastFetchedEpochMatches: Case {
    Case(
      "FETCH-039", "last_fetched_epoch matches", .must,
      since: "2.7", source: "KIP-595",
      sends: "v12+ right epoch",
      expects: "Records, no diverging_epoch",
      kills: "Always diverging: endless loop",
      api: .fetch,
      versions: 12...(.max),
      needs: [.produce, .metadata],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let batch = t.batch(of: 1)
      try await t.store(topic, t.batch(of: 2))
      try await t.store(topic, batch)
      var query = Trial.FetchQuery(offset: 2)
      query.lastFetchedEpoch = Int32(try await epoch(t, topic))
      let (_, answer) = try await t.fetch(topic, query)
      try t.accepted(answer["ErrorCode"], "a fetch that fetched the right epoch last is answered")
      try t.equal(answer["DivergingEpoch"]["Epoch"], -1, "the logs do not diverge")
      try t.same(try t.batches(answer), as: batch, at: 2, "a fetch that fetched the right epoch last gets records")
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
      let topic = try await t.topic()
      var batch = t.batch(of: 2)
      batch.compression = 4
      try await t.store(topic, batch)
      let (_, answer) = try await t.fetch(topic)
      try t.code(answer["ErrorCode"], 76, or: [0], "zstd is converted for, or refused to, clients that may not know it")
      t.note("error \(answer["ErrorCode"].int ?? -1)")
    }
  }

  static var rackUnknown: Case {
    Case(
      "FETCH-059", "Rack unknown", .must,
      since: "2.4", source: "KIP-392",
      sends: "v11+ rack \"nowhere\"",
      expects: "Leader answers with records, preferred -1",
      kills: "Error",
      api: .fetch,
      versions: 11...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let batch = t.batch(of: 1)
      try await t.store(topic, batch)
      var query = Trial.FetchQuery()
      query.rack = "nowhere"
      let (_, answer) = try await t.fetch(topic, query)
      try t.same(try t.batches(answer), as: batch, at: 0, "the leader serves a consumer of an unknown rack")
      try t.equal(answer["PreferredReadReplica"], -1, "a consumer of an unknown rack is sent to no other replica")
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
        return
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

  static var highWatermarkIsMonotonic: Case {
    Case(
      "FETCH-051", "High watermark is monotonic", .must,
      since: "0.8", source: "guide",
      sends: "Poll during produce and elections",
      expects: "Never goes down on one leader",
      kills: "Goes back after failover: duplicates",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let writer = try await t.peer(to: try await t.leaderId(of: topic))
      var last: Int64 = 0
      for round in 0..<100 {
        if round.isMultiple(of: 2) {
          try t.accepted(
            try await t.produce(topic, try t.batch(of: 1).bytes(), on: writer)["ErrorCode"], "a good batch is accepted")
        }
        var query = Trial.FetchQuery(offset: 0)
        query.maxWait = 0
        let (_, answer) = try await t.fetch(topic, query)
        let mark = answer["HighWatermark"].int ?? -1
        try t.expect(
          mark >= last, "the high watermark of one leader never goes down", field: answer["HighWatermark"].path,
          got: "\(mark) after \(last)", want: "\(last) or more", at: answer["HighWatermark"])
        last = mark
      }
    }
  }

  /// The partition's leader epoch, as Metadata says.
  static func epoch(_ t: Trial, _ topic: TestTopic) async throws -> Int64 {
    let reply = try await t.metadata([topic.name])
    let epoch = reply["Topics"].first("Name", .string(topic.name))["Partitions"].first("PartitionIndex", 0)[
      "LeaderEpoch"]
    guard let number = epoch.int, number >= 0 else { throw CaseEnd.unsupported("Metadata names no leader epoch") }
    return number
  }
}
