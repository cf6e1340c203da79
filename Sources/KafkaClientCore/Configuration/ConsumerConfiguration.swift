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
  /// Unique in the group. Kafka's `group.instance.id`.
  public var groupInstanceID: String?

  /// Where to begin without a committed offset, and when the position is outside of what the partition has. Kafka's
  /// `auto.offset.reset`.
  public var autoOffsetReset = AutoOffsetReset.latest

  /// Whether offsets of records that have been processed are committed by itself: at the interval, before partitions
  /// are given up, and at the end. Nil takes true with a group and false without. Kafka's `enable.auto.commit`.
  public var autoCommit: Bool?

  /// How often. At least 0; 5 seconds. Kafka's `auto.commit.interval.ms`.
  public var autoCommitInterval = Duration.seconds(5)

  /// How the group deals with its members.
  public var group = Group()

  /// How records are fetched.
  public var fetch = Fetch()

  /// Whether asking for metadata of a topic may create it, where the broker does that. Kafka's
  /// `allow.auto.create.topics`.
  public var allowsAutoTopicCreation = true

  package var warnings: [String] = []

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
  /// - Parameter properties: Names and values. librdkafka's names are taken where they mean the same.
  /// - Throws: ``KafkaError`` with the code ``KafkaError/Code/invalidConfiguration``. It lists everything that is
  ///   wrong, with the closest name for one that does not exist.
  public init(properties: [String: String]) throws(KafkaError) {
    self = try Self.read(properties: properties)
  }

  /// Where to begin when nothing says where.
  public struct AutoOffsetReset: Sendable, Hashable {
    enum Kind {
      case earliest, latest, none
    }

    let kind: Kind

    /// With the oldest record there is.
    public static let earliest = AutoOffsetReset(kind: .earliest)
    /// With the records written from now on.
    public static let latest = AutoOffsetReset(kind: .latest)
    /// Nowhere: reading the partition fails.
    public static let none = AutoOffsetReset(kind: .none)

    package var offsetReset: OffsetReset {
      switch kind {
      case .earliest: .earliest
      case .latest: .latest
      case .none: .none
      }
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
    /// `partition.assignment.strategy`.
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
    /// The most that one answer may have, except that one batch comes always. In bytes, at least 0; 50 MiB. Kafka's
    /// `fetch.max.bytes`.
    public var maximumBytes = 50 << 20
    /// The same for each partition; 1 MiB. Kafka's `max.partition.fetch.bytes`.
    public var maximumPartitionBytes: Int32 = 1 << 20
    /// What may be fetched and not yet processed, over all partitions. Memory stays within it, but for one batch of
    /// each partition. In bytes, at least 1; 64 MiB. librdkafka counts the same as `queued.max.messages.kbytes`.
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

extension ConsumerConfiguration: KafkaConfiguration {
  package static let keys: [ConfigurationKey<ConsumerConfiguration>] =
    ClientConfiguration.keys.filter { $0.name != "metadata.max.idle.ms" }.map { $0.lifted(to: \.client) } + [
      .string("group.id", \.groupID, check: { $0.isEmpty ? "must not be empty; leave it out for no group" : nil }),
      .string("group.instance.id", \.groupInstanceID, check: { $0.isEmpty ? "must not be empty" : nil }),
      .choice(
        "auto.offset.reset", \.autoOffsetReset,
        [
          "earliest": .earliest, "latest": .latest, "none": .none, "smallest": .earliest, "beginning": .earliest,
          "largest": .latest, "end": .latest, "error": .none,
        ], ignoringCase: true),
      .boolean("enable.auto.commit", \.autoCommit),
      .milliseconds("auto.commit.interval.ms", \.autoCommitInterval),
      .milliseconds("session.timeout.ms", \.group.sessionTimeout, in: .milliseconds(1)...longest),
      .milliseconds("heartbeat.interval.ms", \.group.heartbeatInterval, in: .milliseconds(1)...longest),
      .milliseconds("max.poll.interval.ms", \.group.maximumPollInterval, in: .milliseconds(1)...longest),
      strategies,
      .integer("fetch.min.bytes", \.fetch.minimumBytes, in: 0...Int32.max),
      .milliseconds("fetch.max.wait.ms", \.fetch.maximumWait, aliases: ["fetch.wait.max.ms"]),
      .integer("fetch.max.bytes", \.fetch.maximumBytes, in: 0...Int(Int32.max)),
      .integer(
        "max.partition.fetch.bytes", \.fetch.maximumPartitionBytes, in: 0...Int32.max,
        aliases: ["fetch.message.max.bytes"]),
      .boolean("check.crcs", \.fetch.checksChecksums),
      .string("client.rack", \.fetch.rack),
      .boolean("allow.auto.create.topics", \.allowsAutoTopicCreation),
      only("isolation.level", "read_uncommitted", not: ["read_committed"]),
      only("group.protocol", "classic", not: ["consumer"]),
    ]

  private static var longest: Duration { ConfigurationKey<Self>.longest }

  private static var strategies: ConfigurationKey<ConsumerConfiguration> {
    ConfigurationKey(
      "partition.assignment.strategy",
      read: { text, root in
        let names = ConfigurationKey<ConsumerConfiguration>.items(of: text)
        let found = names.map { AssignmentStrategy($0) }
        if let unknown = zip(names, found).first(where: { $0.1 == nil })?.0 {
          let known = AssignmentStrategy.Kind.allCases.map(\.rawValue).joined(separator: ", ")
          return "must be a list of \(known), not \"\(unknown)\""
        }
        root.group.assignmentStrategies = found.compactMap(\.self)
        return nil
      },
      check: { root in
        let strategies = root.group.assignmentStrategies
        if strategies.isEmpty { return "must name at least one strategy" }
        return Set(strategies).count < strategies.count ? "must not name a strategy twice" : nil
      },
      show: { $0.group.assignmentStrategies.map(\.description).joined(separator: ",") })
  }

  /// An option of which one value is supported so far.
  private static func only(_ name: String, _ value: String, not others: [String]) -> ConfigurationKey<Self> {
    ConfigurationKey(
      name,
      read: { text, _ in
        let text = text.lowercased()
        if text == value { return nil }
        return others.contains(text)
          ? "\(text) is not supported yet; only \(value) is"
          : "must be one of \(([value] + others).joined(separator: ", ")), not \"\(text)\""
      },
      show: { _ in value })
  }

  package func check(_ problems: inout ConfigurationProblems) {
    client.check(&problems)
    if group.heartbeatInterval >= group.sessionTimeout {
      problems.refuse(
        "heartbeat.interval.ms (\(group.heartbeatInterval.wholeMilliseconds)) must be less than session.timeout.ms "
          + "(\(group.sessionTimeout.wholeMilliseconds)); a third of it is usual")
    }
    if fetch.bufferBytes < 1 { problems.refuse("fetch.bufferBytes must be at least 1, not \(fetch.bufferBytes)") }
    guard groupID == nil else { return }
    if autoCommit == true {
      problems.refuse("enable.auto.commit needs a group.id to commit for; set one, or leave enable.auto.commit out")
    }
    if groupInstanceID != nil {
      problems.refuse("group.instance.id needs a group.id; set one, or leave group.instance.id out")
    }
  }

  package mutating func settle(explicit: Set<String>, _ problems: inout ConfigurationProblems) {
    client.settle(explicit: explicit, &problems)
  }
}

extension ConsumerConfiguration {
  package var groupSettings: GroupSettings? {
    guard let groupID else { return nil }
    var settings = GroupSettings(groupIdentifier: groupID)
    settings.instanceIdentifier = groupInstanceID
    settings.rack = fetch.rack.isEmpty ? nil : fetch.rack
    settings.sessionTimeout = group.sessionTimeout
    settings.heartbeatInterval = group.heartbeatInterval
    settings.rebalanceTimeout = group.maximumPollInterval
    settings.requestTimeout = client.requestTimeout
    settings.backoff = Backoff(base: client.retry.backoff, cap: client.retry.backoffMaximum)
    settings.assignors = group.assignmentStrategies.map(\.assignor)
    return settings
  }

  package var fetchSettings: FetchSettings {
    var settings = FetchSettings()
    settings.minimumBytes = fetch.minimumBytes
    settings.maximumWait = fetch.maximumWait
    settings.maximumBytes = fetch.maximumBytes
    settings.maximumPartitionBytes = fetch.maximumPartitionBytes
    settings.bufferBytes = fetch.bufferBytes
    settings.rack = fetch.rack
    settings.requestTimeout = client.requestTimeout
    settings.backoff = Backoff(base: client.retry.backoff, cap: client.retry.backoffMaximum)
    settings.offsetReset = autoOffsetReset.offsetReset
    return settings
  }
}
