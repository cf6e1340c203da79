import KafkaWire

extension ConsumerConfiguration: KafkaConfiguration, ReservedOptionHolder {
  package static let role = "consumers"

  package static let keys: [ConfigurationKey<ConsumerConfiguration>] =
    ClientConfiguration.sharedKeys.filter { $0.name != "metadata.max.idle.ms" }.map { $0.lifted(to: \.client) }
    + groupKeys + fetchKeys + reservedKeys

  private static let groupKeys: [ConfigurationKey<ConsumerConfiguration>] = [
    .string("group.id", \.groupID, check: { $0.isEmpty ? "must not be empty; leave it out for no group" : nil })
      .about("The consumer group; needed to subscribe and to commit."),
    .string("group.instance.id", \.groupInstanceID, check: instanceProblem)
      .about("Makes the member static (KIP-345)."),
    reset.about("Where to begin without a committed offset."),
    autoCommit.about("Whether offsets of processed records are committed by itself."),
    .milliseconds("auto.commit.interval.ms", \.autoCommitInterval, in: .zero...longest)
      .about("How often offsets are committed, in milliseconds."),
    .milliseconds("session.timeout.ms", \.group.sessionTimeout, in: .milliseconds(1)...longest)
      .about("Without a heartbeat for this long a member is taken for dead, in milliseconds."),
    .milliseconds("heartbeat.interval.ms", \.group.heartbeatInterval, in: .milliseconds(1)...longest)
      .about("How often a member tells that it lives, in milliseconds."),
    .milliseconds("max.poll.interval.ms", \.group.maximumPollInterval, in: .milliseconds(1)...longest)
      .about("How long the application may take over one batch, in milliseconds."),
    strategies.about("How the group's leader distributes partitions."),
  ]

  static let fetchKeys: [ConfigurationKey<ConsumerConfiguration>] = [
    .integer("fetch.min.bytes", \.fetch.minimumBytes, in: 0...Int32.max)
      .about("A broker waits until it has this much, in bytes."),
    .milliseconds("fetch.max.wait.ms", \.fetch.maximumWait, in: .zero...longest, aliases: ["fetch.wait.max.ms"])
      .about("How long a broker waits for fetch.min.bytes, in milliseconds."),
    .integer("fetch.max.bytes", \.fetch.maximumBytes, in: 0...Int(Int32.max))
      .about("What one answer may hold, in bytes, but for its first batch."),
    .integer(
      "max.partition.fetch.bytes", \.fetch.maximumPartitionBytes, in: 0...Int32.max,
      aliases: ["fetch.message.max.bytes"]
    ).about("What one answer may hold of a partition, in bytes, but for its first batch."),
    .integer("fetch.buffer.bytes", \.fetch.bufferBytes, in: 1...Int.max)
      .about("What may be fetched and not yet processed, in bytes; a name of this library."),
    .boolean("check.crcs", \.fetch.checksChecksums).about("Whether the checksum of each batch is verified."),
    .string("client.rack", \.fetch.rack).about("Where this consumer is, to be given a replica nearby (KIP-392)."),
    .boolean("allow.auto.create.topics", \.allowsAutoTopicCreation)
      .about("Whether asking for a topic's metadata may create it."),
  ]

  private static let reservedKeys: [ConfigurationKey<ConsumerConfiguration>] =
    commonReservedKeys + [
      .reserved(
        "isolation.level", .string, default: .text("read_uncommitted"),
        rule: .choice(["read_committed", "read_uncommitted"], ignoringCase: false), .missing("transactions"),
        "Whether records of transactions that are not committed are read."),
      .reserved(
        "group.protocol", .string, default: .text("classic"),
        rule: .choice(["CONSUMER", "CLASSIC"], ignoringCase: true),
        .missing("the protocol of KIP-848"), "Which protocol the group's members speak."),
      .reserved(
        "group.remote.assignor", .string, .missing("the protocol of KIP-848"),
        "Which of the broker's rules distributes partitions (KIP-848)."),
      .reserved(
        "interceptor.classes", .list, default: .list([]), .missing("interceptors by class name; set them in code"),
        "Java classes that see records before the application."),
      .reserved(
        "internal.throw.on.fetch.stable.offset.unsupported", .boolean, default: .flag(false), .ignored(internals),
        "An internal switch of Java's."),
      .reserved(
        "internal.leave.group.on.close", .boolean, default: .flag(true), .missing("staying in the group at the end"),
        "Whether closing leaves the group; internal to Java."),
      .reserved(
        "share.acknowledgement.mode", .string, default: .text("implicit"),
        rule: .choice(["implicit", "explicit"], ignoringCase: false), .missing("share groups"),
        "Whether every record must be acknowledged; for share consumers only (KIP-932)."),
      .reserved(
        "share.acquire.mode", .string, default: .text("BATCH_OPTIMIZED"),
        rule: .choice(["batch_optimized", "record_limit"], ignoringCase: true), .missing("share groups"),
        "How many records are acquired at once; for share consumers only (KIP-1206)."),
    ]

