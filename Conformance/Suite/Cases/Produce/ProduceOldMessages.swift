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
      try await roundTrip(t, magics: [0, 1], want: ["k: old"]) { magic in
        MessageForge(magic: magic, key: ByteBuffer(string: "k"), value: ByteBuffer(string: "old"), timestamp: t.now)
          .bytes()
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
      try await roundTrip(t, magics: [1], want: (0..<3).map { "null: inner-\($0)" }) { magic in
        let inner = (0..<3).map {
          MessageForge(magic: magic, value: ByteBuffer(string: "inner-\($0)"), timestamp: t.now, offset: Int64($0))
        }
        return try MessageForge.wrap(inner, magic: magic, codec: 1, timestamp: t.now)
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
      try await roundTrip(t, magics: [1], want: (0..<10).map { "null: m-\($0)" }) { magic in
        var bytes = ByteBuffer()
        for number in 0..<10 {
          let message = MessageForge(
            magic: magic, value: ByteBuffer(string: "m-\(number)"), timestamp: t.now, offset: Int64(number))
          bytes.writeImmutableBuffer(message.bytes())
        }
        return bytes
      }
    }
  }

  /// Sends old messages of each magic that the version takes, and reads them back.
  ///
  /// - Parameter want: Key and value of each message.
  private static func roundTrip(
    _ t: Trial, magics: [Int8], want: [String], _ bytes: (Int8) throws -> ByteBuffer
  ) async throws {
    guard let fetch = t.target.discovery.usable(.fetch), fetch.lowerBound < 4 else {
      // Releases from 4.0 on list Produce v0–v2 for the sake of old clients and refuse them.
      throw CaseEnd.unsupported("Fetch below v4 is not advertised, so old messages are not served")
    }
    let version = try t.version(of: .produce)
    for magic in magics where magic == 0 || version >= 2 {
      let topic = try await t.readyTopic()
      let answer = try await t.produce(topic, try bytes(magic), version: version)
      try t.accepted(answer["ErrorCode"], "messages of magic \(magic) are accepted at v\(version)")
      let records = try await t.fetchBack(topic).flatMap(\.records)
      let texts = records.map { record in
        [record.key, record.value].map { $0.map { String(buffer: $0) } ?? "null" }.joined(separator: ": ")
      }
      try t.expect(
        texts == want, "messages of magic \(magic) are fetched back", field: "records",
        got: texts.joined(separator: ", "), want: want.joined(separator: ", "))
      let offsets = records.map(\.offset)
      try t.expect(
        offsets == Array(0..<Int64(want.count)), "messages of magic \(magic) get an offset each", field: "offsets",
        got: "\(offsets)", want: "0 to \(want.count - 1)")
    }
  }
}
