import KafkaWire

/// A run and everything that came of it.
package struct RunReport: Equatable, Sendable {
  /// What is known of the run beside its results; `run.json`.
  package struct Info: Equatable, Sendable {
    /// What was judged, as its users call it.
    package var product = ""
    package var bootstrap = ""
    package var seed: UInt64 = 0
    /// The command without selection and seed, to which a report adds what repeats one case.
    package var command = "kafka-conformance run"
    /// Milliseconds since 1970.
    package var startTime: Int64 = 0
    package var milliseconds: Int64 = 0
    /// Versions that the broker advertises, by API.
    package var advertised: [(api: Int16, range: ClosedRange<Int16>)] = []
    package var isInterrupted = false

    package init() {}

    package static func == (left: Info, right: Info) -> Bool { left.json == right.json }

    package var json: JSON {
      .members([
        "product": .string(product), "bootstrap": .string(bootstrap), "seed": .string("\(seed)"),
        "command": .string(command), "startTime": .int(startTime), "milliseconds": .int(milliseconds),
        "interrupted": .bool(isInterrupted),
        "advertised": .array(
          advertised.map { api, range in
            .members([
              "api": .string(ApiKey(rawValue: api).description), "key": .int(Int64(api)),
              "min": .int(Int64(range.lowerBound)), "max": .int(Int64(range.upperBound)),
            ])
          }),
      ])
    }

    package init(_ json: JSON) {
      product = json["product"]?.string ?? ""
      bootstrap = json["bootstrap"]?.string ?? ""
      seed = json["seed"]?.string.flatMap { UInt64($0) } ?? 0
      command = json["command"]?.string ?? command
      startTime = json["startTime"]?.int ?? 0
      milliseconds = json["milliseconds"]?.int ?? 0
      isInterrupted = json["interrupted"]?.bool ?? false
      for entry in json["advertised"]?.array ?? [] {
        guard let key = entry["key"]?.int.flatMap({ Int16(exactly: $0) }),
          let least = entry["min"]?.int.flatMap({ Int16(exactly: $0) }),
          let most = entry["max"]?.int.flatMap({ Int16(exactly: $0) }), least <= most
        else { continue }
        advertised.append((key, least...most))
      }
    }
  }

  package var info: Info
  /// In the order of their ids and versions.
  package var records: [CaseRecord]

  package init(info: Info, records: [CaseRecord]) {
    self.info = info
    self.records = records.sorted { ($0.id, $0.version ?? .max) < ($1.id, $1.version ?? .max) }
  }

  /// `results.jsonl`: one object a line.
  package var lines: String { records.map { $0.json.text + "\n" }.joined() }

  /// Reads `results.jsonl`.
  ///
  /// - Throws: What is wrong in which line.
  package static func records(of text: String) throws(JSON.Malformed) -> [CaseRecord] {
    var records: [CaseRecord] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty
    {
      do throws(JSON.Malformed) {
        records.append(try CaseRecord(try JSON(line)))
      } catch {
        throw JSON.Malformed(description: "line \(index + 1): \(error)")
      }
    }
    return records
  }

  /// How often each verdict was given, in the order of the ladder.
  package var counts: [(verdict: Verdict, count: Int)] { Self.counts(records) }

  package static func counts(_ records: [CaseRecord]) -> [(verdict: Verdict, count: Int)] {
    let groups = Dictionary(grouping: records, by: \.verdict)
    return Verdict.allCases.compactMap { verdict in groups[verdict].map { (verdict, $0.count) } }
  }

  /// The command that repeats one case.
  package func command(repeating record: CaseRecord) -> String {
    "\(info.command) --seed \(info.seed) --filter \(record.id)" + (record.version == nil ? "" : " --every-version")
  }
}
