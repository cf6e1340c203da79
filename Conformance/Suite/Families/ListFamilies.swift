import KafkaSchema
import KafkaWire

extension Family {
  /// Each list with its elements twice.
  static var doubledLists: Family {
    Family(
      "G-DUP", "Doubled entries get answers that do not contradict each other", .may, source: "AK",
      sends: "The minimal request with the elements of one list doubled",
      expects: "An answer or a closed connection; entries of the answer for one thing agree; as many records are "
        + "stored as are acknowledged; others are still served",
      kills: "Overwrites an entry of a map and answers for both"
    ) { scope in
      scope.pairs.filter { !SharedState.destructive.contains($0.api) }.flatMap { pair in
        lists(pair).map { field in
          Family.doubledLists.member(
            pair, field.name, title: "\(pair.api) v\(pair.version) with \(field.name) doubled",
            tags: SharedState.tags(pair.api)
          ) { t in try await doubled(t, pair, field) }
        }
      }
    }
  }

  /// Each list the other way round.
  static var permutedLists: Family {
    Family(
      "G-ORDER", "The order of a request's lists does not change its results", .must, source: "guide",
      sends: "The minimal request with two different elements in one list; before and after it the same two in the "
        + "other order",
      expects: "The same set of results, by name", kills: "Answers by position"
    ) { scope in
      scope.pairs.filter { !SharedState.destructive.contains($0.api) }.flatMap { pair in
        lists(pair).filter { second($0, pair) != nil }.map { field in
          Family.permutedLists.member(
            pair, field.name, title: "\(pair.api) v\(pair.version) with \(field.name) the other way round",
            tags: SharedState.tags(pair.api)
          ) { t in try await permuted(t, pair, field) }
        }
      }
    }
  }

  /// Lists in which the minimal request has an element.
  private static func lists(_ pair: FamilyScope.Pair) -> [RequestField] {
    RequestWalk.fields(pair).filter { field in
      if case .array(let elements)? = field.value { !elements.isEmpty } else { false }
    }
  }

  // MARK: Doubled

  @Sendable private static func doubled(_ t: Trial, _ pair: FamilyScope.Pair, _ field: RequestField) async throws {
    var names = try await t.sharedNames()
    // Counting what is stored needs a topic that nobody else writes to.
    if pair.api == .produce { names.topic = try await t.topic() }
    let body = try await t.minimalRequest(pair, names).replacing(field.path) { value in
      if case .array(let elements)? = value { .array(elements + elements) } else { .null }
    }
    let fate = try await t.prompt(pair.api, pair.version, body)
    try t.survived(fate, "doubled entries are answered, or the connection closed")
    if let reply = fate.reply {
      let contradiction = contradiction(reply.body)
      try t.expect(
        contradiction == nil, "entries for one thing have the same result", field: contradiction?.path ?? "entries",
        got: contradiction?.text ?? "one result each", want: "one result", at: contradiction?.node)
    }
    if pair.api == .produce {
      let entries = fate.reply?["Responses"].elements.flatMap { $0["PartitionResponses"].elements } ?? []
      let offsets = Set(entries.filter { $0["ErrorCode"].int == 0 }.compactMap { $0["BaseOffset"].int })
      let end = try await t.endOffset(names.topic)
      try t.expect(
        end == Int64(offsets.count), "as many records are stored as are acknowledged", field: "end offset",
        got: "\(end)", want: "\(offsets.count)")
    }
    try await t.canary()
  }

  private static let keys: Set<String> = [
    "Name", "Topic", "TopicName", "TopicId", "GroupId", "PartitionIndex", "Partition", "Index", "TransactionalId",
    "User", "MemberId", "ResourceName", "ResourceType", "Key", "Feature", "ProducerId",
  ]

  /// Two elements of a list that name the same and have different error codes.
  private static func contradiction(_ node: Node) -> (path: String, text: String, node: Node)? {
    for field in node.field?.children ?? [] where field.type.hasPrefix("[]") {
      let list = node[field.name]
      var results: [String: Int64] = [:]
      for element in list.elements {
        let key = (element.field?.children ?? []).filter { keys.contains($0.name) }.map(\.value.text)
          .joined(separator: " ")
        if let code = element["ErrorCode"].int, !key.isEmpty {
          if let other = results[key], other != code { return (element.path, "\(other) and \(code)", element) }
          results[key] = code
        }
        if let found = contradiction(element) { return found }
      }
    }
    return nil
  }

  // MARK: The other way round

  @Sendable private static func permuted(_ t: Trial, _ pair: FamilyScope.Pair, _ field: RequestField) async throws {
    let names = try await t.sharedNames()
    var body = try await t.minimalRequest(pair, names)
    if pair.api == .createTopics, pair.version >= 1, case .structure(var request) = body {
      // Members of other versions use the same names.
      request["validateOnly"] = true
      body = .structure(request)
    }
    let plain = body
    func elements(_ value: Value?) -> [Value] {
      guard case .array(let elements)? = value, let first = elements.first else { return [] }
      var present = field
      present.value = value
      return [first, second(present, pair) ?? first]
    }
    if pair.api == .createTopics { t.deleteAtEnd(names.topic.name + suffix) }
    try await t.alike("results belong to names, not to positions") { peer in
      try peer.frame(
        pair.api, version: pair.version, plain.replacing(field.path) { .array(elements($0)) })
    } bent: { peer in
      try peer.frame(
        pair.api, version: pair.version, plain.replacing(field.path) { .array(elements($0).reversed()) })
    }
    try await t.canary()
  }

  private static let suffix = "-b"

  /// An element that names something else; nil where nothing in it is a name or a number.
  private static func second(_ field: RequestField, _ pair: FamilyScope.Pair) -> Value? {
    guard case .array(let type) = field.definition.type, case .array(let elements)? = field.value,
      let first = elements.first
    else { return nil }
    guard let inner = type.structName.flatMap({ Definitions.request(pair.api)?.structure($0) }),
      case .structure(var structure) = first
    else { return other(first) }
    let leaves = inner.fields.filter { leaf in
      leaf.versions.contains(pair.version) && structure[leaf.name].flatMap(other) != nil
    }
    // Names tell more than numbers do.
    guard let key = leaves.first(where: { $0.type == .string || $0.type == .uuid }) ?? leaves.first,
      let value = structure[key.name].flatMap(other)
    else { return nil }
    structure[key.name] = value
    return .structure(structure)
  }

  private static func other(_ value: Value) -> Value? {
    switch value {
    case .string(let text): .string(text + suffix)
    case .integer(let number): .integer(number + 1)
    case .uuid: .uuid(KafkaUUID(mostSignificantBits: 0x6B63, leastSignificantBits: 0x6B63))
    default: nil
    }
  }
}
