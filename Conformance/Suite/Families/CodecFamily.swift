import KafkaWire
import NIOCore

extension Family {
  /// Content through every pair of versions.
  static var codecs: Family {
    Family(
      "G-CODEC", "Records come back as they were sent", .must, source: "format",
      sends: "A batch of one codec and shape in one version of Produce; a fetch of it in one version of Fetch",
      expects: "Equal keys, values, headers, timestamps and offsets",
      kills: "Compresses anew, or frames batches anew, and loses something"
    ) { scope in
      // Before Produce 3 and Fetch 4 records have other forms; PRODUCE and FETCH have cases for them.
      let produce = (scope.versions[.produce].map { Array($0) } ?? []).filter { $0 >= 3 }
      let fetch = (scope.versions[.fetch].map { Array($0) } ?? []).filter { $0 >= 4 }
      return produce.flatMap { produced in
        Codec.allCases.flatMap { codec in
          Shape.allCases.flatMap { shape in
            fetch.filter { codec != .zstd || (produced >= 7 && $0 >= 10) }.map { fetched in
              Family.codecs.member(
                FamilyScope.Pair(api: .produce, version: produced), "\(codec)-\(shape)-fetch-v\(fetched)",
                title: "\(shape) records with \(codec) through Produce v\(produced) and Fetch v\(fetched)"
              ) { t in try await roundTrip(t, produced, codec, shape, fetched) }
            }
          }
        }
      }
    }
  }

  private enum Codec: Int16, CaseIterable {
    case none, gzip, snappy, lz4, zstd
  }

  private enum Shape: String, CaseIterable {
    case small, many, nulls, headers, large
  }

  @Sendable private static func roundTrip(
    _ t: Trial, _ produced: Int16, _ codec: Codec, _ shape: Shape, _ fetched: Int16
  ) async throws {
    try t.require(.fetch, version: fetched)
    try t.target.requireWrites()
    let topic = try await t.target.sharedTopics.topic("c", target: t.target)
    var forge = t.batch(records(shape, t))
    forge.compression = codec.rawValue
    let base = try await t.store(topic, forge, version: produced)
    let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: base), version: fetched)
    try t.accepted(answer["ErrorCode"], "stored records can be fetched")
    try t.same(try t.batches(answer), as: forge, at: base, "records come back as they were sent")
  }

  private static func records(_ shape: Shape, _ t: Trial) -> [ForgedRecord] {
    switch shape {
    case .small: return [ForgedRecord("value", key: "key")]
    case .many:
      return (0..<150).map { ForgedRecord("value \($0)", key: "key \($0 % 7)", timestampDelta: Int64($0)) }
    case .nulls:
      return [ForgedRecord(nil, key: "tombstone"), ForgedRecord("no key"), ForgedRecord("", key: ""), ForgedRecord()]
    case .headers:
      let headers: [(name: String, value: ByteBuffer?)] = [
        ("a", ByteBuffer(string: "1")), ("a", nil), ("", ByteBuffer()), ("größe", t.random(bytes: 40)),
      ]
      return [ForgedRecord("value", key: "key", headers: headers), ForgedRecord("none", key: "key")]
    case .large:
      // Half of it compresses, half does not.
      var value = ByteBuffer(repeating: UInt8(ascii: "k"), count: 20_000)
      value.writeImmutableBuffer(t.random(bytes: 20_000))
      return [ForgedRecord(bytes: value, key: ByteBuffer(string: "large")), ForgedRecord("behind it")]
    }
  }
}
