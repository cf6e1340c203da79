import KafkaSchema
import KafkaWire
import NIOCore

/// Batches that were stored before.
enum Duplicates {
  static var cases: [Case] {
    [
      exactDuplicate, duplicateReturnsTheOriginalOffset, duplicateOfTheFifthLastBatch, olderThanTheWindow,
      duplicateIdentityIsBySequence, acks0Or1WithAProducerId, idempotentAndCompressed,
    ]
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
      let (topic, producer) = try await Sequences.start(t)
      try Sequences.stored(
        t, try await Sequences.send(t, topic, t.batch(of: 3, producer: producer, sequence: 0)), at: 0,
        "a first batch is stored")
      let batch = t.batch(of: 2, producer: producer, sequence: 3)
      try Sequences.stored(t, try await Sequences.send(t, topic, batch), at: 3, "a second batch is stored")
      let again = try await Sequences.send(t, topic, batch)
      try t.code(again["ErrorCode"], 0, or: [46], "a batch that is sent again is acknowledged as a duplicate")
      if again["ErrorCode"].int == 0 {
        try t.equal(again["BaseOffset"], 3, "a duplicate is answered with the offset of the first time")
      }
      try await t.notStored(topic, end: 5, "a duplicate is not stored")
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
      let (topic, producer) = try await Sequences.start(t)
      let first = t.batch(of: 1, producer: producer, sequence: 0)
      try Sequences.stored(t, try await Sequences.send(t, topic, first), at: 0, "a first batch is stored")
      try Sequences.stored(
        t, try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: 1)), at: 1,
        "a second batch is stored")
      let again = try await Sequences.send(t, topic, first)
      try t.code(again["ErrorCode"], 0, tolerating: [46], "the batch before the last is recognised as a duplicate")
      if again["ErrorCode"].int == 0 {
        try t.equal(again["BaseOffset"], 0, "a duplicate is answered with its own offset")
      }
      try await t.notStored(topic, end: 2, "a duplicate is not stored")
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
      let (topic, producer) = try await Sequences.start(t)
      for sequence in 0..<6 {
        let answer = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: Int32(sequence)))
        try Sequences.stored(t, answer, at: Int64(sequence), "batches in order are stored")
      }
      for sequence in 1..<6 {
        let again = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: Int32(sequence)))
        try t.code(again["ErrorCode"], 0, or: [46], "each of the last five batches is recognised as a duplicate")
        if again["ErrorCode"].int == 0 {
          try t.equal(
            again["BaseOffset"], Value(sequence), "a duplicate is answered with its own offset", level: .should)
        }
      }
      try await t.notStored(topic, end: 6, "duplicates of the last five batches are not stored")
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
      let (topic, producer) = try await Sequences.start(t)
      for sequence in 0..<7 {
        let answer = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: Int32(sequence)))
        try Sequences.stored(t, answer, at: Int64(sequence), "batches in order are stored")
      }
      let again = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: 0))
      try t.code(again["ErrorCode"], 45, or: [46], "a batch older than the last five is out of order")
      try await t.notStored(topic, end: 7, "a batch older than the last five is not stored again")
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
      let (topic, producer) = try await Sequences.start(t)
      let first = t.batch(of: 1, producer: producer, sequence: 0, value: "x")
      try Sequences.stored(t, try await Sequences.send(t, topic, first), at: 0, "a first batch is stored")
      let answer = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: 0, value: "y"))
      try t.code(answer["ErrorCode"], 0, or: [46], "a duplicate is told by its sequence, not by its content")
      try await t.notStored(topic, end: 1, "a batch with the sequence of another is not stored")
      try t.same(try await t.fetchBack(topic), as: first, at: 0, "the first content stays")
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
      let (topic, producer) = try await Sequences.start(t)
      func batch(_ sequence: Int32) -> BatchForge { t.batch(of: 1, producer: producer, sequence: sequence) }
      for _ in 0..<2 {
        let answer = try await Sequences.send(t, topic, batch(0), acks: 1)
        try t.code(answer["ErrorCode"], 0, or: [46], "duplicates are recognised with acks=1, too")
      }
      // The offset of the next batch counts what was stored before it, whether or not readers see that yet.
      let second = try await Sequences.send(t, topic, batch(1))
      try Sequences.stored(t, second, at: 1, "a duplicate with acks=1 is not stored")
      let peer = try await t.peer(to: try await t.leaderId(of: topic))
      let version = try t.version(of: .produce)
      for _ in 0..<2 {
        _ = try peer.send(
          .produce, version: version, t.produceBody(topic, try batch(2).bytes(), acks: 0, version: version))
      }
      // The broker has taken both when it answers what comes behind them, or ends the connection for the second.
      let next = try peer.send(.apiVersions, version: 0, [:])
      _ = await peer.fate(of: next)
      _ = try await t.eventually("a batch with acks=0 is stored") { try await t.endOffset(topic) > 2 ? true : nil }
      let last = try await Sequences.send(t, topic, batch(3))
      try Sequences.stored(t, last, at: 3, "a duplicate with acks=0 is not stored")
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
      let (topic, producer) = try await Sequences.start(t)
      var batch = t.batch(of: 2, producer: producer, sequence: 0)
      batch.compression = 4
      try Sequences.stored(
        t, try await Sequences.send(t, topic, batch), at: 0, "a compressed batch with a sequence is stored")
      let again = try await Sequences.send(t, topic, batch)
      try t.code(again["ErrorCode"], 0, or: [46], "a compressed batch that is sent again is a duplicate")
      try await t.notStored(topic, end: 2, "a compressed duplicate is not stored")
    }
  }
}
