import KafkaSchema
import KafkaWire
import NIOCore

/// What is stored, what is a duplicate, what is out of order.
enum Sequences {
  static var cases: [Case] {
    [
      inOrderSequences, exactDuplicate, duplicateReturnsTheOriginalOffset, duplicateOfTheFifthLastBatch,
      olderThanTheWindow, gap, partialOverlap, sameBaseDifferentCount, duplicateIdentityIsBySequence,
      pipelinedWithAFailingHead, unknownProducerMayStartAnywhere, sequencesArePerPartition, sequencesArePerProducer,
      wrapAt2147483647, wrapInsideABatch, rejectedBatchDoesNotAdvanceTheState, acks0Or1WithAProducerId,
      idempotentAndCompressed,
    ]
  }

  /// Sends a batch and returns error and base offset.
  static func send(
    _ t: Trial, _ topic: TestTopic, partition: Int = 0, _ batch: BatchForge, acks: Int16 = -1, on peer: Peer? = nil
  ) async throws -> Node {
    try await t.produce(topic, partition: partition, try batch.bytes(), acks: acks, on: peer)
  }

  /// A topic that takes records, and a producer.
  static func start(_ t: Trial, partitions: Int = 1) async throws -> (TestTopic, Trial.Producer) {
    let topic = try await t.topic(partitions: partitions)
    let producer = try await t.initProducer()
    // A topic may need a moment until its leader takes records; sequences must not begin with a retry.
    _ = try await t.eventually("a new topic takes requests") {
      try await t.listOffset(topic, timestamp: -1)["ErrorCode"].int == 0 ? true : nil
    }
    return (topic, producer)
  }

  /// Requires that a batch was stored, at an offset.
  static func stored(_ t: Trial, _ answer: Node, at offset: Int64, _ requirement: String) throws {
    try t.accepted(answer["ErrorCode"], requirement)
    try t.equal(answer["BaseOffset"], Value(offset), requirement)
  }

