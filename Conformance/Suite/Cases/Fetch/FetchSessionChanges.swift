import KafkaSchema
import KafkaWire
import NIOCore

/// Sessions while isolation, leaders and brokers change.
enum FetchSessionChanges {
  static var cases: [Case] { [sessionWithIsolationChange, leadershipChange, sessionAfterRestart] }

  static var sessionWithIsolationChange: Case {
    Case(
      "FSESS-027", "Session with isolation change", .should, since: "1.1", source: "AK",
      sends: "Same session, isolation 0 then 1",
      expects: "Each answer follows its request's level",
      kills: "Level cached",
      api: .fetch,
      versions: 7...(.max),
      needs: TransactionApis.writing,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      var producer = try await t.transactionalProducer()
      let batch = t.batch(of: 2)
      try await t.write(&producer, topic, batch)
      var (session, _) = try await t.openSession([(topic, [(0, 0)])])
      var committed = Trial.FetchQuery()
      committed.isolation = 1
      for _ in 0..<2 {
        let open = try await t.next(&session)
        try t.gives(open, topic, 0, batch, at: 0, "a request that reads all is given open transactions")
        let hidden = try await t.next(&session, [], committed)
        try t.expect(
          try t.batches(Trial.fetched(hidden, topic, 0)).isEmpty,
          "a request that reads what is committed is not given open transactions", field: "Responses",
          got: "records", want: "none", at: hidden["Responses"])
      }
    }
  }

  static var leadershipChange: Case {
    Case(
      "FSESS-030", "Leadership change", .must, since: "1.1", source: "KIP-227",
      sends: "Leader of p1 moves",
      expects: "Listed with NOT_LEADER_OR_FOLLOWER (6)",
      kills: "Silent empty: consumer stuck",
      tags: [.twoBrokers],
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce, .createTopics, .listOffsets],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      guard t.canElect else {
        throw CaseEnd.skipped("needs AlterPartitionReassignments and ElectLeaders: a session ends with its broker")
      }
      let topic = try await t.replicatedTopic()
      try await t.store(topic, t.batch(of: 1))
      var (session, _) = try await t.openSession([(topic, [(0, 1)])])
      try await t.moveLeader(of: topic)
      let code = try await t.eventually("a session is told of a partition whose leader has moved") {
        let reply = try await t.next(&session, wait: 500)
        let answer = Trial.fetched(reply, topic, 0)
        return answer.exists && answer["ErrorCode"].int != 0 ? answer["ErrorCode"] : nil
      }
      try t.code(code, 6, "a session is told of a partition whose leader has moved")
      let again = try await t.next(&session)
      try t.code(
        Trial.fetched(again, topic, 0)["ErrorCode"], 6, "a session is told each time of a partition with an error")
    }
  }

  static var sessionAfterRestart: Case {
    Case(
      "FSESS-031", "Session after restart", .must, since: "1.1", source: "KIP-227",
      sends: "Restart, continue",
      expects: "FETCH_SESSION_ID_NOT_FOUND (70), client recovers with epoch 0",
      kills: "Accepts any id after restart",
      tags: [.restarts],
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let batch = t.batch(of: 1)
      try await t.store(topic, batch)
      let (session, _) = try await t.openSession([(topic, [(0, 0)])])
      let node = try await t.placement(of: topic).leader
      try await t.hook("restart", node: node)
      let peer = try await t.reconnect(to: node)
      let lost = try await t.fetchSession(session.id, epoch: session.epoch, version: session.version, on: peer)
      try t.code(lost["ErrorCode"], 70, "a session is not found after its broker was restarted")
      let reply = try await t.eventually("a session begins again after a restart", within: .seconds(30)) {
        let (_, reply) = try await t.openSession([(topic, [(0, 0)])], on: peer)
        return [3, 5, 6, 9, 100].contains(Trial.fetched(reply, topic, 0)["ErrorCode"].int ?? 0) ? nil : reply
      }
      try t.gives(reply, topic, 0, batch, at: 0, "a session begins again after a restart")
    }
  }
}
