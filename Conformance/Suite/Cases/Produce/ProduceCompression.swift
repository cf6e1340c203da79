import KafkaSchema
import KafkaWire
import NIOCore

/// Compressed batches that are broken or large, and topics with a codec of their own.
enum ProduceCompression {
  static var cases: [Case] {
    [
      unknownCodecId, corruptCompressedPayloadWithRightCrc, compressedCountMismatch, decompressionBomb,
      topicCodecDiffersFromProducers, topicCodecUncompressed, recompressedSizeIsChecked,
      recordLengthVarintWrongInsideEachCodec,
    ]
  }

  static var unknownCodecId: Case {
    Case(
      "PRODUCE-069", "Unknown codec id", .must,
      since: "0.11", source: "AK",
      sends: "Attributes codec 5, 6, 7",
      expects: "Not stored; INVALID_RECORD (87), CORRUPT_MESSAGE (2), INVALID_REQUEST (42) or "
        + "UNSUPPORTED_COMPRESSION_TYPE (76). Also ok: UNKNOWN_SERVER_ERROR (-1) (Apache Kafka)",
      kills: "Stored: poison pill",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      for codec in [5, 6, 7] as [Int16] {
        var batch = t.batch(of: 1)
        batch.body = BatchForge.encode(batch.records)
        batch.compression = codec
        try await t.refuses(
          topic, try batch.bytes(), code: 87, or: [2, 42, 76], tolerating: [-1], "a batch of codec \(codec) is refused")
      }
    }
  }

  static var corruptCompressedPayloadWithRightCrc: Case {
    Case(
      "PRODUCE-070", "Corrupt compressed payload with right CRC", .must,
      since: "0.11", source: "AK",
      sends: "Random bytes as a gzip, snappy, lz4, zstd body",
      expects: "Not stored; CORRUPT_MESSAGE (2) or INVALID_RECORD (87). Also ok: UNKNOWN_SERVER_ERROR (-1) "
        + "(Apache Kafka, some codecs)",
      kills: "Stored unread",
      api: .produce,
      versions: 7...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      for codec in [1, 2, 3, 4] as [Int16] {
        var batch = t.batch(of: 3)
        batch.body = t.random(bytes: 100)
        batch.compression = codec
        try await t.refuses(
          topic, try batch.bytes(), code: 2, or: [87], tolerating: [-1],
          "random bytes as a body of codec \(codec) are refused, though the checksum is right")
      }
    }
  }

  static var compressedCountMismatch: Case {
    Case(
      "PRODUCE-071", "Compressed count mismatch", .must,
      since: "0.11", source: "AK",
      sends: "gzip holding 4 records, header says 3",
      expects: "INVALID_RECORD (87) or CORRUPT_MESSAGE (2)",
      kills: "Skips validation of compressed batches",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      for count in [3, 5] as [Int32] {
        var batch = t.batch(of: 4)
        batch.compression = 1
        batch.recordCount = count
        batch.lastOffsetDelta = count - 1
        try await t.refuses(
          topic, try batch.bytes(), code: 87, or: [2], "a compressed batch of 4 records that claims \(count) is refused"
        )
      }
    }
  }

  static var decompressionBomb: Case {
    Case(
      "PRODUCE-072", "Decompression bomb", .should,
      since: "0.8", source: "AK",
      sends: "10 MiB zeros compressed to 10 KiB",
      expects: "Accepted within the limits or rejected; broker memory bounded; canary alive",
      kills: "Kills the process",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.readyTopic()
      var batch = t.batch([ForgedRecord(bytes: ByteBuffer(repeating: 0, count: 10 << 20))])
      batch.compression = 1
      let answer = try await t.produce(topic, try batch.bytes())
      t.note("error \(answer["ErrorCode"].int ?? -1)")
      try t.code(answer["ErrorCode"], 0, or: [10, 2, 87], "10 MiB of zeros in 10 KiB are stored or refused")
      try await t.canary()
    }
  }

