import KafkaSchema
import KafkaWire
import NIOCore

/// Producers whose partition gets another leader, and producers with few rights.
enum ProducerMoves {
  static var cases: [Case] { [stateMovesWithTheLeader, idempotentWriteNotNeeded] }

  static var stateMovesWithTheLeader: Case {
    Case(
      "IDEMP-027", "State moves with the leader", .must, since: "0.11", source: "KIP-98",
      sends: "Seq 0..4, leader moves, resend 4, then 5",
      expects: "4 duplicate, 5 stored",
      kills: "New leader does not know the producer",
      tags: [.twoBrokers, .restarts],
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .createTopics, .listOffsets],
      deadline: .seconds(180),
      unconfirmed: true
    ) { t in
      let topic = try await t.replicatedTopic()
      let producer = try await t.initProducer()
      for sequence in 0..<5 {
        try await t.store(topic, t.batch(of: 1, producer: producer, sequence: Int32(sequence)))
      }
      let (_, placement) = try await t.moveLeader(of: topic)
      let leader = try await t.peer(to: placement.leader)
      let again = try await t.produce(
        topic, try t.batch(of: 1, producer: producer, sequence: 4).bytes(), on: leader)
      try t.code(
        again["ErrorCode"], 0, or: [46], "a batch that the old leader stored is a duplicate to the new one")
      if again["ErrorCode"].int == 0 {
        try t.equal(again["BaseOffset"], 4, "a duplicate is answered with the offset that it has")
      }
      let next = try await t.produce(
        topic, try t.batch(of: 1, producer: producer, sequence: 5).bytes(), on: leader)
      try t.accepted(next["ErrorCode"], "a producer goes on with a new leader")
      try t.equal(next["BaseOffset"], 5, "a duplicate is not stored again by a new leader")
    }
  }

  static var idempotentWriteNotNeeded: Case {
    Case(
      "IDEMP-034", "IDEMPOTENT_WRITE not needed since 2.8", .should, since: "2.8", source: "KIP-679",
      sends: "Principal with WRITE on the topic only",
      expects: "InitProducerId error 0",
      kills: "31 for everyone",
      tags: [.authorizer],
      api: .initProducerId,
      needs: [.produce, .createAcls, .deleteAcls, .saslHandshake, .saslAuthenticate],
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let (peer, user) = try await t.plainUser()
      let version = try t.version(of: .initProducerId)
      let body: Value = ["TransactionalId": nil, "TransactionTimeoutMs": 60_000]
      try await t.allow(user, writing: topic)
      // What a principal may do is known to the broker when a batch of it is stored.
      try await t.eventually("who may write to a topic writes to it", within: .seconds(20)) { () -> Void? in
        let answer = try await t.produce(topic, try t.batch(of: 1).bytes(), on: peer)
        // Rights are looked at before leadership.
        return [0, 6].contains(answer["ErrorCode"].int ?? -1) ? () : nil
      }
      let code = try await t.eventually("a producer gets an id", within: .seconds(20)) { () -> Node? in
        let code = try await peer.call(.initProducerId, version: version, body)["ErrorCode"]
        return [14, 15, 16].contains(code.int ?? 0) ? nil : code
      }
      try t.accepted(code, "who may write to a topic gets a producer id")
    }
  }
}
