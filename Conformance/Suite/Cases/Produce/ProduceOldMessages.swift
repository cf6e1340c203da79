import KafkaSchema
import KafkaWire
import NIOCore

/// Message sets of clients before 0.11.
enum ProduceOldMessages {
  static var cases: [Case] {
    [
      oldMessageSets, magic1RelativeInnerOffsets, uncompressedMessageSetWithSeveralMessages,
    ]
  }

  static var oldMessageSets: Case {
    Case(
      "PRODUCE-085", "Old message sets", .should,
      since: "0.8", source: "guide",
      sends: "Produce v0, v1, v2 with magic 0 and 1 (only if advertised, and Fetch is advertised below 4)",
      expects: "Stored; fetched back with same content",
      kills: "Advertised v0 but magic 0 rejected",
      api: .produce,
      versions: 0...2,
      needs: [.fetch, .listOffsets]
    ) { t in
      try await roundTrip(t, magics: [0, 1]) { magic in
        MessageForge(magic: magic, key: ByteBuffer(string: "k"), value: ByteBuffer(string: "old"), timestamp: t.now)
          .bytes()
      } want: { _ in
        ["old"]
      }
    }
  }

  static var magic1RelativeInnerOffsets: Case {
    Case(
      "PRODUCE-086", "Magic 1 relative inner offsets", .should,
      since: "0.10", source: "KIP-31",
      sends: "v2 gzip wrapper (only if advertised, and Fetch is advertised below 4)",
      expects: "Accepted; fetched offsets right",
      kills: "Absolute offsets expected",
      api: .produce,
      versions: 2...2,
      needs: [.fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      try await roundTrip(t, magics: [1]) { magic in
        let inner = (0..<3).map {
          MessageForge(magic: magic, value: ByteBuffer(string: "inner-\($0)"), timestamp: t.now, offset: Int64($0))
        }
        return try MessageForge.wrap(inner, magic: magic, codec: 1, timestamp: t.now)
      } want: { _ in
        ["inner-0", "inner-1", "inner-2"]
      }
    }
  }

  static var uncompressedMessageSetWithSeveralMessages: Case {
    Case(
      "PRODUCE-087", "Uncompressed message set with several messages", .should,
      since: "0.10", source: "guide",
      sends: "v2 with 10 magic-1 messages (only if advertised, and Fetch is advertised below 4)",
      expects: "10 offsets",
      kills: "Only the first",
      api: .produce,
      versions: 2...2,
      needs: [.fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      try await roundTrip(t, magics: [1]) { magic in
        var bytes = ByteBuffer()
        for number in 0..<10 {
          let message = MessageForge(
            magic: magic, value: ByteBuffer(string: "m-\(number)"), timestamp: t.now, offset: Int64(number))
          bytes.writeImmutableBuffer(message.bytes())
        }
        return bytes
      } want: { _ in
        (0..<10).map { "m-\($0)" }
      }
    }
  }

  /// Sends old messages with each version that takes them, and reads them back.
  private static func roundTrip(
    _ t: Trial, magics: [Int8], _ bytes: (Int8) throws -> ByteBuffer, want: (Int8) -> [String]
  ) async throws {
    guard let fetch = t.target.discovery.usable(.fetch), fetch.lowerBound < 4 else {
      // Releases from 4.0 on list Produce v0–v2 for the sake of old clients and refuse them.
      throw CaseEnd.unsupported("Fetch below v4 is not advertised, so old messages are not served")
    }
    let version = try t.version(of: .produce)
    for magic in magics where magic == 0 || version >= 2 {
      let topic = try await t.topic()
      let answer = try await t.produce(topic, try bytes(magic), acks: 1, version: version)
      try t.accepted(answer["ErrorCode"], "messages of magic \(magic) are accepted at v\(version)")
      let texts = try await t.fetchBack(topic).flatMap(\.records).map { $0.value.map { String(buffer: $0) } ?? "" }
      try t.expect(
        texts == want(magic), "messages of magic \(magic) are fetched back", field: "values",
        got: texts.joined(separator: ", "), want: want(magic).joined(separator: ", "))
    }
  }
}
