package import KafkaSchema
import KafkaWire
package import NIOCore
import Synchronization

extension Trial {
  // MARK: What must hold

  /// The one place where every expectation passes: counted, and turned round on demand.
  private func holds(_ condition: Bool) -> Bool {
    let number = state.withLock { state in
      state.expectations += 1
      return state.expectations - 1
    }
    return number == inverted ? !condition : condition
  }

  /// Requires something that is not just a field's value.
  ///
  /// - Parameter level: Below the case's own, for the part of a requirement that binds less.
  package func expect(
    _ condition: Bool, _ requirement: String, field: String, got: String, want: String, at node: Node? = nil,
    level: Level? = nil
  ) throws {
    if holds(condition) { return }
    try fail(
      CaseFailure(requirement, field: field, got: got, want: want, frame: node?.frame, range: node?.range), level)
  }

  /// Requires a field to have a value.
  package func equal(
    _ node: Node, _ want: Value, _ requirement: String, level: Level? = nil
  ) throws {
    if holds(node.value == want) { return }
    try fail(
      CaseFailure(
        requirement, field: node.path, got: node.value?.text ?? "absent", want: want.text, frame: node.frame,
        range: node.range), level)
  }

  /// Requires a field to have one of some values; of those the ones in `tolerated` are not strict.
  package func equal(
    _ node: Node, oneOf wants: [Value], tolerating tolerated: [Value] = [], _ requirement: String, level: Level? = nil
  ) throws {
    let isTolerated = node.value.map { tolerated.contains($0) && !wants.contains($0) } ?? false
    if holds(node.value.map { wants.contains($0) || tolerated.contains($0) } ?? false) {
      if isTolerated { tolerate("\(node.path) is \(node.value?.text ?? "absent")") }
      return
    }
    try fail(
      CaseFailure(
        requirement, field: node.path, got: node.value?.text ?? "absent",
        want: (wants + tolerated).map(\.text).joined(separator: " or "), frame: node.frame, range: node.range), level)
  }

  /// Requires an error code. Another code that clients react to in the same way is not strict; one of another class fails.
  ///
  /// - Parameters:
  ///   - want: The code; 0 is no error.
  ///   - others: Codes that pass as well.
  ///   - tolerated: Codes that the case lists as not strict.
  package func code(
    _ node: Node, _ want: Int16, or others: [Int16] = [], tolerating tolerated: [Int16] = [], _ requirement: String,
    level: Level? = nil
  ) throws {
    let wants = [want] + others
    let got = node.int.flatMap { Int16(exactly: $0) }
    if let got { seen(got) }
    let isWanted = got.map { wants.contains($0) } ?? false
    let isListed = got.map { tolerated.contains($0) } ?? false
    let isAlike =
      got.map { got in
        guard let group = ErrorClass.of(ErrorCode(rawValue: got)) else { return false }
        return wants.contains { ErrorClass.of(ErrorCode(rawValue: $0)) == group }
      } ?? false
    if holds(isWanted || isListed || isAlike) {
      if !isWanted {
        tolerate("\(node.path) is \(got.map(Self.describe) ?? "absent"), not \(Self.describe(wants))")
      }
      return
    }
    try fail(
      CaseFailure(
        requirement, field: node.path, got: got.map(Self.describe) ?? "absent", want: Self.describe(wants),
        frame: node.frame, range: node.range), level)
  }

  /// Requires that there was no error.
  package func accepted(_ node: Node, _ requirement: String) throws {
    try code(node, 0, requirement)
  }

  static func describe(_ code: Int16) -> String {
    code == 0 ? "0" : "\(ErrorCode(rawValue: code).name ?? "error") (\(code))"
  }

  private static func describe(_ codes: [Int16]) -> String {
    codes.map(describe).joined(separator: " or ")
  }

  /// Requires the same bytes.
  package func equal(
    bytes got: ByteBuffer?, _ want: ByteBuffer?, field: String, _ requirement: String, at node: Node? = nil
  ) throws {
    if holds(got == want) { return }
    func text(_ bytes: ByteBuffer?) -> String {
      guard let bytes else { return "null" }
      return bytes.readableBytes <= 48 ? "0x\(bytes.hex)" : "\(bytes.readableBytes) bytes"
    }
    var detail = text(got)
    if let got, let want, got.readableBytes == want.readableBytes {
      let difference = zip(got.readableBytesView, want.readableBytesView).enumerated().first { $1.0 != $1.1 }
      if let difference { detail += ", different from byte \(difference.offset)" }
    }
    throw CaseFailure(requirement, field: field, got: detail, want: text(want), frame: node?.frame, range: node?.range)
  }

