package import KafkaWire

/// How a broker runs: the options of Kafka's `server.properties` as typed values.
///
/// Every property names its `server.properties` option. ``init(properties:)`` reads the options by those names and
/// refuses what it does not know.
public struct BrokerConfiguration: Sendable, Equatable {
  /// Where records and the cluster's metadata are kept.
  public struct Storage: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
      case directory(String)
      case memory
    }
    var kind: Kind

    /// In this directory, which is created when missing (`log.dirs`).
    public static func directory(_ path: String) -> Storage { Storage(kind: .directory(path)) }
    /// In memory, gone with the broker: for tests.
    public static let memory = Storage(kind: .memory)

    /// The directory; nil for ``memory``.
    public var path: String? {
      if case .directory(let path) = kind { path } else { nil }
    }
  }

  /// This broker's number in its cluster, 0 or more (`node.id`).
  public var nodeID: Int32 = 1
  /// How many nodes the broker has, from 1 to 100: ``nodeID`` and those after it (no option of Kafka's; `--nodes`). They run
  /// in one process and share their logs, one copy of everything, so that leaders and coordinators can move. Each
  /// node listens at the ports of ``listeners`` plus its place, or at free ones where those are 0.
  public var nodeCount = 1
  /// The rack, told to clients for rack-aware choices (`broker.rack`).
  public var rack: String?
  /// Where to listen (`listeners`). Port 0 takes a free one.
  public var listeners = [Listener(host: "127.0.0.1", port: 9092)]
  /// What clients are told to connect to (`advertised.listeners`); nil advertises ``listeners``.
  public var advertisedListeners: [Listener]?
  /// Where data lives (`log.dirs`).
  public var storage = Storage.memory
  /// Whose versions of the protocol are offered: a Kafka release such as `4.3` or `3.9` (no option of Kafka's;
  /// `--emulate`).
  public var release = "4.3"

  public var topics = Topics()
  public var log = Log()
  public var network = Network()
  public var fetch = Fetch()
  public var offsets = Offsets()
  public var groups = Groups()

  /// The options that were given by name, as opposed to defaults and values set in code.
  var explicitOptions: Set<String> = []

  public init() {}

  /// Defaults for new topics.
  public struct Topics: Sendable, Equatable {
    /// Partitions of a topic created without a count, at least 1 (`num.partitions`).
    public var partitionCount: Int32 = 1
    /// Copies of each partition of a topic created without a factor (`default.replication.factor`). One node holds one.
    public var replicationFactor: Int16 = 1
    /// Whether Metadata requests create unknown topics when the client allows it (`auto.create.topics.enable`).
    public var createsAutomatically = true
    /// Whether DeleteTopics works (`delete.topic.enable`).
    public var allowsDeletion = true

    public init() {}
  }

  /// Defaults for the logs of partitions; most can be overridden by topic.
  public struct Log: Sendable, Equatable {
    /// The largest record batch, in bytes as stored, 0 or more (`message.max.bytes`; topic `max.message.bytes`).
    public var maxMessageBytes: Int32 = 1_048_588
    /// Size at which a segment is closed, at least 14 bytes (`log.segment.bytes`; topic `segment.bytes`). Kafka 4
    /// wants 1 MiB or more; small ones are useful in tests.
    public var segmentBytes: Int32 = 1_073_741_824
    /// Age at which a segment is closed, at least 1 ms (`log.roll.ms`, `log.roll.hours`; topic `segment.ms`).
    public var rollInterval: Duration = .seconds(7 * 24 * 3600)
    /// Up to how much earlier a segment is closed, drawn by lot (`log.roll.jitter.ms`; topic `segment.jitter.ms`).
    public var rollJitter: Duration = .zero
    /// Bytes between two entries of an index (`log.index.interval.bytes`; topic `index.interval.bytes`).
    public var indexIntervalBytes: Int32 = 4096
    /// Size of an index file, at least 4 bytes (`log.index.size.max.bytes`; topic `segment.index.bytes`).
    public var indexMaxBytes: Int32 = 10_485_760
    /// Whether segments get their full size at once (`log.preallocate`; topic `preallocate`). Without effect: they grow.
    public var preallocates = false
    /// How long a deleted segment's files stay (`log.segment.delete.delay.ms`; topic `file.delete.delay.ms`).
    public var fileDeleteDelay: Duration = .seconds(60)
    /// Records after which a log is synced to disk, at least 1; the default never syncs by count
    /// (`log.flush.interval.messages`; topic `flush.messages`).
    public var flushMessages: Int64 = .max
    /// Time after which appended records are synced; nil never syncs by time (`log.flush.interval.ms`; topic
    /// `flush.ms`).
    public var flushInterval: Duration?
    /// How often the times of ``flushInterval`` are looked at (`log.flush.scheduler.interval.ms`). Without effect: they
    /// are kept to exactly.
    public var flushCheckInterval: Duration = .seconds(3600)
    /// How often recovery points are written (`log.flush.offset.checkpoint.interval.ms`).
    public var checkpointInterval: Duration = .seconds(60)
    /// Age at which records are deleted; nil keeps them (`log.retention.ms`, `.minutes`, `.hours`; topic
    /// `retention.ms`).
    public var retention: Duration? = .seconds(168 * 3600)
    /// Size of a partition above which its oldest segments are deleted; nil is no limit (`log.retention.bytes`; topic
    /// `retention.bytes`).
    public var retentionBytes: Int64?
    /// How often retention is looked at (`log.retention.check.interval.ms`).
    public var retentionCheckInterval: Duration = .seconds(300)
    /// `delete`, `compact`, both or neither (`log.cleanup.policy`; topic `cleanup.policy`). Logs are not compacted yet:
    /// with `compact` alone a topic keeps every record.
    public var cleanupPolicy = ["delete"]
    /// `producer` keeps what was sent; else the codec that everything is stored with, or `uncompressed`
    /// (`compression.type`).
    public var compressionType = "producer"
    /// -1 or 1…9 (`compression.gzip.level`).
    public var gzipLevel: Int32 = -1
    /// 1…17 (`compression.lz4.level`).
    public var lz4Level: Int32 = 9
    /// -131072…22 (`compression.zstd.level`).
    public var zstdLevel: Int32 = 3
    /// `CreateTime` or `LogAppendTime` (`log.message.timestamp.type`; topic `message.timestamp.type`).
    public var timestampType = "CreateTime"
    /// How far before the broker's clock a timestamp may lie, KIP-937; nil is no limit
    /// (`log.message.timestamp.before.max.ms`).
    public var timestampBeforeMax: Duration?
    /// How far after the broker's clock a timestamp may lie, KIP-937; nil is no limit
    /// (`log.message.timestamp.after.max.ms`).
    public var timestampAfterMax: Duration? = .seconds(3600)
    /// Copies that must have a record before `acks=all` is answered, at least 1 (`min.insync.replicas`). Without effect:
    /// it counts for no more than the copies there are, and that is one.
    public var minInsyncReplicas: Int32 = 1
    /// Share of a log that must be dirty before it is compacted, 0…1 (`log.cleaner.min.cleanable.ratio`). Like the next
    /// three without effect until logs are compacted.
    public var minCleanableRatio = 0.5
    /// How long tombstones stay (`log.cleaner.delete.retention.ms`; topic `delete.retention.ms`).
    public var deleteRetention: Duration = .seconds(24 * 3600)
    /// Youngest age of a record that compaction may touch (`log.cleaner.min.compaction.lag.ms`).
    public var minCompactionLag: Duration = .zero
    /// Oldest age of a record that compaction may leave alone; nil is no limit (`log.cleaner.max.compaction.lag.ms`).
    public var maxCompactionLag: Duration?
    /// Whether a replica that is behind may lead (`unclean.leader.election.enable`). Without effect: there is one.
    public var electsUncleanLeaders = false
    /// How long the sequences of an idle producer are remembered (`producer.id.expiration.ms`).
    public var producerExpiration: Duration = .seconds(24 * 3600)

    public init() {}
  }

  /// Limits on connections.
  public struct Network: Sendable, Equatable {
    /// The largest request in bytes; a larger one closes its connection (`socket.request.max.bytes`).
    public var requestMaxBytes: Int32 = 104_857_600
    /// Connections at a time; more are closed at once (`max.connections`).
    public var maxConnections: Int32 = .max
    /// Connections at a time from one address (`max.connections.per.ip`).
    public var maxConnectionsPerAddress: Int32 = .max
    /// A connection without a request for so long is closed (`connections.max.idle.ms`).
    public var maxIdleTime: Duration = .seconds(600)
    /// Connections that may wait to be accepted (`socket.listen.backlog.size`). Apache Kafka's default is 50, which
    /// makes a burst of connections wait for TCP to try again.
    public var backlog: Int32 = 1024
    /// Bytes that all connections together may hold of requests that have not arrived whole, or that wait for their turn;
    /// beyond it the connection that holds the most is closed (`queued.max.request.bytes`, which in Apache Kafka delays reading instead). Nil, the
    /// default, is 512 MiB, or five of the largest requests if that is more.
    public var queuedMaxRequestBytes: Int64?

    package var requestBudget: Int {
      Int(clamping: queuedMaxRequestBytes ?? max(512 << 20, 5 * Int64(requestMaxBytes)))
    }

    public init() {}
  }

  /// Limits on fetches.
  public struct Fetch: Sendable, Equatable {
    /// The most bytes of records in one answer, whatever was asked (`fetch.max.bytes`). At least one whole batch is
    /// always given.
    public var maxBytes: Int32 = 57_671_680
    /// Bytes of answers that may wait to be sent, over all connections. Beyond it fetches are answered with one batch
    /// (no option of Kafka's).
    public var maxBytesInFlight = 256 << 20
    /// Fetches that may wait for data at a time; more are answered at once with what there is (no option of Kafka's).
    public var maxWaiting = 100_000
    /// Incremental fetch sessions (KIP-227) that are remembered at a time, 0 or more; a client that finds no room names
    /// all its partitions in every fetch (`max.incremental.fetch.session.cache.slots`).
    public var maxSessions: Int32 = 1000
    /// Partitions that all fetch sessions together may remember (no option of Kafka's).
    public var maxSessionPartitions = 1_000_000
    /// The epoch that a session's second request gives, 1 or more: 1 as in Kafka, except in tests of how it wraps (no
    /// option of Kafka's).
    package var firstSessionEpoch: Int32 = 1

    public init() {}
  }

  /// The topic of committed offsets and group state.
  public struct Offsets: Sendable, Equatable {
    /// Its partitions, at least 1; never change it once used (`offsets.topic.num.partitions`).
    public var topicPartitionCount: Int32 = 50
    /// Its copies, at least 1; lowered to the number of brokers (`offsets.topic.replication.factor`).
    public var topicReplicationFactor: Int16 = 3
    /// Its segments' size (`offsets.topic.segment.bytes`).
    public var topicSegmentBytes: Int32 = 104_857_600
    /// How long offsets of an empty group are kept (`offsets.retention.minutes`).
    public var retention: Duration = .seconds(7 * 24 * 3600)
    /// How often expired offsets are looked for (`offsets.retention.check.interval.ms`).
    public var retentionCheckInterval: Duration = .seconds(600)
    /// The longest metadata text of a committed offset, in bytes (`offset.metadata.max.bytes`).
    public var metadataMaxBytes: Int32 = 4096
    /// How long a commit may wait for other replicas (`offsets.commit.timeout.ms`). Without effect: there are none.
    public var commitTimeout: Duration = .seconds(5)

    public init() {}
  }

  /// Limits on consumer groups.
  public struct Groups: Sendable, Equatable {
    /// How long the first member of an empty group waits for others (`group.initial.rebalance.delay.ms`).
    public var initialRebalanceDelay: Duration = .seconds(3)
    /// The shortest session timeout a member may ask for (`group.min.session.timeout.ms`).
    public var minSessionTimeout: Duration = .seconds(6)
    /// The longest session timeout a member may ask for (`group.max.session.timeout.ms`).
    public var maxSessionTimeout: Duration = .seconds(1800)
    /// Members of one group (`group.max.size`).
    public var maxSize: Int32 = .max

    public init() {}
  }
}

extension BrokerConfiguration {
  /// The same with the defaults of an older release where they differ: before 4.0 any timestamp in the future was
  /// accepted (KIP-1030).
  package func emulating(_ release: KafkaRelease) -> BrokerConfiguration {
    var result = self
    result.release = release.description
    let after = "log.message.timestamp.after.max.ms"
    if release < .kafka4, !explicitOptions.contains(after), log.timestampAfterMax == Log().timestampAfterMax {
      result.log.timestampAfterMax = nil
    }
    return result
  }

  /// What the options are when nobody sets any, in the release that is emulated.
  var standard: BrokerConfiguration {
    let configuration = BrokerConfiguration()
    return KafkaRelease(release).map(configuration.emulating) ?? configuration
  }
}
