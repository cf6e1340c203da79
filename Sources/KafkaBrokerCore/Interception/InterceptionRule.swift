package import KafkaWire

/// Which requests are intercepted, how often, and what is done to them.
package struct InterceptionRule: Sendable {
  /// Nil in any of these matches everything.
  package var api: ApiKey?
  package var clientID: String?
  package var connection: UInt64?
  package var topic: String?
  /// Of ``topic``.
  package var partition: Int32?
  package var node: Int32?

  /// So many matching requests go by before the first is intercepted.
  package var skip = 0
  /// So many are intercepted.
  package var times = 1
  /// From the making of the rule on: requests that come before `after`, or at `before` and later, do not match.
  package var after = Duration.zero
  package var before: Duration?
  /// How likely each matching request is to be intercepted, by chance from the seed.
  package var probability = 1.0
  package var seed: UInt64 = 0

  package var effect: InterceptionEffect

  package init(_ effect: InterceptionEffect) {
    self.effect = effect
  }

  func matches(_ request: InterceptedRequest) -> Bool {
    if let api, api != request.api { return false }
    if let clientID, clientID != request.clientID { return false }
    if let connection, connection != request.connection { return false }
    if let node, node != request.node { return false }
    guard let topic else { return true }
    guard let partition else { return request.topics.contains(topic) }
    return request.partitions.contains(TopicPartition(topic: topic, partition: partition))
  }

  /// Whether a topic or partition of a matching request is one that the rule is about.
  func concerns(_ topic: String?, _ partition: Int32?) -> Bool {
    guard let wanted = self.topic else { return true }
    guard wanted == topic else { return false }
    return self.partition == nil || partition == nil || self.partition == partition
  }

  /// - Throws: `invalidRule`.
  package func validate() throws(InterceptionError) {
    if let problem = complaint() { throw InterceptionError(.invalidRule, problem) }
  }

  /// Refuses also what a broker with this configuration never sees.
  ///
  /// - Throws: `invalidRule`.
  package func validate(for configuration: BrokerConfiguration) throws(InterceptionError) {
    try validate()
    let nodes = Int64(configuration.nodeID)..<(Int64(configuration.nodeID) + Int64(max(1, configuration.nodeCount)))
    if let node, !nodes.contains(Int64(node)) {
      let known = nodes.count == 1 ? "its node is" : "its nodes are \(nodes.lowerBound) to"
      throw InterceptionError(.invalidRule, "the broker has no node \(node): \(known) \(nodes.upperBound - 1)")
    }
    // A release that is not known is refused when the broker starts.
    if let api, let release = KafkaRelease(configuration.release), ApiTable(release: release).versions(of: api) == nil {
      throw InterceptionError(
        .invalidRule, "Kafka \(release), which the broker behaves like, does not serve \(api): no rule can see it")
    }
  }

  private func complaint() -> String? {
    if times < 1 { return "times is at least 1, not \(times)" }
    if skip < 0 { return "skip is at least 0, not \(skip)" }
    if !(probability > 0 && probability <= 1) { return "probability is above 0 and at most 1, not \(probability)" }
    if after < .zero { return "after is at least 0, not \(after)" }
    if let before, before <= after { return "before (\(before)) is later than after (\(after))" }
    if partition != nil, topic == nil { return "a partition needs its topic" }
    if let partition, partition < 0 { return "a partition is at least 0, not \(partition)" }
    if let api {
      if ApiTable.built[api] == nil { return "\(api) is not served by this broker, so that no rule can see it" }
      if topic != nil, !InterceptedAPIs.withTopics.contains(api) {
        return "\(api) names no topics, so that a rule for topic \(topic ?? "") never applies to it"
      }
      if partition != nil, !InterceptedAPIs.withPartitions.contains(api) {
        return "\(api) names no partitions, so that a rule for partition \(partition ?? -1) never applies to it"
      }
    }
    return effect.complaint()
  }
}
