/// The options of a share consumer (KIP-932), which this library does not have yet: read and checked by Kafka's rules, so
/// that a file for one gets a verdict.
package struct ShareConsumerConfiguration: KafkaConfiguration, Equatable {
  /// What it has in common with other consumers.
  package var consumer = ConsumerConfiguration()
  package var warnings: [String] = []
  package var origins = OptionOrigins()

  package init() {}

  package static let role = "share consumers"

  package static let keys: [ConfigurationKey<ShareConsumerConfiguration>] =
    ConsumerConfiguration.keys.filter { !rejected.contains($0.name) && !$0.name.hasPrefix("internal.") }
    .map { $0.lifted(to: \.consumer) }

  /// Options of consumers that a share consumer refuses.
  package static let rejected: Set<String> = [
    "auto.offset.reset", "enable.auto.commit", "group.instance.id", "group.protocol", "group.remote.assignor",
    "heartbeat.interval.ms", "interceptor.classes", "isolation.level", "partition.assignment.strategy",
    "session.timeout.ms",
  ]

  package func check(_ problems: inout ConfigurationProblems) {
    consumer.client.check(&problems)
    if consumer.groupID == nil { problems.refuse("group.id is required by share consumers; set it") }
  }

  package mutating func settle(_ given: GivenOptions, _ problems: inout ConfigurationProblems) {
    consumer.client.settleShared(given, &problems)
  }
}
