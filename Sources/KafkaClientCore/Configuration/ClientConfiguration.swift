import KafkaWire

/// What a client needs to know to reach a cluster. Producers, consumers and admin clients contain one.
///
/// Every property has the default of Apache Kafka's Java client 4.x and names Kafka's own option.
public struct ClientConfiguration: Sendable, Equatable {
  /// Where to learn the cluster from, as `host:port`; the port may be left out and is 9092 then. IPv6 addresses stand
  /// in brackets. Required; one that stands here twice counts once. Kafka's `bootstrap.servers`.
  public var bootstrapServers: [String]

  /// What the brokers write in their logs and quotas for this client. At most 32,767 bytes; empty takes one made up
  /// here. Kafka's `client.id`.
  public var clientID = ""

  /// How host names become addresses. Kafka's `client.dns.lookup`.
  public var dnsLookup = DNSLookup.useAllAddresses

  /// Who turns host names into addresses. ``Resolver/system`` by default. It belongs to the connections: producers and
  /// consumers that share a `KafkaClient` use that one's.
  public var resolver = Resolver.system

  /// How long a broker may take to answer, from the moment the request is sent. When it takes longer the connection
  /// is closed. 0 to 24 days; 30 seconds. Kafka's `request.timeout.ms`.
  public var requestTimeout = Duration.seconds(30)

  /// How long a call of an admin client may take with all its retries. 0 to 24 days; 60 seconds. Kafka's
  /// `default.api.timeout.ms`.
  public var defaultAPITimeout = Duration.seconds(60)

  /// When metadata is asked for again.
  public var metadata = Metadata()

  /// How connections are made, kept and closed.
  public var connection = Connection()

  /// How long to wait before something is tried again.
  public var retry = Retry()

  /// Metrics, spans and observers of your own.
  public var observability = Observability()

  /// Which metrics are kept. Kafka's `metrics.recording.level`.
  public var metricsRecordingLevel = MetricsRecordingLevel.info

  /// Options without an effect here that properties named.
  package var reserved = ReservedOptions()
  package var warnings: [String] = []
  package var origins = OptionOrigins()

  /// A configuration with defaults.
  public init(bootstrapServers: [String]) {
    self.bootstrapServers = bootstrapServers
  }

  package init() {
    bootstrapServers = []
  }

  /// How host names become addresses.
  public struct DNSLookup: Sendable, Hashable {
    enum Kind {
      case useAllAddresses, canonicalBootstrapServers
    }

    let kind: Kind

    /// Tries the addresses of a name one after another, IPv4 and IPv6 in turn (KIP-302, KIP-602), 64 at most. Kafka's
    /// `use_all_dns_ips`.
    public static let useAllAddresses = DNSLookup(kind: .useAllAddresses)

    /// Replaces each bootstrap server by the canonical names of its addresses, which Kerberos needs (KIP-235), and
    /// goes on as ``useAllAddresses`` does. Names are asked for anew when none of them can be reached, and when the
    /// client starts over with its bootstrap servers. Brokers keep the names that the cluster gives them. Kafka's
    /// `resolve_canonical_bootstrap_servers_only`.
    public static let canonicalBootstrapServers = DNSLookup(kind: .canonicalBootstrapServers)
  }

  /// When metadata is asked for again.
  public struct Metadata: Sendable, Equatable {
    /// The age at which metadata is fetched anew although nothing seems wrong. At least 0; 5 minutes. Kafka's
    /// `metadata.max.age.ms`.
    public var maximumAge = Duration.seconds(300)

    /// How long the metadata of a topic that nobody produces to is kept (KIP-526). At least 5 seconds; 5 minutes.
    /// Kafka's `metadata.max.idle.ms`.
    public var maximumIdleTime = Duration.seconds(300)

    /// What to do when no known broker can be reached (KIP-899). Kafka's `metadata.recovery.strategy`.
    public var recoveryStrategy = RecoveryStrategy.rebootstrap

