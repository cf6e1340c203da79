/// Options that Kafka's clients have and a configuration here does not: why not, so that the answer to a property
/// file written for another client is more than "unknown".
package enum ForeignOptions {
  package enum Verdict: Equatable, Sendable {
    /// Means nothing outside the Java client; accepted with a warning.
    case ignored(String)
    /// Means something that this library does not do yet.
    case unsupported(String)
    /// An option of another kind of client.
    case elsewhere(String)
  }

  /// Nil for a name that is in no list.
  package static func find(_ name: String) -> Verdict? { exact[name] }

  /// What a name is about that is in no list and like no other; nil when that cannot be said.
  package static func area(of name: String) -> Verdict? { byPrefix.first { name.hasPrefix($0.prefix) }?.verdict }

  private static let typed = Verdict.ignored("keys and values are bytes or Swift types, not converted by class name")
  private static let producers = Verdict.elsewhere("producers")
  private static let consumers = Verdict.elsewhere("consumers")
  private static let share = Verdict.elsewhere("share consumers")
  private static let log = Verdict.ignored("what is logged is decided by the Logger that a client is given")
  private static let own = Verdict.unsupported("a part of librdkafka that has no counterpart here")
  private static let metrics = Verdict.ignored("metrics are published through swift-metrics")

  private static let exact: [String: Verdict] = [
    // Of the other roles, and without effect in each.
    "key.serializer": typed, "value.serializer": typed, "key.deserializer": typed, "value.deserializer": typed,
    "default.list.key.serde.inner": typed, "default.list.value.serde.inner": typed,
    "default.list.key.serde.type": typed, "default.list.value.serde.type": typed,
    "auto.include.jmx.reporter": metrics, "statistics.interval.ms": metrics,
    // librdkafka's own.
    "debug": log, "log_level": log, "log.connection.close": log, "log.queue": log, "log.thread.name": log,
    "socket.nagle.disable": .ignored("Nagle's algorithm is always off"),
    "api.version.request": .ignored("versions are always asked for"),
    "broker.address.family": .unsupported("one address family only"),
    "socket.keepalive.enable": .ignored("TCP keep-alives are always on"),
    "queue.buffering.max.messages": .unsupported("a limit in records; buffer.memory limits bytes"),
    "batch.num.messages": .unsupported("a limit in records; batch.size limits bytes"),
    "queued.min.messages": .unsupported("a limit in records; fetch.buffer.bytes limits bytes"),
    "enable.gapless.guarantee": .unsupported("stopping at the first lost record"),
    "enable.partition.eof": .unsupported("events at the end of a partition"),
    "enable.auto.offset.store": .unsupported("offsets are stored when a record has been processed"),
    "queue.buffering.backpressure.threshold": own, "delivery.report.only.error": own,
    "sticky.partitioning.linger.ms": own, "topic.metadata.propagation.max.ms": own, "message.copy.max.bytes": own,
    "fetch.queue.backoff.ms": own, "fetch.error.backoff.ms": own, "coordinator.query.interval.ms": own,
    "group.protocol.type": own, "broker.address.ttl": own, "socket.max.fails": own, "topic.blacklist": own,
    "api.version.request.timeout.ms": own,
    "ssl.key.location": .unsupported("TLS"), "ssl.certificate.location": .unsupported("TLS"),
    "ssl.ca.location": .unsupported("TLS; Kafka's name is ssl.truststore.location"),
    // Of the other roles.
    "bootstrap.controllers": .elsewhere("admin clients"), "interceptor.classes": .elsewhere("producers and consumers"),
    "transaction.two.phase.commit.enable": producers,
    "acks": producers, "batch.size": producers, "buffer.memory": producers, "compression.type": producers,
    "compression.gzip.level": producers, "compression.lz4.level": producers, "compression.zstd.level": producers,
    "delivery.timeout.ms": producers, "enable.idempotence": producers, "linger.ms": producers,
    "max.block.ms": producers, "max.in.flight.requests.per.connection": producers, "max.request.size": producers,
    "metadata.max.idle.ms": producers, "retries": .elsewhere("producers and admin clients"),
    "transaction.timeout.ms": producers,
    "transactional.id": producers, "partitioner.class": producers,
    "partitioner.adaptive.partitioning.enable": producers, "partitioner.availability.timeout.ms": producers,
    "partitioner.ignore.keys": producers,
    "allow.auto.create.topics": consumers, "auto.commit.interval.ms": consumers, "auto.offset.reset": consumers,
    "check.crcs": consumers, "client.rack": consumers, "enable.auto.commit": consumers,
    "exclude.internal.topics": consumers, "fetch.max.bytes": consumers, "fetch.max.wait.ms": consumers,
    "fetch.min.bytes": consumers, "group.id": consumers, "group.instance.id": consumers,
    "group.protocol": consumers, "group.remote.assignor": consumers, "heartbeat.interval.ms": consumers,
    "internal.throw.on.fetch.stable.offset.unsupported": consumers, "internal.leave.group.on.close": consumers,
    "isolation.level": consumers, "max.partition.fetch.bytes": consumers, "max.poll.interval.ms": consumers,
    "max.poll.records": consumers, "partition.assignment.strategy": consumers, "session.timeout.ms": consumers,
    "default.api.timeout.ms": .elsewhere("consumers and admin clients"),
    "share.acknowledgement.mode": share, "share.acquire.mode": share,
  ]

  private static let byPrefix: [(prefix: String, verdict: Verdict)] = [
    ("ssl.", .unsupported("TLS")),
    ("sasl.", .unsupported("SASL")),
    ("security.", .unsupported("TLS and SASL")),
    ("enable.ssl.", .unsupported("TLS")),
    ("enable.sasl.", .unsupported("SASL")),
    ("https.ca.", .unsupported("TLS")),
    ("metrics.context.", metrics),
    ("test.mock.", .unsupported("a mock cluster inside the client")),
  ]
}
