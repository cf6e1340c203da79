import KafkaSchema
import KafkaWire
import NIOCore

/// What Fetch says of aborted transactions, so that clients can leave them out.
enum FetchAborted {
  static var cases: [Case] {
    [
      abortedListCoversTheBatch, abortedListIsNotTooWide, interleavedAbortedAndCommitted,
      abortedTransactionSpansASegment, sameProducerAbortsTwiceInTheRange,
    ]
  }

  /// The aborted transactions that a fetch names, in any order.
  static func names(
    _ t: Trial, _ answer: Node, _ want: Set<Trial.Aborted>, _ requirement: String
  ) throws {
    let got = Trial.aborted(answer)
    try t.expect(
      Set(got) == want && got.count == want.count, requirement, field: answer["AbortedTransactions"].path,
      got: describe(got), want: describe(want.sorted { $0.firstOffset < $1.firstOffset }),
      at: answer["AbortedTransactions"])
  }

  private static func describe(_ list: [Trial.Aborted]) -> String {
    list.isEmpty
      ? "none" : list.map { "producer \($0.producerId) from \($0.firstOffset)" }.joined(separator: ", ")
  }

  static var abortedListCoversTheBatch: Case {
    Case(
      "FETCH-044", "Aborted list covers the batch", .must, since: "0.11", source: "KIP-98",
      sends: "Isolation 1; aborted transaction 5..7, committed 8..9",
      expects: "List has (producer id, first offset 5); markers included in records",
      kills: "List empty: aborted data is shown as committed (seen in real brokers)",
      api: .fetch,
      versions: 4...(.max),
      needs: TransactionApis.reading,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 5))
      var aborting = try await t.transactionalProducer()
      try await t.write(&aborting, topic, count: 3, "aborted")
      try await t.end(&aborting, topic, committed: false)
      var committing = try await t.transactionalProducer()
      try await t.write(&committing, topic, count: 2, "committed")
      try await t.end(&committing, topic, committed: true)
      let answer = try await t.fetchCommitted(topic, from: 0)
      try names(
        t, answer, [.init(aborting.id, 5)], "who reads what is committed is told which transactions were aborted")
      let batches = try t.batches(answer)
      let markers = batches.filter(\.isControl).map(\.baseOffset)
      try t.expect(
        markers == [8, 11], "markers are among the records that a fetch brings", field: answer["Records"].path,
        got: "markers at \(markers)", want: "markers at 8 and 11", at: answer["Records"])
      let texts = Trial.visible(batches.filter { $0.baseOffset >= 5 }, without: Trial.aborted(answer))
      try t.expect(
        texts == ["committed-0", "committed-1"], "without what was aborted, what was committed is left",
        field: answer["Records"].path, got: "\(texts)", want: "committed-0, committed-1", at: answer["Records"])
    }
  }

  static var abortedListIsNotTooWide: Case {
    Case(
      "FETCH-045", "Aborted list is not too wide", .should, since: "0.11", source: "KIP-98",
      sends: "Fetch after the abort marker",
      expects: "Transaction not in the list",
      kills: "Whole history sent each time",
      api: .fetch,
      versions: 4...(.max),
      needs: TransactionApis.reading,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      var producer = try await t.transactionalProducer()
      try await t.write(&producer, topic, count: 3)
      try await t.end(&producer, topic, committed: false)
      let batch = t.batch(of: 2)
      let offset = try await t.store(topic, batch)
      try names(
        t, try await t.fetchCommitted(topic, from: 0), [.init(producer.id, 0)],
        "a fetch of an aborted transaction is told of it")
      let behind = try await t.fetchCommitted(topic, from: offset)
      try names(t, behind, [], "a fetch behind the marker of an aborted transaction is not told of it")
      try t.same(try t.batches(behind), as: batch, at: offset, "records behind a marker are given")
    }
  }

  static var interleavedAbortedAndCommitted: Case {
    Case(
      "FETCH-046", "Interleaved aborted and committed", .must, since: "0.11", source: "KIP-98",
      sends: "Three producers interleaved, two abort",
      expects: "Filtering with the list yields exactly the committed records",
      kills: "Entry order or producer wrong",
      api: .fetch,
      versions: 4...(.max),
      needs: TransactionApis.reading,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      var producers: [TransactionalProducer] = []
      for _ in 0..<3 { producers.append(try await t.transactionalProducer()) }
      var firsts: [Int64?] = [nil, nil, nil]
      for round in 0..<3 {
        for index in 0..<3 {
          let offset = try await t.write(&producers[index], topic, count: 2, "p\(index)-\(round)")
          firsts[index] = firsts[index] ?? offset
        }
      }
      for (index, committed) in [(2, false), (1, true), (0, false)] {
        try await t.end(&producers[index], topic, committed: committed)
      }
      let answer = try await t.fetchCommitted(topic, from: 0)
      try names(
        t, answer, Set([0, 2].map { .init(producers[$0].id, firsts[$0] ?? -1) }),
        "each aborted transaction is named with its producer and its first offset")
      let texts = Trial.visible(try t.batches(answer), without: Trial.aborted(answer))
      let want = (0..<3).flatMap { round in (0..<2).map { "p1-\(round)-\($0)" } }
      try t.expect(
        texts == want, "without what was aborted, just what was committed is left", field: answer["Records"].path,
        got: "\(texts)", want: "\(want)", at: answer["Records"])
    }
  }

  static var abortedTransactionSpansASegment: Case {
    Case(
      "FETCH-047", "Aborted transaction spans a segment", .must, since: "0.11", source: "KIP-98",
      sends: "Small segments, abort in a later segment",
      expects: "Listed for fetches in each segment",
      kills: "Only the segment with the marker is searched",
      api: .fetch,
      versions: 4...(.max),
      needs: TransactionApis.reading,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      // 1 MiB is the smallest segment that later releases allow.
      let topic = try await t.topic(configs: [("segment.bytes", "1048576")])
      var producer = try await t.transactionalProducer()
      let text = String(repeating: "x", count: 400_000)
      var offsets: [Int64] = []
      for _ in 0..<6 { offsets.append(try await t.write(&producer, topic, count: 1, text)) }
      try await t.end(&producer, topic, committed: false)
      for offset in offsets {
        let answer = try await t.fetchCommitted(topic, from: offset)
        try names(
          t, answer, [.init(producer.id, offsets[0])],
          "an aborted transaction is named to fetches in each segment that it is in")
        let left = Trial.visible(try t.batches(answer), without: Trial.aborted(answer))
        try t.expect(
          left.isEmpty, "nothing of an aborted transaction is left", field: answer["Records"].path,
          got: "\(left.count) records", want: "none", at: answer["Records"])
      }
    }
  }

  static var sameProducerAbortsTwiceInTheRange: Case {
    Case(
      "FETCH-048", "Same producer aborts twice in the range", .must, since: "0.11", source: "KIP-98",
      sends: "abort, commit, abort by the same producer",
      expects: "Two entries with own first offsets",
      kills: "Keyed by producer: first entry overwritten",
      api: .fetch,
      versions: 4...(.max),
      needs: TransactionApis.reading,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      var producer = try await t.transactionalProducer()
      var firsts: [Int64] = []
      for (round, committed) in [false, true, false].enumerated() {
        firsts.append(try await t.write(&producer, topic, count: 2, "round-\(round)"))
        try await t.end(&producer, topic, committed: committed)
      }
      let answer = try await t.fetchCommitted(topic, from: 0)
      try names(
        t, answer, [.init(producer.id, firsts[0]), .init(producer.id, firsts[2])],
        "each aborted transaction of one producer is named")
      let texts = Trial.visible(try t.batches(answer), without: Trial.aborted(answer))
      try t.expect(
        texts == ["round-1-0", "round-1-1"], "without what was aborted, just what was committed is left",
        field: answer["Records"].path, got: "\(texts)", want: "round-1-0, round-1-1", at: answer["Records"])
    }
  }
}
