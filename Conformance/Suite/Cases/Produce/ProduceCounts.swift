import KafkaSchema
import KafkaWire
import NIOCore

/// Batches whose counts and offsets disagree with their records.
enum ProduceCounts {
  static var cases: [Case] {
    [
      batchWithNoRecords, countLargerThanTheRealOne, countSmallerThanTheRealOne, lastOffsetDeltaDoesNotMatchTheCount,
      offsetDeltasNot012Compressed, offsetDeltasNot012Uncompressed, baseOffsetOtherThan0,
    ]
  }

  static var batchWithNoRecords: Case {
    Case(
      "PRODUCE-038", "Batch with no records", .must,
      since: "0.11", source: "AK",
      sends: "Count 0, last offset delta -1 or 0, CRC right",
      expects: "INVALID_RECORD (87)",
      kills: "Offset stays or jumps",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      for delta in [-1, 0] as [Int32] {
        var batch = t.batch([])
        batch.lastOffsetDelta = delta
        try await t.refuses(topic, try batch.bytes(), code: 87, "a batch without records is refused")
      }
    }
  }

  static var countLargerThanTheRealOne: Case {
    Case(
      "PRODUCE-039", "Count larger than the real one", .must,
      since: "0.11", source: "AK",
      sends: "Count 5, four records",
      expects: "INVALID_RECORD (87). CORRUPT_MESSAGE (2) is ok",
      kills: "Stored; consumer underflows",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 4)
      batch.recordCount = 5
      batch.lastOffsetDelta = 4
      try await t.refuses(
        topic, try batch.bytes(), code: 87, tolerating: [2], "a batch with fewer records than its count is refused")
    }
  }

  static var countSmallerThanTheRealOne: Case {
    Case(
      "PRODUCE-040", "Count smaller than the real one", .must,
      since: "0.11", source: "AK",
      sends: "Count 3, four records",
      expects: "INVALID_RECORD (87). CORRUPT_MESSAGE (2) is ok",
      kills: "Hidden record",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 4)
      batch.recordCount = 3
      batch.lastOffsetDelta = 2
      try await t.refuses(
        topic, try batch.bytes(), code: 87, tolerating: [2], "a batch with more records than its count is refused")
    }
  }

  static var lastOffsetDeltaDoesNotMatchTheCount: Case {
    Case(
      "PRODUCE-041", "last_offset_delta does not match the count", .must,
      since: "0.11", source: "AK",
      sends: "Count 3, delta 7",
      expects: "INVALID_RECORD (87)",
      kills: "Offset hole of client's choice",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 3)
      batch.lastOffsetDelta = 7
      try await t.refuses(
        topic, try batch.bytes(), code: 87, "a batch whose last offset delta does not fit its count is refused")
    }
  }

  static var offsetDeltasNot012Compressed: Case {
    Case(
      "PRODUCE-042", "Offset deltas not 0,1,2 (compressed)", .must,
      since: "0.11", source: "AK",
      sends: "gzip batch with deltas 0,2,1",
      expects: "Rewritten to 0,1,2 on store, or INVALID_RECORD (87); never stored as sent. Also ok: "
        + "UNKNOWN_SERVER_ERROR (-1), nothing stored (Apache Kafka 3.9)",
      kills: "Stored as sent: duplicate or swapped offsets inside a batch",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.readyTopic()
      for deltas in [[0, 2, 1], [0, 0, 0], [1, 2, 3]] as [[Int32]] {
        var batch = t.batch(of: 3)
        batch.compression = 1
        batch.lastOffsetDelta = 2
        for index in 0..<3 { batch.records[index].offsetDelta = deltas[index] }
        let before = try await t.endOffset(topic)
        let fate = try await t.fate(of: try batch.bytes(), for: topic)
        if case .closed(let end) = fate {
          t.tolerate("\(end) instead of an error")
          try await t.notStored(topic, end: before, "a batch that ends a connection is not stored")
          continue
        }
        let reply = try t.answered(fate, "a compressed batch with odd offset deltas is answered")
        let answer = Trial.partition(reply, topic, 0)
        if answer["ErrorCode"].int == 0 {
          let offsets = try await t.fetchBack(topic, from: before).flatMap(\.records).map(\.offset)
          try t.expect(
            offsets == [before, before + 1, before + 2], "offsets inside a compressed batch count from its base",
            field: "offsets", got: "\(offsets)", want: "\(before)…\(before + 2)")
        } else {
          try t.code(
            answer["ErrorCode"], 87, tolerating: [-1], "offset deltas \(deltas) in a compressed batch are refused",
            level: .should)
          try await t.notStored(topic, end: before, "a compressed batch with odd offset deltas is not stored as sent")
        }
      }
    }
  }

  static var offsetDeltasNot012Uncompressed: Case {
    Case(
      "PRODUCE-043", "Offset deltas not 0,1,2 (uncompressed)", .may,
      since: "0.11", source: "AK",
      sends: "Plain batch with deltas 0,2,1 and 0,0,0",
      expects: "INVALID_RECORD (87) or rewritten. Recorded when stored as sent (Apache Kafka does not look "
        + "inside plain batches)",
      kills: "Index or fetch path crashes on the stored batch",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.readyTopic()
      for deltas in [[0, 2, 1], [0, 0, 0]] as [[Int32]] {
        var batch = t.batch(of: 3)
        batch.lastOffsetDelta = 2
        for index in 0..<3 { batch.records[index].offsetDelta = deltas[index] }
        let before = try await t.endOffset(topic)
        let answer = try await t.produce(topic, try batch.bytes())
        guard answer["ErrorCode"].int == 0 else {
          t.note("\(deltas) refused with \(answer["ErrorCode"].int ?? -1)")
          continue
        }
        let (_, fetched) = try await t.fetch(topic, Trial.FetchQuery(offset: before))
        try t.accepted(fetched["ErrorCode"], "a stored batch can be fetched")
        t.note("\(deltas) stored, fetched as \(try t.batches(fetched).flatMap(\.records).map { $0.offset - before })")
      }
      try await t.canary()
    }
  }

  static var baseOffsetOtherThan0: Case {
    Case(
      "PRODUCE-044", "Base offset other than 0", .should,
      since: "0.11", source: "AK",
      sends: "base_offset 42",
      expects: "INVALID_RECORD (87), or ignored and assigned by the leader",
      kills: "Client picks offsets",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.readyTopic()
      var batch = t.batch(of: 2)
      batch.baseOffset = 42
      let answer = try await t.produce(topic, try batch.bytes())
      if answer["ErrorCode"].int == 0 {
        try t.equal(answer["BaseOffset"], 0, "the leader gives offsets, whatever a batch says")
        let offsets = try await t.fetchBack(topic).flatMap(\.records).map(\.offset)
        try t.expect(
          offsets == [0, 1], "the leader gives offsets, whatever a batch says", field: "offsets", got: "\(offsets)",
          want: "[0, 1]")
      } else {
        try t.code(answer["ErrorCode"], 87, "a batch that brings an offset is refused, or the offset is ignored")
        try await t.notStored(topic, end: 0, "a refused batch is not stored")
      }
    }
  }
}
