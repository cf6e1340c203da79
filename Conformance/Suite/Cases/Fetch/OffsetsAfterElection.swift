import KafkaSchema
import KafkaWire
import NIOCore

/// Ends of logs whose leader has just changed.
enum OffsetsAfterElection {
  static var cases: [Case] { [afterElection] }

  static var afterElection: Case {
    Case(
      "OFFSETS-035", "After election", .must, since: "2.2", source: "KIP-207",
      sends: "ListOffsets at once after a failover",
      expects: "OFFSET_NOT_AVAILABLE (78) (v5+), LEADER_NOT_AVAILABLE (5) (older) or a right value; never a lower one",
      kills: "End offset goes back",
      tags: [.twoBrokers, .restarts],
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce, .createTopics],
      deadline: .seconds(180),
      unconfirmed: true
    ) { t in
      let topic = try await t.replicatedTopic()
      for _ in 0..<20 { try await t.store(topic, t.batch(of: 5)) }
      let before = try await t.placement(of: topic)
      guard let follower = before.follower else { throw CaseEnd.skipped("needs a follower of a partition") }
      let version = try t.version(of: .listOffsets)
      let peer = try await t.peer(to: follower)
      try await t.stop(before.leader)
      // Asks from the first moment on, while the follower becomes the leader.
      let end = try await t.eventually("a new leader names the end of its log", within: .seconds(60)) { () -> Node? in
        let answer = try await t.listOffset(topic, timestamp: -1, version: version, on: peer)
        if answer["ErrorCode"].int == 0 { return answer["Offset"] }
        try t.code(
          answer["ErrorCode"], version >= 5 ? 78 : 5, or: [5, 6],
          "a new leader that does not know the end of its log says so")
        return nil
      }
      try t.equal(end, 100, "the end of a log does not go back with a new leader")
      try await t.start(before.leader)
    }
  }
}
