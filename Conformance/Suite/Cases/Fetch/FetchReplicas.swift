import KafkaSchema
import KafkaWire
import NIOCore

/// Fetches from leaders that change and from followers.
enum FetchReplicas {
  static var cases: [Case] {
    [
      olderLeaderEpoch, nothingAboveTheHighWatermark, preferredReplica, followerServesReads, followerOutOfRange,
      rackUnknown,
      clientQuotaDoesNotStarve,
    ]
  }

  static var olderLeaderEpoch: Case {
    Case(
      "FETCH-035", "Older leader epoch", .must, since: "2.1", source: "KIP-320",
      sends: "v9+ current_leader_epoch = leader - 1 after an election",
      expects: "FENCED_LEADER_EPOCH (74)",
      kills: "Ignored: truncation unnoticed",
      tags: [.twoBrokers],
      api: .fetch,
      versions: 9...(.max),
      needs: [.produce, .createTopics, .listOffsets],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let topic = try await t.replicatedTopic()
      try await t.store(topic, t.batch(of: 1))
      let (old, new) = try await t.moveLeader(of: topic)
      let peer = try await t.peer(to: new.leader)
      var query = Trial.FetchQuery()
      query.leaderEpoch = Int32(old.epoch)
      let (_, fenced) = try await t.fetch(topic, query, on: peer)
      try t.code(fenced["ErrorCode"], 74, "a leader epoch that is over is fenced")
      query.leaderEpoch = Int32(new.epoch)
      let (_, current) = try await t.fetch(topic, query, on: peer)
      try t.accepted(current["ErrorCode"], "the leader epoch of now is accepted")
    }
  }