  /// Those that share consumers have too.
  static let commonReservedKeys: [ConfigurationKey<ConsumerConfiguration>] = [
    .reserved(
      "max.poll.records", .int, default: .integer(500), rule: .range(low: 1, high: nil),
      .ignored("records come as a sequence; fetch.buffer.bytes limits what is fetched ahead"),
      "How many records one poll of Java's returns."),
    .reserved(
      "exclude.internal.topics", .boolean, default: .flag(true), .missing("subscribing to internal topics by pattern"),
      "Whether patterns leave out internal topics."),
    .reserved("key.deserializer", .class, .ignored(typed), "The Java class that reads keys."),
    .reserved("value.deserializer", .class, .ignored(typed), "The Java class that reads values."),
  ]

  private static let typed = "keys and values are bytes or Swift types, not converted by class name; remove it"
  private static let internals = "it is internal to the Java client; remove it"

  private static var longest: Duration { ConfigurationKey<Self>.longestInt32 }

  private static let reset = ConfigurationKey<ConsumerConfiguration>(
    "auto.offset.reset", rule: .words("latest, earliest, none or by_duration:PnDTnHnMn.nS"),
    read: { text, root in
      if let reset = AutoOffsetReset(text) {
        root.autoOffsetReset = reset
        return nil
      }
      let names = [
        "smallest": "earliest", "beginning": "earliest", "largest": "latest", "end": "latest", "error": "none",
      ]
      let hint = names[text].map { "; librdkafka's \(text) is \($0) here" } ?? ""
      return "must be earliest, latest, none, or by_duration: and a duration as P1DT2H30M, not \"\(text)\"\(hint)"
    },
    check: { root in
      guard case .byDuration(let age) = root.autoOffsetReset.kind, age < .zero else { return nil }
      return "must not be by a negative duration"
    },
    show: { $0.autoOffsetReset.text })

  private static let autoCommit = ConfigurationKey<ConsumerConfiguration>(
    "enable.auto.commit", type: .boolean,
    read: { text, root in
      guard let value = ConfigurationKey<Self>.boolean(text) else { return "expected true or false, not \"\(text)\"" }
      root.autoCommit = value
      return nil
    },
    show: { "\($0.commitsAutomatically)" })

  /// Brokers hold it to the rule for topic names.
  private static func instanceProblem(_ name: String) -> String? {
    if name.isEmpty { return "must not be empty" }
    if name == "." || name == ".." { return "must not be \"\(name)\"" }
    if name.utf8.count > 249 { return "must not be longer than 249 characters, and has \(name.utf8.count)" }
    let isAllowed = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    return isAllowed ? nil : "must be of the characters a-z A-Z 0-9 . _ -, and is \"\(name)\""
  }

