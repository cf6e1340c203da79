import KafkaSchema
import KafkaWire
import NIOCore

/// Where a fetch may begin.
enum FetchPositions {
  static var cases: [Case] {
    [
      fetchFrom0, fetchAtTheHighWatermark, fetchOnePastTheEnd, fetchBelowTheLogStart, negativeOffset, middleOfABatch,
      middleOfACompressedBatch, lastOffsetOfABatch,
    ]
  }

  /// A topic with `batches` batches of ten records.
  static func filled(
    _ t: Trial, batches: Int = 1, compression: Int16 = 0, configs: [(String, String?)] = []
  ) async throws -> (TestTopic, BatchForge) {
    let topic = try await t.topic(configs: configs)
    var batch = t.batch(of: 10)
    batch.compression = compression
    for _ in 0..<batches { try await t.store(topic, batch) }
    return (topic, batch)
  }

  /// The first and last offsets of the batches.
  static func spans(_ batches: [ReadBatch]) -> [[Int64]] { batches.map { [$0.baseOffset, $0.lastOffset] } }

  static var fetchFrom0: Case {
    Case(
      "FETCH-001", "Fetch from 0", .must,
      since: "0.8", source: "guide",
      sends: "10 records in one batch",
      expects: "Records identical, offsets 0..9, high watermark 10",
      kills: "High watermark off by one",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, batch) = try await filled(t)
      let (_, answer) = try await t.fetch(topic)
      try t.accepted(answer["ErrorCode"], "a fetch from 0 is answered without an error")
      try t.same(try t.batches(answer), as: batch, at: 0, "records are fetched as they were sent")
      try t.equal(answer["HighWatermark"], 10, "the high watermark is behind the last record")
    }
  }

  static var fetchAtTheHighWatermark: Case {
    Case(
      "FETCH-002", "Fetch at the high watermark", .must,
      since: "0.8", source: "guide",
      sends: "Offset = end, max wait 0",
      expects: "Error 0, empty or null-free empty records, high watermark right",
      kills: "OFFSET_OUT_OF_RANGE (1) at the end: consumer resets in a loop",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, _) = try await filled(t)
      var query = Trial.FetchQuery(offset: 10)
      query.maxWait = 0
      let (_, answer) = try await t.fetch(topic, query)
      try t.accepted(answer["ErrorCode"], "a fetch at the end is answered without an error")
      try t.givesNothing(answer, "a fetch at the end gives no records")
      try t.equal(answer["HighWatermark"], 10, "the high watermark is behind the last record")
    }
  }

  static var fetchOnePastTheEnd: Case {
    Case(
      "FETCH-003", "Fetch one past the end", .must,
      since: "0.8", source: "guide",
      sends: "Offset = end + 1",
      expects: "OFFSET_OUT_OF_RANGE (1), high watermark -1",
      kills: "Empty success: consumer waits for ever",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, _) = try await filled(t)
      let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: 11))
      try t.code(answer["ErrorCode"], 1, "a fetch past the end is out of range")
      try t.equal(answer["HighWatermark"], -1, "an error has no high watermark", level: .should)
    }
  }

  static var fetchBelowTheLogStart: Case {
    Case(
      "FETCH-004", "Fetch below the log start", .must,
      since: "0.11", source: "KIP-107",
      sends: "After DeleteRecords to 5, offset 2",
      expects: "OFFSET_OUT_OF_RANGE (1)",
      kills: "Silently jumps ahead, or serves deleted data",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce, .deleteRecords],
      unconfirmed: true
    ) { t in
      let (topic, _) = try await filled(t)
      try t.accepted(try await t.deleteRecords(topic, before: 5)["ErrorCode"], "records are deleted")
      let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: 2))
      try t.code(answer["ErrorCode"], 1, "a fetch below the log start is out of range")
    }
  }

  static var negativeOffset: Case {
    Case(
      "FETCH-005", "Negative offset", .should,
      since: "0.8", source: "AK",
      sends: "Offset -1",
      expects: "OFFSET_OUT_OF_RANGE (1). Also ok: INVALID_REQUEST (42)",
      kills: "Interpreted as \"latest\"",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, _) = try await filled(t)
      let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: -1))
      try t.code(answer["ErrorCode"], 1, tolerating: [42], "a negative offset is out of range")
    }
  }

  /// Fetches from the middle of a batch and requires the whole of it, as it was sent.
  private static func wholeFromInside(_ t: Trial, compression: Int16) async throws {
    let (topic, batch) = try await filled(t, compression: compression)
    let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: 4))
    try t.accepted(answer["ErrorCode"], "a fetch from inside a batch is answered without an error")
    let batches = try t.batches(answer)
    let found = spans(batches)
    try t.expect(
      found == [[0, 9]], "a fetch from inside a batch gives the whole batch", field: "batches", got: "\(found)",
      want: "[[0, 9]]", at: answer["Records"])
    try t.same(batches, as: batch, at: 0, "a fetch from inside a batch gives the whole batch")
  }

  static var middleOfABatch: Case {
    Case(
      "FETCH-006", "Middle of a batch", .must,
      since: "0.11", source: "KIP-98",
      sends: "Batch 0..9, offset 4",
      expects: "The whole batch 0..9 (client skips 0..3)",
      kills: "Starts at the next batch: records 4..9 lost (seen in a real broker); or cut batch with a broken CRC",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce]
    ) { t in
      try await wholeFromInside(t, compression: 0)
    }
  }

  static var middleOfACompressedBatch: Case {
    Case(
      "FETCH-007", "Middle of a compressed batch", .must,
      since: "0.8", source: "guide",
      sends: "Same with gzip",
      expects: "Same",
      kills: "Same as above, compressed only",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      try await wholeFromInside(t, compression: 1)
    }
  }

  static var lastOffsetOfABatch: Case {
    Case(
      "FETCH-008", "Last offset of a batch", .must,
      since: "0.11", source: "AK",
      sends: "Batch 0..9 and 10..19, offset 9",
      expects: "First batch returned is 0..9",
      kills: "Index search by base offset misses it",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, _) = try await filled(t, batches: 2)
      let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: 9))
      let found = spans(try t.batches(answer))
      try t.expect(
        found.first == [0, 9], "a fetch from a batch's last record begins with that batch", field: "batches",
        got: "\(found)",
        want: "[0, 9] first", at: answer["Records"])
    }
  }
}
