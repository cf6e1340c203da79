import KafkaSchema
import KafkaWire
import NIOCore

extension Family {
  /// Each prefix of each minimal request.
  static var truncations: Family {
    Family(
      "G-TRUNC", "No request is taken for whole when bytes are missing", .must,
      sends: "The minimal request with its body cut after each byte; the length prefix counts what is left",
      expects: "A closed connection or an error, never an answer of success, no hang; others are still served",
      kills: "Reads past the frame, or waits for bytes that belong to the next one"
    ) { scope in
      scope.pairs.flatMap { pair in
        (0..<RequestWalk.size(pair)).map { cut in
          Family.truncations.member(
            pair, "cut-\(cut)", title: "\(pair.api) v\(pair.version) cut after \(cut) bytes of its body",
            tags: SharedState.tags(pair.api)
          ) { t in try await cutRequest(t, pair, cut) }
        }
      }
    }
  }

  @Sendable private static func cutRequest(_ t: Trial, _ pair: FamilyScope.Pair, _ cut: Int) async throws {
    let body = try await t.minimalRequest(pair)
    let peer = try await t.peer()
    var request = try peer.frame(pair.api, version: pair.version, body)
    guard request.bodyOffset + cut < request.bytes.writerIndex else {
      throw SuiteError("\(pair.api) v\(pair.version) has no \(cut) bytes")
    }
    request.bytes.moveWriterIndex(to: request.bodyOffset + cut)
    request.fixLength()
    peer.connection.send(request)
    try await t.refused(await t.prompt(request, on: peer), "a request with missing bytes is not answered with success")
    peer.close()
    try await t.canary()
  }
}

extension Trial {
  /// Requires a closed connection or an answer with an error in it: anything but success and silence.
  func refused(_ fate: Peer.Fate, _ requirement: String) async throws {
    switch fate {
    case .closed(let end):
      try expect(
        fate.isClosed, requirement, field: "connection", got: end, want: "closed, or an answer with an error")
    case .broken(let failure): throw failure
    case .silence(let waited):
      throw CaseFailure(
        requirement, kind: .hang, field: "connection", got: "nothing within \(waited.text)",
        want: "closed, or an answer with an error")
    case .answer(let reply):
      try expect(
        !reply.codes.isEmpty, requirement, field: "connection", got: "an answer without an error",
        want: "closed, or an answer with an error", at: reply.body)
      if !reply.codes.isEmpty { note("codes \(reply.codes.sorted())") }
    }
  }
}
