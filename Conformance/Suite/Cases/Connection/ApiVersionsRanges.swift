import KafkaSchema
import KafkaWire
import NIOCore

/// What ApiVersions promises, and whether it is kept.
enum ApiVersionsRanges {
  static var cases: [Case] {
    [
      rangesAreSane, ownRangeIncludesTheVersionUsed, keysNeededByTheProfileArePresent, advertisedMeansAnswered,
      notAdvertisedMeansRefused, unstableVersionsAreHidden, produceFloorForOldLibrdkafka,
      telemetryKeysAppearOnlyWithAReceiver,
    ]
  }

  static var rangesAreSane: Case {
    Case(
      "APIV-008", "Ranges are sane", .must, since: "0.10", source: "KIP-35",
      sends: "ApiVersions, newest version",
      expects: "Each key once, key >= 0, 0 <= min <= max",
      kills: "Duplicate key; min > max",
      api: .apiVersions
    ) { t in
      let reply = try await ask(t)
      var seen: Set<Int64> = []
      for entry in reply["ApiKeys"].elements {
        let key = entry["ApiKey"].int ?? -1
        let least = entry["MinVersion"].int ?? -1
        let most = entry["MaxVersion"].int ?? -1
        try t.expect(
          seen.insert(key).inserted && key >= 0, "each API is listed once", field: entry["ApiKey"].path, got: "\(key)",
          want: "a number that was not listed before", at: entry["ApiKey"])
        try t.expect(
          least >= 0 && least <= most, "the versions of an API are a range", field: entry["MinVersion"].path,
          got: "\(least)…\(most) for API \(key)", want: "0 or more, not above the maximum", at: entry["MinVersion"])
      }
      try t.expect(
        !seen.isEmpty, "ApiVersions lists APIs", field: "ApiKeys", got: "none", want: "1 or more", at: reply["ApiKeys"])
    }
  }

  static var ownRangeIncludesTheVersionUsed: Case {
    Case(
      "APIV-009", "Own range includes the version used", .must, since: "0.10", source: "KIP-35",
      sends: "ApiVersions at each advertised version",
      expects: "Entry 18 covers it",
      kills: "Entry 18 missing",
      api: .apiVersions, unconfirmed: true
    ) { t in
      for version in t.target.discovery.usable(.apiVersions) ?? 0...0 {
        let own = try await ask(t, version: version)["ApiKeys"].first("ApiKey", 18)
        try t.expect(
          (own["MinVersion"].int ?? .max) <= version && (own["MaxVersion"].int ?? -1) >= version,
          "the range of ApiVersions contains the version that was answered", field: own.path,
          got: own.value?.text ?? "absent", want: "a range with \(version)", at: own)
      }
    }
  }

  static var keysNeededByTheProfileArePresent: Case {
    Case(
      "APIV-010", "Keys needed by the profile are present", .must, since: "0.10", source: "guide",
      sends: "ApiVersions",
      expects: "core: 0,1,2,3,18; groups: 8 to 14; txn: 22, 24 to 26, 28. Missing key makes that profile "
        + "UNSUPPORTED, not failed",
      kills: "Advertises Produce but not Metadata",
      api: .apiVersions, unconfirmed: true
    ) { t in
      let reply = try await ask(t)
      let keys = Set(reply["ApiKeys"].elements.compactMap { $0["ApiKey"].int })
      let serves = keys.contains(0) || keys.contains(1)
      try t.expect(
        !serves || (keys.contains(3) && keys.contains(18)),
        "a broker that offers Produce or Fetch offers Metadata and ApiVersions", field: "ApiKeys",
        got: [3, 18].filter { !keys.contains($0) }.map { "no \($0)" }.joined(separator: ", "), want: "3 and 18",
        at: reply["ApiKeys"])
      let needed: [(String, [Int64])] = [
        ("core", [0, 1, 2, 3, 18]), ("groups", Array(8...14)), ("txn", [22, 24, 25, 26, 28]),
      ]
      for (profile, wanted) in needed {
        let missing = wanted.filter { !keys.contains($0) }
        if missing.isEmpty { continue }
        let text = "profile \(profile) lacks APIs \(missing.map { "\($0)" }.joined(separator: ", "))"
        if profile == "core" { throw CaseEnd.unsupported(text) }
        t.note(text)
      }
    }
  }

  static var advertisedMeansAnswered: Case {
    Case(
      "APIV-011", "Advertised means answered", .must, since: "0.10", source: "KIP-35",
      sends: "For each advertised (key, version): a minimal legal request",
      expects: "A decodable response of that version (any error code but UNSUPPORTED_VERSION (35)); never "
        + "closed. Also ok: OffsetCommit 0 and OffsetFetch 0 refused. Produce 0 to 2 are exempt where Fetch 0 to 3 are "
        + "not advertised (KIP-896: 4.x lists Produce from 0 for old librdkafka)",
      kills: "Advertises the range of its protocol library, not of its handlers",
      api: .apiVersions, deadline: .seconds(120)
    ) { t in
      let hasOldFetch = (t.target.discovery.advertised[.fetch]?.lowerBound ?? 0) <= 3
      var answers = 0
      for (api, version, fate) in try await t.sample() {
        // Listed for the sake of old clients, but refused (KIP-896).
        if api == .produce, version <= 2, !hasOldFetch { continue }
        let requirement = "\(api) v\(version) is advertised, so a legal request is answered"
        switch fate {
        case .answer(let reply):
          answers += 1
          guard reply.codes.contains(35) else { continue }
          // Offsets in ZooKeeper: Apache Kafka 3.9 lists these versions, and refuses them where there is none.
          if [.offsetCommit, .offsetFetch].contains(api), version == 0 {
            t.tolerate("\(api) v0 is advertised, and refused")
            continue
          }
          throw CaseFailure(
            requirement, field: "ErrorCode", got: "UNSUPPORTED_VERSION (35)", want: "any other code",
            frame: reply.body.frame)
        case .broken(let failure): throw failure
        case .closed(let end): throw CaseFailure(requirement, field: "connection", got: end, want: "an answer")
        case .silence(let waited):
          throw CaseFailure(
            requirement, kind: .hang, field: "connection", got: "nothing within \(waited.text)", want: "an answer")
        }
      }
      try t.expect(
        answers > 0, "advertised versions are answered", field: "answers", got: "none", want: "1 or more")
      t.note("\(answers) advertised versions answered")
    }
  }

