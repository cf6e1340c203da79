package import KafkaWire

/// How binding a requirement is; see `Conformance/README.md`.
package enum Level: String, CaseIterable, Comparable, Sendable {
  case may = "MAY"
  case should = "SHOULD"
  case must = "MUST"

  package static func < (left: Level, right: Level) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}

/// What a case needs, or how it must be run.
package enum Tag: String, CaseIterable, Sendable {
  /// Raw frames on a connection of its own.
  case rawFrames = "F"
  /// Waits for more than 2 seconds.
  case waits = "W"
  /// Touches what all of the cluster shares, so it runs alone.
  case exclusive = "X"
  /// Needs hooks that restart or kill a broker.
  case restarts = "R"
  case twoBrokers = "N2"
  case threeBrokers = "N3"
  /// Needs a SASL listener.
  case sasl = "A"
  /// Needs a TLS listener.
  case tls = "T"
  /// Needs an authorizer and a superuser.
  case authorizer = "Z"
  /// The broker must be configured in a given way.
  case configured = "B"
  /// Needs the files of a data directory.
  case files = "D"
}

/// One requirement and its proof.
///
/// A case is a `static var` of its own in the file of its topic, so that a reader sees both together; the table of the
/// area (`Area.cases`) names it.
package struct Case: Sendable {
  /// `PRODUCE-003`: for reports and expectations. Never changed, never used again.
  package let id: String
  /// The requirement in a line.
  package let title: String
  package let level: Level
  /// The first release of Apache Kafka with the feature; for information.
  package let since: String
  /// Where the requirement is written: `guide`, `schema`, `format`, a KIP, or `AK` for what Apache Kafka does.
  package let source: String
  /// What the suite sends, and what must come back.
  package let sends: String
  package let expects: String
  /// The broken broker that this case exists for.
  package let kills: String
  package let tags: Set<Tag>
  /// The API that the case is about: it runs at each advertised version of it (family G-VER).
  package let api: ApiKey?
  /// Versions of `api` that have what the case is about; all of them when nil.
  package let versions: ClosedRange<Int16>?
  /// The one version at which a member of a generated family runs; nil for cases, whose runs choose.
  package let version: Int16?
  /// APIs that the broker has to advertise beside `api`.
  package let needs: [ApiKey]
  /// The part of the names of topics and groups that says who made them.
  package let label: String
  package let deadline: Duration
  /// No recorded Apache Kafka and no rule of a definition confirms it yet: it may not fail a claim.
  package let isUnconfirmed: Bool
  package let body: @Sendable (Trial) async throws -> Void

  /// - Parameters:
  ///   - deadline: What the whole case may take, clean-up apart. By default 10 s, 60 s for cases that wait.
  package init(
    _ id: String, _ title: String, _ level: Level, since: String, source: String, sends: String, expects: String,
    kills: String, tags: Set<Tag> = [], api: ApiKey? = nil, versions: ClosedRange<Int16>? = nil,
    version: Int16? = nil, needs: [ApiKey] = [], label: String? = nil, deadline: Duration? = nil,
    unconfirmed: Bool = false, body: @escaping @Sendable (Trial) async throws -> Void
  ) {
    self.id = id
    self.title = title
    self.level = level
    self.since = since
    self.source = source
    self.sends = sends
    self.expects = expects
    self.kills = kills
    self.tags = tags
    self.api = api
    self.versions = versions
    self.version = version
    self.needs = needs
    self.label = label ?? id.lowercased()
    self.deadline = deadline ?? (tags.contains(.waits) ? .seconds(60) : .seconds(10))
    isUnconfirmed = unconfirmed
    self.body = body
  }

  /// `PRODUCE`; for members of a generated family `G-TRUNC`.
  package var area: String { Self.area(of: id) }

  package static func area(of id: String) -> String {
    String(id.prefix { $0 != (id.hasPrefix("G-") ? "/" : "-") })
  }

  /// Whether it makes its files itself and asks no broker.
  package var isOffline: Bool { area == "SEG" && !tags.contains(.restarts) }

  /// `broker/00_produce/acks-0-stores-without-answering`
  package var address: String {
    let group = api.map { api in
      let number = api.rawValue < 10 ? "0\(api.rawValue)" : "\(api.rawValue)"
      return "\(number)_\(api.description.lowercased())"
    }
    guard area.hasPrefix("G-") else { return "broker/\(group ?? area.lowercased())/\(slug)" }
    let variant = id.split(separator: "/").last.map { $0.lowercased() } ?? slug
    return "broker/\(group ?? area.lowercased())/\(area.lowercased())-\(variant)\(version.map { "@v\($0)" } ?? "")"
  }

  /// The title in lower case, words joined by hyphens.
  package var slug: String {
    var words: [String] = []
    var word = ""
    for character in title.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words.joined(separator: "-")
  }
}

/// A group of cases with one prefix.
package struct Area: Sendable {
  /// `PRODUCE`
  package let name: String
  package let title: String
  package let profiles: [String]
  package let cases: [Case]

  package init(_ name: String, _ title: String, profiles: [String], cases: [Case]) {
    self.name = name
    self.title = title
    self.profiles = profiles
    self.cases = cases
  }
}
