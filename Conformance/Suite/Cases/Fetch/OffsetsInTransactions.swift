import KafkaSchema
import KafkaWire
import NIOCore

/// Offsets of what is stable.
enum OffsetsInTransactions {
  static var cases: [Case] {
    [latestWithReadCommitted, latestReadCommittedAfterAbort, timestampWithReadCommitted]
  }

  /// Five plain records, and an open transaction with five more.
  private static func open(_ t: Trial) async throws -> (topic: TestTopic, producer: TransactionalProducer) {
    let topic = try await t.topic()
    try await t.store(topic, t.batch(of: 5))
    var producer = try await t.transactionalProducer()
    try await t.write(&producer, topic, count: 5)
    return (topic, producer)
  }

  static var latestWithReadCommitted: Case {
    Case(
      "OFFSETS-004", "Latest with read_committed", .must, since: "0.11", source: "KIP-98",
      sends: "-1, isolation 1, open transaction at 5",
      expects: "5",
      kills: "10: consumer lag never 0",
      api: .listOffsets,
      versions: 2...(.max),
      needs: TransactionApis.writing,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let (topic, _) = try await open(t)
      let stable = try await t.stableEnd(topic)
      try t.accepted(stable["ErrorCode"], "the end of what is stable is answered without an error")
      try t.equal(stable["Offset"], 5, "what is stable ends where the first open transaction begins")
      let all = try await t.listOffset(topic, timestamp: -1)
      try t.equal(all["Offset"], 10, "the end of all is behind open transactions")
    }
  }

  static var latestReadCommittedAfterAbort: Case {
    Case(
      "OFFSETS-005", "Latest read_committed after abort", .must, since: "0.11", source: "KIP-98",
      sends: "Abort written",
      expects: "End after the marker",
      kills: "LSO stuck",
      api: .listOffsets,
      versions: 2...(.max),
      needs: TransactionApis.writing,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      var (topic, producer) = try await open(t)
      try await t.end(&producer, topic, committed: false)
      let stable = try await t.stableEnd(topic)
      try t.accepted(stable["ErrorCode"], "the end of what is stable is answered without an error")
      try t.equal(stable["Offset"], 11, "what is stable ends behind the marker of the last transaction")
    }
  }

  static var timestampWithReadCommitted: Case {
    Case(
      "OFFSETS-016", "Timestamp with read_committed", .should, since: "0.11", source: "KIP-98",
      sends: "Target lies above the LSO",
      expects: "-1/-1 (not visible yet)",
      kills: "Open record exposed",
      api: .listOffsets,
      versions: 2...(.max),
      needs: TransactionApis.writing,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 5))
      var producer = try await t.transactionalProducer()
      var batch = t.batch(of: 5)
      batch.baseTimestamp = t.now + 1000
      try await t.write(&producer, topic, batch)
      let hidden = try await t.listOffset(topic, timestamp: t.now + 1000, isolation: 1)
      try t.accepted(hidden["ErrorCode"], "a time in an open transaction is answered without an error")
      try t.equal(hidden["Offset"], -1, "a record of an open transaction is not found by its time")
      try t.equal(hidden["Timestamp"], -1, "a record of an open transaction is not found by its time")
      let all = try await t.listOffset(topic, timestamp: t.now + 1000)
      try t.equal(all["Offset"], 5, "who reads all finds a record of an open transaction by its time")
    }
  }
}
