import KafkaSchema
import KafkaWire
import NIOCore

/// The codecs, and the forms that each may come in.
enum ProduceCodecs {
  static var cases: [Case] {
    [
      gzip, snappyXerialFraming, snappyRawBlock, lz4Frame, lz4FrameWithContentChecksumAndLargeBlocks, zstd, zstdBelowV7,
    ]
  }

  static var gzip: Case {
    Case(
      "PRODUCE-062", "gzip", .must,
      since: "0.8", source: "guide",
      sends: "v3+ gzip batch",
      expects: "Fetched: same content; codec kept when compression.type=producer",
      kills: "Recompressed with a wrong codec id",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      try await keepsCodec(t, 1)
    }
  }

  static var snappyXerialFraming: Case {
    Case(
      "PRODUCE-063", "snappy (xerial framing)", .must,
      since: "0.8", source: "guide",
      sends: "Snappy with the xerial header in 32 KiB blocks",
      expects: "Same",
      kills: "Only raw snappy, or only framed",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      try await keepsCodec(t, 2)
    }
  }

  static var snappyRawBlock: Case {
    Case(
      "PRODUCE-064", "snappy (raw block)", .may,
      since: "0.8", source: "AK",
      sends: "Raw snappy block",
      expects: "Accepted, or CORRUPT_MESSAGE (2)/INVALID_RECORD (87); never stored unreadable",
      kills: "Stored without test; Java consumers fail",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.readyTopic()
      var batch = t.batch(of: 1)
      batch.compression = 2
      batch.body = RawFrames.snappyBlock(BatchForge.encode(batch.records))
      let answer = try await t.produce(topic, try batch.bytes())
      t.note("error \(answer["ErrorCode"].int ?? -1)")
      try t.code(answer["ErrorCode"], 0, or: [2, 87], tolerating: [-1], "a raw Snappy block is stored or refused")
      if answer["ErrorCode"].int == 0 {
        try t.same(try await t.fetchBack(topic), as: batch, at: 0, "what was stored can be read")
      } else {
        try await t.notStored(topic, end: 0, "a refused batch is not stored")
      }
    }
  }

  static var lz4Frame: Case {
    Case(
      "PRODUCE-065", "lz4 frame", .must,
      since: "0.8.2", source: "guide",
      sends: "Standard frame, 64 KiB independent blocks",
      expects: "Same",
      kills: "Legacy broken header checksum used for magic 2",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      try await keepsCodec(t, 3)
    }
  }

  static var lz4FrameWithContentChecksumAndLargeBlocks: Case {
    Case(
      "PRODUCE-066", "lz4 frame with content checksum and large blocks", .should,
      since: "0.10", source: "KIP-57",
      sends: "4 MiB blocks, checksum flags",
      expects: "Accepted and readable, or rejected; never unreadable",
      kills: "Decoder of one flag set only",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.readyTopic()
      var batch = t.batch(of: 3)
      batch.compression = 3
      batch.body = RawFrames.lz4Stored(BatchForge.encode(batch.records), blockSizeId: 7, contentChecksum: true)
      let answer = try await t.produce(topic, try batch.bytes())
      try t.code(
        answer["ErrorCode"], 0, or: [2, 87], tolerating: [-1],
        "an LZ4 frame with 4 MiB blocks and a checksum is stored or refused")
      if answer["ErrorCode"].int == 0 {
        try t.same(try await t.fetchBack(topic), as: batch, at: 0, "what was stored can be read")
      } else {
        try await t.notStored(topic, end: 0, "a refused batch is not stored")
      }
    }
  }

  static var zstd: Case {
    Case(
      "PRODUCE-067", "zstd", .must,
      since: "2.1", source: "KIP-110",
      sends: "v7+",
      expects: "Same",
      kills: "Not linked: codec 4 unknown",
      api: .produce,
      versions: 7...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      try await keepsCodec(t, 4)
    }
  }

  static var zstdBelowV7: Case {
    Case(
      "PRODUCE-068", "zstd below v7", .should,
      since: "2.1", source: "KIP-110",
      sends: "Produce v6, zstd batch",
      expects: "UNSUPPORTED_COMPRESSION_TYPE (76)",
      kills: "Accepted: old consumers break",
      api: .produce,
      versions: 3...6,
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      var batch = t.batch(of: 1)
      batch.compression = 4
      try await t.refuses(topic, try batch.bytes(), code: 76, "zstd below Produce v7 is refused")
    }
  }

  /// A batch of this codec is stored under the same codec where the topic leaves it to the producer.
  private static func keepsCodec(_ t: Trial, _ codec: Int16) async throws {
    let topic = try await t.topic()
    var batch = t.batch((0..<20).map { ForgedRecord(String(repeating: "value \($0) ", count: 400), key: "k\($0)") })
    batch.compression = codec
    let (_, found) = try await t.stores(topic, batch, "a batch of codec \(codec) is accepted")
    try t.expect(
      found.first?.compression == codec, "a batch keeps its codec where compression.type is producer",
      field: "attributes", got: "codec \(found.first?.compression ?? -1)", want: "codec \(codec)")
  }
}
