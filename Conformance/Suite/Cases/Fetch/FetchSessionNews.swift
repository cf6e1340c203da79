import KafkaSchema
import KafkaWire
import NIOCore

/// What a client that keeps a session is told of.
enum FetchSessionNews {
  static var cases: [Case] {
    [
      incrementalWithoutChange, incrementalWithData, positionIsRemembered, positionIsUpdated,
      highWatermarkChangeIsReported, logStartChangeIsReported, sessionLongPollWakes, fairness,
    ]
  }

  static var incrementalWithoutChange: Case {
    Case(
      "FSESS-005", "Incremental without change", .must, since: "1.1", source: "KIP-227",
      sends: "Epoch 1, no partitions, wait 0",
      expects: "No partitions, same id",
      kills: "All partitions each time (NON-STRICT), or none ever",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 3)
      var (session, _) = try await t.openSession([(topic, [(0, 0), (1, 0), (2, 0)])])
      for _ in 0..<2 {
        let quiet = Trial.listed(try await t.next(&session), topic)
        try t.expect(
          quiet == [] || quiet == [0, 1, 2], "a session in which nothing is new is told of no partitions",
          field: "Responses", got: "partitions \(quiet)", want: "none")
        if !quiet.isEmpty { t.tolerate("all partitions are listed each time") }
      }
      let batch = t.batch(of: 1)
      try await t.store(topic, partition: 0, batch)
      let news = try await t.next(&session, wait: 500)
      try t.gives(news, topic, 0, batch, at: 0, "a session is told of new records after it was told of nothing")
    }
  }

  static var incrementalWithData: Case {
    Case(
      "FSESS-006", "Incremental with data", .must, since: "1.1", source: "KIP-227",
      sends: "Produce to p1, epoch 2",
      expects: "Only p1, with records",
      kills: "Data never delivered",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 3)
      var (session, _) = try await t.openSession([(topic, [(0, 0), (1, 0), (2, 0)])])
      _ = try await t.next(&session)
      let batch = t.batch(of: 3)
      try await t.store(topic, partition: 1, batch)
      let reply = try await t.next(&session, wait: 500)
      try t.gives(reply, topic, 1, batch, at: 0, "a session brings the new records of its partitions")
      let listed = Trial.listed(reply, topic)
      try t.expect(
        listed == [1] || listed == [0, 1, 2], "a session is told of the partitions with news only",
        field: "Responses", got: "partitions \(listed)", want: "partition 1", at: reply["Responses"])
      if listed != [1] { t.tolerate("all partitions are listed each time") }
    }
  }

  static var positionIsRemembered: Case {
    Case(
      "FSESS-007", "Position is remembered", .must, since: "1.1", source: "KIP-227",
      sends: "Epoch n without listing p1",
      expects: "Continues from the last fetch offset given, not from the data sent",
      kills: "Broker advances the offset by itself: data skipped",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 2)
      let batch = t.batch(of: 2)
      try await t.store(topic, partition: 1, batch)
      var (session, first) = try await t.openSession([(topic, [(0, 0), (1, 0)])])
      try t.gives(first, topic, 1, batch, at: 0, "the first answer of a session brings what there is")
      for _ in 0..<2 {
        let again = try await t.next(&session)
        try t.gives(
          again, topic, 1, batch, at: 0, "records come again until the client gives the position behind them")
      }
    }
  }

  static var positionIsUpdated: Case {
    Case(
      "FSESS-008", "Position is updated", .must, since: "1.1", source: "KIP-227",
      sends: "List p1 with a new offset",
      expects: "Next data from there",
      kills: "Keeps the old offset: duplicates for ever",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 2)
      try await t.store(topic, partition: 1, t.batch(of: 2))
      let second = t.batch(of: 3)
      try await t.store(topic, partition: 1, second)
      var (session, _) = try await t.openSession([(topic, [(0, 0), (1, 0)])])
      let moved = try await t.next(&session, [(topic, [(1, 2)])])
      try t.gives(moved, topic, 1, second, at: 2, "a partition that is listed is read from its new position")
      let kept = try await t.next(&session)
      try t.gives(kept, topic, 1, second, at: 2, "the new position of a partition is kept")
      let done = try await t.next(&session, [(topic, [(1, 5)])])
      try t.expect(
        try t.batches(Trial.fetched(done, topic, 1)).isEmpty, "a partition at its end has nothing to give",
        field: "Records", got: "records", want: "none", at: done["Responses"])
    }
  }

  static var highWatermarkChangeIsReported: Case {
    Case(
      "FSESS-009", "High watermark change is reported", .should, since: "1.1", source: "KIP-227",
      sends: "Produce to p2 with position p2 at end, records filtered by size limit or isolation",
      expects: "p2 listed when its high watermark moved",
      kills: "Lag metrics stale",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 2)
      var (session, _) = try await t.openSession([(topic, [(0, 0), (1, 0)])])
      for partition in 0..<2 { try await t.store(topic, partition: partition, t.batch(of: 1)) }
      var query = Trial.FetchQuery()
      query.maxBytes = 1
      let reply = try await t.next(&session, [], query)
      try t.lists(reply, topic, [0, 1], "a session is told of a partition whose high watermark has moved")
      let full = (0..<2).filter { (Trial.fetched(reply, topic, $0)["Records"].bytes?.readableBytes ?? 0) > 0 }
      try t.expect(
        full.count == 1, "a fetch of one byte brings one batch", field: "Responses", got: "records of \(full)",
        want: "records of one partition", at: reply["Responses"])
      for partition in 0..<2 {
        try t.equal(
          Trial.fetched(reply, topic, partition)["HighWatermark"], 1, "a session is told of the high watermark of now")
      }
    }
  }

  static var logStartChangeIsReported: Case {
    Case(
      "FSESS-010", "Log start change is reported", .should, since: "1.1", source: "KIP-227",
      sends: "DeleteRecords on p1",
      expects: "p1 listed with new log start (or out of range)",
      kills: "Never",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce, .deleteRecords],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      for _ in 0..<3 { try await t.store(topic, t.batch(of: 1)) }
      var (session, _) = try await t.openSession([(topic, [(0, 3)])])
      _ = try await t.next(&session)
      try t.accepted(
        try await t.deleteRecords(topic, before: 2)["ErrorCode"], "records are deleted")
      let behind = try await t.next(&session)
      try t.lists(behind, topic, [0], "a session is told of a partition whose log start has moved")
      try t.equal(Trial.fetched(behind, topic, 0)["LogStartOffset"], 2, "a session is told of the log start of now")
      let below = try await t.next(&session, [(topic, [(0, 1)])])
      try t.code(
        Trial.fetched(below, topic, 0)["ErrorCode"], 1, "a position below the log start is out of range in a session")
    }
  }

  static var sessionLongPollWakes: Case {
    Case(
      "FSESS-028", "Session long poll wakes", .must, since: "1.1", source: "KIP-227",
      sends: "Epoch n, wait 10,000, produce",
      expects: "Answer within 1 s",
      kills: "Only full requests are watched",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      deadline: .seconds(20),
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 2)
      var (session, _) = try await t.openSession([(topic, [(0, 0), (1, 0)])])
      _ = try await t.next(&session)
      let waiting = try await t.waiting(
        .fetch, version: session.version,
        t.sessionBody(session.id, epoch: session.epoch, wait: 10_000, version: session.version), on: session.peer,
        "a session in which nothing is new waits")
      let batch = t.batch(of: 1)
      try await t.store(topic, partition: 1, batch)
      let stored = ContinuousClock.now
      let (reply, waited) = try await t.answer(to: waiting, after: stored, within: .seconds(10))
      try t.expect(
        waited < t.target.limit(.seconds(1)), "new data ends the wait of a session", field: "waited",
        got: waited.text, want: "1 s at most")
      try t.gives(reply, topic, 1, batch, at: 0, "the session that was woken brings the new records")
    }
  }

  static var fairness: Case {
    Case(
      "FSESS-029", "Fairness", .should, since: "1.1", source: "KIP-227",
      sends: "10 partitions, small max_bytes, loop until drained",
      expects: "Every partition progresses",
      kills: "First partition starves the others",
      api: .fetch,
      versions: 7...(.max),
      needs: [.produce],
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 10)
      for partition in 0..<10 {
        for _ in 0..<10 { try await t.store(topic, partition: partition, try t.batch(bytes: 1000)) }
      }
      var query = Trial.FetchQuery()
      query.maxBytes = 1000
      query.partitionMaxBytes = 1000
      var (session, reply) = try await t.openSession([(topic, (0..<10).map { ($0, 0) })], query)
      var positions = [Int64](repeating: 0, count: 10)
      // Enough for each partition to have its turn twice, and too few for one after the other.
      for round in 0..<20 {
        var moved: [(partition: Int, offset: Int64)] = []
        for partition in 0..<10 {
          if let last = try t.batches(Trial.fetched(reply, topic, partition)).last?.lastOffset {
            positions[partition] = last + 1
            moved.append((partition, last + 1))
          }
        }
        try t.expect(
          !moved.isEmpty, "a session with records left brings some each time", field: "Responses", got: "no records",
          want: "records", at: reply["Responses"])
        if round < 19 { reply = try await t.next(&session, [(topic, moved)], query) }
      }
      let starved = positions.indices.filter { positions[$0] == 0 }
      try t.expect(
        starved.isEmpty, "each partition of a session has its turn", field: "Responses",
        got: "no records of partitions \(starved) in 20 answers", want: "records of each")
    }
  }
}
