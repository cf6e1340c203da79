import KafkaWire

/// Executions that are made from tables and definitions instead of being written one by one.
///
/// A member is a `Case` like any other, with an id `G-NAME/api/version/variant`, so that everything which takes cases
/// takes members, too. There are many thousands: a run draws a sample of each family.
package struct Family: Sendable {
  /// `G-TRUNC`
  package let name: String
  package let title: String
  package let level: Level
  package let source: String
  package let sends: String
  package let expects: String
  /// The broken broker that the family exists for.
  package let kills: String
  private let make: @Sendable (FamilyScope) -> [Case]

  package init(
    _ name: String, _ title: String, _ level: Level, source: String = "schema", sends: String, expects: String,
    kills: String, members: @escaping @Sendable (FamilyScope) -> [Case]
  ) {
    self.name = name
    self.title = title
    self.level = level
    self.source = source
    self.sends = sends
    self.expects = expects
    self.kills = kills
    make = members
  }

  /// Its members for the APIs and versions of the scope, in a fixed order. Nothing is asked of a broker.
  package func members(_ scope: FamilyScope) -> [Case] { make(scope) }

  /// How many members it has for the newest release that the definitions describe.
  package var size: Int { members(.published).count }

  /// Every family with members, in the order of the catalogue.
  package static var all: [Family] {
    [
      pairs, versions, truncations, tags, nulls, bounds, enumerations, doubledLists, permutedLists, gate, codecs,
    ]
  }

  /// The report at the end of a run: not a family of executions, but listed among them.
  package static var errorTable: Family {
    Family(
      ErrorTable.id, "Error codes seen in the run", .may, source: "AK",
      sends: "Nothing of its own: reads every answer of the run",
      expects: "For each API the codes seen, beside those that Apache Kafka is known to give",
      kills: "Codes that no client knows"
    ) { _ in [] }
  }

  /// A member whose text is that of the family.
  ///
  /// - Parameters:
  ///   - api: Nil where the broker need not advertise it.
  ///   - place: API and version as they stand in the id, `Metadata/v9`.
  func member(
    _ place: String, _ variant: String, api: ApiKey?, version: Int16?, since: String, title: String,
    level: Level? = nil, tags: Set<Tag> = [], deadline: Duration = .seconds(20),
    body: @escaping @Sendable (Trial) async throws -> Void
  ) -> Case {
    let id = "\(name)/\(place)/\(variant)"
    return Case(
      id, title, level ?? self.level, since: since, source: source, sends: sends, expects: expects, kills: kills,
      tags: tags, api: api, version: version, label: Self.label(id), deadline: deadline, body: body)
  }

  /// A member about one API at one version; APIs that change what others use make it run alone, and only on request.
  func member(
    _ pair: FamilyScope.Pair, _ variant: String, title: String, level: Level? = nil, tags: Set<Tag> = [],
    deadline: Duration = .seconds(20), body: @escaping @Sendable (Trial) async throws -> Void
  ) -> Case {
    member(
      "\(pair.api)/v\(pair.version)", variant, api: pair.api, version: pair.version, since: pair.since, title: title,
      level: level, tags: tags, deadline: deadline, body: body)
  }

  /// An id as a part of names of topics.
  private static func label(_ id: String) -> String {
    String(
      id.lowercased().prefix(80).map { character in
        character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
      })
  }
}
