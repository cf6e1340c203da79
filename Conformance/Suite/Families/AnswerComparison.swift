import KafkaSchema
import KafkaWire

/// Answers as they are compared: without what is different each time, and lists in one order.
enum AnswerComparison {
  /// Fields that two equal requests may get different values for: times, epochs, ids that are given out, offsets of a
  /// log that others write to.
  static func isVolatile(_ name: String) -> Bool {
    name.hasSuffix("Epoch") || name.hasSuffix("TimeMs") || name.hasSuffix("TimestampMs") || name.hasSuffix("Timestamp")
      || volatile.contains(name)
  }

  private static let volatile: Set<String> = [
    "ThrottleTimeMs", "ProducerId", "MemberId", "BaseOffset", "LogStartOffset", "HighWatermark", "LastStableOffset",
    "Records", "ErrorMessage", "TokenId", "Hmac", "StartOffset", "EndOffset", "LogEndOffset", "LowWatermark", "Offset",
    "LastFetchedTimestamp", "LastCaughtUpTimestamp", "SessionId", "PartitionSize", "OffsetLag", "UsableBytes",
    "TotalBytes", "SubscriptionId", "ClientInstanceId",
  ]

  static func canonical(_ value: Value) -> Value {
    switch value {
    case .array(let elements):
      return .array(elements.map(canonical).map { ($0, $0.text) }.sorted { $0.1 < $1.1 }.map(\.0))
    case .structure(let structure):
      return .structure(
        Structure(
          structure.fields.filter { !isVolatile($0.name) }.map { .init(name: $0.name, value: canonical($0.value)) }))
    default: return value
    }
  }

  /// Where two canonical answers differ first.
  static func difference(_ left: Value, _ right: Value, _ path: String = "") -> (path: String, Value, Value)? {
    if left == right { return nil }
    switch (left, right) {
    case (.structure(let left), .structure(let right)):
      for field in left.fields {
        let name = path.isEmpty ? field.name : "\(path).\(field.name)"
        if let found = difference(field.value, right[field.name] ?? .null, name) { return found }
      }
    case (.array(let left), .array(let right)) where left.count == right.count:
      for index in left.indices {
        if let found = difference(left[index], right[index], "\(path)[\(index)]") { return found }
      }
    default: break
    }
    return (path.isEmpty ? "answer" : path, left, right)
  }
}

extension Trial {
  /// Requires that a request and a bent one get the same answer.
  ///
  /// The bent one stands between two that are not: a difference counts when those two agree, and is else looked at
  /// again, because others may have changed something in between.
  func alike(
    _ requirement: String, plain: (Peer) throws -> RequestFrame, bent: (Peer) throws -> RequestFrame
  ) async throws {
    var peer = try await peer()
    func ask(_ make: (Peer) throws -> RequestFrame) async throws -> (answer: Value, node: Node?) {
      let request = try make(peer)
      peer.connection.send(request)
      let fate = await prompt(request, on: peer)
      switch fate {
      case .answer(let reply): return (AnswerComparison.canonical(reply.body.value ?? .null), reply.body)
      case .broken(let failure): throw failure
      case .closed:
        peer = try await self.peer()
        return ("closed", nil)
      case .silence(let waited):
        throw CaseFailure(
          requirement, kind: .hang, field: "connection", got: "nothing within \(waited.text)", want: "an answer")
      }
    }
    for _ in 0..<4 {
      let before = try await ask(plain).answer
      let (answer, node) = try await ask(bent)
      let after = try await ask(plain).answer
      if answer != before, answer != after, before != after { continue }
      let isSame = answer == before || answer == after
      let found = AnswerComparison.difference(answer, before)
      return try expect(
        isSame, requirement, field: found?.path ?? "answer", got: isSame ? "the same" : found?.1.text ?? "another",
        want: isSame ? "another (inverted)" : found?.2.text ?? "the same", at: node)
    }
    throw CaseEnd.skipped("what others do at the same time changes the answers to equal requests")
  }
}