  private static var strategies: ConfigurationKey<ConsumerConfiguration> {
    ConfigurationKey(
      "partition.assignment.strategy", type: .list,
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
        return Set(strategies).count < strategies.count ? "must not name a strategy twice" : nil
      },
      show: { $0.group.assignmentStrategies.map(\.description).joined(separator: ",") })
  }

  package func check(_ problems: inout ConfigurationProblems) {
    client.check(&problems)
    if !isOfConsumerProtocol, group.heartbeatInterval >= group.sessionTimeout {
      problems.refuse(
        "heartbeat.interval.ms (\(group.heartbeatInterval.wholeMilliseconds)) must be less than session.timeout.ms "
          + "(\(group.sessionTimeout.wholeMilliseconds)); a third of it is usual")
    }
    warnOfTimes(&problems)
    if fetch.maximumBytes < Int(fetch.maximumPartitionBytes) {
      problems.warn(
        "fetch.max.bytes (\(fetch.maximumBytes)) is less than max.partition.fetch.bytes "
          + "(\(fetch.maximumPartitionBytes)), so the latter is never reached; raise the former")
    }
    if min(fetch.maximumBytes, fetch.bufferBytes) > largestFetch {
      problems.warn(
        "fetch.max.bytes (\(fetch.maximumBytes)) is more than receive.message.max.bytes lets in, so \(largestFetch) are "
          + "asked for; raise the latter")
    }
    guard groupID == nil else { return }
    if autoCommit == true {
      problems.refuse("enable.auto.commit needs a group.id to commit for; set one, or leave enable.auto.commit out")
    }
    if groupInstanceID != nil {
      problems.refuse("group.instance.id needs a group.id; set one, or leave group.instance.id out")
    }
  }

  /// Times that work, and hardly as they were meant.
  private func warnOfTimes(_ problems: inout ConfigurationProblems) {
    if client.requestTimeout <= fetch.maximumWait {
      problems.warn(
        "request.timeout.ms (\(client.requestTimeout.wholeMilliseconds)) is not more than fetch.max.wait.ms "
          + "(\(fetch.maximumWait.wholeMilliseconds)), so waiting brokers are taken for dead; raise the former")
    }
    guard groupID != nil, !isOfConsumerProtocol else { return }
    let (session, heartbeat) = (group.sessionTimeout, group.heartbeatInterval)
    if heartbeat < session, heartbeat * 3 > session {
      problems.warn(
        "heartbeat.interval.ms (\(heartbeat.wholeMilliseconds)) is more than a third of session.timeout.ms "
          + "(\(session.wholeMilliseconds)), so one that is lost may end the membership; lower the former")
    }
    if session > group.maximumPollInterval {
      problems.warn(
        "session.timeout.ms (\(session.wholeMilliseconds)) is more than max.poll.interval.ms "
          + "(\(group.maximumPollInterval.wholeMilliseconds)); lower the former")
    }
  }

  private var isOfConsumerProtocol: Bool { reserved.text("group.protocol").lowercased() == "consumer" }

  package var derivations: [String: String] {
    var sources = client.derivations
    if autoCommit == nil, groupID != nil { sources["enable.auto.commit"] = "group.id" }
    return sources
  }

  package mutating func settle(_ given: GivenOptions, _ problems: inout ConfigurationProblems) {
    client.settleShared(given, &problems)
    let share: Set = ["share.acknowledgement.mode", "share.acquire.mode"]
    let excluded: Set<String> =
      isOfConsumerProtocol
      ? ["partition.assignment.strategy", "session.timeout.ms", "heartbeat.interval.ms"] : ["group.remote.assignor"]
    for name in given.names.intersection(excluded.union(share)).sorted() {
      let reason =
        share.contains(name)
        ? "is an option of share consumers, which this is not"
        : "cannot be set with group.protocol=\(isOfConsumerProtocol ? "consumer" : "classic")"
      problems.refuse("\(name) \(reason); remove it")
    }
  }
}

extension ConsumerConfiguration {
  /// What of an answer may be records: a frame has some bytes besides.
  var largestFetch: Int { client.connection.maximumResponseBytes - 512 }

  /// What a member needs to know; nil for a consumer that cannot be one.
  package var groupSettings: GroupSettings? {
    guard let groupID, !group.assignmentStrategies.isEmpty else { return nil }
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
    settings.maximumBytes = min(fetch.maximumBytes, largestFetch)
    settings.maximumPartitionBytes = fetch.maximumPartitionBytes
    settings.bufferBytes = fetch.bufferBytes
    settings.rack = fetch.rack
    settings.requestTimeout = client.requestTimeout
    settings.backoff = Backoff(base: client.retry.backoff, cap: client.retry.backoffMaximum)
    settings.offsetReset = autoOffsetReset.offsetReset
    return settings
  }
}