  static func ends(_ t: Trial, _ topic: TestTopic, partition: Int = 0, at want: Int64, _ requirement: String)
    async throws
  {
    let end = try await t.endOffset(topic, partition: partition)
    try t.expect(end == want, requirement, field: "end offset", got: "\(end)", want: "\(want)")
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

  static var exactDuplicate: Case {
    Case(
      "IDEMP-005", "Exact duplicate", .must,
      since: "0.11", source: "KIP-98",
      sends: "Seq 3 (2) sent twice",
      expects: "Second answered 0 with the first base offset (or DUPLICATE_SEQUENCE_NUMBER (46)); stored once",
      kills: "Stored twice",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      try stored(
        t, try await send(t, topic, t.batch(of: 3, producer: producer, sequence: 0)), at: 0, "a first batch is stored")
      let batch = t.batch(of: 2, producer: producer, sequence: 3)
      try stored(t, try await send(t, topic, batch), at: 3, "a second batch is stored")
      let again = try await send(t, topic, batch)
      try t.code(again["ErrorCode"], 0, or: [46], "a batch that is sent again is acknowledged as a duplicate")
      if again["ErrorCode"].int == 0 {
        try t.equal(again["BaseOffset"], 3, "a duplicate is answered with the offset of the first time")
      }
      try await ends(t, topic, at: 5, "a duplicate is not stored")
    }
  }

  static var duplicateReturnsTheOriginalOffset: Case {
    Case(
      "IDEMP-006", "Duplicate returns the original offset", .should,
      since: "1.0", source: "KIP-98",
      sends: "Send A, B, then A again",
      expects: "Base offset of A, not the end",
      kills: "Returns current end: client commits a wrong offset",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      let first = t.batch(of: 1, producer: producer, sequence: 0)
      try stored(t, try await send(t, topic, first), at: 0, "a first batch is stored")
      try stored(
        t, try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 1)), at: 1, "a second batch is stored")
      let again = try await send(t, topic, first)
      try t.code(again["ErrorCode"], 0, tolerating: [46], "the batch before the last is recognised as a duplicate")
      if again["ErrorCode"].int == 0 {
        try t.equal(again["BaseOffset"], 0, "a duplicate is answered with its own offset")
      }
      try await ends(t, topic, at: 2, "a duplicate is not stored")
    }
  }

  static var duplicateOfTheFifthLastBatch: Case {
    Case(
      "IDEMP-007", "Duplicate of the fifth last batch", .must,
      since: "1.0", source: "AK five cached batches",
      sends: "Six batches, resend batches 2 to 6",
      expects: "Each answered as duplicate, stored once",
      kills: "Remembers only the last batch: stored twice or fails with in-flight 5",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      for sequence in 0..<6 {
        let answer = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: Int32(sequence)))
        try stored(t, answer, at: Int64(sequence), "batches in order are stored")
      }
      for sequence in 1..<6 {
        let again = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: Int32(sequence)))
        try t.code(again["ErrorCode"], 0, or: [46], "each of the last five batches is recognised as a duplicate")
      }
      try await ends(t, topic, at: 6, "duplicates of the last five batches are not stored")
    }
  }

  static var olderThanTheWindow: Case {
    Case(
      "IDEMP-008", "Older than the window", .must,
      since: "1.0", source: "AK",
      sends: "Resend batch 1 of 7",
      expects: "OUT_OF_ORDER_SEQUENCE_NUMBER (45) or DUPLICATE_SEQUENCE_NUMBER (46); not stored",
      kills: "Stored again",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      for sequence in 0..<7 {
        let answer = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: Int32(sequence)))
        try stored(t, answer, at: Int64(sequence), "batches in order are stored")
      }
      let again = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 0))
      try t.code(again["ErrorCode"], 45, or: [46], "a batch older than the last five is out of order")
      try await ends(t, topic, at: 7, "a batch older than the last five is not stored again")
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

  static var duplicateIdentityIsBySequence: Case {
    Case(
      "IDEMP-012", "Duplicate identity is by sequence", .should,
      since: "0.11", source: "AK",
      sends: "Seq 0 with value x, then seq 0 with value y",
      expects: "Answered as duplicate, y not stored",
      kills: "Compares content",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets, .fetch]
    ) { t in
      let (topic, producer) = try await start(t)
      let first = t.batch(of: 1, producer: producer, sequence: 0, value: "x")
      try stored(t, try await send(t, topic, first), at: 0, "a first batch is stored")
      let answer = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 0, value: "y"))
      try t.code(answer["ErrorCode"], 0, or: [46], "a duplicate is told by its sequence, not by its content")
      try await ends(t, topic, at: 1, "a batch with the sequence of another is not stored")
      try t.same(try await t.fetchBack(topic), as: first, at: 0, "the first content stays")
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
      for (request, want) in zip(requests, [45, 0, 0] as [Int16]) {
        let reply = try t.answered(await peer.fate(of: request), "pipelined batches are answered")
        try t.code(
          Trial.partition(reply, topic, 0)["ErrorCode"], want,
          "a batch behind a missing one is refused until that has come")
      }
      try await ends(t, topic, at: 7, "each record is stored once")
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
    }
  }

  static var sequencesArePerPartition: Case {
    Case(
      "IDEMP-015", "Sequences are per partition", .must,
      since: "0.11", source: "KIP-98",
      sends: "Seq 0 on p0, seq 0 on p1",
      expects: "Both stored",
      kills: "Shared counter",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t, partitions: 2)
      for partition in 0..<2 {
        let answer = try await send(
          t, topic, partition: partition, t.batch(of: 1, producer: producer, sequence: 0),
          on: try await t.leader(of: topic, partition: partition))
        try stored(t, answer, at: 0, "each partition counts a producer's sequences for itself")
      }
    }
  }

  static var sequencesArePerProducer: Case {
    Case(
      "IDEMP-016", "Sequences are per producer", .must,
      since: "0.11", source: "KIP-98",
      sends: "Two ids interleaved",
      expects: "Both complete",
      kills: "Single last-sequence",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets],
      unconfirmed: true
    ) { t in
      let (topic, first) = try await start(t)
      let second = try await t.initProducer()
      for round in 0..<4 {
        for (index, producer) in [first, second].enumerated() {
          let answer = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: Int32(round)))
          try stored(t, answer, at: Int64(2 * round + index), "each producer's sequences count for themselves")
        }
      }
    }
  }

  static var wrapAt2147483647: Case {
    Case(
      "IDEMP-017", "Wrap at 2147483647", .must,
      since: "0.11", source: "AK",
      sends: "Seq 2147483645 (3) as first, then seq 0 (1)",
      expects: "Both stored",
      kills: "Overflow to a negative value: 45 for ever after 2^31 records",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      let first = try await send(t, topic, t.batch(of: 3, producer: producer, sequence: 2_147_483_645))
      try stored(t, first, at: 0, "a batch that ends at sequence 2147483647 is stored")
      let second = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 0))
      try stored(t, second, at: 3, "after sequence 2147483647 comes 0")
    }
  }

  static var wrapInsideABatch: Case {
    Case(
      "IDEMP-018", "Wrap inside a batch", .must,
      since: "0.11", source: "AK",
      sends: "Seq 2147483646 (4), then seq 2",
      expects: "Both stored (second has the wrapped sequence)",
      kills: "Rejects wrapped last sequence",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      let first = try await send(t, topic, t.batch(of: 4, producer: producer, sequence: 2_147_483_646))
      try stored(t, first, at: 0, "sequences may wrap inside a batch")
      let second = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 2))
      try stored(t, second, at: 4, "the sequence goes on behind the wrap")
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
      let topic = try await t.topic(configs: [("max.message.bytes", "2000")])
      let producer = try await t.initProducer()
      _ = try await t.eventually("a new topic takes requests") {
        try await t.listOffset(topic, timestamp: -1)["ErrorCode"].int == 0 ? true : nil
      }
      try stored(
        t, try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 0)), at: 0, "a first batch is stored")
      var large = t.batch(of: 1, producer: producer, sequence: 1)
      large.records[0].value = ByteBuffer(repeating: 0x78, count: 4000)
      try t.code(try await send(t, topic, large)["ErrorCode"], 10, "a batch above max.message.bytes is refused")
      let small = try await send(t, topic, t.batch(of: 1, producer: producer, sequence: 1))
      try stored(t, small, at: 1, "a refused batch uses up no sequence")
    }
  }

  static var acks0Or1WithAProducerId: Case {
    Case(
      "IDEMP-030", "acks=0 or 1 with a producer id", .should,
      since: "0.11", source: "AK",
      sends: "acks 1, acks 0",
      expects: "Duplicate detection works the same",
      kills: "Only for acks -1",
      api: .produce,
      versions: 3...(.max),
      needs: [.initProducerId, .listOffsets],
      unconfirmed: true
    ) { t in
      let (topic, producer) = try await start(t)
      let batch = t.batch(of: 1, producer: producer, sequence: 0)
      for _ in 0..<2 {
        let answer = try await send(t, topic, batch, acks: 1)
        try t.code(answer["ErrorCode"], 0, or: [46], "duplicates are recognised with acks=1, too")
      }
      try await ends(t, topic, at: 1, "a duplicate with acks=1 is not stored")
      let peer = try await t.leader(of: topic)
      let version = try t.version(of: .produce)
      let next = t.batch(of: 1, producer: producer, sequence: 1)
      for _ in 0..<2 {
        _ = try peer.send(.produce, version: version, t.produceBody(topic, try next.bytes(), acks: 0, version: version))
      }
      let end = try await t.eventually("a batch with acks=0 is stored") {
        let end = try await t.endOffset(topic)
        return end > 1 ? end : nil
      }
      try t.expect(end == 2, "a duplicate with acks=0 is not stored", field: "end offset", got: "\(end)", want: "2")
    }
  }

  static var idempotentAndCompressed: Case {
    Case(
      "IDEMP-031", "Idempotent and compressed", .must,
      since: "2.1", source: "KIP-98",
      sends: "zstd batch, duplicate",
      expects: "Stored once",
      kills: "Sequence read from a wrong place after recompression",
      api: .produce,
      versions: 7...(.max),
      needs: [.initProducerId, .listOffsets]
    ) { t in
      let (topic, producer) = try await start(t)
      var batch = t.batch(of: 2, producer: producer, sequence: 0)
      batch.compression = 4
      try stored(t, try await send(t, topic, batch), at: 0, "a compressed batch with a sequence is stored")
      let again = try await send(t, topic, batch)
      try t.code(again["ErrorCode"], 0, or: [46], "a compressed batch that is sent again is a duplicate")
      try await ends(t, topic, at: 2, "a compressed duplicate is not stored")
    }
  }
}
