import KafkaWire

extension ClientConfiguration {
  /// Reads options by their names in Kafka's documentation, as in a `client.properties` file.
  ///
  /// Options that only mean something to the Java client are accepted, and mentioned in the log once. Options that are
  /// legal and not supported here are refused when a client is made.
  ///
  /// - Parameters:
  ///   - properties: Names and values.
  ///   - dialect: Whose names, units and words they are.
  ///   - unknownNames: What to do with names that are no options.
  /// - Throws: ``KafkaError`` with the code ``KafkaError/Code/invalidConfiguration``. It lists everything that is
  ///   wrong, with the closest name for one that does not exist.
  public init(
    properties: [String: String], dialect: PropertyDialect = .java, unknownNames: UnknownNames = .refuse
  ) throws(KafkaError) {
    self = try Self.read(properties: properties, dialect: dialect, unknownNames: unknownNames)
  }

  /// All options as they are in force, with the origin of each, in the order of names. Secrets are hidden.
  public var effectiveOptions: [EffectiveOption] { listedOptions }

  /// All options that exist, in the order of names.
  public static var options: [ConfigurationOption] { listedKeys }
}

extension ClientConfiguration: KafkaConfiguration, ReservedOptionHolder {
  package static let role = "admin clients"

  package static let keys: [ConfigurationKey<ClientConfiguration>] =
    sharedKeys.map { $0.name == "enable.metrics.push" ? metricsPush(false) : $0 } + [
      .reserved(
        "bootstrap.controllers", .list, default: .list([]), .missing("talking to controllers directly"),
        "Controllers to learn the cluster from, instead of bootstrap.servers (KIP-919)."),
      .reserved(
        "retries", .int, default: .integer(2_147_483_647), rule: .range(low: 0, high: 2_147_483_647),
        .missing("a limit in attempts; default.api.timeout.ms limits the time"), "How often a call is tried again."),
    ]

  /// What producers and consumers have too, but for what either has not.
  static let sharedKeys: [ConfigurationKey<ClientConfiguration>] =
    connectionKeys + timeKeys + javaKeys + SecurityOptions.keys

  private static let connectionKeys: [ConfigurationKey<ClientConfiguration>] = [
    ConfigurationKey<ClientConfiguration>(
      "bootstrap.servers", aliases: ["metadata.broker.list"], type: .list,
      read: { text, root in
        root.bootstrapServers = ConfigurationKey<ClientConfiguration>.items(of: text)
        return nil
      },
      check: { root in
        if root.bootstrapServers.isEmpty, root.reserved["bootstrap.controllers"]?.isEmpty == false { return nil }
        return BootstrapServers.problem(with: root.bootstrapServers)
      },
      show: { $0.bootstrapServers.joined(separator: ",") }
    ).about("Where to learn the cluster from, as host:port."),
    .string("client.id", \.clientID).about("What brokers write in their logs and quotas for this client."),
    .choice(
      "client.dns.lookup", \.dnsLookup,
      [
        "use_all_dns_ips": .useAllAddresses,
        "resolve_canonical_bootstrap_servers_only": .canonicalBootstrapServers,
      ]
    ).about("How host names become addresses."),
    .integer("send.buffer.bytes", \.connection.sendBufferBytes, in: -1...Int(Int32.max))
      .about("The system's send buffer of a socket, in bytes; -1 leaves it to the system."),
    .integer("receive.buffer.bytes", \.connection.receiveBufferBytes, in: -1...Int(Int32.max))
      .about("The system's receive buffer of a socket, in bytes; -1 leaves it to the system."),
    .integer("receive.message.max.bytes", \.connection.maximumResponseBytes, in: 1024...Int(Int32.max))
      .about("The largest response that is accepted, in bytes; a name of librdkafka."),
  ]

