import KafkaSchema
import KafkaWire
import NIOCore

/// APIs and versions that a broker has, and those that it has not.
enum RequestKinds {
  static var cases: [Case] {
    [
      unknownApiKey, apiNotOfferedOnThisListener, versionAboveTheAdvertisedMaximum, versionBelowTheAdvertisedMinimum,
      versionMinusOne, versionIsChosenPerRequest,
    ]
  }

  static var unknownApiKey: Case {
    Case(
      "FRAME-050", "Unknown API key", .should, since: "0.8", source: "AK",
      sends: "Keys 9999, 32767, -1, each on a new connection",
      expects: "Closed without a response",
      kills: "Hang: no response and no close",
      tags: [.rawFrames]
    ) { t in
      for key in [9_999, 32_767, -1] as [Int16] {
        let request = t.raw(ApiKey(rawValue: key), version: 0, ByteBuffer())
        try t.closed(try await unknown(request, t), "a request of API \(key) ends the connection")
      }
      try await t.canary()
    }
  }

  static var apiNotOfferedOnThisListener: Case {
    Case(
      "FRAME-051", "API not offered on this listener", .should, since: "0.8", source: "AK",
      sends: "Key 4 (LeaderAndIsr) and 52 (Vote) when not advertised",
      expects: "Closed",
      kills: "Executes an inter-broker request from anybody",
      tags: [.rawFrames]
    ) { t in
      let keys = [ApiKey.leaderAndIsr, .vote].filter { t.target.discovery.advertised[$0] == nil }
      if keys.isEmpty { throw CaseEnd.skipped("LeaderAndIsr and Vote are advertised") }
      for key in keys {
        let request = t.raw(key, version: 1, ByteBuffer(repeating: 0, count: 21))
        try t.closed(try await unknown(request, t), "\(key), which is not offered to clients, ends the connection")
      }
      try await t.canary()
    }
  }

  static var versionAboveTheAdvertisedMaximum: Case {
    Case(
      "FRAME-052", "Version above the advertised maximum", .must, since: "0.10", source: "KIP-35",
      sends: "Metadata with version max+1 and version 32767",
      expects: "Closed; never a success. Also ok: UNSUPPORTED_VERSION (35) in a decodable body",
      kills: "Parses as the highest known version and answers garbage",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      guard let range = t.target.discovery.advertised[.metadata], range.upperBound < .max else {
        throw CaseEnd.skipped("there is no version above the advertised ones")
      }
      for version in [range.upperBound + 1, .max] {
        let request = t.raw(.metadata, version: version, flexible: true, ByteBuffer(bytes: [1, 0, 0, 0]))
        try t.closed(
          try await answered(request, as: min(version, Definitions.newest(.metadata)), t), orCode: [35],
          "Metadata v\(version), above the advertised maximum, ends the connection")
      }
      try await t.canary()
    }
  }

  static var versionBelowTheAdvertisedMinimum: Case {
    Case(
      "FRAME-053", "Version below the advertised minimum", .must, since: "0.10", source: "KIP-896",
      sends: "Each API whose minimum is above 0, at minimum - 1",
      expects: "Closed; never a success. Also ok: UNSUPPORTED_VERSION (35)",
      kills: "Parses as the lowest known version",
      tags: [.rawFrames],
      deadline: .seconds(30)
    ) { t in
      let names = try await t.minimalNames()
      let apis = t.target.discovery.advertised.filter { $0.value.lowerBound > 0 && Definitions.request($0.key) != nil }
      if apis.isEmpty { throw CaseEnd.skipped("every API is advertised from version 0") }
      for (api, range) in apis.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        let version = range.lowerBound - 1
        guard let body = MinimalRequest.body(api, version: version, names) else { continue }
        let request = try RequestFrame(api, version: version, correlation: 53, clientId: "old", body: body)
        try t.closed(
          try await t.fate(of: request), orCode: [35],
          "\(api) v\(version), below the advertised minimum, ends the connection")
      }
      try await t.canary()
    }
  }

  static var versionMinusOne: Case {
    Case(
      "FRAME-054", "Version -1", .should, since: "0.8", source: "AK",
      sends: "Metadata version -1",
      expects: "Closed",
      kills: "Negative array index",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let request = t.raw(.metadata, version: -1, ByteBuffer(integer: 0 as Int32))
      try t.closed(try await answered(request, as: 0, t), "Metadata v-1 ends the connection")
      try await t.canary()
    }
  }

  static var versionIsChosenPerRequest: Case {
    Case(
      "FRAME-056", "Version is chosen per request", .must, since: "0.10", source: "guide",
      sends: "Metadata v1, v8, v9, v12, v4 on one connection",
      expects: "Each response in its own version",
      kills: "Version remembered per connection",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let versions = ([1, 8, 9, 12, 4] as [Int16]).filter {
        t.target.discovery.usable(.metadata)?.contains($0) ?? false
      }
      if versions.count < 2 { throw CaseEnd.unsupported("fewer than two versions of Metadata are advertised") }
      let peer = try await t.peer()
      for version in versions {
        let request = try peer.send(.metadata, version: version, t.noTopics(version))
        let reply = try t.answered(
          await peer.fate(of: request), "Metadata v\(version) is answered in its own version, whatever came before")
        try t.expect(
          reply["Brokers"].count > 0, "the answer is laid out as its version says", field: "Brokers", got: "none",
          want: "1 or more", at: reply["Brokers"])
      }
      try await t.canary()
    }
  }

  /// Waits for what becomes of a request that no broker should answer.
  private static func unknown(_ request: RequestFrame, _ t: Trial) async throws -> Peer.Fate {
    try await t.fate(
      ofRaw: request.bytes, "API \(request.api.rawValue)", correlation: request.correlation)
  }

  /// Sends a request whose answer, if there is one, would be read as that version.
  private static func answered(
    _ request: RequestFrame, as version: Int16, _ t: Trial
  ) async throws -> Peer.Fate {
    try await t.fate(
      ofRaw: request.bytes, "\(request.api) v\(request.version)", api: request.api, version: version,
      correlation: request.correlation)
  }

}