  static var topicCodecDiffersFromProducers: Case {
    Case(
      "PRODUCE-073", "Topic codec differs from producer's", .should,
      since: "0.8", source: "AK",
      sends: "compression.type=gzip, producer sends lz4 and none",
      expects: "Stored as gzip, content equal, one offset per record",
      kills: "Codec bits not updated",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic(configs: [("compression.type", "gzip")])
      for codec in [3, 0] as [Int16] {
        var batch = t.batch(of: 3)
        batch.compression = codec
        let (_, found) = try await t.stores(topic, batch, "a batch of codec \(codec) is accepted by a gzip topic")
        try t.expect(
          found.first?.compression == 1, "a gzip topic stores gzip", field: "attributes",
          got: "codec \(found.first?.compression ?? -1)", want: "codec 1")
      }
    }
  }

  static var topicCodecUncompressed: Case {
    Case(
      "PRODUCE-074", "Topic codec uncompressed", .should,
      since: "0.8", source: "AK",
      sends: "compression.type=uncompressed, producer sends zstd",
      expects: "Stored uncompressed (the recorded variant 074b is the counterpart: compression.type=producer "
        + "keeps the codec)",
      kills: "Unchanged",
      api: .produce,
      versions: 7...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic(configs: [("compression.type", "uncompressed")])
      var batch = t.batch(of: 3)
      batch.compression = 4
      let (_, found) = try await t.stores(topic, batch, "a zstd batch is accepted by an uncompressed topic")
      try t.expect(
        found.first?.compression == 0, "an uncompressed topic stores plain batches", field: "attributes",
        got: "codec \(found.first?.compression ?? -1)", want: "codec 0")
    }
  }

  static var recompressedSizeIsChecked: Case {
    Case(
      "PRODUCE-075", "Recompressed size is checked", .should,
      since: "0.8", source: "AK",
      sends: "uncompressed topic, bomb of 2 MiB, limit 1 MiB",
      expects: "MESSAGE_TOO_LARGE (10). Recorded when accepted",
      kills: "Stored batch above the limit",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.readyTopic(configs: [
        ("compression.type", "uncompressed"), ("max.message.bytes", "1048576"),
      ])
      var batch = t.batch([ForgedRecord(bytes: ByteBuffer(repeating: 0, count: 2 << 20))])
      batch.compression = 1
      let answer = try await t.produce(topic, try batch.bytes())
      if answer["ErrorCode"].int == 0 {
        t.tolerate("a batch above max.message.bytes was stored uncompressed")
      } else {
        try t.code(answer["ErrorCode"], 10, "a batch that is too large when it is uncompressed is refused")
        try await t.notStored(topic, end: 0, "a refused batch is not stored")
      }
    }
  }

  static var recordLengthVarintWrongInsideEachCodec: Case {
    Case(
      "PRODUCE-092", "Record length varint wrong inside each codec", .may,
      since: "0.11", source: "AK",
      sends: "gzip, snappy, lz4, zstd batches whose inner record length is 0, -1, 100 MiB, or one more than its "
        + "bytes",
      expects: "Recorded: Apache Kafka 3.9 stores some of them and Java consumers then throw; INVALID_RECORD "
        + "(87) or CORRUPT_MESSAGE (2) is the better answer and what the reference broker gives",
      kills: "Stored; consumer crash",
      api: .produce,
      versions: 7...(.max),
      needs: [.listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await t.readyTopic()
      for codec in [1, 2, 3, 4] as [Int16] {
        var batch = t.batch(of: 1)
        let right = BatchForge.encode(batch.records)
        // The length itself is a byte, so that all bytes are one more than it should say.
        for length in [0, -1, 100 << 20, Int64(right.readableBytes)] {
          var body = ByteBuffer()
          body.write(zigzag: length)
          body.writeImmutableBuffer(right.getSlice(at: 1, length: right.readableBytes - 1) ?? ByteBuffer())
          batch.body = try RawFrames.compressed(body, codec)
          batch.compression = codec
          let answer = try await t.produce(topic, try batch.bytes())
          t.note("codec \(codec), record length \(length): \(answer["ErrorCode"].int ?? -1)")
          try t.expect(
            answer["ErrorCode"].exists, "a batch with a wrong record length is answered",
            field: answer["ErrorCode"].path,
            got: "absent", want: "a code", at: answer)
        }
      }
      try await t.canary()
    }
  }
}
