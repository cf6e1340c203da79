/// One option of a topic: what it may be, and where its default comes from.
package struct TopicOption: Sendable {
  package var name: String
  package var type: OptionType
  /// The broker options that give the default, the strongest first, as DescribeConfigs lists them as synonyms.
  package var synonyms: [String]
  /// The synonym that has a default of its own; nil when Kafka's default comes from elsewhere.
  package var defaultHolder: String?
  /// The value of a topic that does not set it.
  package var defaultValue: @Sendable (BrokerConfiguration) -> String
  /// Whether Kafka 4.0 removed it.
  package var isGoneSince4: Bool

  init(
    _ name: String, _ type: OptionType, broker synonyms: String..., isGoneSince4: Bool = false,
    hasDefaultHolder: Bool = true, default fixed: String? = nil
  ) {
    self.name = name
    self.type = type
    self.synonyms = synonyms
    self.isGoneSince4 = isGoneSince4
    self.defaultHolder = hasDefaultHolder ? synonyms.last : nil
    if let fixed {
      self.defaultValue = { _ in fixed }
    } else {
      let option = synonyms.first.flatMap(BrokerOption.named)
      self.defaultValue = { option?.value(in: $0) ?? "" }
    }
  }

  #if Compression
    static let compressionTypes = OptionType.string(
      oneOf: ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"])
  #else
    /// Without the package trait there is no codec that a topic could store with.
    static let compressionTypes = OptionType.string(oneOf: ["uncompressed", "producer"])
  #endif
  static let timestampTypes = OptionType.string(oneOf: ["CreateTime", "LogAppendTime"])

  package static func named(_ name: String) -> TopicOption? { index[name] }

  private static let index = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  private static let forever = String(Int64.max)

  /// The options of Kafka 3.9 and 4, by name.
  package static let all: [TopicOption] = [
    TopicOption("cleanup.policy", .list(of: ["compact", "delete"]), broker: "log.cleanup.policy"),
    TopicOption("compression.gzip.level", .int(-1...9), broker: "compression.gzip.level"),
    TopicOption("compression.lz4.level", .int(1...17), broker: "compression.lz4.level"),
    TopicOption("compression.type", compressionTypes, broker: "compression.type"),
    TopicOption("compression.zstd.level", .int(-131072...22), broker: "compression.zstd.level"),
    TopicOption("delete.retention.ms", .naturalLong, broker: "log.cleaner.delete.retention.ms"),
    TopicOption("file.delete.delay.ms", .naturalLong, broker: "log.segment.delete.delay.ms"),
    TopicOption("flush.messages", .positiveLong, broker: "log.flush.interval.messages"),
    TopicOption("flush.ms", .naturalLong, broker: "log.flush.interval.ms", hasDefaultHolder: false),
    TopicOption("follower.replication.throttled.replicas", .list, default: ""),
    TopicOption("index.interval.bytes", .naturalInt, broker: "log.index.interval.bytes"),
    TopicOption("leader.replication.throttled.replicas", .list, default: ""),
    TopicOption("local.retention.bytes", .long(-2...Int64.max), broker: "log.local.retention.bytes", default: "-2"),
    TopicOption("local.retention.ms", .long(-2...Int64.max), broker: "log.local.retention.ms", default: "-2"),
    TopicOption("max.compaction.lag.ms", .positiveLong, broker: "log.cleaner.max.compaction.lag.ms"),
    TopicOption("max.message.bytes", .naturalInt, broker: "message.max.bytes"),
    TopicOption(
      "message.downconversion.enable", .boolean, broker: "log.message.downconversion.enable", isGoneSince4: true,
      default: "true"),
    TopicOption(
      "message.format.version", .string, broker: "log.message.format.version", isGoneSince4: true, default: "3.0-IV1"),
    TopicOption("message.timestamp.after.max.ms", .naturalLong, broker: "log.message.timestamp.after.max.ms"),
    TopicOption("message.timestamp.before.max.ms", .naturalLong, broker: "log.message.timestamp.before.max.ms"),
    TopicOption(
      "message.timestamp.difference.max.ms", .naturalLong, broker: "log.message.timestamp.difference.max.ms",
      isGoneSince4: true, default: forever),
    TopicOption("message.timestamp.type", timestampTypes, broker: "log.message.timestamp.type"),
    TopicOption("min.cleanable.dirty.ratio", .double(0...1), broker: "log.cleaner.min.cleanable.ratio"),
    TopicOption("min.compaction.lag.ms", .naturalLong, broker: "log.cleaner.min.compaction.lag.ms"),
    TopicOption("min.insync.replicas", .positiveInt, broker: "min.insync.replicas"),
    TopicOption("preallocate", .boolean, broker: "log.preallocate"),
    TopicOption("remote.log.copy.disable", .boolean, default: "false"),
    TopicOption("remote.log.delete.on.disable", .boolean, default: "false"),
    TopicOption("remote.storage.enable", .boolean, default: "false"),
    TopicOption("retention.bytes", .anyLong, broker: "log.retention.bytes"),
    TopicOption(
      "retention.ms", .long(-1...Int64.max), broker: "log.retention.ms", "log.retention.minutes",
      "log.retention.hours"),
    TopicOption("segment.bytes", .int(14...Int64(Int32.max)), broker: "log.segment.bytes"),
    TopicOption("segment.index.bytes", .int(4...Int64(Int32.max)), broker: "log.index.size.max.bytes"),
    TopicOption(
      "segment.jitter.ms", .naturalLong, broker: "log.roll.jitter.ms", "log.roll.jitter.hours", hasDefaultHolder: false),
    TopicOption("segment.ms", .positiveLong, broker: "log.roll.ms", "log.roll.hours", hasDefaultHolder: false),
    TopicOption("unclean.leader.election.enable", .boolean, broker: "unclean.leader.election.enable"),
  ]
}
