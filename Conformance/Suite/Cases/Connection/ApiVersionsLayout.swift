import KafkaSchema
import KafkaWire
import NIOCore

/// How ApiVersions is answered in each of its versions, and beyond them.
enum ApiVersionsLayout {
  static var cases: [Case] {
    [
      v0ResponseShape, v1AndV2ResponseShape, v3ResponseShape, v4ResponseShape, versionAboveMaximumFallsBackToV0,
      bodyOfAnUnknownVersionIsNotParsed, connectionSurvivesTheFallBack,
    ]
  }

  static var v0ResponseShape: Case {
    Case(
      "APIV-001", "v0 response shape", .must, since: "0.10", source: "KIP-35",
      sends: "ApiVersions v0",
      expects: "Error 0, array of (key, min, max), nothing else",
      kills: "Adds a throttle field in v0",
      tags: [.rawFrames],
      api: .apiVersions, versions: 0...0
    ) { t in
      try await layout(0, t)
    }
  }

  static var v1AndV2ResponseShape: Case {
    Case(
      "APIV-002", "v1 and v2 response shape", .must, since: "0.11", source: "KIP-35",
      sends: "ApiVersions v1, v2",
      expects: "As v0 plus throttle_time_ms at the end",
      kills: "Throttle field before the array",
      tags: [.rawFrames],
      api: .apiVersions, versions: 1...2
    ) { t in
      for version in [1, 2] as [Int16] where t.target.discovery.usable(.apiVersions)?.contains(version) ?? false {
        try await layout(version, t)
      }
    }
  }

  static var v3ResponseShape: Case {
    Case(
      "APIV-003", "v3 response shape", .must, since: "2.4", source: "KIP-511",
      sends: "ApiVersions v3 with software name and version",
      expects: "Response header v0, flexible body: compact array with per-entry tag buffers, throttle, tags",
      kills: "Response header v1 for v3 (breaks every modern client); missing per-entry tag buffer",
      tags: [.rawFrames],
      api: .apiVersions, versions: 3...3
    ) { t in
      try await layout(3, t)
    }
  }

  static var v4ResponseShape: Case {
    Case(
      "APIV-004", "v4 response shape", .must, since: "3.9", source: "KIP-1022",
      sends: "ApiVersions v4",
      expects: "As v3",
      kills: "v4 answered as unsupported though advertised",
      tags: [.rawFrames],
      api: .apiVersions, versions: 4...4
    ) { t in
      try await layout(4, t)
    }
  }

  static var versionAboveMaximumFallsBackToV0: Case {
    Case(
      "APIV-005", "Version above maximum falls back to v0", .must, since: "0.10", source: "KIP-511",
      sends: "ApiVersions v127 (request header v2: with a tag section) with an empty body",
      expects: "Response in v0 layout, error UNSUPPORTED_VERSION (35), list contains at least key 18 with its "
        + "true range (Apache Kafka lists only key 18)",
      kills: "Closes, or answers in the v3 layout",
      tags: [.rawFrames],
      api: .apiVersions
    ) { t in
      let peer = try await t.peer()
      let reply = try await beyond(peer, ByteBuffer(), t)
      try t.code(reply["ErrorCode"], 35, "a version of ApiVersions above the maximum is refused with a code")
      try namesOwnRange(reply, t)
      try await t.canary()
    }
  }

  static var bodyOfAnUnknownVersionIsNotParsed: Case {
    Case(
      "APIV-006", "Body of an unknown version is not parsed", .must, since: "2.4", source: "KIP-511",
      sends: "ApiVersions v127 (header v2) with 50 random bytes",
      expects: "Same v0 answer with UNSUPPORTED_VERSION (35)",
      kills: "Parse failure closes: future clients cannot connect",
      tags: [.rawFrames],
      api: .apiVersions
    ) { t in
      let peer = try await t.peer()
      let reply = try await beyond(peer, t.random(bytes: 50), t)
      try t.code(reply["ErrorCode"], 35, "the body of an unknown version is not read, and the version refused")
      try namesOwnRange(reply, t)
      try await t.canary()
    }
  }

  static var connectionSurvivesTheFallBack: Case {
    Case(
      "APIV-007", "Connection survives the fall-back", .must, since: "2.4", source: "KIP-511",
      sends: "v127, then v0, then Metadata on the same connection",
      expects: "All answered",
      kills: "Closes after the error",
      tags: [.rawFrames],
      api: .apiVersions, needs: [.metadata]
    ) { t in
      let peer = try await t.peer()
      let refusal = try await beyond(peer, ByteBuffer(), t)
      try t.code(refusal["ErrorCode"], 35, "a version of ApiVersions above the maximum is refused with a code")
      let again = try peer.send(.apiVersions, version: 0, [:])
      let reply = try t.answered(await peer.fate(of: again), "the connection stays open for a lower version")
      try t.accepted(reply["ErrorCode"], "ApiVersions v0 is answered after the refusal")
      let version = try t.version(of: .metadata)
      let request = try peer.send(.metadata, version: version, t.noTopics(version))
      _ = try t.answered(await peer.fate(of: request), "other requests are answered after the refusal")
      try await t.canary()
    }
  }

  /// ApiVersions at one version: no error, some APIs, nothing left over.
  private static func layout(_ version: Int16, _ t: Trial) async throws {
    let peer = try await t.peer()
    let body: Value =
      version >= 3 ? ["ClientSoftwareName": "kafka-conformance", "ClientSoftwareVersion": "1.0.0"] : [:]
    let request = try peer.send(.apiVersions, version: version, body)
    let reply = try t.answered(
      await peer.fate(of: request), "ApiVersions v\(version) is answered as its definition says")
    try t.accepted(reply["ErrorCode"], "ApiVersions v\(version) is answered without an error")
    try t.expect(
      reply["ApiKeys"].first("ApiKey", 18).exists, "ApiVersions lists itself", field: "ApiKeys",
      got: "\(reply["ApiKeys"].count) entries without 18", want: "an entry for 18", at: reply["ApiKeys"])
    try await t.canary()
  }

  /// Sends a version that nobody has; the answer has to be in the form of version 0.
  private static func beyond(_ peer: Peer, _ body: ByteBuffer, _ t: Trial) async throws -> Reply {
    let request = t.raw(.apiVersions, version: 127, flexible: true, body)
    peer.connection.send(request)
    let fate = await peer.fate(
      api: .apiVersions, version: 0, correlation: request.correlation, within: peer.answerLimit)
    return try t.answered(fate, "an unknown version of ApiVersions is answered in the form of version 0")
  }

  /// Requires that a refusal tells the client which versions it may ask with.
  private static func namesOwnRange(_ reply: Reply, _ t: Trial) throws {
    let own = reply["ApiKeys"].first("ApiKey", 18)
    let range = t.target.discovery.advertised[.apiVersions] ?? 0...0
    try t.equal(own["MinVersion"], Value(range.lowerBound), "the refusal names the lowest version of ApiVersions")
    try t.equal(own["MaxVersion"], Value(range.upperBound), "the refusal names the highest version of ApiVersions")
  }
}