  // MARK: What became of a connection

  /// Requires that the broker closed without answering; some cases tolerate an answer with an error instead.
  ///
  /// - Parameters:
  ///   - fate: What became of the request.
  ///   - tolerated: Codes that are not strict, anywhere in the answer.
  package func closed(
    _ fate: Peer.Fate, orCode tolerated: [Int16] = [], _ requirement: String, level: Level? = nil
  ) throws {
    var got: String
    var node: Node?
    var isHang = false
    var isTolerated = false
    switch fate {
    case .closed(let end): got = end
    case .silence(let waited):
      got = "open, and nothing within \(waited.text)"
      isHang = true
    case .broken(let failure): got = "\(failure.field): \(failure.got)"
    case .answer(let reply):
      node = reply.body
      let codes = reply.codes
      got = "an answer" + (codes.isEmpty ? "" : " with \(Self.describe(Array(codes).sorted()))")
      if !codes.isDisjoint(with: tolerated) {
        isTolerated = true
      }
    }
    if holds(fate.isClosed || isTolerated) {
      if isTolerated { tolerate("\(got) instead of closing") }
      return
    }
    try fail(
      CaseFailure(
        requirement, kind: isHang ? .hang : .wrong, field: "connection", got: got,
        want: tolerated.isEmpty ? "closed" : "closed, or \(Self.describe(tolerated))", frame: node?.frame), level)
  }

  /// Requires a decodable answer.
  package func answered(_ fate: Peer.Fate, _ requirement: String) throws -> Reply {
    let reply = fate.reply
    if holds(reply != nil), let reply { return reply }
    switch fate {
    case .answer:
      throw CaseFailure(requirement, field: "connection", got: "an answer", want: "no answer (inverted)")
    case .broken(let failure): throw failure
    case .closed(let end): throw CaseFailure(requirement, field: "connection", got: end, want: "an answer")
    case .silence(let waited):
      throw CaseFailure(
        requirement, kind: .hang, field: "connection", got: "nothing within \(waited.text)", want: "an answer")
    }
  }

  /// Requires an answer or an orderly end, but neither silence nor nonsense: for what has no right outcome.
  package func survived(_ fate: Peer.Fate, _ requirement: String) throws {
    let outcome: String
    var failure = CaseFailure(requirement, field: "connection", got: "", want: "an answer or a closed connection")
    var isSound = true
    switch fate {
    case .answer(let reply):
      outcome = "answered" + (reply.codes.isEmpty ? "" : " with \(Self.describe(Array(reply.codes).sorted()))")
    case .closed(let end): outcome = end
    case .broken(let broken):
      outcome = broken.got
      failure = broken
      isSound = false
    case .silence(let waited):
      outcome = "nothing within \(waited.text)"
      failure.kind = .hang
      isSound = false
    }
    if holds(isSound) { return note(outcome) }
    if isSound || failure.kind == .hang { failure.got = outcome }
    throw failure
  }

  // MARK: What is only noted

  /// Something a case lists as harmless: the verdict is NON-STRICT.
  package func tolerate(_ what: String) {
    state.withLock { $0.tolerated.append(what) }
  }

  /// Something to be recorded for comparison.
  package func note(_ what: String) {
    state.withLock { $0.records.append(what) }
  }

  private func seen(_ code: Int16) {
    guard let api = definition.api else { return }
    state.withLock { _ = $0.errors[api, default: []].insert(code) }
  }

  private func fail(_ failure: CaseFailure, _ level: Level?) throws {
    guard let level, level < definition.level else { throw failure }
    state.withLock { $0.weaknesses.append(failure) }
  }
}

extension Reply {
  /// Every error code in the answer, 0 left out.
  package var codes: Set<Int16> {
    var codes: Set<Int16> = []
    func look(_ field: DecodedField) {
      if field.name == "ErrorCode", case .integer(let code) = field.value, code != 0 {
        codes.insert(Int16(truncatingIfNeeded: code))
      }
      for child in field.children { look(child) }
    }
    if let field = body.field { look(field) }
    return codes
  }
}
