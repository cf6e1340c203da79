import KafkaSchema
import KafkaWire
import NIOCore

/// Requests that do not fit a session, and partitions with errors.
enum FetchSessionErrors {
  static var cases: [Case] {
    [
      unknownSessionId, wrongEpoch, sessionWorksFromAnotherConnection, epochWraps, errorPartitionsAreRepeated,
      unknownTopicAppearsLater, topicIdMismatch, versionSwitchInsideASession,
    ]
  }

  /// Requires an error of the whole answer, which then tells of no partitions.
  private static func refused(_ t: Trial, _ reply: Reply, _ code: Int16, _ requirement: String) throws {
    try t.code(reply["ErrorCode"], code, requirement)
    try t.expect(
      reply["Responses"].count == 0, "an answer with an error tells of no partitions", field: "Responses",
      got: "\(reply["Responses"].count) topics", want: "none", at: reply["Responses"])
  }

  static var unknownSessionId: Case {
    Case(
      "FSESS-016", "Unknown session id", .must, since: "1.1", source: "KIP-227",
      sends: "Id 12345, epoch 1",
      expects: "FETCH_SESSION_ID_NOT_FOUND (70) at top level, no partitions",
      kills: "Treated as new: position lost",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      try await t.store(topic, t.batch(of: 1))
      let reply = try await t.fetchSession(
        12_345, epoch: 1, [(topic, [(0, 0)])], version: try t.version(of: .fetch),
        on: try await t.freshLeader(of: topic))
      try refused(t, reply, 70, "a session that nobody has begun is not found")
    }
  }

  static var wrongEpoch: Case {
    Case(
      "FSESS-017", "Wrong epoch", .must, since: "1.1", source: "KIP-227",
      sends: "Epoch 5 when 2 is expected; epoch repeated",
      expects: "INVALID_FETCH_SESSION_EPOCH (71)",
      kills: "Accepted: lost or repeated answers unnoticed",
      api: .fetch,
      versions: 7...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      var (session, _) = try await t.openSession([(topic, [(0, 0)])])
      let used = session.epoch
      _ = try await t.next(&session)
      func ask(_ epoch: Int32) async throws -> Reply {
        try await t.fetchSession(session.id, epoch: epoch, version: session.version, on: session.peer)
      }
      try refused(t, try await ask(session.epoch &+ 3), 71, "an epoch that is yet to come is refused")
      try refused(t, try await ask(used), 71, "an epoch that has been is refused")
      let right = try await ask(session.epoch)
      try t.accepted(right["ErrorCode"], "the right epoch is accepted after wrong ones")
    }
  }

  static var sessionWorksFromAnotherConnection: Case {
    Case(
      "FSESS-020", "Session works from another connection", .may, since: "1.1", source: "KIP-227",
      sends: "Same id and next epoch on connection B",
      expects: "Served, or FETCH_SESSION_ID_NOT_FOUND (70)",
      kills: "Crash",
      api: .fetch,
      versions: 7...(.max)
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let (session, _) = try await t.openSession([(topic, [(0, 0)])])
      let reply = try await t.fetchSession(
        session.id, epoch: session.epoch, version: session.version, on: try await t.freshLeader(of: topic))
      try t.code(
        reply["ErrorCode"], 0, or: [70], "a session is served on another connection, or not found there")
      t.note(reply["ErrorCode"].int == 0 ? "served on another connection" : "not found on another connection")
      try await t.canary()
    }
  }

  static var epochWraps: Case {
    Case(
      "FSESS-021", "Epoch wraps", .should, since: "1.1", source: "KIP-227",
      sends: "Simulated by many requests only in the reference broker",
      expects: "After 2147483647 comes 1",
      kills: "0 opens a new session",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      guard let first = t.firstSessionEpoch, first > .max - 100 else {
        throw CaseEnd.skipped("needs sessions whose first epoch is near the last one: fetch.session.first.epoch")
      }
      let topic = try await t.topicOnOneNode(partitions: 1)
      var (session, _) = try await t.openSession([(topic, [(0, 0)])])
      while session.epoch != 1 { _ = try await t.next(&session) }
      let batch = t.batch(of: 1)
      try await t.store(topic, batch)
      let after = try await t.next(&session, wait: 500)
      try t.gives(after, topic, 0, batch, at: 0, "after the last epoch of a session comes 1")
      _ = try await t.next(&session)
    }
  }

