import KafkaSchema
import KafkaWire
import NIOCore

/// Partitions that join and leave a session.
enum FetchSessionPartitions {
  static var cases: [Case] {
    [addAPartition, forgetAPartition, forgetByTopicId, forgetAndAddInOneRequest, forgetEverything]
  }

  static var addAPartition: Case {
    Case(
      "FSESS-011", "Add a partition", .must, since: "1.1", source: "KIP-227",
      sends: "List new p3 in epoch n",
      expects: "p3 is part of the session; first answer lists it",
      kills: "Ignored",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 4)
      var (session, _) = try await t.openSession([(topic, [(0, 0), (1, 0), (2, 0)])])
      _ = try await t.next(&session)
      let added = try await t.next(&session, [(topic, [(3, 0)])])
      try t.accepted(
        Trial.fetched(added, topic, 3)["ErrorCode"], "the answer to a request that adds a partition tells of it")
      let batch = t.batch(of: 1)
      try await t.store(topic, partition: 3, batch)
      let news = try await t.next(&session, wait: 500)
      try t.gives(news, topic, 3, batch, at: 0, "a partition that was added is part of the session")
    }
  }

  /// Forgets one of two partitions and requires that no more is heard of it.
  private static func forgets(_ t: Trial) async throws {
    let topic = try await t.topicOnOneNode(partitions: 2)
    var (session, _) = try await t.openSession([(topic, [(0, 0), (1, 0)])])
    let requirement = "a session is not told of a partition that it has forgotten"
    let forgotten = try await t.next(&session, forgetting: [(topic, [1])])
    try t.expect(
      !Trial.listed(forgotten, topic).contains(1), requirement, field: "Responses", got: "partition 1",
      want: "nothing of partition 1", at: forgotten["Responses"])
    try await t.store(topic, partition: 1, t.batch(of: 1))
    let batch = t.batch(of: 1)
    try await t.store(topic, partition: 0, batch)
    for _ in 0..<2 {
      let reply = try await t.next(&session, wait: 500)
      try t.lists(reply, topic, [0], requirement)
      try t.gives(reply, topic, 0, batch, at: 0, "the partitions that are not forgotten are served")
    }
  }

  static var forgetAPartition: Case {
    Case(
      "FSESS-012", "Forget a partition", .must, since: "1.1", source: "KIP-227",
      sends: "forgotten_topics p1, then produce to p1",
      expects: "p1 never listed again",
      kills: "Data for revoked partitions",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      try await forgets(t)
    }
  }

  static var forgetByTopicId: Case {
    Case(
      "FSESS-013", "Forget by topic id", .must, since: "3.1", source: "KIP-516",
      sends: "v13+ forgotten with ids",
      expects: "Same",
      kills: "Forget ignored with ids",
      api: .fetch,
      versions: 13...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      try await forgets(t)
    }
  }

  static var forgetAndAddInOneRequest: Case {
    Case(
      "FSESS-014", "Forget and add in one request", .may, since: "1.1", source: "AK",
      sends: "Forget p1 and list p1",
      expects: "p1 stays in the session. Recorded",
      kills: "Undefined",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 2)
      var (session, _) = try await t.openSession([(topic, [(0, 0), (1, 0)])])
      _ = try await t.next(&session, [(topic, [(1, 0)])], forgetting: [(topic, [1])])
      for partition in 0..<2 { try await t.store(topic, partition: partition, t.batch(of: 1)) }
      let reply = try await t.next(&session, wait: 500)
      let listed = Trial.listed(reply, topic)
      try t.expect(
        listed == [0] || listed == [0, 1], "a partition that is both forgotten and listed disturbs no other",
        field: "Responses", got: "partitions \(listed)", want: "partition 0, with or without 1",
        at: reply["Responses"])
      t.note(listed.contains(1) ? "listed and forgotten: it stays" : "listed and forgotten: it goes")
    }
  }

  static var forgetEverything: Case {
    Case(
      "FSESS-015", "Forget everything", .should, since: "1.1", source: "AK",
      sends: "All forgotten",
      expects: "Answer with session id 0 or an empty session; no error",
      kills: "Crash",
      api: .fetch,
      versions: 7...(.max)
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let (session, _) = try await t.openSession([(topic, [(0, 0)])])
      let reply = try await t.fetchSession(
        session.id, epoch: session.epoch, forgetting: [(topic, [0])], version: session.version, on: session.peer)
      try t.accepted(reply["ErrorCode"], "a session may forget all its partitions")
      try t.equal(
        reply["SessionId"], oneOf: [0, Value(session.id)],
        "a session that has forgotten all its partitions ends or is empty")
      try t.lists(reply, topic, [], "a session that has forgotten all its partitions is told of none")
      try await t.canary()
    }
  }
}
