import KafkaSchema
import KafkaWire
import NIOCore

/// How fetch sessions begin and end. A broker that always gives the id 0 has none, which it may.
enum FetchSessionOpening {
  static var cases: [Case] {
    [
      sessionless, openASession, idsAreUnpredictableAndUnique, firstAnswerIsFull, closeASession, replaceASession,
      cacheFull,
    ]
  }

  static var sessionless: Case {
    Case(
      "FSESS-001", "Sessionless", .must, since: "1.1", source: "KIP-227",
      sends: "Id 0, epoch -1",
      expects: "Session id 0; all partitions listed",
      kills: "Creates a session for each request",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 3)
      try await t.store(topic, partition: 1, t.batch(of: 1))
      let peer = try await t.leader(of: topic)
      for _ in 0..<2 {
        let reply = try await t.fetchSession(
          0, epoch: -1, [(topic, [(0, 0), (1, 0), (2, 0)])], version: try t.version(of: .fetch), on: peer)
        try t.accepted(reply["ErrorCode"], "a fetch without a session is answered without an error")
        try t.equal(reply["SessionId"], 0, "a fetch that wants no session begins none")
        try t.lists(reply, topic, [0, 1, 2], "a fetch without a session is told of all its partitions")
      }
    }
  }

  static var openASession: Case {
    Case(
      "FSESS-002", "Open a session", .must, since: "1.1", source: "KIP-227",
      sends: "Id 0, epoch 0",
      expects: "Error 0; id > 0, or 0 (cache full or not offered)",
      kills: "Negative or fixed id",
      api: .fetch,
      versions: 7...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let version = try t.version(of: .fetch)
      var ids: [Int64] = []
      for _ in 0..<2 {
        let peer = try await t.freshLeader(of: topic)
        let reply = try await t.fetchSession(0, epoch: 0, [(topic, [(0, 0)])], version: version, on: peer)
        try t.accepted(reply["ErrorCode"], "a fetch that may begin a session is answered without an error")
        let id = reply["SessionId"].int ?? -1
        try t.expect(
          id >= 0, "the id of a session is above 0, or 0 where there is none", field: "SessionId", got: "\(id)",
          want: "0 or more", at: reply["SessionId"])
        if id > 0 {
          t.closeAtEnd(FetchSession(peer: peer, version: version, id: Int32(truncatingIfNeeded: id), epoch: 1))
          try t.expect(
            !ids.contains(id), "two sessions have two ids", field: "SessionId", got: "\(id) twice",
            want: "another id", at: reply["SessionId"])
        }
        ids.append(id)
      }
      if ids == [0, 0] { t.note("the broker gives no fetch sessions") }
    }
  }

  static var idsAreUnpredictableAndUnique: Case {
    Case(
      "FSESS-003", "Ids are unpredictable and unique", .should, since: "1.1", source: "KIP-227",
      sends: "100 sessions",
      expects: "All different; no +1 pattern",
      kills: "Counter",
      api: .fetch,
      versions: 7...(.max),
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let version = try t.version(of: .fetch)
      let peer = try await t.freshLeader(of: topic)
      var ids: [Int64] = []
      for _ in 0..<100 {
        let reply = try await t.fetchSession(0, epoch: 0, [(topic, [(0, 0)])], version: version, on: peer)
        try t.accepted(reply["ErrorCode"], "a fetch that may begin a session is answered without an error")
        let id = reply["SessionId"].int ?? 0
        guard id != 0 else { throw CaseEnd.unsupported("the broker gives no fetch session, or not so many") }
        t.closeAtEnd(FetchSession(peer: peer, version: version, id: Int32(truncatingIfNeeded: id), epoch: 1))
        ids.append(id)
      }
      try t.expect(
        Set(ids).count == ids.count, "no two sessions have one id", field: "SessionId",
        got: "\(Set(ids).count) different ids", want: "\(ids.count)")
      let steps = zip(ids, ids.dropFirst()).map { $0.1 - $0.0 }
      try t.expect(
        Set(steps).count > ids.count / 2, "the id of the next session cannot be guessed", field: "SessionId",
        got: "steps of \(Set(steps).sorted().prefix(3))", want: "steps that differ")
    }
  }

  static var firstAnswerIsFull: Case {
    Case(
      "FSESS-004", "First answer is full", .must, since: "1.1", source: "KIP-227",
      sends: "Epoch 0 with 3 partitions, one with data",
      expects: "All 3 listed",
      kills: "Empty ones left out",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 3)
      let batch = t.batch(of: 2)
      try await t.store(topic, partition: 1, batch)
      let (_, reply) = try await t.openSession([(topic, [(0, 0), (1, 0), (2, 0)])])
      try t.lists(reply, topic, [0, 1, 2], "the first answer of a session tells of all partitions")
      try t.gives(reply, topic, 1, batch, at: 0, "the first answer of a session brings what there is")
    }
  }

  static var closeASession: Case {
    Case(
      "FSESS-018", "Close a session", .must, since: "1.1", source: "KIP-227",
      sends: "Id, epoch -1",
      expects: "Served without a session; id not found after",
      kills: "Session leaks",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let batch = t.batch(of: 1)
      try await t.store(topic, batch)
      let (session, _) = try await t.openSession([(topic, [(0, 0)])])
      let closing = try await t.fetchSession(
        session.id, epoch: -1, [(topic, [(0, 0)])], version: session.version, on: session.peer)
      try t.accepted(closing["ErrorCode"], "a fetch that ends its session is answered without an error")
      try t.equal(closing["SessionId"], 0, "a fetch that ends its session is answered without one")
      try t.gives(closing, topic, 0, batch, at: 0, "a fetch that ends its session is served")
      let late = try await t.fetchSession(
        session.id, epoch: session.epoch, version: session.version, on: session.peer)
      try t.code(late["ErrorCode"], 70, "a session that was ended is not found")
    }
  }

  static var replaceASession: Case {
    Case(
      "FSESS-019", "Replace a session", .should, since: "1.1", source: "KIP-227",
      sends: "Id, epoch 0",
      expects: "Old id not found after; new id",
      kills: "Both live: cache fills",
      api: .fetch,
      versions: 7...(.max)
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let (session, _) = try await t.openSession([(topic, [(0, 0)])])
      let second = try await t.fetchSession(
        session.id, epoch: 0, [(topic, [(0, 0)])], version: session.version, on: session.peer)
      try t.accepted(second["ErrorCode"], "a fetch that begins its session anew is answered without an error")
      let id = Int32(truncatingIfNeeded: second["SessionId"].int ?? 0)
      var new = session
      new.id = id
      if id > 0 { t.closeAtEnd(new) }
      try t.expect(
        id > 0 && id != session.id, "a session that begins anew has another id", field: "SessionId",
        got: "\(id) after \(session.id)", want: "another id", at: second["SessionId"])
      let late = try await t.fetchSession(
        session.id, epoch: session.epoch, version: session.version, on: session.peer)
      try t.code(late["ErrorCode"], 70, "a session that was replaced is not found")
      _ = try await t.next(&new)
    }
  }

  static var cacheFull: Case {
    Case(
      "FSESS-022", "Cache full", .should, since: "1.1", source: "KIP-227",
      sends: "More sessions than max.incremental.fetch.session.cache.slots",
      expects: "New ones get id 0 and work sessionless",
      kills: "Error",
      // With all slots taken, others would find no session.
      tags: [.configured, .exclusive],
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let key = "max.incremental.fetch.session.cache.slots"
      guard let slots = t.target.options.configured[key].flatMap({ Int($0) }), (0...5000).contains(slots) else {
        throw CaseEnd.skipped("needs to know \(key), of 5000 or less")
      }
      let topic = try await t.topicOnOneNode(partitions: 2)
      let batch = t.batch(of: 1)
      try await t.store(topic, partition: 1, batch)
      let version = try t.version(of: .fetch)
      let peer = try await t.freshLeader(of: topic)
      for number in 0...slots {
        let reply = try await t.fetchSession(0, epoch: 0, [(topic, [(0, 0), (1, 0)])], version: version, on: peer)
        let id = Int32(truncatingIfNeeded: reply["SessionId"].int ?? -1)
        if id != 0 {
          try Trial.setUp(reply["ErrorCode"], "a fetch that may begin a session is answered without an error")
          t.closeAtEnd(FetchSession(peer: peer, version: version, id: id, epoch: 1))
          continue
        }
        t.note("no room after \(number) sessions")
        try t.accepted(reply["ErrorCode"], "a fetch that finds no room for a session is answered without an error")
        try t.lists(reply, topic, [0, 1], "a fetch that finds no room for a session is told of all its partitions")
        return try t.gives(reply, topic, 1, batch, at: 0, "a fetch that finds no room for a session is served")
      }
      try t.expect(
        false, "there are no more sessions than slots for them", field: "SessionId", got: "\(slots + 1) sessions",
        want: "at most \(slots)")
    }
  }
}
