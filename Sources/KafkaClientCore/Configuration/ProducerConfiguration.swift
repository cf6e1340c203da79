public import KafkaCompression
import KafkaWire

/// How a producer gathers, sends and repeats records.
///
/// Every property has the default of Apache Kafka's Java producer 4.x and names Kafka's own option. Values are checked
/// together when a producer is made; one error lists everything that is wrong.
///
/// ```swift
/// var configuration = ProducerConfiguration(bootstrapServers: ["localhost:9092"])
/// configuration.compression = .zstd
/// configuration.linger = .milliseconds(20)
/// ```
public struct ProducerConfiguration: Sendable, Equatable {
  /// How to reach the cluster. Of a producer that shares a ``KafkaClient``, the client's own settings count.
  public var client: ClientConfiguration

  /// Which replicas must have a batch before it counts as delivered. ``Acknowledgements/all``. Kafka's `acks`.
  public var acknowledgements = Acknowledgements.all

  /// Whether the brokers drop repetitions that retries lead to, and keep each partition's order through them (KIP-98).
  /// ``Idempotence/automatic``. Kafka's `enable.idempotence`.
  public var idempotence = Idempotence.automatic

  /// The size in bytes, after compression, at which a partition's batch is full and leaves. Larger records get a batch
  /// of their own; 0 makes a batch of every record. At least 0; 16 KiB. Many small records are cheaper with 64 KiB or
  /// more. Kafka's `batch.size`.
  public var batchSize = 16_384

  /// How long a batch that is not full waits for more records, at most. Batches leave earlier along with others for
  /// the same broker. At least 0; 5 ms. Kafka's `linger.ms`.
  public var linger = Duration.milliseconds(5)

  /// How many bytes the batches that are not finished may take together. Who has a record and finds no room waits, in
  /// order of arrival, for up to ``maximumBlockTime``. At least 0; 32 MiB. A record larger than this is always refused.
  /// Kafka's `buffer.memory`.
  public var bufferMemory = 33_554_432

  /// How long a record may wait to be taken: for the metadata of its topic and for memory, together. At least 0; one
  /// minute. Kafka's `max.block.ms`.
  public var maximumBlockTime = Duration.seconds(60)

  /// The largest record, before compression, and the size up to which batches go into one request, in bytes. The
  /// broker has a limit of its own (`message.max.bytes`). At least 0; 1 MiB. Kafka's `max.request.size`.
  public var maximumRequestSize = 1_048_576

  /// How batches are compressed. ``Compression/none``. Kafka's `compression.type` and `compression.*.level`.
  public var compression = Compression.none

  /// How long delivering a batch may take, from its first record to the acknowledgement, with waiting and all retries.
  /// At least ``linger`` and ``ClientConfiguration/requestTimeout`` together. Nil, the default, takes two minutes, or
  /// as long as those two if that is more. Kafka's `delivery.timeout.ms`.
  public var deliveryTimeout: Duration?

  /// How often a batch is sent again. 0 to 2147483647, the default; limit the time with ``deliveryTimeout`` rather than
  /// the number. Kafka's `retries`.
  public var retries = Int(Int32.max)

  /// Produce requests without an answer on one connection. At least 1; at most 5, the default, with idempotence.
  /// Without idempotence more than 1 can change the order of records when one has to be repeated. Kafka's
  /// `max.in.flight.requests.per.connection`.
  public var maximumInFlightRequests = 5

  /// How the partition of a record is chosen that does not name one.
  public var partitioning = Partitioning()

  /// The name under which this producer's transactions go on after a restart. Nil, the default, has none. Transactions
  /// are not supported yet, so that one is refused when a producer is made. Kafka's `transactional.id`.
  public var transactionalID: String?

  /// How long a transaction may take before the broker ends it. Nil, the default, is one minute. Kafka's
  /// `transaction.timeout.ms`.
  public var transactionTimeout: Duration?

  /// Whether transactions take part in a commit of two phases (KIP-939), which excludes ``transactionTimeout``. Not
  /// supported yet. Kafka's `transaction.two.phase.commit.enable`.
  public var usesTwoPhaseCommit = false

  /// Options without an effect here that properties named; those of the client are there.
  package var reserved = ReservedOptions()
  package var warnings: [String] = []
  package var origins = OptionOrigins()

  /// A configuration with defaults.
  ///
  /// - Parameter bootstrapServers: See ``ClientConfiguration/bootstrapServers``.
  public init(bootstrapServers: [String]) {
    client = ClientConfiguration(bootstrapServers: bootstrapServers)
  }

  /// A configuration with defaults, for a cluster that is reached as `client` says.
  public init(client: ClientConfiguration) {
    self.client = client
  }

  package init() {
    client = ClientConfiguration()
  }

  /// Reads options by their names in Kafka's documentation, as in a `producer.properties` file.
  ///
  /// Options that only mean something to the Java client are accepted, and mentioned in the log once. Options that are
  /// legal and not supported here are refused when a producer is made.
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

  // MARK: Values

  /// Which replicas must have a batch before it counts as delivered.
  public struct Acknowledgements: Sendable, Hashable {
    /// What goes on the wire.
    package let count: Int16

