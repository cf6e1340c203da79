import KafkaSchema
import KafkaWire
import NIOCore

/// What the answer to a fetch names, and the bytes that it brings.
enum FetchAnswers {
  static var cases: [Case] {
    [
      topicIds, zeroTopicId, logStartOffsetField, batchBytesAreImmutable, compressedBatchesAreReturnedCompressed,
    ]
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
      let (topic, batch) = try await FetchPositions.filled(t)
      guard topic.id != .zero else { throw CaseEnd.unsupported("topics have no ids") }
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
      let (topic, _) = try await FetchPositions.filled(t)
      var zero = topic
      zero.id = .zero
      let (_, answer) = try await t.fetch(zero, on: try await t.leader(of: topic))
      try t.code(answer["ErrorCode"], 100, "the zero id is that of no topic")
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
      let (topic, _) = try await FetchPositions.filled(t)
      let (_, before) = try await t.fetch(topic)
      try t.equal(before["LogStartOffset"], 0, "the log begins at 0")
      try t.accepted(try await t.deleteRecords(topic, before: 5)["ErrorCode"], "records are deleted")
      let (_, after) = try await t.fetch(topic, Trial.FetchQuery(offset: 5))
      try t.equal(after["LogStartOffset"], 5, "the log begins behind what was deleted")
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
      let (topic, _) = try await FetchPositions.filled(t, batches: 3)
      // How many batches an answer holds is the broker's choice.
      var first: [Int64: ByteBuffer] = [:]
      for _ in 0..<3 {
        for offset in [0, 4, 9, 10, 19, 25] as [Int64] {
          let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: offset))
          let batches = try t.batches(answer)
          try t.expect(
            batches.first?.baseOffset == offset / 10 * 10, "a fetch begins with the batch of its offset",
            field: answer["Records"].path, got: batches.first.map { "a batch at \($0.baseOffset)" } ?? "no batch",
            want: "a batch at \(offset / 10 * 10)", at: answer["Records"])
          let bytes = answer["Records"].bytes ?? ByteBuffer()
          for batch in batches {
            let found = bytes.getSlice(at: bytes.readerIndex + batch.range.lowerBound, length: batch.range.count)
            try t.equal(
              bytes: found, first[batch.baseOffset] ?? found, field: "batch at \(batch.baseOffset)",
              "the same offsets have the same bytes each time", at: answer["Records"])
            first[batch.baseOffset] = found
          }
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
      let (topic, batch) = try await FetchPositions.filled(
        t, compression: 1, configs: [("compression.type", "producer")])
      let (_, answer) = try await t.fetch(topic)
      let sent = try batch.bytes()
      let got = answer["Records"].bytes ?? ByteBuffer()
      let batches = try t.batches(answer)
      try t.expect(
        batches.first?.compression == 1, "a compressed batch stays compressed", field: "attributes",
        got: "another codec", want: "gzip", at: answer["Records"])
      try t.same(batches, as: batch, at: 0, "a compressed batch has the records that were sent")
      // Base offset, length and leader epoch are the broker's; the rest is what was sent.
      let isAsSent =
        got.getSlice(at: got.readerIndex + 61, length: max(0, got.readableBytes - 61))
        == sent.getSlice(at: sent.readerIndex + 61, length: sent.readableBytes - 61)
      if !isAsSent { t.tolerate("the batch was compressed anew") }
    }
  }
}
