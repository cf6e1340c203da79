extension BrokerOption {
  /// Options that tune what this broker does not have. Leaving them without effect cannot surprise anyone; a broker's log
  /// names those that are set.
  static let harmless: [BrokerOption] =
    unused(
      "one event loop does the work of these threads", .anyInt,
      [
        "num.network.threads", "num.io.threads", "background.threads", "num.recovery.threads.per.data.dir",
        "num.replica.alter.log.dirs.threads", "queued.max.requests", "log.cleaner.threads",
        "group.coordinator.threads", "remote.log.manager.thread.pool.size",
      ])
    + unused(
      "sockets keep the system's buffer sizes", .anyInt,
      [
        "socket.send.buffer.bytes", "socket.receive.buffer.bytes",
      ])
    + unused(
      "one node is broker and controller, without a quorum", .string,
      [
        "process.roles", "controller.quorum.voters", "controller.quorum.bootstrap.servers",
        "controller.listener.names", "inter.broker.listener.name", "security.inter.broker.protocol",
        "inter.broker.protocol.version",
      ])
    + unused(
      "checkpoints are written at the time of log.flush.offset.checkpoint.interval.ms", .anyInt,
      [
        "log.flush.start.offset.checkpoint.interval.ms"
      ])
    + unused(
      "a waiting fetch is found by its partition", .anyInt,
      [
        "fetch.purgatory.purge.interval.requests", "producer.purgatory.purge.interval.requests",
        "delete.records.purgatory.purge.interval.requests",
      ])
    + unused(
      "group state is loaded in one go", .anyInt,
      [
        "offsets.load.buffer.size", "offsets.topic.compression.codec",
      ])
    + unused(
      "transactions are not offered yet", .anyInt,
      [
        "transaction.state.log.num.partitions", "transaction.state.log.replication.factor",
        "transaction.state.log.min.isr", "transaction.state.log.segment.bytes", "transaction.max.timeout.ms",
        "transactional.id.expiration.ms", "transaction.abort.timed.out.transaction.cleanup.interval.ms",
        "transaction.remove.expired.transaction.cleanup.interval.ms",
      ])
    + unused(
      "share groups are not offered yet", .anyInt,
      [
        "share.coordinator.state.topic.num.partitions", "share.coordinator.state.topic.replication.factor",
        "share.coordinator.state.topic.min.isr",
      ])
    + unused(
      oneReplica, .anyLong,
      [
        "replica.lag.time.max.ms", "replica.fetch.max.bytes", "replica.fetch.wait.max.ms", "replica.fetch.min.bytes",
        "replica.fetch.response.max.bytes", "replica.fetch.backoff.ms", "replica.socket.timeout.ms",
        "replica.socket.receive.buffer.bytes", "replica.high.watermark.checkpoint.interval.ms",
        "num.replica.fetchers", "leader.imbalance.check.interval.seconds", "leader.imbalance.per.broker.percentage",
        "controlled.shutdown.max.retries", "controlled.shutdown.retry.backoff.ms", "controller.socket.timeout.ms",
        "broker.heartbeat.interval.ms", "broker.session.timeout.ms", "initial.broker.registration.timeout.ms",
        "request.timeout.ms",
      ])
    + unused(
      oneReplica, .boolean,
      [
        "auto.leader.rebalance.enable", "controlled.shutdown.enable",
      ])
    + unused(
      "metrics go through the application's own metrics backend", .string,
      [
        "metric.reporters", "metrics.num.samples", "metrics.sample.window.ms", "metrics.recording.level",
        "auto.include.jmx.reporter", "kafka.metrics.reporters", "kafka.metrics.polling.interval.secs",
      ])
    + unused(
      "idle producers are forgotten when log.retention.check.interval.ms has passed", .anyInt,
      [
        "producer.id.expiration.check.interval.ms"
      ])
    + unused(
      "only the classic group protocol is offered yet", .string,
      [
        "group.coordinator.rebalance.protocols", "group.coordinator.new.enable", "group.coordinator.append.linger.ms",
      ])

  private static func unused(_ reason: String, _ type: OptionType, _ names: [String]) -> [BrokerOption] {
    // The type is not checked: the value has no effect, and a newer Kafka may allow more.
    names.map { BrokerOption($0, type, .harmless(reason)) }
  }

  /// Options of parts that this broker does not have, by the beginning of their names. To accept them would promise
  /// what is not there.
  static let refusedFamilies: [(prefix: String, reason: String)] = [
    ("ssl.", "TLS listeners are not supported yet"),
    ("listener.name.", "options for one listener are not supported yet"),
    ("sasl.", "SASL is not supported yet"),
    ("password.encoder.", "dynamic passwords are not supported"),
    ("zookeeper.", "ZooKeeper is not supported yet"),
    ("authorizer.", "an authorizer is not supported yet"),
    ("super.users", "an authorizer is not supported yet"),
    ("allow.everyone.if.no.acl.found", "an authorizer is not supported yet"),
    ("principal.builder.class", "Java classes cannot be loaded"),
    ("create.topic.policy.class.name", "Java classes cannot be loaded"),
    ("alter.config.policy.class.name", "Java classes cannot be loaded"),
    ("replica.selector.class", "Java classes cannot be loaded"),
    ("client.quota.callback.class", "Java classes cannot be loaded"),
    ("security.providers", "Java classes cannot be loaded"),
    ("telemetry.", "client telemetry is not supported yet"),
    ("quota.", "quotas are not supported yet"),
    ("controller.quota.", "quotas are not supported yet"),
    ("replication.quota.", "quotas are not supported yet"),
    ("alter.log.dirs.replication.quota.", "quotas are not supported yet"),
    ("max.connection.creation.rate", "quotas are not supported yet"),
    ("max.connections.per.ip.overrides", "limits for single addresses are not supported yet"),
    ("remote.log.", "tiered storage is not supported"),
    ("log.local.retention.", "tiered storage is not supported"),
    ("delegation.token.", "delegation tokens are not supported yet"),
    ("group.consumer.", "the consumer group protocol (KIP-848) is not supported yet"),
    ("group.share.", "share groups are not supported yet"),
    ("group.streams.", "streams groups are not supported yet"),
    ("metadata.log.", "there is no metadata log: topics are kept in a file"),
    ("metadata.max.", "there is no metadata log: topics are kept in a file"),
    ("controller.quorum.", "there is no quorum of controllers"),
    ("connections.max.reauth.ms", "SASL is not supported yet"),
    ("log.cleaner.", "this setting of compaction is not supported yet"),
    ("log.message.downconversion.enable", "records are never converted to older formats"),
    ("log.message.format.version", "records are never stored in older formats"),
    ("unstable.", "unstable API versions are not offered"),
  ]
}
