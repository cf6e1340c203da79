import KafkaSchema
import KafkaWire
import NIOCore

/// Leader epochs of partitions whose leader has changed.
enum EpochHistory {
  static var cases: [Case] {
    [
      olderEpoch, epochGap, belowTheFirstKnown, oldCurrentLeaderEpoch, epochGrowsAtEachElection,
      epochHistoryAfterDeleterecords,
    ]
  }

  /// Five records of a first leader, five of a second.
  private static func twoEpochs(
    _ t: Trial, moves: Int = 1
  ) async throws -> (topic: TestTopic, first: Int64, second: Int64, leader: Peer) {
    let topic = try await t.replicatedTopic()
    try await t.store(topic, t.batch(of: 5))
    let first = try await t.placement(of: topic).epoch
    var last = try await t.moveLeader(of: topic).new
    for _ in 1..<max(moves, 1) {
      try await t.inSync(topic)
      last = try await t.moveLeader(of: topic).new
    }
    try await t.store(topic, t.batch(of: 5))
    return (topic, first, last.epoch, try await t.peer(to: last.leader))
  }

  static var olderEpoch: Case {
    Case(
      "EPOCH-006", "Older epoch", .must, since: "0.11", source: "KIP-101",
      sends: "Epochs e1 at 0, e2 at 5; ask e1",
      expects: "e1, 5",
      kills: "Log end",
      tags: [.twoBrokers, .restarts],
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      needs: [.produce, .createTopics, .listOffsets],
      deadline: .seconds(180),
      unconfirmed: true
    ) { t in
      let (topic, first, _, leader) = try await twoEpochs(t)
      let answer = try await EpochEnds.ask(t, topic, epoch: first, on: leader)
      try t.accepted(answer["ErrorCode"], "an epoch that is over is answered without an error")
      try t.equal(answer["LeaderEpoch"], Value(first), "an epoch that is over is named")
      try t.equal(answer["EndOffset"], 5, "an epoch that is over ends where the next one begins")
    }
  }

  static var epochGap: Case {
    Case(
      "EPOCH-007", "Epoch gap", .must, since: "2.0", source: "KIP-279",
      sends: "e1 at 0, e4 at 5; ask 2",
      expects: "1, 5 (largest epoch at or below, and start of the next)",
      kills: "-1",
      tags: [.twoBrokers, .restarts],
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      needs: [.produce, .createTopics, .listOffsets],
      deadline: .seconds(300),
      unconfirmed: true
    ) { t in
      let (topic, first, second, leader) = try await twoEpochs(t, moves: 2)
      guard second > first + 1 else { throw SuiteError("there is no epoch between \(first) and \(second)") }
      let answer = try await EpochEnds.ask(t, topic, epoch: second - 1, on: leader)
      try t.accepted(answer["ErrorCode"], "an epoch in which nothing was written is answered without an error")
      try t.equal(
        answer["LeaderEpoch"], Value(first), "an epoch in which nothing was written gives the last one before it")
      try t.equal(answer["EndOffset"], 5, "the last epoch before a gap ends where the next one begins")
    }
  }

  static var belowTheFirstKnown: Case {
    Case(
      "EPOCH-008", "Below the first known", .should, since: "2.0", source: "KIP-279",
      sends: "Ask an epoch lower than any kept",
      expects: "The asked epoch with the start of the first higher epoch",
      kills: "-1/-1",
      tags: [.twoBrokers, .restarts],
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      needs: [.produce, .createTopics, .listOffsets],
      deadline: .seconds(180),
      unconfirmed: true
    ) { t in
      // Nothing is written before the leader moves, so that the first epoch is not kept.
      let topic = try await t.replicatedTopic()
      let (old, new) = try await t.moveLeader(of: topic)
      try await t.store(topic, t.batch(of: 5))
      let answer = try await EpochEnds.ask(t, topic, epoch: old.epoch, on: try await t.peer(to: new.leader))
      try t.accepted(answer["ErrorCode"], "an epoch before all that are kept is answered without an error")
      try t.equal(answer["LeaderEpoch"], Value(old.epoch), "an epoch before all that are kept is named as asked")
      try t.equal(answer["EndOffset"], 0, "an epoch before all that are kept ends where the first one begins")
    }
  }

  static var oldCurrentLeaderEpoch: Case {
    Case(
      "EPOCH-009", "Old current leader epoch", .must, since: "2.1", source: "KIP-320",
      sends: "current_leader_epoch old",
      expects: "FENCED_LEADER_EPOCH (74)",
      kills: "Ignored",
      tags: [.twoBrokers, .restarts],
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      needs: [.produce, .createTopics, .listOffsets],
      deadline: .seconds(180),
      unconfirmed: true
    ) { t in
      let (topic, first, second, leader) = try await twoEpochs(t)
      let fenced = try await EpochEnds.ask(t, topic, epoch: first, current: first, on: leader)
      try t.code(fenced["ErrorCode"], 74, "a leader epoch that is over is fenced")
      let current = try await EpochEnds.ask(t, topic, epoch: first, current: second, on: leader)
      try t.accepted(current["ErrorCode"], "the leader epoch of now is accepted")
    }
  }

  static var epochGrowsAtEachElection: Case {
    Case(
      "EPOCH-011", "Epoch grows at each election", .must, since: "0.11", source: "KIP-101",
      sends: "Two leader moves",
      expects: "Metadata epoch strictly grows",
      kills: "Same epoch after election",
      tags: [.twoBrokers, .restarts],
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      needs: [.metadata, .createTopics, .listOffsets],
      deadline: .seconds(300),
      unconfirmed: true
    ) { t in
      let topic = try await t.replicatedTopic()
      var last = try await t.placement(of: topic).epoch
      guard last >= 0 else { throw CaseEnd.unsupported("Metadata names no leader epoch") }
      for _ in 0..<2 {
        try await t.inSync(topic)
        let moved = try await t.moveLeader(of: topic)
        try t.expect(
          moved.new.epoch > last, "each election has a higher epoch", field: "LeaderEpoch",
          got: "\(moved.new.epoch) after \(last)", want: "more than \(last)")
        last = moved.new.epoch
      }
    }
  }

  static var epochHistoryAfterDeleterecords: Case {
    Case(
      "EPOCH-013", "Epoch history after DeleteRecords", .should, since: "2.0", source: "AK",
      sends: "Delete past e1",
      expects: "e1 answered with the start of e2 or the new log start",
      kills: "Points below log start",
      tags: [.twoBrokers, .restarts],
      api: .offsetForLeaderEpoch,
      versions: 2...(.max),
      needs: [.produce, .createTopics, .listOffsets, .deleteRecords],
      deadline: .seconds(180),
      unconfirmed: true
    ) { t in
      let (topic, first, _, leader) = try await twoEpochs(t)
      try await t.inSync(topic)
      let deleted = try await t.deleteRecords(topic, before: 7, on: leader)
      try Trial.setUp(deleted["ErrorCode"], "records are deleted")
      let answer = try await EpochEnds.ask(t, topic, epoch: first, on: leader)
      try t.accepted(answer["ErrorCode"], "an epoch whose records are deleted is answered without an error")
      // Where the second epoch began, or where the log begins since.
      try t.equal(
        answer["EndOffset"], oneOf: [5, 7],
        "an epoch whose records are deleted ends where the next began or where the log begins")
    }
  }
}
