import KafkaWire

/// What a consumer needs to know.
///
/// Every property has the default of Apache Kafka's Java client 4.x and names Kafka's own option.
public struct ConsumerConfiguration: Sendable, Equatable {
  /// Where the cluster is.
  public var client: ClientConfiguration

  /// The consumer group. Required to subscribe and to commit; nil reads partitions that are assigned by hand and
  /// commits nothing. Kafka's `group.id`.
  public var groupID: String?

  /// Makes the member static: it finds its partitions again when it comes back within the session timeout (KIP-345).
  /// Unique in the group; 1 to 249 of the characters `a-z A-Z 0-9 . _ -`, and neither `.` nor `..`. Kafka's
  /// `group.instance.id`.
  public var groupInstanceID: String?

  /// Where to begin without a committed offset, and when the position is outside of what the partition has. Kafka's
  /// `auto.offset.reset`.
  public var autoOffsetReset = AutoOffsetReset.latest

  /// Whether offsets of records that have been processed are committed by itself: at the interval, before partitions
  /// are given up, and at the end. Nil takes true with a group and false without. Kafka's `enable.auto.commit`.
  public var autoCommit: Bool?

  /// How often. 0 to 24 days; 0 commits whenever something has been processed; 5 seconds. Kafka's
  /// `auto.commit.interval.ms`.
  public var autoCommitInterval = Duration.seconds(5)

  /// How the group deals with its members.
  public var group = Group()

  /// How records are fetched.
  public var fetch = Fetch()

  /// Whether asking for metadata of a topic may create it, where the broker does that. Kafka's
  /// `allow.auto.create.topics`.
  public var allowsAutoTopicCreation = true

  /// Options without an effect here that properties named; those of the client are there.
  package var reserved = ReservedOptions()
  package var warnings: [String] = []
  package var origins = OptionOrigins()

  /// A consumer of a group.
  public init(bootstrapServers: [String], groupID: String? = nil) {
    client = ClientConfiguration(bootstrapServers: bootstrapServers)
    self.groupID = groupID
  }

  package init() {
    client = ClientConfiguration()
  }

  /// Reads options by their names in Kafka's documentation, as in a `consumer.properties` file.
  ///
  /// Options that only mean something to the Java client are accepted, and mentioned in the log once. Options that are
  /// legal and not supported here are refused when a consumer is made.
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

  /// Where to begin when nothing says where.
  public struct AutoOffsetReset: Sendable, Hashable {
    enum Kind: Hashable {
      case earliest, latest, none
      case byDuration(Duration)
    }

    let kind: Kind

    /// With the oldest record there is.
    public static let earliest = AutoOffsetReset(kind: .earliest)
    /// With the records written from now on.
    public static let latest = AutoOffsetReset(kind: .latest)
    /// Nowhere: reading the partition fails.
    public static let none = AutoOffsetReset(kind: .none)

    /// With the first record that is at most this old when it is looked for, by the records' timestamps; with the end
    /// where there is none (KIP-1106). At least 0. Kafka's `by_duration:`, with the duration as in `P1DT2H`.
    public static func byDuration(_ age: Duration) -> AutoOffsetReset { AutoOffsetReset(kind: .byDuration(age)) }

    package var offsetReset: OffsetReset {
      switch kind {
      case .earliest: .earliest
      case .latest: .latest
      case .none: .none
      case .byDuration(let age): .ago(age)
      }
    }

    /// As Kafka writes it.
    var text: String {
      switch kind {
      case .earliest: "earliest"
      case .latest: "latest"
      case .none: "none"
      case .byDuration(let age): "by_duration:\(ISODuration.text(of: age))"
      }
    }

    init?(_ text: String) {
      let prefix = "by_duration:"
      switch text {
      case "earliest": self = .earliest
      case "latest": self = .latest
      case "none": self = .none
      default:
        guard text.hasPrefix(prefix), let age = ISODuration.parse(text.dropFirst(prefix.count)) else { return nil }
        self = .byDuration(age)
      }
    }

    init(kind: Kind) {
      self.kind = kind
    }
  }

  /// The classic group protocol.
  public struct Group: Sendable, Equatable {
    /// Without a heartbeat for this long the member is taken for dead. Must be in the broker's range, 6 seconds to 30
    /// minutes by default; 45 seconds. Kafka's `session.timeout.ms`.
    public var sessionTimeout = Duration.seconds(45)

