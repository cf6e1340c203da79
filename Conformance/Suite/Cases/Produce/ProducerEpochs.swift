import KafkaSchema
import KafkaWire
import NIOCore

/// Epochs, and what producers' state survives.
enum ProducerEpochs {
  static var cases: [Case] {
    [
      olderEpoch, newEpochStartsAt0, newEpochStartingAbove0, retryAcrossABrokenConnection, stateSurvivesRestart,
      stateSurvivesACrash, stateSurvivesSegmentRollAndRetention, producerExpiry,
    ]
  }

  static var olderEpoch: Case {
    Case(
      "IDEMP-019", "Older epoch", .must,
      since: "0.11", source: "KIP-98",
      sends: "Epoch 1 used, then epoch 0",
      expects: "INVALID_PRODUCER_EPOCH (47); not stored",
      kills: "Zombie write stored",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await Sequences.start(t)
      let next = Trial.Producer(id: producer.id, epoch: 1)
      let first = try await Sequences.send(t, topic, t.batch(of: 1, producer: next, sequence: 0))
      try Sequences.stored(t, first, at: 0, "a batch of epoch 1 is stored")
      let answer = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: 0))
      try t.code(answer["ErrorCode"], 47, "a batch of an older epoch is refused")
      try await t.notStored(topic, end: 1, "a batch of an older epoch is not stored")
    }
  }

  static var newEpochStartsAt0: Case {
    Case(
      "IDEMP-020", "New epoch starts at 0", .must,
      since: "0.11", source: "KIP-360",
      sends: "Epoch 1, seq 0",
      expects: "Stored",
      kills: "45 because old sequence continues",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await Sequences.start(t)
      let first = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: 0))
      try Sequences.stored(t, first, at: 0, "a batch of epoch 0 is stored")
      let next = Trial.Producer(id: producer.id, epoch: 1)
      let answer = try await Sequences.send(t, topic, t.batch(of: 1, producer: next, sequence: 0))
      try Sequences.stored(t, answer, at: 1, "a new epoch begins at sequence 0")
    }
  }

  static var newEpochStartingAbove0: Case {
    Case(
      "IDEMP-021", "New epoch starting above 0", .should,
      since: "0.11", source: "AK",
      sends: "Epoch 1, seq 3 after epoch 0 data",
      expects: "OUT_OF_ORDER_SEQUENCE_NUMBER (45)",
      kills: "Stored",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await Sequences.start(t)
      let first = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: 0))
      try Sequences.stored(t, first, at: 0, "a batch of epoch 0 is stored")
      let next = Trial.Producer(id: producer.id, epoch: 1)
      let answer = try await Sequences.send(t, topic, t.batch(of: 1, producer: next, sequence: 3))
      try t.code(answer["ErrorCode"], 45, "a new epoch that does not begin at sequence 0 is out of order")
      try await t.notStored(topic, end: 1, "a batch that is out of order is not stored")
    }
  }

  static var retryAcrossABrokenConnection: Case {
    Case(
      "IDEMP-024", "Retry across a broken connection", .must,
      since: "0.11", source: "KIP-98",
      sends: "Send, cut before reading, resend on a new connection",
      expects: "Stored once",
      kills: "State bound to the connection",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets],
      unconfirmed: true
    ) { t in
      let (topic, producer) = try await Sequences.start(t)
      let batch = t.batch(of: 1, producer: producer, sequence: 0)
      let version = try t.version(of: .produce)
      let peer = try await t.peer(to: try await t.leaderId(of: topic))
      _ = try peer.send(.produce, version: version, t.produceBody(topic, try batch.bytes(), version: version))
      _ = try await t.eventually("the batch is stored") { try await t.endOffset(topic) == 1 ? true : nil }
      await peer.connection.reset()
      let again = try await Sequences.send(t, topic, batch)
      try t.code(again["ErrorCode"], 0, or: [46], "a retry on another connection is a duplicate")
      try await t.notStored(topic, end: 1, "a retry on another connection is not stored again")
    }
  }

  static var stateSurvivesRestart: Case {
    Case(
      "IDEMP-025", "State survives restart", .must,
      since: "0.11", source: "KIP-98",
      sends: "Seq 0..4, restart, resend 4, then 5",
      expects: "4 duplicate, 5 stored",
      kills: "State in memory only: duplicates",
      tags: [.restarts],
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      try await survives(t) { node in
        try await t.hook("restart", node: node)
        _ = try await t.reconnect(to: node)
      }
    }
  }

  static var stateSurvivesACrash: Case {
    Case(
      "IDEMP-026", "State survives a crash", .must,
      since: "0.11", source: "KIP-98",
      sends: "Same with kill",
      expects: "As above",
      kills: "Snapshot written at clean stop only and log not replayed",
      tags: [.restarts],
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      try await survives(t) { node in
        try await t.stop(node)
        try await t.start(node)
      }
    }
  }

  static var stateSurvivesSegmentRollAndRetention: Case {
    Case(
      "IDEMP-028", "State survives segment roll and retention", .should,
      since: "1.0", source: "AK",
      sends: "Small segments, DeleteRecords up to the middle, resend last",
      expects: "Duplicate",
      kills: "State dropped with the segment",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets, .deleteRecords],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic(configs: [("segment.bytes", "1048576")])
      let producer = try await t.initProducer()
      func large(_ sequence: Int32) -> BatchForge {
        var batch = t.batch(of: 1, producer: producer, sequence: sequence)
        batch.records[0].value = ByteBuffer(repeating: 0x78, count: 400_000)
        return batch
      }
      for sequence in 0..<8 { try await t.store(topic, large(Int32(sequence))) }
      let deleted = try await t.deleteRecords(topic, before: 6)
      try t.accepted(deleted["ErrorCode"], "records are deleted")
      let again = try await Sequences.send(t, topic, large(7))
      try t.code(
        again["ErrorCode"], 0, or: [46], "the last batch is still known after segments were rolled and deleted")
      try await t.notStored(topic, end: 8, "the last batch is not stored again")
    }
  }

  static var producerExpiry: Case {
    Case(
      "IDEMP-032", "Producer expiry", .should,
      since: "2.5", source: "KIP-360, KIP-854",
      sends: "producer.id.expiration.ms small; wait; old id continues at seq n",
      expects: "Stored or UNKNOWN_PRODUCER_ID (59); never OUT_OF_ORDER_SEQUENCE_NUMBER (45) for ever",
      kills: "Stuck producer",
      tags: [.configured, .waits],
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets],
      unconfirmed: true
    ) { t in
      func milliseconds(_ key: String) throws -> Int64 {
        guard let time = t.target.options.configured[key].flatMap({ Int64($0) }), time <= 10_000 else {
          throw CaseEnd.skipped("needs a broker with a small \(key); name it in the run's configured options")
        }
        return time
      }
      let time = try milliseconds("producer.id.expiration.ms")
      let check = try milliseconds("producer.id.expiration.check.interval.ms")
      let (topic, producer) = try await Sequences.start(t)
      try await t.store(topic, t.batch(of: 1, producer: producer, sequence: 0))
      let answer = try await t.eventually(
        "a producer whose state expired can go on", within: .milliseconds(time + check) * 3 + .seconds(20),
        each: .milliseconds(500)
      ) { () -> Node? in
        let answer = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: 5))
        return answer["ErrorCode"].int == 45 ? nil : answer
      }
      try t.code(answer["ErrorCode"], 0, or: [59], "a producer whose state expired can go on")
    }
  }

  /// Sequences 0 to 4, then what happens to the leader, then 4 again and 5.
  private static func survives(_ t: Trial, _ event: (_ node: Int32) async throws -> Void) async throws {
    let (topic, producer) = try await Sequences.start(t)
    for sequence in 0..<5 { try await t.store(topic, t.batch(of: 1, producer: producer, sequence: Int32(sequence))) }
    try await event(try await t.placement(of: topic).leader)
    // It may answer before it has opened its partitions.
    _ = try await t.visible(topic.name, partitions: 1)
    try await t.ready(topic)
    let again = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: 4))
    try t.code(again["ErrorCode"], 0, or: [46], "the last batch of before is recognised as a duplicate")
    let next = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: 5))
    try t.accepted(next["ErrorCode"], "the sequence goes on")
    try t.equal(next["BaseOffset"], 5, "the duplicate was not stored")
  }
}
