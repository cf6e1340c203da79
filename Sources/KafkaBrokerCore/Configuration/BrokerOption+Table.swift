extension BrokerOption {
  private static let millisecond = Duration.milliseconds(1)
  private static let minute = Duration.seconds(60)
  private static let hour = Duration.seconds(3600)

  package static func named(_ name: String) -> BrokerOption? { index[name] }

  private static let index = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// Every option known, in the order in which they are applied: where several set one value, the last wins, as
  /// `log.retention.ms` wins over `.minutes` and that over `.hours`.
  package static let all: [BrokerOption] = identity + topics + logs + network + fetch + offsets + groups + harmless

  private static let identity: [BrokerOption] = [
    OptionBuilder.int("broker.id", .anyInt, \.nodeID),
    OptionBuilder.int("node.id", .naturalInt, \.nodeID),
    BrokerOption(
      "broker.rack", .string, .used(read: { $0.rack }, write: { $0.rack = $1.trimmingSpaces })),
    BrokerOption(
      "listeners", .list,
      .used(
        read: { $0.listeners.map(\.description).joined(separator: ",") },
        write: { (configuration: inout BrokerConfiguration, text: String) throws(ConfigurationError) in
          configuration.listeners = try Listener.list(text, option: "listeners")
        })),
    BrokerOption(
      "advertised.listeners", .list,
      .used(
        read: { $0.advertisedListeners?.map(\.description).joined(separator: ",") },
        write: { (configuration: inout BrokerConfiguration, text: String) throws(ConfigurationError) in
          configuration.advertisedListeners = try Listener.list(text, option: "advertised.listeners")
        })),
    directory("log.dir", .string),
    directory("log.dirs", .list),
  ]

  private static func directory(_ name: String, _ type: OptionType) -> BrokerOption {
    BrokerOption(
      name, type,
      .used(
        read: { $0.storage.path },
        write: { (configuration: inout BrokerConfiguration, text: String) throws(ConfigurationError) in
          let paths = text.commaSeparated
          guard let path = paths.first else { throw ConfigurationError(name, "no directory is given") }
          guard paths.count == 1 else {
            throw ConfigurationError(name, "one directory is supported, \(paths.count) are given")
          }
          configuration.storage = .directory(path)
        }))
  }

  private static let topics: [BrokerOption] = [
    OptionBuilder.int("num.partitions", .positiveInt, \.topics.partitionCount),
    OptionBuilder.short("default.replication.factor", .short(1...32767), \.topics.replicationFactor),
    OptionBuilder.boolean("auto.create.topics.enable", \.topics.createsAutomatically),
    OptionBuilder.boolean("delete.topic.enable", \.topics.allowsDeletion),
  ]

  static let oneReplica = "there is one replica of each partition"
  private static let noCompaction = "logs are not compacted yet; compacted topics keep every record"

  private static let logs: [BrokerOption] = [
    OptionBuilder.int("message.max.bytes", .naturalInt, \.log.maxMessageBytes),
    OptionBuilder.int("log.segment.bytes", .int(14...Int64(Int32.max)), \.log.segmentBytes),
    OptionBuilder.time("log.roll.hours", .positiveInt, unit: hour, \.log.rollInterval),
    OptionBuilder.time("log.roll.ms", .positiveLong, unit: millisecond, \.log.rollInterval),
    OptionBuilder.time("log.roll.jitter.hours", .naturalInt, unit: hour, \.log.rollJitter),
    OptionBuilder.time("log.roll.jitter.ms", .naturalLong, unit: millisecond, \.log.rollJitter),
    OptionBuilder.int("log.index.interval.bytes", .naturalInt, \.log.indexIntervalBytes),
    OptionBuilder.int("log.index.size.max.bytes", .int(4...Int64(Int32.max)), \.log.indexMaxBytes),
    OptionBuilder.boolean("log.preallocate", \.log.preallocates).withoutEffect("segments grow as they are written"),
    OptionBuilder.time("log.segment.delete.delay.ms", .naturalLong, unit: millisecond, \.log.fileDeleteDelay),
    OptionBuilder.long("log.flush.interval.messages", .positiveLong, \.log.flushMessages),
    OptionBuilder.timeLimit("log.flush.interval.ms", .anyLong, unit: millisecond, none: .max, \.log.flushInterval),
    OptionBuilder.time(
      "log.flush.scheduler.interval.ms", .positiveLong, unit: millisecond, \.log.flushCheckInterval
    ).withoutEffect("log.flush.interval.ms is kept to without looking around"),
    OptionBuilder.time(
      "log.flush.offset.checkpoint.interval.ms", .positiveInt, unit: millisecond, \.log.checkpointInterval),
    OptionBuilder.timeLimit("log.retention.hours", .anyInt, unit: hour, none: -1, \.log.retention),
    OptionBuilder.timeLimit("log.retention.minutes", .anyInt, unit: minute, none: -1, \.log.retention),
    OptionBuilder.timeLimit("log.retention.ms", .anyLong, unit: millisecond, none: -1, \.log.retention),
    OptionBuilder.limit("log.retention.bytes", .anyLong, none: -1, \.log.retentionBytes),
    OptionBuilder.time(
      "log.retention.check.interval.ms", .positiveLong, unit: millisecond, \.log.retentionCheckInterval),
    OptionBuilder.list("log.cleanup.policy", .list(of: ["compact", "delete"]), \.log.cleanupPolicy),
    OptionBuilder.string("compression.type", TopicOption.compressionTypes, \.log.compressionType),
    OptionBuilder.int("compression.gzip.level", .int(-1...9), \.log.gzipLevel),
    OptionBuilder.int("compression.lz4.level", .int(1...17), \.log.lz4Level),
    OptionBuilder.int("compression.zstd.level", .int(-131072...22), \.log.zstdLevel),
    OptionBuilder.string("log.message.timestamp.type", TopicOption.timestampTypes, \.log.timestampType),
    OptionBuilder.timeLimit(
      "log.message.timestamp.before.max.ms", .naturalLong, unit: millisecond, none: .max, \.log.timestampBeforeMax),
    OptionBuilder.timeLimit(
      "log.message.timestamp.after.max.ms", .naturalLong, unit: millisecond, none: .max, \.log.timestampAfterMax),
    OptionBuilder.int("min.insync.replicas", .positiveInt, \.log.minInsyncReplicas).withoutEffect(oneReplica),
    OptionBuilder.double("log.cleaner.min.cleanable.ratio", .double(0...1), \.log.minCleanableRatio)
      .withoutEffect(noCompaction),
    OptionBuilder.time("log.cleaner.delete.retention.ms", .naturalLong, unit: millisecond, \.log.deleteRetention)
      .withoutEffect(noCompaction),
    OptionBuilder.time("log.cleaner.min.compaction.lag.ms", .naturalLong, unit: millisecond, \.log.minCompactionLag)
      .withoutEffect(noCompaction),
    OptionBuilder.timeLimit(
      "log.cleaner.max.compaction.lag.ms", .positiveLong, unit: millisecond, none: .max, \.log.maxCompactionLag
    ).withoutEffect(noCompaction),
    OptionBuilder.boolean("unclean.leader.election.enable", \.log.electsUncleanLeaders).withoutEffect(oneReplica),
    OptionBuilder.time("producer.id.expiration.ms", .positiveInt, unit: millisecond, \.log.producerExpiration),
  ]

  private static let network: [BrokerOption] = [
    OptionBuilder.int("socket.request.max.bytes", .positiveInt, \.network.requestMaxBytes),
    OptionBuilder.int("max.connections", .naturalInt, \.network.maxConnections),
    OptionBuilder.int("max.connections.per.ip", .naturalInt, \.network.maxConnectionsPerAddress),
    OptionBuilder.time("connections.max.idle.ms", .anyLong, unit: millisecond, \.network.maxIdleTime),
    OptionBuilder.int("socket.listen.backlog.size", .positiveInt, \.network.backlog),
    OptionBuilder.limit("queued.max.request.bytes", .anyLong, none: -1, \.network.queuedMaxRequestBytes),
  ]

  private static let fetch: [BrokerOption] = [
    OptionBuilder.int("fetch.max.bytes", .int(1024...Int64(Int32.max)), \.fetch.maxBytes),
    OptionBuilder.int("max.incremental.fetch.session.cache.slots", .naturalInt, \.fetch.maxSessions),
  ]

  private static let offsets: [BrokerOption] = [
    OptionBuilder.int("offsets.topic.num.partitions", .positiveInt, \.offsets.topicPartitionCount),
    OptionBuilder.short("offsets.topic.replication.factor", .short(1...32767), \.offsets.topicReplicationFactor)
      .withoutEffect(oneReplica),
    OptionBuilder.int("offsets.topic.segment.bytes", .positiveInt, \.offsets.topicSegmentBytes),
    OptionBuilder.time("offsets.retention.minutes", .positiveInt, unit: minute, \.offsets.retention),
    OptionBuilder.time(
      "offsets.retention.check.interval.ms", .positiveLong, unit: millisecond, \.offsets.retentionCheckInterval),
    OptionBuilder.int("offset.metadata.max.bytes", .naturalInt, \.offsets.metadataMaxBytes),
    OptionBuilder.time("offsets.commit.timeout.ms", .positiveInt, unit: millisecond, \.offsets.commitTimeout)
      .withoutEffect("a commit waits for no other replica"),
  ]

  private static let groups: [BrokerOption] = [
    OptionBuilder.time(
      "group.initial.rebalance.delay.ms", .naturalInt, unit: millisecond, \.groups.initialRebalanceDelay),
    OptionBuilder.time("group.min.session.timeout.ms", .naturalInt, unit: millisecond, \.groups.minSessionTimeout),
    OptionBuilder.time("group.max.session.timeout.ms", .naturalInt, unit: millisecond, \.groups.maxSessionTimeout),
    OptionBuilder.int("group.max.size", .positiveInt, \.groups.maxSize),
  ]
}
