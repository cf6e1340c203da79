import KafkaSchema
import KafkaWire
import NIOCore

extension Family {
  /// Each place of a flexible request where tagged fields may stand.
  static var tags: Family {
    Family(
      "G-TAG", "Tagged fields that nobody knows change nothing", .must, source: "KIP-482",
      sends:
        "The minimal request with an unknown tag in one of its tag sections: that of the header, of the body or of "
        + "a struct; before and after it the request without",
      expects: "The same answer, apart from times, epochs, offsets and ids that are given out",
      kills: "Skips tags of nested structs wrongly"
    ) { scope in
      scope.pairs.flatMap { pair -> [Case] in
        guard Definitions.request(pair.api)?.flexible.contains(pair.version) ?? false else { return [] }
        var places: [(variant: String, path: [String]?)] = [("header", nil), ("body", [])]
        places += RequestWalk.fields(pair).filter { holdsStruct($0) }.map { ($0.name, $0.path) }
        return places.map { variant, path in
          Family.tags.member(
            pair, variant, title: "\(pair.api) v\(pair.version) with an unknown tag in \(variant)",
            tags: SharedState.tags(pair.api)
          ) { t in try await tagged(t, pair, path) }
        }
      }
    }
  }

  /// A list with an element, or a struct, that stands in the minimal request and is no tagged field itself.
  private static func holdsStruct(_ field: RequestField) -> Bool {
    switch (field.definition.type, field.value) {
    case (.array(.structure), .array(let elements)): !elements.isEmpty
    case (.structure, .structure): true
    default: false
    }
  }

  /// - Parameter path: Nil for the header.
  @Sendable private static func tagged(_ t: Trial, _ pair: FamilyScope.Pair, _ path: [String]?) async throws {
    let body = try await t.minimalRequest(pair)
    let tag = UnknownTaggedField(tag: UInt32(t.random(100...30_000)), bytes: t.random(bytes: t.random(0...20)))
    let changed =
      path.map { path in
        body.replacing(path) { value in withTag(tag, value ?? .structure(Structure())) }
      } ?? body
    try await t.alike("an unknown tagged field is skipped") { peer in
      try peer.frame(pair.api, version: pair.version, body)
    } bent: { peer in
      try RequestFrame(
        pair.api, version: pair.version, correlation: peer.correlation(), clientId: peer.clientId, body: changed,
        headerTags: path == nil ? [tag] : [])
    }
    try await t.canary()
  }

  private static func withTag(_ tag: UnknownTaggedField, _ value: Value) -> Value {
    switch value {
    case .array(var elements) where !elements.isEmpty:
      elements[0] = withTag(tag, elements[0])
      return .array(elements)
    case .structure(var structure):
      structure.unknownTaggedFields = [tag]
      return .structure(structure)
    default: return value
    }
  }
}