    /// How long metadata may fail to arrive before the client starts over with the bootstrap servers (KIP-1102). At
    /// least 0; 5 minutes. Kafka's `metadata.recovery.rebootstrap.trigger.ms`.
    public var rebootstrapTrigger = Duration.seconds(300)

    /// The defaults.
    public init() {}
  }

  /// What to do when no known broker can be reached.
  public struct RecoveryStrategy: Sendable, Hashable {
    enum Kind {
      case none, rebootstrap
    }

    let kind: Kind

    /// Keep trying the brokers that were known last.
    public static let none = RecoveryStrategy(kind: .none)
    /// Start over with the bootstrap servers.
    public static let rebootstrap = RecoveryStrategy(kind: .rebootstrap)
  }

  /// How connections are made, kept and closed.
  public struct Connection: Sendable, Equatable {
    /// How long the first attempt at a TCP connection may take; doubles with each failure in a row. The same goes for
    /// looking its host up. At least 0; 10 seconds. Kafka's `socket.connection.setup.timeout.ms`.
    public var setupTimeout = Duration.seconds(10)

    /// What ``setupTimeout`` grows to at most. At least 0; 30 seconds. Kafka's
    /// `socket.connection.setup.timeout.max.ms`.
    public var setupTimeoutMaximum = Duration.seconds(30)

    /// The first pause before a broker is dialled again; doubles with each failure in a row. At least 0; 50 ms. Kafka's
    /// `reconnect.backoff.ms`.
    public var reconnectBackoff = Duration.milliseconds(50)

    /// What ``reconnectBackoff`` grows to at most. At least 0; 1 second. Kafka's `reconnect.backoff.max.ms`.
    public var reconnectBackoffMaximum = Duration.seconds(1)

    /// A connection without traffic for this long is closed. Negative keeps it open; 9 minutes. Kafka's
    /// `connections.max.idle.ms`.
    public var maximumIdleTime = Duration.seconds(540)

    /// The system's send buffer of a socket, in bytes. -1 leaves it to the system; 128 KiB. Kafka's
    /// `send.buffer.bytes`.
    public var sendBufferBytes = 131_072

    /// The system's receive buffer of a socket, in bytes. -1, the default here, leaves it to the system, which grows
    /// it with the traffic (the Java client's fixed 64 KiB slow a consumer down). Kafka's `receive.buffer.bytes`.
    public var receiveBufferBytes = -1

    /// The largest response accepted, in bytes; one that claims to be larger ends the connection before any memory is
    /// taken for it. At least 1024; 100,000,000. librdkafka's `receive.message.max.bytes`.
    public var maximumResponseBytes = 100_000_000

    /// Requests that may be unanswered on one connection at the same time; a producer has its own, smaller limit. At
    /// least 1; 100.
    public var maximumInFlightRequests = 100

    /// The defaults.
    public init() {}
  }

  /// How long to wait before something is tried again.
  public struct Retry: Sendable, Equatable {
    /// The first pause; doubles with each failure in a row, with a fifth of jitter (KIP-580). At least 0; 100 ms.
    /// Kafka's `retry.backoff.ms`.
    public var backoff = Duration.milliseconds(100)

    /// What ``backoff`` grows to at most. At least 0; 1 second. Kafka's `retry.backoff.max.ms`.
    public var backoffMaximum = Duration.seconds(1)

    /// The defaults.
    public init() {}
  }

  /// Which metrics are kept, by how much they cost.
  public struct MetricsRecordingLevel: Sendable, Hashable {
    enum Kind {
      case info, debug, trace
    }

    let kind: Kind

    /// Those that everybody needs.
    public static let info = MetricsRecordingLevel(kind: .info)
    /// Those of single requests as well.
    public static let debug = MetricsRecordingLevel(kind: .debug)
    /// All.
    public static let trace = MetricsRecordingLevel(kind: .trace)
  }
}
