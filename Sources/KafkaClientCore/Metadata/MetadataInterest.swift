/// Which topics somebody wants metadata of, for as long as they say so.
package struct MetadataInterest: Equatable, Sendable {
  package enum Topics: Equatable, Sendable {
    case named(Set<String>)
    /// Every topic of the cluster, for patterns that are matched here.
    case all
  }

  package var topics: Topics
  /// Whether asking may create a topic, where the broker does that. Kafka's `allow.auto.create.topics`.
  package var allowsAutoCreation: Bool

  package init(topics: Topics, allowsAutoCreation: Bool) {
    self.topics = topics
    self.allowsAutoCreation = allowsAutoCreation
  }
}

/// Who is interested.
package struct InterestID: Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }
}