  static var nothingAboveTheHighWatermark: Case {
    Case(
      "FETCH-052", "Nothing above the high watermark", .must, since: "0.8", source: "guide",
      sends: "RF 2, follower paused, acks=1 produce",
      expects: "Consumer sees nothing until the ISR shrinks or catches up",
      kills: "Unreplicated data exposed, later lost",
      tags: [.twoBrokers, .restarts],
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce, .createTopics, .listOffsets],
      deadline: .seconds(180),
      unconfirmed: true
    ) { t in
      let topic = try await t.replicatedTopic()
      try await t.store(topic, t.batch(of: 1))
      let placement = try await t.placement(of: topic)
      guard let follower = placement.follower else { throw CaseEnd.skipped("needs a follower of a partition") }
      let writer = try await t.peer(to: placement.leader)
      let reader = try await t.peer(to: placement.leader)
      try await t.pause(follower)
      let batch = t.batch(of: 1)
      try t.accepted(
        try await t.produce(topic, try batch.bytes(), acks: 1, on: writer)["ErrorCode"],
        "who does not ask for replicas is answered without them")
      var query = Trial.FetchQuery(offset: 1)
      query.maxWait = 500
      let (_, answer) = try await t.fetch(topic, query, on: reader)
      // A replica that still counts as in sync did so during the fetch.
      let after = try await t.placement(of: topic, asking: placement.leader)
      guard after.inSync.contains(follower) else {
        throw CaseEnd.skipped("the paused replica was out of sync too soon")
      }
      try t.accepted(answer["ErrorCode"], "an offset at the high watermark is in range")
      try t.expect(
        try t.batches(answer).isEmpty, "records that are not replicated are not given to consumers",
        field: answer["Records"].path, got: "records", want: "none", at: answer["Records"])
      try t.equal(answer["HighWatermark"], 1, "the high watermark is where all replicas in sync are")
      try await t.hook("resume", node: follower)
      let later = try await t.eventually("replicated records are given to consumers", within: .seconds(60)) {
        let (_, answer) = try await t.fetch(topic, query, on: reader)
        return try t.batches(answer).isEmpty ? nil : answer
      }
      try t.same(try t.batches(later), as: batch, at: 1, "replicated records are given to consumers")
    }
  }

  // MARK: Reading from followers

  /// A topic with records, its leader, and a follower with a rack of its own.
  private static func racks(_ t: Trial) async throws -> (topic: TestTopic, leader: Int32, follower: Int32, rack: String)
  {
    let selector = t.target.options.configured["replica.selector.class"] ?? ""
    guard selector.contains("RackAware") else {
      throw CaseEnd.skipped("needs a replica.selector.class that knows racks")
    }
    let named = t.target.discovery.brokers.filter { $0.rack != nil }.sorted { $0.id < $1.id }
    guard let first = named.first, let second = named.first(where: { $0.rack != first.rack }), let rack = second.rack
    else { throw CaseEnd.skipped("needs two brokers in two racks") }
    let topic = try await t.replicatedTopic(on: [first.id, second.id])
    let placement = try await t.placement(of: topic)
    guard placement.leader == first.id else { throw CaseEnd.skipped("needs the first replica to lead") }
    return (topic, first.id, second.id, rack)
  }

  private static func query(rack: String, offset: Int64 = 0) -> Trial.FetchQuery {
    var query = Trial.FetchQuery(offset: offset)
    query.rack = rack
    return query
  }

  static var preferredReplica: Case {
    Case(
      "FETCH-056", "Preferred replica", .should, since: "2.4", source: "KIP-392",
      sends: "v11+ with rack of a follower, rack-aware selector",
      expects: "preferred_read_replica = that follower, records empty",
      kills: "Id of a broker out of ISR",
      tags: [.twoBrokers, .configured],
      api: .fetch,
      versions: 11...(.max),
      needs: [.produce, .createTopics, .listOffsets],
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let (topic, leader, follower, rack) = try await racks(t)
      try await t.store(topic, t.batch(of: 3))
      let peer = try await t.peer(to: leader)
      // The leader sends nobody to a follower before it knows how far that is.
      let answer = try await t.eventually("a consumer is sent to the replica in its rack", within: .seconds(10)) {
        let (_, answer) = try await t.fetch(topic, query(rack: rack), on: peer)
        return answer["PreferredReadReplica"].int == -1 ? nil : answer
      }
      try t.accepted(answer["ErrorCode"], "a consumer that is sent to a follower is told so without an error")
      try t.equal(answer["PreferredReadReplica"], Value(follower), "a consumer is sent to the replica in its rack")
      try t.expect(
        try t.batches(answer).isEmpty, "a consumer that is sent elsewhere is given no records",
        field: answer["Records"].path, got: "records", want: "none", at: answer["Records"])
    }
  }

  static var followerServesReads: Case {
    Case(
      "FETCH-057", "Follower serves reads", .should, since: "2.4", source: "KIP-392",
      sends: "Fetch to that follower",
      expects: "Same records up to the replicated high watermark",
      kills: "Ahead of or behind for ever",
      tags: [.twoBrokers, .configured],
      api: .fetch,
      versions: 11...(.max),
      needs: [.produce, .createTopics, .listOffsets],
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let (topic, leader, follower, rack) = try await racks(t)
      let batch = t.batch(of: 3)
      try await t.store(topic, batch)
      let fromFollower = try await t.peer(to: follower)
      let answer = try await t.eventually("a follower gives what is replicated", within: .seconds(10)) {
        let (_, answer) = try await t.fetch(topic, query(rack: rack), on: fromFollower)
        return try t.batches(answer).isEmpty ? nil : answer
      }
      try t.accepted(answer["ErrorCode"], "a follower serves consumers")
      try t.same(try t.batches(answer), as: batch, at: 0, "a follower gives the records that its leader has")
      let (_, original) = try await t.fetch(topic, on: try await t.peer(to: leader))
      try t.equal(
        bytes: answer["Records"].bytes, original["Records"].bytes, field: answer["Records"].path,
        "a follower gives the same bytes as its leader", at: answer["Records"])
      let mark = try await t.eventually("a follower hears of the high watermark", within: .seconds(10)) {
        let (_, answer) = try await t.fetch(topic, query(rack: rack), on: fromFollower)
        return (answer["HighWatermark"].int ?? 0) >= 3 ? answer["HighWatermark"] : nil
      }
      try t.equal(mark, 3, "a follower's high watermark is not ahead of its leader's")
    }
  }

  static var followerOutOfRange: Case {
    Case(
      "FETCH-058", "Follower out of range", .should, since: "2.4", source: "KIP-392",
      sends: "Offset above the follower's view",
      expects: "OFFSET_OUT_OF_RANGE (1) or OFFSET_NOT_AVAILABLE (78), consumer must not reset wrongly",
      kills: "Empty for ever",
      tags: [.twoBrokers, .configured],
      api: .fetch,
      versions: 11...(.max),
      needs: [.produce, .createTopics, .listOffsets],
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let (topic, _, follower, rack) = try await racks(t)
      try await t.store(topic, t.batch(of: 3))
      let (_, answer) = try await t.fetch(
        topic, query(rack: rack, offset: 1000), on: try await t.peer(to: follower))
      try t.code(answer["ErrorCode"], 1, or: [78], "an offset that a follower has not seen is not served as empty")
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

  // MARK: Quotas

  static var clientQuotaDoesNotStarve: Case {
    Case(
      "FETCH-066", "Client quota does not starve", .should, since: "0.9", source: "KIP-13",
      sends: "Throttled client",
      expects: "Empty or partial answer plus throttle_time_ms, later data",
      kills: "Connection closed",
      tags: [.configured, .exclusive],
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce, .alterClientQuotas],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      for _ in 0..<8 { try await t.store(topic, try t.batch(bytes: 20_000)) }
      let client = t.name("c")
      @Sendable func quota(remove: Bool) -> Value {
        [
          "Entries": [
            [
              "Entity": [["EntityType": "client-id", "EntityName": .string(client)]],
              "Ops": [["Key": "consumer_byte_rate", "Value": .float(50_000), "Remove": .bool(remove)]],
            ]
          ], "ValidateOnly": false,
        ]
      }
      let version = try t.version(of: .alterClientQuotas)
      let set = try await t.controller.call(.alterClientQuotas, version: version, quota(remove: false))
      try Trial.setUp(set["Entries"][0]["ErrorCode"], "a client gets a quota")
      t.cleanUp {
        _ = try await t.controller.call(.alterClientQuotas, version: version, quota(remove: true))
      }
      var throttled: Int64 = 0
      // The quota counts over windows of 11 s; who goes on reading the same records goes over it.
      let peer = try await t.peer(to: try await t.leaderId(of: topic), clientId: client)
      let fetchVersion = try t.version(of: .fetch)
      let deadline = ContinuousClock.now + .seconds(60)
      while throttled == 0, ContinuousClock.now < deadline {
        let reply = try await peer.call(
          .fetch, version: fetchVersion, t.fetchBody([(topic, [(0, 0)])], Trial.FetchQuery(), version: fetchVersion))
        // An answer that holds a client back may leave out the partitions.
        for code in [reply["ErrorCode"], Trial.fetched(reply, topic, 0)["ErrorCode"]] where code.exists {
          try t.accepted(code, "a client above its quota is answered without an error")
        }
        throttled = reply["ThrottleTimeMs"].int ?? 0
      }
      try t.expect(
        throttled > 0, "a client above its quota is told to wait", field: "ThrottleTimeMs", got: "\(throttled)",
        want: "above 0")
      let later = try await t.eventually("a client above its quota is served later", within: .seconds(60)) {
        let reply = try await peer.call(
          .fetch, version: fetchVersion, t.fetchBody([(topic, [(0, 0)])], Trial.FetchQuery(), version: fetchVersion),
          within: .seconds(60))
        return try t.batches(Trial.fetched(reply, topic, 0)).isEmpty ? nil : reply
      }
      try t.expect(
        try t.batches(Trial.fetched(later, topic, 0)).first?.baseOffset == 0,
        "a client above its quota is served later", field: "Records", got: "other records", want: "those of offset 0")
    }
  }
}