    /// None: a batch counts as delivered when it is written to the socket. Losses are not noticed, and no offsets are
    /// known.
    public static let none = Acknowledgements(count: 0)
    /// The partition's leader. Records are lost if it fails before a follower has them.
    public static let leader = Acknowledgements(count: 1)
    /// All replicas in sync, and at least as many as the topic's `min.insync.replicas`.
    public static let all = Acknowledgements(count: -1)
  }

  /// Whether the brokers drop repetitions.
  public struct Idempotence: Sendable, Hashable {
    package enum Kind {
      case automatic, enabled, disabled
    }

    package let kind: Kind

    /// On, unless ``ProducerConfiguration/acknowledgements`` or ``ProducerConfiguration/retries`` exclude it, which then
    /// turn it off.
    public static let automatic = Idempotence(kind: .automatic)
    /// On; settings that exclude it are an error.
    public static let enabled = Idempotence(kind: .enabled)
    /// Off: a batch that has to be sent again may be stored twice.
    public static let disabled = Idempotence(kind: .disabled)
  }

  /// The codec of batches and its effort.
  public struct Compression: Sendable, Hashable {
    /// The codec.
    public var type: CompressionType
    /// gzip's level: 1 (fast) to 9 (small), or -1 for its default. Kafka's `compression.gzip.level`.
    public var gzipLevel = -1
    /// LZ4's level: 1 to 17; 9, the default, is its fast compressor. Kafka's `compression.lz4.level`.
    public var lz4Level = 9
    /// Zstandard's level: -131072 (fast) to 22 (small); 3. Kafka's `compression.zstd.level`.
    public var zstdLevel = 3

    /// A codec with its default level.
    public init(_ type: CompressionType) {
      self.type = type
    }

    /// Batches go as they are.
    public static let none = Compression(.none)
    /// gzip at its default level.
    public static let gzip = Compression(.gzip)
    /// Snappy, which has no levels.
    public static let snappy = Compression(.snappy)
    /// LZ4 at its default level.
    public static let lz4 = Compression(.lz4)
    /// Zstandard at its default level.
    public static let zstd = Compression(.zstd)

    /// gzip at a level from 1 to 9.
    public static func gzip(level: Int) -> Compression {
      var compression = gzip
      compression.gzipLevel = level
      return compression
    }

    /// LZ4 at a level from 1 to 17.
    public static func lz4(level: Int) -> Compression {
      var compression = lz4
      compression.lz4Level = level
      return compression
    }

    /// Zstandard at a level from -131072 to 22.
    public static func zstd(level: Int) -> Compression {
      var compression = zstd
      compression.zstdLevel = level
      return compression
    }

    /// The level of the codec that is used.
    package var level: Int? {
      switch type {
      case .none, .snappy: nil
      case .gzip: gzipLevel
      case .lz4: lz4Level
      case .zstd: zstdLevel
      }
    }
  }

  /// How the partition of a record is chosen that does not name one.
  public struct Partitioning: Sendable, Hashable {
    /// The rule. ``Partitioner/default``. Kafka's `partitioner.class`, librdkafka's `partitioner`.
    public var partitioner = Partitioner.default

    /// Whether records without a key prefer partitions with short queues (KIP-794). True. Kafka's
    /// `partitioner.adaptive.partitioning.enable`.
    public var isAdaptive = true

    /// After how long a broker that takes no batches gets no records without a key. Zero, the default, is never.
    /// Kafka's `partitioner.availability.timeout.ms`.
    public var availabilityTimeout = Duration.zero

    /// Whether records with a key are treated as if they had none. False. Kafka's `partitioner.ignore.keys`.
    public var ignoresKeys = false

    /// The defaults.
    public init() {}
  }
}

// MARK: - What follows from the values

extension ProducerConfiguration {
  private static let defaultDeliveryTimeout = Duration.seconds(120)

  /// ``deliveryTimeout``, or what takes its place.
  package var effectiveDeliveryTimeout: Duration {
    deliveryTimeout ?? max(Self.defaultDeliveryTimeout, linger + client.requestTimeout)
  }

  /// Whether idempotence is on after all.
  package var isIdempotent: Bool {
    switch idempotence.kind {
    case .enabled: true
    case .disabled: false
    case .automatic: acknowledgements == .all && retries > 0
    }
  }

  /// What the machines need to know.
  package var settings: ProduceSettings {
    var settings = ProduceSettings()
    settings.acks = acknowledgements.count
    settings.batchSize = batchSize
    settings.linger = linger
    settings.bufferMemory = bufferMemory
    settings.maximumRequestSize = maximumRequestSize
    settings.maximumInFlight = maximumInFlightRequests
    settings.retries = retries
    settings.backoff = Backoff(base: client.retry.backoff, cap: client.retry.backoffMaximum)
    settings.requestTimeout = client.requestTimeout
    settings.deliveryTimeout = effectiveDeliveryTimeout
    settings.maximumBlock = maximumBlockTime
    settings.metadataMaximumIdle = client.metadata.maximumIdleTime
    settings.isIdempotent = isIdempotent
    settings.compression = compression.type
    settings.compressionLevel = compression.level
    settings.partitioner = partitioning.partitioner
    settings.ignoresKeys = partitioning.ignoresKeys
    settings.isPartitioningAdaptive = partitioning.isAdaptive
    settings.availabilityTimeout = partitioning.availabilityTimeout
    return settings
  }
}
