import KafkaSchema
import KafkaWire

/// Offsets in open transactions.
enum TransactionalOffsets {
  static var cases: [Case] {
    [
      requireStablePendingTransaction, notRequireStablePendingTransaction,
    ]
  }

  static var requireStablePendingTransaction: Case {
    Case(
      "COMMIT-028", "Require stable: pending transaction", .must, since: "2.5", source: "KIP-447",
      sends: "v7 require_stable with a pending TxnOffsetCommit",
      expects: "UNSTABLE_OFFSET_COMMIT (88) for that partition",
      kills: "Old offset: duplicates in exactly-once pipelines",
      api: .offsetFetch,
      versions: 7...(.max),
      needs: [.offsetCommit, .initProducerId, .addOffsetsToTxn, .txnOffsetCommit, .endTxn],
      deadline: .seconds(60)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic(partitions: 2)
      try await t.keep(group, topic, OffsetEntry(1))
      try await t.keep(group, topic, OffsetEntry(2, partition: 1))
      let transaction = try await t.pendingOffset(group, topic, 7)
      let found = try await t.offsets(group, [(topic, [0, 1])], requireStable: true)
      try t.exactly(
        found[topic, 0]["ErrorCode"], 88, "who requires stable offsets is told that one is pending in a transaction")
      try t.accepted(found[topic, 1]["ErrorCode"], "the offsets of other partitions are stable")
      try t.equal(found[topic, 1]["CommittedOffset"], 2, "the offsets of other partitions are stable")
      try await t.end(transaction, committed: true)
      let stable = try await t.eventually("the offsets of a committed transaction are stable") {
        let found = try await t.offsets(group, [(topic, [0])], requireStable: true)[topic, 0]
        return found["ErrorCode"].int == 88 ? nil : found
      }
      try t.accepted(stable["ErrorCode"], "the offsets of a committed transaction are stable")
      try t.equal(stable["CommittedOffset"], 7, "the offsets of a committed transaction count")
    }
  }

  static var notRequireStablePendingTransaction: Case {
    Case(
      "COMMIT-029", "Not require stable: pending transaction", .must, since: "2.5", source: "KIP-447",
      sends: "require_stable false",
      expects: "Last stable committed value",
      kills: "Pending value shown before commit",
      api: .offsetFetch,
      versions: GroupApis.offsetVersions,
      needs: [.offsetCommit, .initProducerId, .addOffsetsToTxn, .txnOffsetCommit, .endTxn],
      deadline: .seconds(60)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      try await t.keep(group, topic, OffsetEntry(1))
      let transaction = try await t.pendingOffset(group, topic, 7)
      try await t.stored(
        group, topic, 0, 1, "who does not require stable offsets is told the last one that is committed")
      try await t.end(transaction, committed: false)
      try await t.stored(group, topic, 0, 1, "the offsets of an aborted transaction do not count")
    }
  }
}
