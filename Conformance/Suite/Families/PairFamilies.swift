import KafkaSchema
import KafkaWire

extension Family {
  /// Each advertised pair of API and version.
  static var pairs: Family {
    let family = Family(
      "G-PAIR", "Every advertised version is answered", .must,
      sends: "A minimal legal request for each advertised API and version",
      expects: "An answer that decodes to its last byte", kills: "Any slip of an encoder in one version"
    ) { scope in
      scope.pairs.map { pair in
        Family.pairs.member(
          pair, "minimal", title: "\(pair.api) v\(pair.version) is answered as it is defined",
          tags: SharedState.minimal.contains(pair.api) ? [.exclusive] : []
        ) { t in
          let body = try await t.minimalRequest(pair)
          let fate = try await t.prompt(pair.api, pair.version, body)
          let reply = try t.answered(fate, "\(pair.api) v\(pair.version) is answered")
          if !reply.codes.isEmpty { t.note("codes \(reply.codes.sorted())") }
        }
      }
    }
    return family
  }

  /// Each case at each version of its API: what `--every-version` adds to a run.
  static var versions: Family {
    Family(
      "G-VER", "Every case at every version of its API", .must, source: "guide",
      sends: "What the case sends, at one version", expects: "What the case expects",
      kills: "Behaviour that changes with the version by accident"
    ) { scope in
      scope.versions.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { api, range in
        range.flatMap { version in
          casesByApi[api, default: []].filter { $0.versions?.contains(version) ?? true }.map { definition in
            Case(
              "G-VER/\(api)/v\(version)/\(definition.id)", definition.title, definition.level,
              since: definition.since, source: definition.source, sends: definition.sends,
              expects: definition.expects, kills: definition.kills, tags: definition.tags, api: api,
              versions: definition.versions, version: version, needs: definition.needs, label: definition.label,
              deadline: definition.deadline, unconfirmed: definition.isUnconfirmed, body: definition.body)
          }
        }
      }
    }
  }

  /// Cases that can run at any version; raw ones choose theirs.
  private static let casesByApi = Dictionary(
    grouping: Area.all.flatMap(\.cases).filter { $0.api != nil && !$0.tags.contains(.rawFrames) },
    by: { $0.api ?? .apiVersions })
}
