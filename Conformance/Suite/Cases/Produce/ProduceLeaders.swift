import KafkaSchema
import KafkaWire
import NIOCore

/// Brokers that do not lead a partition, and the leader that they name.
enum ProduceLeaders {
  static var cases: [Case] {
    [
      notTheLeader, leaderHint, hintDefaultsWhenThereIsNoError,
    ]
  }

  /// A partition, and a broker that does not lead it: a follower, or any other broker where no topic gets two replicas.
  private static func bystander(_ t: Trial) async throws -> (topic: TestTopic, placement: Placement, other: Int32) {
    try t.target.requireWrites()
    let name = t.name("t")
    let made = try await t.create(name, partitions: 1, replicas: 2)
    let topic: TestTopic
    if made["Topics"][0]["ErrorCode"].int == 0 {
      t.deleteAtEnd(name)
      topic = try await t.visible(name, partitions: 1)
      try await t.inSync(topic)
      try await t.ready(topic)
    } else {
      topic = try await t.readyTopic()
    }
    let placement = try await t.placement(of: topic)
    let others = t.target.discovery.brokers.map(\.id).filter { $0 != placement.leader }
    guard let other = placement.follower ?? others.first else {
      throw CaseEnd.skipped("needs a broker that does not lead the partition")
    }
    return (topic, placement, other)
  }

  static var notTheLeader: Case {
    Case(
      "PRODUCE-012", "Not the leader", .must,
      since: "0.8", source: "guide",
      sends: "Produce to a follower",
      expects: "NOT_LEADER_OR_FOLLOWER (6)",
      kills: "Stored by a follower: divergence",
      tags: [.twoBrokers],
      api: .produce,
      versions: 3...(.max),
      unconfirmed: true
    ) { t in
      let (topic, _, other) = try await bystander(t)
      let answer = try await t.produce(topic, try t.batch(of: 1).bytes(), on: try await t.node(other))
      try t.code(answer["ErrorCode"], 6, "a broker that does not lead a partition refuses its records")
      try await t.notStored(topic, end: 0, "a broker that does not lead a partition stores nothing for it")
    }
  }

  static var leaderHint: Case {
    Case(
      "PRODUCE-013", "Leader hint", .should,
      since: "3.7", source: "KIP-951",
      sends: "As above on v10+",
      expects: "current_leader id and epoch in the tag, node endpoint listed",
      kills: "Hint points at itself",
      tags: [.twoBrokers],
      api: .produce,
      versions: 10...(.max),
      unconfirmed: true
    ) { t in
      let (topic, placement, other) = try await bystander(t)
      let version = try t.version(of: .produce)
      let reply = try await t.node(other).call(
        .produce, version: version, t.produceBody(topic, try t.batch(of: 1).bytes(), version: version))
      let hint = Trial.partition(reply, topic, 0)["CurrentLeader"]
      try t.equal(hint["LeaderId"], Value(placement.leader), "NOT_LEADER_OR_FOLLOWER names the leader")
      try t.equal(hint["LeaderEpoch"], Value(placement.epoch), "NOT_LEADER_OR_FOLLOWER names the leader's epoch")
      try t.expect(
        reply["NodeEndpoints"].first("NodeId", Value(placement.leader)).exists, "the leader's address comes along",
        field: "NodeEndpoints", got: "no entry of the leader", want: "one", at: reply.body)
    }
  }

  static var hintDefaultsWhenThereIsNoError: Case {
    Case(
      "PRODUCE-014", "Hint defaults when there is no error", .should,
      since: "3.7", source: "KIP-951",
      sends: "v10+ success",
      expects: "Tag absent or -1/-1",
      kills: "0/0: client believes node 0 leads",
      api: .produce,
      versions: 10...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let answer = try await t.produce(topic, try t.batch(of: 1).bytes())
      try t.accepted(answer["ErrorCode"], "a good batch is accepted")
      try t.equal(answer["CurrentLeader"]["LeaderId"], -1, "without an error there is no hint at another leader")
      try t.equal(
        answer["CurrentLeader"]["LeaderEpoch"], -1, "without an error there is no hint at another leader epoch")
    }
  }
}
