import KafkaSchema
package import KafkaWire

/// The APIs and versions that members are made for.
package struct FamilyScope: Sendable {
  package struct Pair: Hashable, Sendable {
    package var api: ApiKey
    package var version: Int16

    /// The first release of Apache Kafka whose brokers accept it.
    package var since: String { FamilyScope.firstReleases[self] ?? "next" }
  }

  package var versions: [ApiKey: ClosedRange<Int16>]

  package init(_ versions: [ApiKey: ClosedRange<Int16>]) { self.versions = versions }

  /// What a broker advertises and the definitions describe.
  package init(_ discovery: Discovery) {
    versions = [:]
    for api in discovery.advertised.keys { versions[api] = discovery.usable(api) }
    // Listed for the sake of old clients where nothing before Fetch 4 is served, but refused (KIP-896).
    if let produce = versions[.produce], versions[.fetch]?.lowerBound ?? 0 >= 4, produce.overlaps(3...(.max)) {
      versions[.produce] = produce.clamped(to: 3...(.max))
    }
  }

  /// What the newest release accepts from clients: sizes of families are counted in it.
  package static let published = FamilyScope { message in message.supported.subtracting(message.unstable).hull }

  /// Every version that the definitions describe, those of old releases included: for looking up ids.
  package static let described = FamilyScope { message in message.versions.subtracting(message.unstable).hull }

  private init(_ range: (MessageDefinition) -> ClosedRange<Int16>?) {
    versions = [:]
    for api in Definitions.clientApis { versions[api] = Definitions.request(api).flatMap(range) }
  }

  /// Each API at each version, in order.
  package var pairs: [Pair] {
    versions.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { api, range in
      range.map { Pair(api: api, version: $0) }
    }
  }

  fileprivate static let firstReleases: [Pair: String] = {
    var found: [Pair: String] = [:]
    for release in KafkaRelease.all {
      for api in Definitions.allApis {
        for version in ReleaseTable.versions(of: api, in: release)?.stable.map({ Array($0) }) ?? [] {
          let pair = Pair(api: api, version: version)
          if found[pair] == nil { found[pair] = "\(release)" }
        }
      }
    }
    return found
  }()
}

/// APIs that families handle with care, because the requests that they make are not all harmless.
package enum SharedState {
  /// Minimal requests leave something behind that the suite does not take away again.
  static let minimal: Set<ApiKey> = [.createAcls, .createDelegationToken]

  /// Bent requests may reach what all of the cluster shares: they run alone, and only with `--allow-exclusive`.
  static let bent: Set<ApiKey> = minimal.union(
    [
      .writeTxnMarkers, .alterConfigs, .incrementalAlterConfigs, .alterReplicaLogDirs, .electLeaders,
      .alterPartitionReassignments, .alterClientQuotas, .alterUserScramCredentials, .renewDelegationToken,
      .expireDelegationToken,
    ]
  ).union(destructive)

  /// With another value in one field they take a broker, a voter, a feature or foreign ACLs away: their values are
  /// never changed.
  static let destructive: Set<ApiKey> = [
    .unregisterBroker, .addRaftVoter, .removeRaftVoter, .updateFeatures, .deleteAcls, .controlledShutdown,
    .unregisterController,
  ]

  /// Tags for a request whose bytes or values are not those of the minimal one.
  static func tags(_ api: ApiKey) -> Set<Tag> { bent.contains(api) ? [.exclusive, .rawFrames] : [.rawFrames] }
}
