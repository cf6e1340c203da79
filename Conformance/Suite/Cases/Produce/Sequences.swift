import KafkaSchema
import KafkaWire
import NIOCore

/// What is in order, and what is not.
enum Sequences {
  static var cases: [Case] {
    [
      inOrderSequences, gap, partialOverlap, sameBaseDifferentCount, pipelinedWithAFailingHead,
      unknownProducerMayStartAnywhere, rejectedBatchDoesNotAdvanceTheState,
    ]
  }

  /// Sends a batch and returns error and base offset.
  static func send(
    _ t: Trial, _ topic: TestTopic, partition: Int = 0, _ batch: BatchForge, acks: Int16 = -1, on peer: Peer? = nil
  ) async throws -> Node {
    try await t.produce(topic, partition: partition, try batch.bytes(), acks: acks, on: peer)
  }

  /// A topic that takes records, so that sequences do not begin with a retry, and a producer.
  static func start(
    _ t: Trial, partitions: Int = 1, configs: [(String, String?)] = []
  ) async throws -> (TestTopic, Trial.Producer) {
    let topic = try await t.readyTopic(partitions: partitions, configs: configs)
    return (topic, try await t.initProducer())
  }

  /// Requires that a batch was stored, at an offset.
  static func stored(_ t: Trial, _ answer: Node, at offset: Int64, _ requirement: String) throws {
    try t.accepted(answer["ErrorCode"], requirement)
    try t.equal(answer["BaseOffset"], Value(offset), requirement)
  }

  static var inOrderSequences: Case {
    Case(
      "IDEMP-004", "In-order sequences", .must,
      since: "0.11", source: "KIP-98",
      sends: "Seq 0 (3), 3 (2), 5 (1)",
      expects: "All stored",
      kills: "Expects +1 per batch",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      for (sequence, count) in [(0, 3), (3, 2), (5, 1)] {
        let answer = try await send(t, topic, t.batch(of: count, producer: producer, sequence: Int32(sequence)))
        try stored(t, answer, at: Int64(sequence), "a batch whose sequence follows the last record's is stored")
      }
    }
  }

  static var gap: Case {
    Case(
      "IDEMP-009", "Gap", .must,
      since: "0.11", source: "KIP-98",
      sends: "Seq 0 (1), then seq 2",
      expects: "OUT_OF_ORDER_SEQUENCE_NUMBER (45); not stored",
      kills: "Stored: hidden loss",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      try stored(
        t, try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 0)), at: 0, "a first batch is stored")
      let answer = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 2))
      try t.code(answer["ErrorCode"], 45, "a batch behind a gap is out of order")
      try await t.notStored(topic, end: 1, "a batch behind a gap is not stored")
    }
  }

  static var partialOverlap: Case {
    Case(
      "IDEMP-010", "Partial overlap", .must,
      since: "0.11", source: "AK",
      sends: "Seq 0 (5), then seq 3 (5)",
      expects: "OUT_OF_ORDER_SEQUENCE_NUMBER (45); not stored",
      kills: "Tail stored: duplicates",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      try stored(
        t, try await send(t, topic, t.batch(of: 5, producer: producer, sequence: 0)), at: 0, "a first batch is stored")
      let answer = try await send(t, topic, t.batch(of: 5, producer: producer, sequence: 3))
      try t.code(answer["ErrorCode"], 45, "a batch that overlaps the last is out of order")
      try await t.notStored(topic, end: 5, "no part of an overlapping batch is stored")
    }
  }

  static var sameBaseDifferentCount: Case {
    Case(
      "IDEMP-011", "Same base, different count", .should,
      since: "1.0", source: "AK",
      sends: "Seq 0 (5), then seq 0 (3)",
      expects: "OUT_OF_ORDER_SEQUENCE_NUMBER (45) or DUPLICATE_SEQUENCE_NUMBER (46); not stored",
      kills: "Reported as the duplicate of another batch",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      try stored(
        t, try await send(t, topic, t.batch(of: 5, producer: producer, sequence: 0)), at: 0, "a first batch is stored")
      let answer = try await send(t, topic, t.batch(of: 3, producer: producer, sequence: 0))
      try t.code(answer["ErrorCode"], 45, or: [46], "a batch of another length is no duplicate")
      try await t.notStored(topic, end: 5, "a batch with a used sequence is not stored")
    }
  }

  static var pipelinedWithAFailingHead: Case {
    Case(
      "IDEMP-013", "Pipelined with a failing head", .must,
      since: "1.0", source: "AK",
      sends: "After seq 0 is stored: seq 6 (1), seq 1 (5), seq 6 (1) pipelined",
      expects: "OUT_OF_ORDER_SEQUENCE_NUMBER (45), 0, 0; log order 0..6",
      kills: "Later batch accepted while an earlier one is missing",
      tags: [.rawFrames],
      needs: [.produce, .initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      try stored(
        t, try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 0)), at: 0, "a first batch is stored")
      let peer = try await t.peer(to: try await t.leaderId(of: topic))
      let version = try t.version(of: .produce)
      var requests: [RequestFrame] = []
      for (sequence, count) in [(6, 1), (1, 5), (6, 1)] {
        let bytes = try t.batch(of: count, producer: producer, sequence: Int32(sequence)).bytes()
        requests.append(try peer.send(.produce, version: version, t.produceBody(topic, bytes, version: version)))
      }
      for (request, want) in zip(requests, [(45, -1), (0, 1), (0, 6)] as [(Int16, Int)]) {
        let reply = try t.answered(await peer.fate(of: request), "pipelined batches are answered")
        let answer = Trial.partition(reply, topic, 0)
        try t.code(answer["ErrorCode"], want.0, "a batch behind a missing one is refused until that has come")
        if want.0 == 0 {
          try t.equal(answer["BaseOffset"], Value(want.1), "the log has the order of the sequences")
        }
      }
      try await t.notStored(topic, end: 7, "each record is stored once")
      try await t.canary()
    }
  }

  static var unknownProducerMayStartAnywhere: Case {
    Case(
      "IDEMP-014", "Unknown producer may start anywhere", .should,
      since: "2.5", source: "KIP-360",
      sends: "Fresh id on a fresh partition, seq 7",
      expects: "Stored. Also ok: OUT_OF_ORDER_SEQUENCE_NUMBER (45) or UNKNOWN_PRODUCER_ID (59)",
      kills: "Refuses after state expiry: producer stuck",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      let answer = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 7))
      try t.code(
        answer["ErrorCode"], 0, tolerating: [45, 59],
        "a producer that the partition does not know may begin at any sequence")
      try await t.notStored(
        topic, end: answer["ErrorCode"].int == 0 ? 1 : 0, "what is acknowledged is stored, and nothing else")
    }
  }

  static var rejectedBatchDoesNotAdvanceTheState: Case {
    Case(
      "IDEMP-029", "Rejected batch does not advance the state", .must,
      since: "0.11", source: "AK",
      sends: "Seq 0 ok, seq 1 too large, seq 1 small",
      expects: "Last one stored",
      kills: "Sequence consumed by the failure: next is 45",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t, configs: [("max.message.bytes", "2000")])
      try stored(
        t, try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 0)), at: 0, "a first batch is stored")
      var large = t.batch(of: 1, producer: producer, sequence: 1)
      large.records[0].value = ByteBuffer(repeating: 0x78, count: 4000)
      try t.code(try await send(t, topic, large)["ErrorCode"], 10, "a batch above max.message.bytes is refused")
      let small = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 1))
      try stored(t, small, at: 1, "a refused batch uses up no sequence")
    }
  }
}
