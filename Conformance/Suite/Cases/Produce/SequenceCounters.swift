import KafkaSchema
import KafkaWire
import NIOCore

/// What a sequence is counted for, and where it begins again.
enum SequenceCounters {
  static var cases: [Case] {
    [
      sequencesArePerPartition, sequencesArePerProducer, wrapAt2147483647, wrapInsideABatch,
    ]
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
      let (topic, producer) = try await Sequences.start(t, partitions: 2)
      for partition in 0..<2 {
        let answer = try await Sequences.send(
          t, topic, partition: partition, t.batch(of: 1, producer: producer, sequence: 0),
          on: try await t.leader(of: topic, partition: partition))
        try Sequences.stored(t, answer, at: 0, "each partition counts a producer's sequences for itself")
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
      let (topic, first) = try await Sequences.start(t)
      let second = try await t.initProducer()
      for round in 0..<4 {
        for (index, producer) in [first, second].enumerated() {
          let answer = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: Int32(round)))
          try Sequences.stored(
            t, answer, at: Int64(2 * round + index), "each producer's sequences count for themselves")
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
      let (topic, producer) = try await Sequences.start(t)
      let first = try await Sequences.send(t, topic, t.batch(of: 3, producer: producer, sequence: 2_147_483_645))
      try Sequences.stored(t, first, at: 0, "a batch that ends at sequence 2147483647 is stored")
      let second = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: 0))
      try Sequences.stored(t, second, at: 3, "after sequence 2147483647 comes 0")
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
      let (topic, producer) = try await Sequences.start(t)
      let first = try await Sequences.send(t, topic, t.batch(of: 4, producer: producer, sequence: 2_147_483_646))
      try Sequences.stored(t, first, at: 0, "sequences may wrap inside a batch")
      let second = try await Sequences.send(t, topic, t.batch(of: 1, producer: producer, sequence: 2))
      try Sequences.stored(t, second, at: 4, "the sequence goes on behind the wrap")
    }
  }
}