  private static let timeKeys: [ConfigurationKey<ClientConfiguration>] = [
    .milliseconds("request.timeout.ms", \.requestTimeout, in: .zero...longestInt32, aliases: ["socket.timeout.ms"])
      .about("How long a broker may take to answer, in milliseconds."),
    .milliseconds("default.api.timeout.ms", \.defaultAPITimeout, in: .zero...longestInt32)
      .about("How long a call may take with all its retries, in milliseconds."),
    .milliseconds("metadata.max.age.ms", \.metadata.maximumAge, aliases: ["topic.metadata.refresh.interval.ms"])
      .about("The age at which metadata is fetched anew, in milliseconds."),
    .milliseconds("metadata.max.idle.ms", \.metadata.maximumIdleTime, in: .seconds(5)...longest)
      .about("How long the metadata of a topic without records is kept, in milliseconds (KIP-526)."),
    .choice(
      "metadata.recovery.strategy", \.metadata.recoveryStrategy, ["rebootstrap": .rebootstrap, "none": .none],
      ignoringCase: true
    ).about("What to do when no known broker can be reached (KIP-899)."),
    .milliseconds("metadata.recovery.rebootstrap.trigger.ms", \.metadata.rebootstrapTrigger)
      .about("How long metadata may fail before the bootstrap servers are asked, in milliseconds (KIP-1102)."),
    .milliseconds("socket.connection.setup.timeout.ms", \.connection.setupTimeout)
      .about("How long the first attempt at a TCP connection may take, in milliseconds."),
    .milliseconds("socket.connection.setup.timeout.max.ms", \.connection.setupTimeoutMaximum)
      .about("What that grows to at most with failures, in milliseconds."),
    .milliseconds("reconnect.backoff.ms", \.connection.reconnectBackoff)
      .about("The first pause before a broker is dialled again, in milliseconds."),
    .milliseconds("reconnect.backoff.max.ms", \.connection.reconnectBackoffMaximum)
      .about("What that grows to at most, in milliseconds."),
    .milliseconds("connections.max.idle.ms", \.connection.maximumIdleTime, in: .milliseconds(Int64.min)...longest)
      .about("A connection without traffic for this long is closed, in milliseconds; negative keeps it open."),
    .milliseconds("retry.backoff.ms", \.retry.backoff)
      .about("The first pause before something is tried again, in milliseconds (KIP-580)."),
    .milliseconds("retry.backoff.max.ms", \.retry.backoffMaximum)
      .about("What that grows to at most, in milliseconds (KIP-580)."),
  ]

  private static let javaKeys: [ConfigurationKey<ClientConfiguration>] = [
    metricsPush(true),
    .reserved(
      "metric.reporters", .list, default: .list(["org.apache.kafka.common.metrics.JmxReporter"]), .ignored(metrics),
      "Java classes that publish metrics."),
    .reserved(
      "metrics.num.samples", .int, default: .integer(2), rule: .range(low: 1, high: nil), .ignored(metrics),
      "How many samples Java's metrics are computed from."),
    .reserved(
      "metrics.sample.window.ms", .long, default: .integer(30_000), rule: .range(low: 0, high: nil), .ignored(metrics),
      "How long one of these samples is, in milliseconds."),
    .choice(
      "metrics.recording.level", \.metricsRecordingLevel, ["INFO": .info, "DEBUG": .debug, "TRACE": .trace]
    ).about("Which metrics are kept.").lacking { root in
      root.metricsRecordingLevel == .info ? nil : "is not supported yet; only INFO is"
    },
    .reserved(
      "config.providers", .list, default: .list([]),
      .missing("values from other places; read those through swift-configuration"),
      "Java classes that fetch values from files and the like."),
  ]

  private static let metrics = "metrics are published through swift-metrics; remove it"

  private static func metricsPush(_ standard: Bool) -> ConfigurationKey<ClientConfiguration> {
    .reserved(
      "enable.metrics.push", .boolean, default: .flag(standard),
      .ignored("client metrics are not pushed to brokers yet; take them from swift-metrics"),
      "Whether brokers get the client's metrics (KIP-714).")
  }

