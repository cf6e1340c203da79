import KafkaSchema
import KafkaWire
import NIOCore

extension Family {
  /// Null wherever a length can say so.
  static var nulls: Family {
    Family(
      "G-NULL", "Nulls are refused where there may be none, and taken where there may", .should,
      sends: "Null in each field that may not be null; null and nothing in each that may",
      expects: "Closed or an error for the first, an answer for the others",
      kills: "Follows a null that nobody looked at"
    ) { scope in
      scope.pairs.filter { !SharedState.destructive.contains($0.api) }.flatMap { pair in
        RequestWalk.fields(pair).filter { !$0.definition.isTagged(in: pair.version) }.flatMap { field -> [Case] in
          func member(_ variant: String, _ body: @escaping @Sendable (Trial) async throws -> Void) -> Case {
            Family.nulls.member(
              pair, "\(field.name)-\(variant)",
              title: "\(pair.api) v\(pair.version): \(field.name) is \(variant == "null" ? "null" : "empty")",
              tags: SharedState.tags(pair.api), body: body)
          }
          guard let empty = empty(field.definition.type) else { return [] }
          guard field.definition.nullable.contains(pair.version) else {
            return [member("null") { t in try await illegal(t, pair, field) }]
          }
          return [
            member("null") { t in try await legal(t, pair, field, .null) },
            member("empty") { t in try await legal(t, pair, field, empty) },
          ]
        }
      }
    }
  }

  /// What is empty of that type; nil for types without a length.
  private static func empty(_ type: FieldType) -> Value? {
    switch type {
    case .string: ""
    case .bytes, .records: .bytes(ByteBuffer())
    case .array: []
    default: nil
    }
  }

  @Sendable private static func legal(
    _ t: Trial, _ pair: FamilyScope.Pair, _ field: RequestField, _ value: Value
  ) async throws {
    let body = try await t.minimalRequest(pair)
    let fate = try await t.prompt(pair.api, pair.version, body.replacing(field.path) { _ in value })
    let reply = try t.answered(fate, "a field that may be null may be null or empty")
    if !reply.codes.isEmpty { t.note("codes \(reply.codes.sorted())") }
    try await t.canary()
  }

  @Sendable private static func illegal(
    _ t: Trial, _ pair: FamilyScope.Pair, _ field: RequestField
  ) async throws {
    let body = try await t.minimalRequest(pair)
    guard let message = Definitions.request(pair.api), let interpreter = Definitions.requestInterpreter(pair.api) else {
      throw SuiteError("the suite does not know \(pair.api)")
    }
    let peer = try await t.peer()
    var request = try peer.frame(pair.api, version: pair.version, body)
    let encoded = request.bytes.getSlice(
      at: request.bodyOffset, length: request.bytes.writerIndex - request.bodyOffset)
    guard let encoded, let range = try interpreter.decode(encoded, version: pair.version).field(field.path)?.range
    else {
      throw SuiteError("\(field.name) is not in the minimal \(pair.api) v\(pair.version)")
    }
    let isCompact = message.flexible.contains(pair.version) && !field.definition.isNeverFlexible
    var bytes = request.bytes.getSlice(at: 0, length: request.bodyOffset + range.lowerBound) ?? ByteBuffer()
    switch field.definition.type {
    case _ where isCompact: bytes.writeInteger(0 as UInt8)
    case .string: bytes.writeInteger(-1 as Int16)
    default: bytes.writeInteger(-1 as Int32)
    }
    if let rest = encoded.getSlice(at: range.upperBound, length: encoded.readableBytes - range.upperBound) {
      bytes.writeImmutableBuffer(rest)
    }
    request.bytes = bytes
    request.fixLength()
    peer.connection.send(request)
    try await t.refused(await t.prompt(request, on: peer), "null is refused where there may be none")
    try await t.canary()
  }
}
