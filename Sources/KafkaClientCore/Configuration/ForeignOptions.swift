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

  /// Nil for a name that no client of Kafka has.
  package static func find(_ name: String) -> Verdict? {
    if let verdict = exact[name] { return verdict }
    return byPrefix.first { name.hasPrefix($0.prefix) }?.verdict
  }

  private static let jvm = Verdict.ignored("it names a Java class or a part of the Java runtime")
  private static let metrics = Verdict.ignored("metrics are published through swift-metrics")
  private static let typed = Verdict.ignored("keys and values are bytes or Swift types, not converted by class name")
  private static let interceptors = Verdict.unsupported("interceptors")
  private static let producers = Verdict.elsewhere("producers")
  private static let consumers = Verdict.elsewhere("consumers")
  private static let share = Verdict.elsewhere("share consumers")
  private static let telemetry = Verdict.ignored("client metrics are not pushed to brokers yet")

  private static let exact: [String: Verdict] = [
    // Parts of the Java runtime.
    "key.serializer": typed, "value.serializer": typed, "key.deserializer": typed, "value.deserializer": typed,
    "default.list.key.serde.inner": typed, "default.list.value.serde.inner": typed,
    "default.list.key.serde.type": typed, "default.list.value.serde.type": typed,
    "metric.reporters": metrics, "metrics.num.samples": metrics, "metrics.sample.window.ms": metrics,
    "metrics.recording.level": metrics, "auto.include.jmx.reporter": metrics, "statistics.interval.ms": metrics,
    "security.providers": jvm, "ssl.provider": jvm, "ssl.keymanager.algorithm": jvm,
    "ssl.trustmanager.algorithm": jvm, "ssl.secure.random.implementation": jvm, "ssl.engine.factory.class": jvm,
    "sasl.kerberos.kinit.cmd": jvm, "sasl.login.class": jvm,
    "enable.metrics.push": telemetry,
    // Not yet.
    "interceptor.classes": interceptors,
    "config.providers": .unsupported("values from files and the environment"),
    "bootstrap.controllers": .unsupported("talking to controllers directly"),
    "transaction.two.phase.commit.enable": .unsupported("two-phase commit"),
    // Of the other roles.
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
  ]
}
