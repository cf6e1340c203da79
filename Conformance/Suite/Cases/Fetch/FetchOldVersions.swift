import KafkaSchema
import KafkaWire
import NIOCore

/// Clients that know no batches of magic 2.
enum FetchOldVersions {
  static var cases: [Case] {
    [
      fetchV0ToV3DownConversion, downConversionDropsHeaders,
    ]
  }

  static var fetchV0ToV3DownConversion: Case {
    Case(
      "FETCH-053", "Fetch v0 to v3 down-conversion", .should,
      since: "0.11", source: "AK",
      sends: "Magic-2 data read with v1 and v3 (only if advertised)",
      expects: "Magic 0 or 1 message sets with right offsets and timestamps",
      kills: "Sends magic 2 to old clients",
      api: .fetch,
      versions: 0...3,
      needs: [.produce]
    ) { t in
      let topic = try await t.topic()
      let batch = t.batch(of: 3)
      try await t.store(topic, batch)
      let version = try t.version(of: .fetch)
      let (_, answer) = try await t.fetch(topic, version: version)
      try t.accepted(answer["ErrorCode"], "batches are converted for old clients")
      let found = try t.batches(answer)
      let magic: Int8 = version < 2 ? 0 : 1
      try t.expect(
        !found.isEmpty && found.allSatisfy { $0.magic <= magic && $0.isIntact },
        "Fetch v\(version) gives messages of magic \(magic)",
        field: answer["Records"].path, got: "magic \(found.map(\.magic))", want: "\(magic)", at: answer["Records"])
      try t.same(
        found, as: batch, at: 0, "converted messages have the content that was sent", times: magic == 1)
    }
  }

  static var downConversionDropsHeaders: Case {
    Case(
      "FETCH-054", "Down-conversion drops headers", .may,
      since: "0.11", source: "AK",
      sends: "Records with headers, v2",
      expects: "Readable without headers",
      kills: "Crash",
      api: .fetch,
      versions: 0...3,
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch([ForgedRecord("v", key: "k", headers: [("h", ByteBuffer(string: "x"))])]))
      let (_, answer) = try await t.fetch(topic)
      try t.accepted(answer["ErrorCode"], "records with headers are converted for old clients")
      let records = try t.batches(answer).flatMap(\.records)
      try t.expect(
        records.map(\.value) == [ByteBuffer(string: "v")], "a record with headers is readable without them",
        field: "values",
        got: "\(records.count) records", want: "1", at: answer["Records"])
    }
  }
}
