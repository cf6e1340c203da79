import KafkaSchema
import KafkaWire
import NIOCore

/// Keys, values, headers, and how large they may be.
enum ProduceContent {
  static var cases: [Case] {
    [
      nullKeyNullValueEmptyKeyEmptyValue, headersSurvive, largeRecordAtTheLimit, oneByteOverTheLimit,
      limitCountsCompressedBytes, topicOverrideOfTheLimit, batchLargerThanASegment,
    ]
  }

  static var nullKeyNullValueEmptyKeyEmptyValue: Case {
    Case(
      "PRODUCE-020", "Null key, null value, empty key, empty value", .must,
      since: "0.8", source: "guide",
      sends: "Four records",
      expects: "Null and empty stay different",
      kills: "Empty turned into null",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      let batch = t.batch([
        ForgedRecord(nil, key: nil), ForgedRecord(nil, key: ""), ForgedRecord("", key: nil), ForgedRecord("", key: ""),
      ])
      _ = try await t.stores(topic, batch, "null and empty keys and values are accepted and stay different")
    }
  }

  static var headersSurvive: Case {
    Case(
      "PRODUCE-021", "Headers survive", .must,
      since: "0.11", source: "KIP-82",
      sends: "0, 1, 50 headers; empty key; null value; duplicates; order",
      expects: "Identical",
      kills: "Duplicates collapsed; null value becomes empty; order sorted",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let many = (0..<50).map { (name: "header-\($0)", value: Optional(ByteBuffer(string: "value-\($0)"))) }
      let odd: [(name: String, value: ByteBuffer?)] = [
        ("b", ByteBuffer(string: "2")), ("a", ByteBuffer(string: "1")), ("b", ByteBuffer(string: "2")), ("", nil),
        ("n", nil), ("e", ByteBuffer()),
      ]
      let batch = t.batch([
        ForgedRecord("none"), ForgedRecord("one", headers: [("k", ByteBuffer(string: "v"))]),
        ForgedRecord("many", headers: many), ForgedRecord("odd", headers: odd),
      ])
      _ = try await t.stores(topic, batch, "headers are kept, in their order, duplicates and nulls too")
    }
  }

  static var largeRecordAtTheLimit: Case {
    Case(
      "PRODUCE-022", "Large record at the limit", .must,
      since: "0.8", source: "AK max.message.bytes",
      sends: "Batch size exactly max.message.bytes",
      expects: "Error 0",
      kills: "Compares record size or adds overhead",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic(configs: [("max.message.bytes", "20000")])
      _ = try await t.stores(
        topic, try t.batch(bytes: 20_000), "a batch of exactly max.message.bytes is accepted")
    }
  }

  static var oneByteOverTheLimit: Case {
    Case(
      "PRODUCE-023", "One byte over the limit", .must,
      since: "0.8", source: "AK",
      sends: "Batch size max.message.bytes + 1",
      expects: "MESSAGE_TOO_LARGE (10); nothing stored",
      kills: "Accepted: followers or clients stall (seen in a real broker)",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic(configs: [("max.message.bytes", "20000")])
      try await t.refuses(
        topic, try t.batch(bytes: 20_001).bytes(), code: 10,
        "a batch of one byte more than max.message.bytes is refused")
    }
  }

  static var limitCountsCompressedBytes: Case {
    Case(
      "PRODUCE-024", "Limit counts compressed bytes", .should,
      since: "0.8", source: "AK",
      sends: "Uncompressed 3 MiB, compressed under the limit",
      expects: "Error 0",
      kills: "Measures uncompressed size",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic(configs: [("max.message.bytes", "1000000")])
      var batch = t.batch([ForgedRecord(String(repeating: "a", count: 3 << 20))])
      batch.compression = 1
      _ = try await t.stores(topic, batch, "max.message.bytes counts the batch as it is sent, compressed")
    }
  }

  static var topicOverrideOfTheLimit: Case {
    Case(
      "PRODUCE-025", "Topic override of the limit", .should,
      since: "0.8", source: "AK",
      sends: "max.message.bytes=2000 on the topic",
      expects: "Enforced per topic",
      kills: "Broker default used",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic(configs: [("max.message.bytes", "2000")])
      try await t.refuses(
        topic, try t.batch(bytes: 2_001).bytes(), code: 10, "max.message.bytes of the topic is enforced")
      let answer = try await t.produce(topic, try t.batch(bytes: 2_000).bytes())
      try t.accepted(answer["ErrorCode"], "a batch within max.message.bytes of the topic is accepted")
    }
  }

  static var batchLargerThanASegment: Case {
    Case(
      "PRODUCE-026", "Batch larger than a segment", .should,
      since: "0.9", source: "AK",
      sends: "segment.bytes 1 MiB, max.message.bytes 3 MiB, batch 2 MiB",
      expects: "RECORD_LIST_TOO_LARGE (18). Also ok: MESSAGE_TOO_LARGE (10)",
      kills: "Creates an oversize segment",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic(configs: [("segment.bytes", "1048576"), ("max.message.bytes", "3145728")])
      try await t.refuses(
        topic, try t.batch(bytes: 2 << 20).bytes(), code: 18, tolerating: [10],
        "a batch larger than a segment is refused")
    }
  }
}
