import KafkaSchema
import KafkaWire
import NIOCore

/// What Fetch gives of open and committed transactions.
enum FetchTransactions {
  static var cases: [Case] {
    [
      wakeUpByCommit, readUncommittedSeesOpenTransactions, readCommittedStopsAtTheLso, controlBatchesUseOffsets,
    ]
  }

  /// A topic with five plain records, and an open transaction with five more.
  private static func open(_ t: Trial) async throws -> (topic: TestTopic, producer: TransactionalProducer) {
    let topic = try await t.topic()
    try await t.store(topic, t.batch(of: 5))
    var producer = try await t.transactionalProducer()
    try await t.write(&producer, topic, count: 5, "open")
    return (topic, producer)
  }

  static var wakeUpByCommit: Case {
    Case(
      "FETCH-029", "Wake-up by commit", .must, since: "0.11", source: "KIP-98",
      sends: "read_committed waiting, commit marker written",
      expects: "Answer within 1 s",
      kills: "Waits out max wait each time",
      api: .fetch,
      versions: 4...(.max),
      needs: TransactionApis.reading,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      var (topic, producer) = try await open(t)
      var query = Trial.FetchQuery(offset: 5)
      query.isolation = 1
      query.maxWait = 10_000
      let waiting = try await t.waitingFetch(topic, [(0, 5)], query)
      try await t.end(&producer, topic, committed: true)
      let ended = ContinuousClock.now
      let (reply, waited) = try await t.answer(to: waiting, after: ended, within: .seconds(10))
      try t.expect(
        waited < t.target.limit(.seconds(1)), "a commit ends the wait of those who read what is committed",
        field: "waited", got: waited.text, want: "1 s at most")
      let answer = Trial.fetched(reply, topic, 0)
      let texts = Trial.visible(try t.batches(answer), without: Trial.aborted(answer))
      try t.expect(
        texts == (0..<5).map { "open-\($0)" }, "the fetch that a commit woke brings what was committed",
        field: answer["Records"].path, got: "\(texts)", want: "open-0 to open-4", at: answer["Records"])
    }
  }

  static var readUncommittedSeesOpenTransactions: Case {
    Case(
      "FETCH-042", "read_uncommitted sees open transactions", .must, since: "0.11", source: "KIP-98",
      sends: "Isolation 0, open transaction",
      expects: "Records up to the high watermark; aborted list null or empty",
      kills: "Stops at LSO",
      api: .fetch,
      versions: 4...(.max),
      needs: TransactionApis.reading,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let (topic, _) = try await open(t)
      let (_, answer) = try await t.fetch(topic)
      try t.accepted(answer["ErrorCode"], "who reads all is answered without an error")
      let spans = FetchPositions.spans(try t.batches(answer))
      try t.expect(
        spans == [[0, 4], [5, 9]], "who reads all is given open transactions", field: answer["Records"].path,
        got: "\(spans)", want: "offsets 0 to 9", at: answer["Records"])
      try t.equal(answer["HighWatermark"], 10, "the high watermark is above open transactions")
      try FetchAborted.names(t, answer, [], "who reads all is told of no aborted transactions")
    }
  }

  static var readCommittedStopsAtTheLso: Case {
    Case(
      "FETCH-043", "read_committed stops at the LSO", .must, since: "0.11", source: "KIP-98",
      sends: "Isolation 1, open transaction at 5",
      expects: "Records 0..4 only; last_stable_offset 5",
      kills: "Serves open data",
      api: .fetch,
      versions: 4...(.max),
      needs: TransactionApis.reading,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let (topic, _) = try await open(t)
      let answer = try await t.fetchCommitted(topic, from: 0)
      let spans = FetchPositions.spans(try t.batches(answer))
      try t.expect(
        spans == [[0, 4]], "who reads what is committed is given nothing of open transactions",
        field: answer["Records"].path, got: "\(spans)", want: "offsets 0 to 4", at: answer["Records"])
      try t.equal(answer["LastStableOffset"], 5, "the last stable offset is where the first open transaction begins")
      try t.equal(answer["HighWatermark"], 10, "the high watermark is above open transactions")
      let behind = try await t.fetchCommitted(topic, from: 5)
      try t.expect(
        try t.batches(behind).isEmpty, "who reads what is committed is given nothing of open transactions",
        field: behind["Records"].path, got: "records", want: "none", at: behind["Records"])
    }
  }

  static var controlBatchesUseOffsets: Case {
    Case(
      "FETCH-049", "Control batches use offsets", .must, since: "0.11", source: "KIP-98",
      sends: "Commit of one record",
      expects: "Next offset = record + 2 (marker takes one)",
      kills: "No marker offset, or two (seen in a real broker)",
      api: .fetch,
      versions: 4...(.max),
      needs: TransactionApis.reading,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      var producer = try await t.transactionalProducer()
      let first = try await t.write(&producer, topic, count: 1)
      try await t.end(&producer, topic, committed: true)
      let next = try await t.store(topic, t.batch(of: 1))
      try t.expect(
        next == first + 2, "a marker takes one offset", field: "BaseOffset", got: "\(next) after \(first)",
        want: "\(first + 2)")
      let batches = try await t.fetchBack(topic, from: first)
      let marker = batches.first { $0.isControl }
      try t.expect(
        marker?.baseOffset == first + 1 && marker?.lastOffset == first + 1 && marker?.producerId == producer.id,
        "a marker stands behind the transaction that it ends", field: "Records",
        got: marker.map { "a marker of producer \($0.producerId) at \($0.baseOffset)" } ?? "no marker",
        want: "a marker of producer \(producer.id) at \(first + 1)")
    }
  }
}
