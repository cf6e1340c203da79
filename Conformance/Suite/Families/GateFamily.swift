import KafkaSchema
import KafkaWire

extension Family {
  /// Each key before authentication.
  static var gate: Family {
    Family(
      "G-GATE", "Nothing is served before authentication", .must, source: "KIP-43",
      sends:
        "On a new connection to the SASL listener, as the first request: the minimal one of each API at its highest "
        + "version",
      expects: "Closed without an answer, or ILLEGAL_SASL_STATE; only ApiVersions and SaslHandshake are answered",
      kills: "An API that forgets to ask who is there"
    ) { _ in
      Definitions.allApis.compactMap { api in
        guard let version = Definitions.request(api)?.supported.last ?? Definitions.request(api)?.versions.last else {
          return nil
        }
        return Family.gate.member(
          "\(api)/v\(version)", "unauthenticated", api: nil, version: version,
          since: "0.9", title: "\(api) before authentication", tags: [.sasl, .rawFrames]
        ) { t in try await knock(t, api, version) }
      }
    }
  }

  /// What a client may ask before it has said who it is.
  private static let open: Set<ApiKey> = [.apiVersions, .saslHandshake]

  @Sendable private static func knock(_ t: Trial, _ api: ApiKey, _ version: Int16) async throws {
    guard let address = t.target.options.listeners["sasl"] else { throw CaseEnd.skipped("needs a SASL listener") }
    try t.target.requireWrites()
    let peer = try await t.peer(at: address)
    // A version that the broker may not have: before authentication that must make no difference.
    let usable = t.target.discovery.usable(api)?.upperBound ?? version
    let body = MinimalRequest.body(api, version: usable, .nominal) ?? [:]
    let request = try peer.send(api, version: usable, body)
    let fate = await t.prompt(request, on: peer)
    if open.contains(api) {
      _ = try t.answered(fate, "\(api) is answered before authentication")
    } else {
      try t.closed(fate, orCode: [34, 58], "\(api) is not served before authentication")
    }
    try await t.canary()
  }
}
