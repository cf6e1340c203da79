package import KafkaWire

/// Which versions of which APIs a node accepts and advertises: what the emulated release has and what is built.
package struct ApiTable: Sendable {
  package let release: KafkaRelease
  private let accepted: [ApiKey: ClosedRange<Int16>]
  /// What ApiVersions lists, by key.
  package let advertised: [(api: ApiKey, versions: ClosedRange<Int16>)]

  /// The versions that the handlers can answer: all that any release since 0.10.0 has of these APIs.
  package static let built: [ApiKey: ClosedRange<Int16>] = [
    .produce: 0...13,
    .fetch: 0...18,
    .listOffsets: 0...11,
    .metadata: 0...13,
    .findCoordinator: 0...6,
    .offsetCommit: 0...10,
    .offsetFetch: 0...10,
    .joinGroup: 0...9,
    .heartbeat: 0...4,
    .leaveGroup: 0...5,
    .syncGroup: 0...5,
    .describeGroups: 0...6,
    .listGroups: 0...5,
    .deleteGroups: 0...2,
    .deleteRecords: 0...2,
    .offsetForLeaderEpoch: 0...4,
    .offsetDelete: 0...0,
    .apiVersions: 0...4,
    .createTopics: 0...7,
    .deleteTopics: 0...6,
    .initProducerId: 0...6,
    .describeConfigs: 0...4,
    .createPartitions: 0...3,
    .describeCluster: 0...2,
    .describeProducers: 0...0,
    .describeTopicPartitions: 0...0,
  ]

  package init(release: KafkaRelease, built: [ApiKey: ClosedRange<Int16>] = ApiTable.built) {
    self.release = release
    var accepted: [ApiKey: ClosedRange<Int16>] = [:]
    for (api, versions) in built {
      guard let offered = ReleaseTable.accepted(api, in: release), offered.overlaps(versions) else { continue }
      accepted[api] = offered.clamped(to: versions)
    }
    self.accepted = accepted
    self.advertised = accepted.map { api, versions in
      // Kafka 4 lists Produce from 0 for old clients, which look there for the codecs they may use, and refuses 0 to
      // 2 all the same (KIP-896).
      let listed = api == .produce && release >= .kafka4 ? 0...versions.upperBound : versions
      return (api, listed)
    }.sorted { $0.0.rawValue < $1.0.rawValue }
  }

  package func versions(of api: ApiKey) -> ClosedRange<Int16>? { accepted[api] }
}

extension KafkaRelease {
  /// The first release without ZooKeeper and without formats from before 0.11.
  package static let kafka4: KafkaRelease = KafkaRelease("4.0") ?? KafkaRelease.all[KafkaRelease.all.count - 1]
  /// The first release that can do without ZooKeeper.
  package static let kafka28: KafkaRelease = KafkaRelease("2.8") ?? kafka4
  /// The first release that stores committed offsets with the topic's id.
  package static let kafka41: KafkaRelease = KafkaRelease("4.1") ?? kafka4
}
