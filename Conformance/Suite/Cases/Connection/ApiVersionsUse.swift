import KafkaSchema
import KafkaWire
import NIOCore

/// When and by whom ApiVersions may be asked.
enum ApiVersionsUse {
  static var cases: [Case] {
    [
      apiversionsIsOptional, apiversionsMayBeRepeated, softwareNameAndVersionAccepted, emptySoftwareName,
      illegalSoftwareName, allBrokersAgree, freshAnswerAfterUpgrade, concurrentApiversionsStorms,
    ]
  }

  static var apiversionsIsOptional: Case {
    Case(
      "APIV-014", "ApiVersions is optional", .must, since: "0.10", source: "KIP-35",
      sends: "First request on a new connection is Metadata",
      expects: "Answered",
      kills: "Requires ApiVersions first",
      tags: [.rawFrames],
      api: .apiVersions, needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata)
      let peer = try await t.peer()
      let request = try peer.send(.metadata, version: version, t.noTopics(version))
      _ = try t.answered(await peer.fate(of: request), "a first request other than ApiVersions is answered")
      try await t.canary()
    }
  }

  static var apiversionsMayBeRepeated: Case {
    Case(
      "APIV-015", "ApiVersions may be repeated", .should, since: "0.10", source: "KIP-35",
      sends: "Ten ApiVersions on one connection, other requests between",
      expects: "All answered with the same ranges",
      kills: "State machine allows it once",
      tags: [.rawFrames],
      api: .apiVersions, needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata)
      let peer = try await t.peer()
      var first: Value?
      for number in 1...10 {
        let request = try peer.send(.apiVersions, version: 0, [:])
        let reply = try t.answered(
          await peer.fate(of: request), "ApiVersions number \(number) on a connection is answered")
        let ranges = sorted(reply["ApiKeys"])
        try t.expect(
          first == nil || ranges == first, "ApiVersions answers the same each time", field: "ApiKeys",
          got: ranges.text, want: first?.text ?? "absent", at: reply["ApiKeys"])
        first = ranges
        _ = try await peer.call(.metadata, version: version, t.noTopics(version))
      }
      try await t.canary()
    }
  }

  static var softwareNameAndVersionAccepted: Case {
    Case(
      "APIV-016", "Software name and version accepted", .must, since: "2.4", source: "KIP-511",
      sends: "v3 with \"swift-suite.1\" and \"1.0.0-rc.1\"",
      expects: "Error 0",
      kills: "Rejects dots or dashes",
      tags: [.rawFrames],
      api: .apiVersions, versions: 3...(.max), unconfirmed: true
    ) { t in
      let version = try t.version(of: .apiVersions)
      let peer = try await t.peer()
      let request = try peer.send(
        .apiVersions, version: version,
        ["ClientSoftwareName": "swift-suite.1", "ClientSoftwareVersion": "1.0.0-rc.1"])
      let reply = try t.answered(await peer.fate(of: request), "a name and a version with dots and dashes are answered")
      try t.accepted(reply["ErrorCode"], "a name and a version with dots and dashes are accepted")
      try await t.canary()
    }
  }

  static var emptySoftwareName: Case {
    Case(
      "APIV-017", "Empty software name", .should, since: "2.4", source: "KIP-511",
      sends: "v3 with name \"\"",
      expects: "INVALID_REQUEST (42), connection stays. Also ok: error 0",
      kills: "Closes",
      tags: [.rawFrames],
      api: .apiVersions, versions: 3...(.max)
    ) { t in
      try await refusedName("", t)
      try await t.canary()
    }
  }

  static var illegalSoftwareName: Case {
    Case(
      "APIV-018", "Illegal software name", .should, since: "2.4", source: "KIP-511",
      sends: "v3 with names \" a\", \"-a\", \"a_b\", \"a.\"",
      expects: "INVALID_REQUEST (42), connection stays. Also ok: error 0",
      kills: "Crash in metric registration",
      tags: [.rawFrames],
      api: .apiVersions, versions: 3...(.max)
    ) { t in
      for name in [" a", "-a", "a_b", "a."] { try await refusedName(name, t) }
      try await t.canary()
    }
  }

  static var allBrokersAgree: Case {
    Case(
      "APIV-022", "All brokers agree", .may, since: "0.10", source: "KIP-35",
      sends: "ApiVersions on each broker",
      expects: "Equal ranges, or recorded as mixed-version cluster",
      kills: "One broker is misconfigured",
      tags: [.twoBrokers],
      api: .apiVersions, unconfirmed: true
    ) { t in
      var first: Value?
      for broker in t.target.discovery.brokers {
        let peer = try await t.node(broker.id)
        let reply = try await peer.call(.apiVersions, version: 0, [:])
        let ranges = sorted(reply["ApiKeys"])
        try t.expect(
          first == nil || ranges == first, "all brokers offer the same versions", field: "ApiKeys", got: ranges.text,
          want: first?.text ?? "absent", at: reply["ApiKeys"])
        first = ranges
      }
    }
  }

  static var freshAnswerAfterUpgrade: Case {
    Case(
      "APIV-023", "Fresh answer after upgrade", .may, since: "0.10", source: "KIP-35",
      sends: "ApiVersions after restart",
      expects: "Ranges not cached from an older process",
      kills: "Stale cache",
      tags: [.restarts],
      api: .apiVersions, deadline: .seconds(60), unconfirmed: true
    ) { t in
      let node = t.target.discovery.brokers.first?.id ?? 0
      let before = sorted(try await t.node(node).call(.apiVersions, version: 0, [:])["ApiKeys"])
      try await t.hook("restart", node: node)
      let peer = try await t.reconnect(to: node)
      let reply = try await peer.call(.apiVersions, version: 0, [:])
      let after = sorted(reply["ApiKeys"])
      try t.expect(
        reply["ApiKeys"].count > 0, "a restarted broker lists its versions", field: "ApiKeys", got: "none",
        want: "1 or more", at: reply["ApiKeys"])
      t.note(before == after ? "the same versions after a restart" : "other versions after a restart: \(after.text)")
    }
  }

  static var concurrentApiversionsStorms: Case {
    Case(
      "APIV-026", "Concurrent ApiVersions storms", .should, since: "0.10", source: "AK",
      sends: "200 connections send ApiVersions at the same moment",
      expects: "All answered within the deadline",
      kills: "Startup storm exhausts the accept queue",
      tags: [.rawFrames],
      api: .apiVersions, deadline: .seconds(30), unconfirmed: true
    ) { t in
      var peers: [Peer] = []
      // All at once, as clients come when a broker has started.
      try await withThrowingTaskGroup(of: Peer.self) { group in
        for _ in 0..<200 { group.addTask { try await t.peer() } }
        while let peer = try await group.next() { peers.append(peer) }
      }
      var requests: [(peer: Peer, request: RequestFrame)] = []
      for peer in peers { requests.append((peer, try peer.send(.apiVersions, version: 0, [:]))) }
      var answers = 0
      for (peer, request) in requests {
        _ = try await peer.answer(to: request, within: t.target.limit(.seconds(10)))
        answers += 1
      }
      try t.expect(
        answers == 200, "200 connections that begin at once are all answered", field: "answers", got: "\(answers)",
        want: "200")
      try await t.canary()
    }
  }

  /// A name of software that Apache Kafka refuses; the connection has to stay.
  private static func refusedName(_ name: String, _ t: Trial) async throws {
    let version = try t.version(of: .apiVersions)
    let peer = try await t.peer()
    let request = try peer.send(
      .apiVersions, version: version, ["ClientSoftwareName": .string(name), "ClientSoftwareVersion": "1"])
    let reply = try t.answered(await peer.fate(of: request), "the software name \"\(name)\" is answered")
    try t.code(reply["ErrorCode"], 42, tolerating: [0], "the software name \"\(name)\" is refused")
    let next = try peer.send(.apiVersions, version: 0, [:])
    _ = try t.answered(await peer.fate(of: next), "a refused software name does not end the connection")
  }

  private static func sorted(_ keys: Node) -> Value {
    .array(keys.elements.sorted { $0["ApiKey"].int ?? 0 < $1["ApiKey"].int ?? 0 }.compactMap(\.value))
  }

}
