import KafkaSchema
import KafkaWire
import NIOCore

/// Records that are deleted while followers and transactions are there.
enum RecordDeletionElsewhere {
  static var cases: [Case] { [survivesFailover, underASlowFollower, withAnOpenTransaction] }

  static var survivesFailover: Case {
    Case(
      "DELREC-014", "Survives failover", .must, since: "0.11", source: "KIP-107",
      sends: "Delete, move leader",
      expects: "Log start kept",
      kills: "Follower never told",
      tags: [.twoBrokers, .restarts],
      api: .deleteRecords,
      needs: [.produce, .fetch, .listOffsets, .createTopics],
      deadline: .seconds(180),
      unconfirmed: true
    ) { t in
      let topic = try await t.replicatedTopic()
      for _ in 0..<10 { try await t.store(topic, t.batch(of: 1)) }
      let deleted = try await t.deleteRecords(topic, before: 4)
      try t.accepted(deleted["ErrorCode"], "records before an offset are deleted")
      try t.equal(deleted["LowWatermark"], 4, "records before an offset are deleted from all replicas")
      let (_, placement) = try await t.moveLeader(of: topic)
      let leader = try await t.peer(to: placement.leader)
      try t.equal(
        try await t.listOffset(topic, timestamp: -2, on: leader)["Offset"], 4,
        "a new leader's log begins where the old one's did")
      let (_, below) = try await t.fetch(topic, Trial.FetchQuery(offset: 3), on: leader)
      try t.code(below["ErrorCode"], 1, "a deleted record is out of range at a new leader")
    }
  }

  static var underASlowFollower: Case {
    Case(
      "DELREC-015", "Under a slow follower", .should, since: "0.11", source: "AK",
      sends: "Follower paused, timeout 1,000",
      expects: "REQUEST_TIMED_OUT (7); leader's start may have moved",
      kills: "Never answers",
      tags: [.twoBrokers, .restarts, .waits],
      api: .deleteRecords,
      needs: [.produce, .listOffsets, .createTopics],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let topic = try await t.replicatedTopic()
      for _ in 0..<10 { try await t.store(topic, t.batch(of: 1)) }
      let placement = try await t.placement(of: topic)
      guard let follower = placement.follower else { throw CaseEnd.skipped("needs a follower of a partition") }
      let leader = try await t.peer(to: placement.leader)
      try await t.pause(follower)
      let start = ContinuousClock.now
      let answer = try await t.deleteRecords(topic, before: 4, timeout: 1000, on: leader)
      let waited = ContinuousClock.now - start
      try t.code(answer["ErrorCode"], 7, "a deletion that a replica does not confirm in time is answered so")
      try t.expect(
        waited < t.target.limit(.seconds(5)), "a deletion is answered when its time is over", field: "waited",
        got: waited.text, want: "1000 ms")
    }
  }

  static var withAnOpenTransaction: Case {
    Case(
      "DELREC-016", "With an open transaction", .should, since: "0.11", source: "AK",
      sends: "Delete past its first record",
      expects: "Error 0 up to the HW; LSO stays sane, commit works",
      kills: "LSO below log start; commit fails",
      api: .deleteRecords,
      needs: TransactionApis.reading,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 5))
      var producer = try await t.transactionalProducer()
      for _ in 0..<5 { try await t.write(&producer, topic, count: 1) }
      let deleted = try await t.deleteRecords(topic, before: 7)
      try t.accepted(deleted["ErrorCode"], "records of an open transaction are deleted")
      try t.equal(deleted["LowWatermark"], 7, "records of an open transaction are deleted")
      let stable = try await t.stableEnd(topic)
      try t.expect(
        (7...10).contains(stable["Offset"].int ?? -1), "what is stable does not end before the log begins",
        field: stable["Offset"].path, got: stable["Offset"].value?.text ?? "absent", want: "7 to 10",
        at: stable["Offset"])
      try await t.end(&producer, topic, committed: true)
      try t.equal(
        try await t.stableEnd(topic)["Offset"], 11, "a transaction of which records were deleted is committed")
    }
  }
}
