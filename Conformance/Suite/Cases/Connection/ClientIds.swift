import KafkaSchema
import KafkaWire
import NIOCore

/// The client id in the request header.
enum ClientIds {
  static var cases: [Case] {
    [
      nullClientId, emptyClientId, longMultiByteClientId, hostileClientId, clientIdIsNotUtf8,
      clientIdStaysNonCompactInTheFlexibleHeader, clientIdMayChangePerRequest,
    ]
  }

  static var nullClientId: Case {
    Case(
      "FRAME-024", "Null client id", .must, since: "0.8", source: "guide",
      sends: "Header v1 with client id length -1",
      expects: "Normal response",
      kills: "Rejects or crashes on null",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      try await usual(nil, "a request without a client id is answered", t)
      try await t.canary()
    }
  }

  static var emptyClientId: Case {
    Case(
      "FRAME-025", "Empty client id", .must, since: "0.8", source: "guide",
      sends: "Header v1 with client id \"\"",
      expects: "Normal response",
      kills: "Treats empty as malformed",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      try await usual("", "a request with an empty client id is answered", t)
      try await t.canary()
    }
  }

  static var longMultiByteClientId: Case {
    Case(
      "FRAME-026", "Long multi-byte client id", .should, since: "0.8", source: "AK",
      sends: "Client id of 3,000 bytes of mixed 2-, 3-, 4-byte UTF-8",
      expects: "Normal response",
      kills: "Length counted in characters, not bytes",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let id = String(repeating: "é漢😀", count: 333)
      try await usual(id, "a request with a client id of 2,997 bytes is answered", t)
      try await t.canary()
    }
  }

  static var hostileClientId: Case {
    Case(
      "FRAME-027", "Hostile client id", .should, since: "0.8", source: "AK",
      sends: "Client id with quotes, newline, comma, asterisk, equals, NUL",
      expects: "Normal response",
      kills: "Metric or log registration throws and the request dies",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      try await usual(
        "a\"b\nc,*=\u{0}", "a request whose client id has quotes, line ends and a NUL is answered", t)
      try await t.canary()
    }
  }

  static var clientIdIsNotUtf8: Case {
    Case(
      "FRAME-028", "Client id is not UTF-8", .may, since: "0.8", source: "AK",
      sends: "Client id bytes C3 28 FF",
      expects: "Response or closed; canary alive",
      kills: "Crash in string decoding",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata)
      var request = try RequestFrame(
        .metadata, version: version, correlation: 28, clientId: "abc", body: t.noTopics(version))
      // Behind length, key, version, correlation id and the length of the client id.
      request.bytes.setBytes([0xC3, 0x28, 0xFF], at: 14)
      try t.survived(try await t.fate(of: request), "a client id that is not UTF-8 does no harm")
      try await t.canary()
    }
  }

  static var clientIdStaysNonCompactInTheFlexibleHeader: Case {
    Case(
      "FRAME-029", "Client id stays non-compact in the flexible header", .must, since: "2.4", source: "KIP-482",
      sends: "Metadata v9+ with header v2: int16 length for the client id, then tags",
      expects: "Normal response",
      kills: "Reads a compact string in header v2",
      tags: [.rawFrames],
      needs: [.metadata]
    ) { t in
      let version = try t.version(of: .metadata, atLeast: 9)
      // As long as a compact length takes two bytes.
      try await usual(
        String(repeating: "c", count: 200), "the client id of a flexible header has a length of two bytes",
        version: version, t)
      try await t.canary()
    }
  }

  static var clientIdMayChangePerRequest: Case {
    Case(
      "FRAME-057", "Client id may change per request", .should, since: "0.8", source: "guide",
      sends: "Three client ids on one connection",
      expects: "All answered",
      kills: "Per-connection client id check closes",
      tags: [.rawFrames],
      unconfirmed: true
    ) { t in
      let peer = try await t.peer()
      for id in ["first", "second", nil] as [String?] {
        let request = try RequestFrame(
          .apiVersions, version: 0, correlation: peer.correlation(), clientId: id, body: [:])
        peer.connection.send(request)
        _ = try t.answered(
          await peer.fate(of: request), "a request with another client id than the one before is answered")
      }
      try await t.canary()
    }
  }

  /// Requires the usual answer to Metadata with a client id: in a header of version 1, and in a flexible one where the
  /// broker knows both.
  private static func usual(_ clientId: String?, _ requirement: String, _ t: Trial) async throws {
    let highest = try t.version(of: .metadata)
    if highest > 8, t.target.discovery.usable(.metadata)?.contains(8) ?? false {
      try await usual(clientId, requirement, version: 8, t)
    }
    try await usual(clientId, requirement, version: highest, t)
  }

  private static func usual(
    _ clientId: String?, _ requirement: String, version: Int16, _ t: Trial
  ) async throws {
    let request = try RequestFrame(
      .metadata, version: version, correlation: 77, clientId: clientId, body: t.noTopics(version))
    let reply = try t.answered(try await t.fate(of: request), requirement)
    try t.expect(
      reply["Brokers"].count > 0, "the answer is the usual one", field: "Brokers", got: "none", want: "1 or more",
      at: reply["Brokers"])
  }
}
