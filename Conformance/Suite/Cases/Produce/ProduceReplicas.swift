import KafkaSchema
import KafkaWire
import NIOCore

/// Acknowledgement while replicas are missing.
enum ProduceReplicas {
  static var cases: [Case] { [tooFewReplicas, oneAcknowledgementIgnoresReplicas, allAcknowledgementsTimeOut] }

  /// A topic that wants two replicas in sync and has one: its leader, on a new connection.
  private static func lonely(_ t: Trial) async throws -> (topic: TestTopic, leader: Peer) {
    let topic = try await t.replicatedTopic(configs: [("min.insync.replicas", "2")])
    try await t.store(topic, t.batch(of: 1))
    let placement = try await t.placement(of: topic)
    guard let follower = placement.follower else { throw CaseEnd.skipped("needs a follower of a partition") }
    try await t.stop(follower)
    _ = try await t.eventually("a replica that is down is out of sync", within: .seconds(90), each: .milliseconds(500))
    {
      try await t.placement(of: topic, asking: placement.leader).inSync == [placement.leader] ? true : nil
    }
    return (topic, try await t.peer(to: placement.leader))
  }

  static var tooFewReplicas: Case {
    Case(
      "PRODUCE-079", "acks=-1 with too few replicas", .must, since: "0.8.2", source: "AK min.insync.replicas",
      sends: "RF 2, min.insync.replicas 2, one broker down",
      expects: "NOT_ENOUGH_REPLICAS (19) or NOT_ENOUGH_REPLICAS_AFTER_APPEND (20)",
      kills: "Acknowledged with one copy",
      tags: [.twoBrokers, .restarts],
      api: .produce,
      versions: 3...(.max),
      needs: [.createTopics, .listOffsets],
      deadline: .seconds(240),
      unconfirmed: true
    ) { t in
      let (topic, leader) = try await lonely(t)
      let answer = try await t.produce(topic, try t.batch(of: 1).bytes(), on: leader)
      try t.code(
        answer["ErrorCode"], 19, or: [20], "a batch for all replicas is refused where too few are in sync")
    }
  }

  static var oneAcknowledgementIgnoresReplicas: Case {
    Case(
      "PRODUCE-080", "acks=1 ignores min.insync.replicas", .should, since: "0.8.2", source: "AK",
      sends: "Same, acks 1",
      expects: "Error 0",
      kills: "Refused",
      tags: [.twoBrokers, .restarts],
      api: .produce,
      versions: 3...(.max),
      needs: [.createTopics, .listOffsets],
      deadline: .seconds(240),
      unconfirmed: true
    ) { t in
      let (topic, leader) = try await lonely(t)
      let answer = try await t.produce(topic, try t.batch(of: 1).bytes(), acks: 1, on: leader)
      try t.accepted(answer["ErrorCode"], "a batch for the leader alone is accepted however few replicas are in sync")
      try t.equal(answer["BaseOffset"], 1, "a batch for the leader alone is stored")
    }
  }

  static var allAcknowledgementsTimeOut: Case {
    Case(
      "PRODUCE-081", "acks=-1 times out", .should, since: "0.8", source: "guide",
      sends: "Follower paused, timeout 1,000",
      expects: "REQUEST_TIMED_OUT (7) after about 1 s; record may appear later",
      kills: "Never answers",
      tags: [.twoBrokers, .restarts, .waits],
      api: .produce,
      versions: 3...(.max),
      needs: [.createTopics, .listOffsets],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let topic = try await t.replicatedTopic()
      try await t.store(topic, t.batch(of: 1))
      let placement = try await t.placement(of: topic)
      guard let follower = placement.follower else { throw CaseEnd.skipped("needs a follower of a partition") }
      let leader = try await t.peer(to: placement.leader)
      let version = try t.version(of: .produce)
      let body = t.produceBody(topic, try t.batch(of: 1).bytes(), timeout: 1000, version: version)
      try await t.pause(follower)
      let start = ContinuousClock.now
      let reply = try await leader.call(.produce, version: version, body, within: t.target.limit(.seconds(20)))
      let waited = ContinuousClock.now - start
      try t.code(
        Trial.partition(reply, topic, 0)["ErrorCode"], 7, "a batch that is not replicated in time is answered so")
      try t.expect(
        waited >= .milliseconds(900) && waited < t.target.limit(.seconds(5)),
        "a batch that is not replicated is answered when its time is over", field: "waited",
        got: waited < .milliseconds(900) ? "a shorter time" : "a longer time", want: "1000 ms")
    }
  }
}