    /// Less than the session timeout, a third of it at most by custom; 3 seconds. Kafka's `heartbeat.interval.ms`.
    public var heartbeatInterval = Duration.seconds(3)

    /// How long the application may take over one batch before the group goes on without it, and how long a rebalance
    /// waits for it. At least 1 ms; 5 minutes. Kafka's `max.poll.interval.ms`.
    public var maximumPollInterval = Duration.seconds(300)

    /// How the group's leader distributes partitions; the first that all members name is used. Kafka's
    /// `partition.assignment.strategy`. Without one a consumer cannot subscribe.
    public var assignmentStrategies: [AssignmentStrategy] = [.range, .cooperativeSticky]

    public init() {}
  }

  /// How partitions are distributed among the members of a group.
  public struct AssignmentStrategy: Sendable, Hashable, CustomStringConvertible {
    enum Kind: String, CaseIterable {
      case range
      case roundRobin = "roundrobin"
      case sticky
      case cooperativeSticky = "cooperative-sticky"
    }

    let kind: Kind

    /// Neighbouring partitions of each topic to neighbouring members.
    public static let range = AssignmentStrategy(kind: .range)
    /// All partitions of all topics, one by one around the members.
    public static let roundRobin = AssignmentStrategy(kind: .roundRobin)
    /// Balanced, moving as little as it can, in the eager protocol (KIP-54).
    public static let sticky = AssignmentStrategy(kind: .sticky)
    /// The same in the cooperative protocol: what does not move is read through the rebalance (KIP-429).
    public static let cooperativeSticky = AssignmentStrategy(kind: .cooperativeSticky)

    public var description: String { kind.rawValue }

    package var assignor: any PartitionAssignor {
      switch kind {
      case .range: RangeAssignor()
      case .roundRobin: RoundRobinAssignor()
      case .sticky: StickyAssignor()
      case .cooperativeSticky: CooperativeStickyAssignor()
      }
    }

    /// By Kafka's name, or the name of the Java class.
    init?(_ text: String) {
      let classes: [String: Kind] = [
        "RangeAssignor": .range, "RoundRobinAssignor": .roundRobin, "StickyAssignor": .sticky,
        "CooperativeStickyAssignor": .cooperativeSticky,
      ]
      let className = text.split(separator: ".").last.map(String.init) ?? text
      guard let kind = Kind(rawValue: text) ?? classes[className] else { return nil }
      self.init(kind: kind)
    }

    init(kind: Kind) {
      self.kind = kind
    }
  }

  /// How records are fetched.
  public struct Fetch: Sendable, Equatable {
    /// A broker answers when it has this much, or has waited long enough. In bytes, at least 0; 1. Kafka's
    /// `fetch.min.bytes`.
    public var minimumBytes: Int32 = 1
    /// How long a broker may wait for that. At least 0; 500 ms. Kafka's `fetch.max.wait.ms`.
    public var maximumWait = Duration.milliseconds(500)
    /// The most that one answer may have, except that one batch comes always. In bytes, at least 0; 50 MiB. No more is
    /// asked for than ``ClientConfiguration/Connection/maximumResponseBytes`` lets in. Kafka's `fetch.max.bytes`.
    public var maximumBytes = 50 << 20
    /// The same for each partition; 1 MiB. Kafka's `max.partition.fetch.bytes`.
    public var maximumPartitionBytes: Int32 = 1 << 20
    /// What may be fetched and not yet processed, over all partitions. Memory stays within it, but for one batch of
    /// each partition. In bytes, at least 1; 64 MiB. librdkafka counts the same as `queued.max.messages.kbytes`.
    /// In properties, `fetch.buffer.bytes`.
    public var bufferBytes = 64 << 20
    /// Whether the checksum of each batch is verified. Kafka's `check.crcs`.
    public var checksChecksums = true
    /// Where this consumer is, so that a broker may name a replica nearby, and the assignors a partition. Kafka's
    /// `client.rack`.
    public var rack = ""

    public init() {}
  }

  /// Whether offsets are committed by itself.
  package var commitsAutomatically: Bool { autoCommit ?? (groupID != nil) }
}
