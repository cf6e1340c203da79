import KafkaSchema
import KafkaWire
import NIOCore

/// Where a fetch may begin.
enum FetchPositions {
  static var cases: [Case] {
    [
      fetchFrom0, fetchAtTheHighWatermark, fetchOnePastTheEnd, fetchBelowTheLogStart, negativeOffset, middleOfABatch,
      middleOfACompressedBatch, lastOffsetOfABatch, topicIds, zeroTopicId, logStartOffsetField,
      twoConsumersAtDifferentOffsets, batchBytesAreImmutable, compressedBatchesAreReturnedCompressed,
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

  /// Deletes the records before an offset.
  static func deleteRecords(_ t: Trial, _ topic: TestTopic, before offset: Int64) async throws -> Node {
    let reply = try await t.leader(of: topic).call(
      .deleteRecords, version: try t.version(of: .deleteRecords),
      [
        "Topics": [
          ["Name": .string(topic.name), "Partitions": [["PartitionIndex": 0, "Offset": Value(offset)]]]
        ], "TimeoutMs": 10_000,
      ])
    return reply["Topics"].first("Name", .string(topic.name))["Partitions"].first("PartitionIndex", 0)
  }

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
      try t.expect(
        answer["Records"].bytes?.readableBytes ?? 0 == 0, "a fetch at the end gives no records",
        field: answer["Records"].path,
        got: "\(answer["Records"].bytes?.readableBytes ?? 0) bytes", want: "none", at: answer["Records"])
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
      try t.accepted(try await deleteRecords(t, topic, before: 5)["ErrorCode"], "records are deleted")
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
      let (topic, _) = try await filled(t)
      let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: 4))
      try t.accepted(answer["ErrorCode"], "a fetch from inside a batch is answered without an error")
      let found = spans(try t.batches(answer))
      try t.expect(
        found == [[0, 9]], "a fetch from inside a batch gives the whole batch", field: "batches", got: "\(found)",
        want: "[[0, 9]]", at: answer["Records"])
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
      let (topic, batch) = try await filled(t, compression: 1)
      let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: 4))
      try t.accepted(answer["ErrorCode"], "a fetch from inside a batch is answered without an error")
      try t.same(
        try t.batches(answer), as: batch, at: 0, "a fetch from inside a compressed batch gives the whole batch")
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

  static var topicIds: Case {
    Case(
      "FETCH-040", "Topic ids", .must,
      since: "3.1", source: "KIP-516",
      sends: "v13+ with the id",
      expects: "Records; id echoed",
      kills: "Zero id in the answer",
      api: .fetch,
      versions: 13...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, batch) = try await filled(t)
      let (reply, answer) = try await t.fetch(topic)
      try t.equal(reply["Responses"][0]["TopicId"], .uuid(topic.id), "the topic's id comes back")
      try t.same(try t.batches(answer), as: batch, at: 0, "records are fetched by the topic's id")
    }
  }

  static var zeroTopicId: Case {
    Case(
      "FETCH-041", "Zero topic id", .should,
      since: "3.1", source: "KIP-516",
      sends: "v13+ all zeros",
      expects: "UNKNOWN_TOPIC_ID (100)",
      kills: "First topic served",
      api: .fetch,
      versions: 13...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, _) = try await filled(t)
      var zero = topic
      zero.id = .zero
      let (reply, _) = try await t.fetch(zero, on: try await t.leader(of: topic))
      try t.code(
        reply["Responses"][0]["Partitions"][0]["ErrorCode"], 100, tolerating: [3], "the zero id is that of no topic")
    }
  }

  static var logStartOffsetField: Case {
    Case(
      "FETCH-050", "Log start offset field", .should,
      since: "1.0", source: "KIP-107",
      sends: "v5+",
      expects: "Equals earliest",
      kills: "-1 always",
      api: .fetch,
      versions: 5...(.max),
      needs: [.produce, .deleteRecords],
      unconfirmed: true
    ) { t in
      let (topic, _) = try await filled(t)
      let (_, before) = try await t.fetch(topic)
      try t.equal(before["LogStartOffset"], 0, "the log begins at 0")
      try t.accepted(try await deleteRecords(t, topic, before: 5)["ErrorCode"], "records are deleted")
      let (_, after) = try await t.fetch(topic, Trial.FetchQuery(offset: 5))
      try t.equal(after["LogStartOffset"], 5, "the log begins behind what was deleted")
    }
  }

  static var twoConsumersAtDifferentOffsets: Case {
    Case(
      "FETCH-064", "Two consumers at different offsets", .must,
      since: "0.8", source: "guide",
      sends: "Parallel fetches at 0 and end",
      expects: "Independent",
      kills: "Shared cursor",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, batch) = try await filled(t)
      let node = try await t.leaderId(of: topic)
      let reader = try await t.peer(to: node)
      let tail = try await t.peer(to: node)
      for _ in 0..<20 {
        var end = Trial.FetchQuery(offset: 10)
        end.maxWait = 0
        async let first = t.fetch(topic, on: reader)
        async let second = t.fetch(topic, end, on: tail)
        let (all, none) = try await (first.partition, second.partition)
        try t.same(try t.batches(all), as: batch, at: 0, "one consumer's position is not another's")
        try t.expect(
          try t.batches(none).isEmpty, "one consumer's position is not another's", field: none["Records"].path,
          got: "records",
          want: "none at the end", at: none["Records"])
      }
    }
  }

  static var batchBytesAreImmutable: Case {
    Case(
      "FETCH-062", "Batch bytes are immutable", .must,
      since: "0.8", source: "guide",
      sends: "Fetch the same range ten times, from different offsets",
      expects: "Identical bytes each time",
      kills: "Re-encoding with changing bytes",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, _) = try await filled(t, batches: 3)
      let (_, first) = try await t.fetch(topic)
      let bytes = first["Records"].bytes ?? ByteBuffer()
      let borders = try t.batches(first).map(\.range)
      guard borders.count == 3 else {
        throw CaseFailure(
          "three batches come back as three", field: first["Records"].path, got: "\(borders.count) batches",
          want: "3 batches", frame: first.frame)
      }
      for _ in 0..<3 {
        for offset in [0, 4, 9, 10, 19, 25] as [Int64] {
          let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: offset))
          let start = borders[Int(offset) / 10].lowerBound
          try t.equal(
            bytes: answer["Records"].bytes,
            bytes.getSlice(at: bytes.readerIndex + start, length: bytes.readableBytes - start),
            field: "Records from offset \(offset)", "the same offsets have the same bytes each time",
            at: answer["Records"])
        }
      }
    }
  }

  static var compressedBatchesAreReturnedCompressed: Case {
    Case(
      "FETCH-063", "Compressed batches are returned compressed", .should,
      since: "0.11", source: "AK",
      sends: "compression.type=producer, gzip",
      expects: "Codec bits and payload unchanged",
      kills: "Recompressed on read (NON-STRICT)",
      api: .fetch,
      versions: 4...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, batch) = try await filled(t, compression: 1)
      let (_, answer) = try await t.fetch(topic)
      let sent = try batch.bytes()
      let got = answer["Records"].bytes ?? ByteBuffer()
      try t.expect(
        try t.batches(answer).first?.compression == 1, "a compressed batch stays compressed", field: "attributes",
        got: "another codec", want: "gzip", at: answer["Records"])
      // Base offset, length and leader epoch are the broker's; the rest is what was sent.
      try t.equal(
        bytes: got.getSlice(at: got.readerIndex + 61, length: max(0, got.readableBytes - 61)),
        sent.getSlice(at: sent.readerIndex + 61, length: sent.readableBytes - 61), field: "compressed records",
        "a compressed batch is not compressed anew", at: answer["Records"])
    }
  }
}