  static var errorPartitionsAreRepeated: Case {
    Case(
      "FSESS-023", "Error partitions are repeated", .must, since: "1.1", source: "KIP-227",
      sends: "Session with an unknown partition",
      expects: "Listed in each answer until it is fixed or forgotten",
      kills: "Error told once: client never notices a later recovery",
      api: .fetch,
      versions: 7...(.max)
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      var (session, first) = try await t.openSession([(topic, [(0, 0), (9, 0)])])
      let requirement = "a session is told of a partition with an error each time"
      try t.code(Trial.fetched(first, topic, 9)["ErrorCode"], 3, tolerating: [100], requirement)
      for _ in 0..<3 {
        let again = try await t.next(&session)
        try t.code(Trial.fetched(again, topic, 9)["ErrorCode"], 3, tolerating: [100], requirement)
      }
      let forgotten = try await t.next(&session, forgetting: [(topic, [9])])
      try t.expect(
        !Trial.listed(forgotten, topic).contains(9), "a session is not told of a partition that it has forgotten",
        field: "Responses", got: "partition 9", want: "nothing of partition 9", at: forgotten["Responses"])
    }
  }

  static var unknownTopicAppearsLater: Case {
    Case(
      "FSESS-024", "Unknown topic appears later", .should, since: "1.1", source: "KIP-227",
      sends: "Session with a name not yet created, then create and produce",
      expects: "Data arrives in the same session",
      kills: "Needs a new session",
      tags: [.waits],
      api: .fetch,
      versions: 7...12,
      needs: [.produce, .createTopics],
      unconfirmed: true
    ) { t in
      let later = TestTopic(name: t.name("t"), id: .zero, partitions: 1)
      let node = t.target.discovery.brokers.count > 1 ? t.target.discovery.brokers.first?.id : nil
      var (session, first) = try await t.openSession([(later, [(0, 0)])], on: try await t.peer(to: node))
      try t.code(Trial.fetched(first, later, 0)["ErrorCode"], 3, "a session is told that a topic is unknown")
      let topic = try await t.topicOnOneNode(partitions: 1, name: later.name)
      let batch = t.batch(of: 2)
      try await t.store(topic, batch)
      let reply = try await t.eventually("a topic that is made later is served in the same session") {
        let reply = try await t.next(&session, wait: 500)
        return Trial.fetched(reply, later, 0)["ErrorCode"].int == 3 ? nil : reply
      }
      try t.gives(reply, later, 0, batch, at: 0, "a topic that is made later is served in the same session")
    }
  }

  static var topicIdMismatch: Case {
    Case(
      "FSESS-025", "Topic id mismatch", .must, since: "3.1", source: "KIP-516",
      sends: "Session opened with ids, topic re-created",
      expects: "UNKNOWN_TOPIC_ID (100), INCONSISTENT_TOPIC_ID (103) or FETCH_SESSION_TOPIC_ID_ERROR (106)",
      kills: "Serves the new topic under the old id",
      tags: [.waits],
      api: .fetch,
      versions: 13...(.max),
      needs: [.produce, .createTopics, .deleteTopics],
      unconfirmed: true
    ) { t in
      let old = try await t.topicOnOneNode(partitions: 1)
      var (session, _) = try await t.openSession([(old, [(0, 0)])])
      try await t.gone(old)
      let new = try await t.eventually("a topic whose name was used is made again", within: .seconds(30)) {
        () -> TestTopic? in
        do {
          return try await t.topicOnOneNode(partitions: 1, name: old.name)
        } catch let failure as CaseFailure where failure.got.contains("(36)") {
          return nil
        } catch let error as SuiteError where "\(error)".contains("error 36") {
          return nil
        }
      }
      try await t.store(new, t.batch(of: 1))
      for _ in 0..<3 {
        let reply = try await t.fetchSession(
          session.id, epoch: session.epoch, wait: 100, version: session.version, on: session.peer)
        session.epoch = FetchSession.epoch(after: session.epoch)
        let records = reply["Responses"].elements.flatMap { $0["Partitions"].elements }
          .contains { ($0["Records"].bytes?.readableBytes ?? 0) > 0 }
        try t.expect(
          !records, "a topic that was made again is not served under its old id", field: "Responses",
          got: "records", want: "an error", at: reply["Responses"])
        if reply["ErrorCode"].int != 0 {
          return try t.code(
            reply["ErrorCode"], 106, or: [100, 103], "a session with the id of a topic that is gone is told so")
        }
        try t.code(
          Trial.fetched(reply, old, 0)["ErrorCode"], 100, or: [103, 106],
          "a session with the id of a topic that is gone is told so")
      }
    }
  }

  static var versionSwitchInsideASession: Case {
    Case(
      "FSESS-026", "Version switch inside a session", .should, since: "3.1", source: "KIP-516",
      sends: "Open with v12, continue with v13",
      expects: "FETCH_SESSION_TOPIC_ID_ERROR (106)",
      kills: "Mixed names and ids",
      api: .fetch,
      versions: 13...13
    ) { t in
      try t.require(.fetch, version: 12)
      let topic = try await t.topicOnOneNode(partitions: 1)
      let (session, _) = try await t.openSession([(topic, [(0, 0)])], version: 12)
      let reply = try await t.fetchSession(session.id, epoch: session.epoch, version: 13, on: session.peer)
      try refused(t, reply, 106, "a session with names does not go on with ids")
    }
  }
}