  private static var longest: Duration { ConfigurationKey<Self>.longest }
  private static var longestInt32: Duration { ConfigurationKey<Self>.longestInt32 }

  package mutating func settle(_ given: GivenOptions, _ problems: inout ConfigurationProblems) {
    settleShared(given, &problems)
    guard requestTimeout > defaultAPITimeout else { return }
    if given.contains("default.api.timeout.ms") {
      problems.refuse(
        """
        default.api.timeout.ms (\(defaultAPITimeout.wholeMilliseconds)) must not be less than request.timeout.ms \
        (\(requestTimeout.wholeMilliseconds)); raise it or lower the other
        """)
    } else {
      defaultAPITimeout = requestTimeout
      problems.derive("default.api.timeout.ms", from: "request.timeout.ms")
      problems.warn(
        "default.api.timeout.ms is raised to \(requestTimeout.wholeMilliseconds), that of request.timeout.ms; set it too"
      )
    }
  }

  /// What holds for producers and consumers as well.
  mutating func settleShared(_ given: GivenOptions, _ problems: inout ConfigurationProblems) {
    if given.dialect == .java, let entry = bootstrapServers.first(where: { BootstrapServers.hasNoPort($0) }) {
      problems.refuse(
        "bootstrap.servers has \"\(entry)\" without a port; write \(entry):\(BootstrapServers.defaultPort)")
    }
    while let entry = warnOfRepetition(&problems) {
      if let last = bootstrapServers.lastIndex(of: entry) { bootstrapServers.remove(at: last) }
    }
    if given.contains("reconnect.backoff.ms"), !given.contains("reconnect.backoff.max.ms") {
      connection.reconnectBackoffMaximum = connection.reconnectBackoff
      problems.derive("reconnect.backoff.max.ms", from: "reconnect.backoff.ms")
      problems.warn("reconnect.backoff.ms is set alone, so the pause does not grow; set reconnect.backoff.max.ms too")
    }
  }

  private func warnOfRepetition(_ problems: inout ConfigurationProblems) -> String? {
    guard let entry = BootstrapServers.repetition(in: bootstrapServers) else { return nil }
    problems.warn("bootstrap.servers has \(entry) twice, which counts once")
    return entry
  }

  package func check(_ problems: inout ConfigurationProblems) {
    _ = warnOfRepetition(&problems)
    if !bootstrapServers.isEmpty, reserved["bootstrap.controllers"]?.isEmpty == false {
      problems.refuse("bootstrap.servers and bootstrap.controllers exclude each other; set one of them")
    }
    SecurityRules.check(reserved, &problems)
    if dnsLookup == .canonicalBootstrapServers, reserved.text("sasl.mechanism").uppercased() != "GSSAPI" {
      problems.warn(
        "client.dns.lookup resolve_canonical_bootstrap_servers_only is meant for Kerberos (sasl.mechanism GSSAPI); "
          + "use_all_dns_ips needs no reverse look-ups")
    }
    if connection.maximumInFlightRequests < 1 {
      problems.refuse("maximumInFlightRequests must be at least 1, not \(connection.maximumInFlightRequests)")
    }
    if observability.samplingInterval < .milliseconds(100) {
      problems.refuse("samplingInterval must be at least 100 ms, not \(observability.samplingInterval)")
    }
    if observability.maximumMeteredTopics < 0 {
      problems.refuse("maximumMeteredTopics must not be negative, as \(observability.maximumMeteredTopics) is")
    }
    if retry.backoff > retry.backoffMaximum {
      problems.warn(
        "retry.backoff.ms is more than retry.backoff.max.ms, so the pause is always the latter; raise the latter")
    }
    if connection.setupTimeout > connection.setupTimeoutMaximum {
      problems.warn(
        "socket.connection.setup.timeout.ms is more than its maximum, so the maximum is always used; raise the latter")
    }
  }
}
