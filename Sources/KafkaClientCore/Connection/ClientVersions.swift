package import KafkaMessages
package import KafkaWire

/// The versions of each API that this client speaks.
package enum ClientVersions {
  /// The release of Kafka whose newest stable versions are the upper ends.
  package static let release: KafkaRelease? = KafkaRelease("4.3")

  /// From the oldest version described to the newest that is stable in `release`.
  package static func range(of api: ApiKey, described: ClosedRange<Int16>) -> ClosedRange<Int16> {
    guard let release, let stable = ReleaseTable.versions(of: api, in: release)?.stable else { return described }
    let upper = min(described.upperBound, stable.upperBound)
    return upper >= described.lowerBound ? described.lowerBound...upper : described
  }

  package static func range<Request: KafkaRequest>(of _: Request.Type) -> ClosedRange<Int16> {
    range(of: Request.apiKey, described: Request.versions)
  }
}

/// What a broker said it speaks, for the connection on which it said so.
package struct BrokerCapabilities: Equatable, Sendable {
  package var versions: [ApiKey: ClosedRange<Int16>]
  /// The cluster's finalized features (KIP-584) with their levels; empty where the broker did not say.
  package var finalizedFeatures: [String: Int16]
  /// Grows when the features change; -1 where unknown.
  package var finalizedFeaturesEpoch: Int64

  package init(
    versions: [ApiKey: ClosedRange<Int16>], finalizedFeatures: [String: Int16] = [:],
    finalizedFeaturesEpoch: Int64 = -1
  ) {
    self.versions = versions
    self.finalizedFeatures = finalizedFeatures
    self.finalizedFeaturesEpoch = finalizedFeaturesEpoch
  }

  init(_ response: ApiVersionsResponse) {
    versions = [:]
    for entry in response.apiKeys where entry.minVersion <= entry.maxVersion {
      versions[ApiKey(rawValue: entry.apiKey)] = entry.minVersion...entry.maxVersion
    }
    finalizedFeatures = [:]
    for feature in response.finalizedFeatures { finalizedFeatures[feature.name] = feature.maxVersionLevel }
    finalizedFeaturesEpoch = response.finalizedFeaturesEpoch
  }

  /// The newest version of `api` that both sides speak; nil when there is none.
  package func version(of api: ApiKey, ours: ClosedRange<Int16>) -> Int16? {
    guard let theirs = versions[api] else { return nil }
    let newest = min(ours.upperBound, theirs.upperBound)
    return newest >= max(ours.lowerBound, theirs.lowerBound) ? newest : nil
  }
}