  static var notAdvertisedMeansRefused: Case {
    Case(
      "APIV-012", "Not advertised means refused", .should, since: "0.10", source: "AK",
      sends: "For each known key not advertised",
      expects: "Closed",
      kills: "Half-implemented handler reachable",
      tags: [.rawFrames],
      api: .apiVersions, deadline: .seconds(30), unconfirmed: true
    ) { t in
      let names = MinimalNames(
        topic: TestTopic(name: t.name("t"), id: .zero, partitions: 1), group: t.name("g"), other: t.name("x"),
        records: try t.batch(of: 1).bytes(), oldRecords: try t.batch(of: 1).bytes())
      let missing = Definitions.clientApis.filter { t.target.discovery.advertised[$0] == nil }
      if missing.isEmpty { throw CaseEnd.skipped("every known API is advertised") }
      for api in missing {
        let version = Definitions.newest(api)
        guard let body = MinimalRequest.body(api, version: version, names) else { continue }
        let request = try RequestFrame(api, version: version, correlation: 12, clientId: "absent", body: body)
        try t.closed(try await t.fate(of: request), "\(api), which is not advertised, ends the connection")
      }
      try await t.canary()
    }
  }

  static var unstableVersionsAreHidden: Case {
    Case(
      "APIV-013", "Unstable versions are hidden", .should, since: "3.0", source: "AK unstable.api.versions.enable",
      sends: "Newest ApiVersions",
      expects: "Versions flagged unstable for that release are absent unless enabled",
      kills: "Exposes drafts that later change shape",
      api: .apiVersions, unconfirmed: true
    ) { t in
      if t.target.options.configured["unstable.api.versions.enable"] == "true" {
        throw CaseEnd.skipped("unstable versions are enabled")
      }
      let reply = try await ask(t)
      let exposed = reply["ApiKeys"].elements.first { entry in
        guard let key = entry["ApiKey"].int, let most = entry["MaxVersion"].int, let version = Int16(exactly: most)
        else {
          return false
        }
        return Definitions.request(ApiKey(rawValue: Int16(key)))?.unstable.contains(version) ?? false
      }
      try t.expect(
        exposed == nil, "versions that are not stable are not advertised", field: exposed?.path ?? "ApiKeys",
        got: exposed?.value?.text ?? "none", want: "a lower maximum", at: exposed)
    }
  }

  static var produceFloorForOldLibrdkafka: Case {
    Case(
      "APIV-024", "Produce floor for old librdkafka", .may, since: "4.0", source: "KIP-896",
      sends: "ApiVersions v0 on 4.x",
      expects: "Recorded: Apache Kafka advertises Produce min 0 although 0 to 2 are refused",
      kills: "Codec detection in old clients fails",
      api: .apiVersions, unconfirmed: true
    ) { t in
      let reply = try await ask(t, version: 0)
      let produce = reply["ApiKeys"].first("ApiKey", 0)
      let fetch = reply["ApiKeys"].first("ApiKey", 1)
      try t.expect(
        reply["ApiKeys"].count > 0, "ApiVersions v0 lists APIs", field: "ApiKeys", got: "none", want: "1 or more",
        at: reply["ApiKeys"])
      t.note("Produce from version \(produce["MinVersion"].value?.text ?? "none")")
      t.note("Fetch from version \(fetch["MinVersion"].value?.text ?? "none")")
    }
  }

  static var telemetryKeysAppearOnlyWithAReceiver: Case {
    Case(
      "APIV-025", "Telemetry keys appear only with a receiver", .may, since: "3.7", source: "KIP-714",
      sends: "ApiVersions without a telemetry plugin",
      expects: "Keys 71 and 72 absent",
      kills: "Clients push to a black hole",
      api: .apiVersions, unconfirmed: true
    ) { t in
      let reply = try await ask(t)
      let keys = [71, 72].filter { reply["ApiKeys"].first("ApiKey", Value($0)).exists }
      try t.expect(
        keys.isEmpty, "telemetry is offered only where somebody receives it", field: "ApiKeys",
        got: keys.map { "\($0)" }.joined(separator: ", "), want: "neither 71 nor 72", at: reply["ApiKeys"])
    }
  }

  private static func ask(_ t: Trial, version chosen: Int16? = nil) async throws -> Reply {
    let version = try chosen ?? t.version(of: .apiVersions)
    let body: Value =
      version >= 3 ? ["ClientSoftwareName": "kafka-conformance", "ClientSoftwareVersion": "1.0.0"] : [:]
    return try await t.main.call(.apiVersions, version: version, body)
  }

}
