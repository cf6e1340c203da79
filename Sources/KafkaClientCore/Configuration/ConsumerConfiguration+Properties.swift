import KafkaWire

extension ConsumerConfiguration: KafkaConfiguration {
  package static let role = "consumers"

  package static let keys: [ConfigurationKey<ConsumerConfiguration>] =
    ClientConfiguration.keys.filter { $0.name != "metadata.max.idle.ms" }.map { $0.lifted(to: \.client) } + [
      .string("group.id", \.groupID, check: { $0.isEmpty ? "must not be empty; leave it out for no group" : nil }),
      .string("group.instance.id", \.groupInstanceID, check: instanceProblem),
      reset,
      autoCommit,
      .milliseconds("auto.commit.interval.ms", \.autoCommitInterval, in: .zero...longest),
      .milliseconds("session.timeout.ms", \.group.sessionTimeout, in: .milliseconds(1)...longest),
      .milliseconds("heartbeat.interval.ms", \.group.heartbeatInterval, in: .milliseconds(1)...longest),
      .milliseconds("max.poll.interval.ms", \.group.maximumPollInterval, in: .milliseconds(1)...longest),
      strategies,
      .integer("fetch.min.bytes", \.fetch.minimumBytes, in: 0...Int32.max),
      .milliseconds("fetch.max.wait.ms", \.fetch.maximumWait, in: .zero...longest, aliases: ["fetch.wait.max.ms"]),
      .integer("fetch.max.bytes", \.fetch.maximumBytes, in: 0...Int(Int32.max)),
      .integer(
        "max.partition.fetch.bytes", \.fetch.maximumPartitionBytes, in: 0...Int32.max,
        aliases: ["fetch.message.max.bytes"]),
      .boolean("check.crcs", \.fetch.checksChecksums),
      .string("client.rack", \.fetch.rack),
      .boolean("allow.auto.create.topics", \.allowsAutoTopicCreation),
      only("isolation.level", "read_uncommitted", not: ["read_committed"]),
      only("group.protocol", "classic", not: ["consumer"], ignoringCase: true),
    ]

  private static var longest: Duration { ConfigurationKey<Self>.longestInt32 }

  private static let reset = ConfigurationKey<ConsumerConfiguration>(
    "auto.offset.reset",
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
    "enable.auto.commit",
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
        return Set(strategies).count < strategies.count ? "must not name a strategy twice" : nil
      },
      show: { $0.group.assignmentStrategies.map(\.description).joined(separator: ",") })
  }

  /// An option of which one value is supported so far.
  private static func only(
    _ name: String, _ value: String, not others: [String], ignoringCase: Bool = false
  ) -> ConfigurationKey<Self> {
    ConfigurationKey(
      name,
      read: { text, _ in
        let text = ignoringCase ? text.lowercased() : text
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

  package mutating func settle(explicit: Set<String>, _ problems: inout ConfigurationProblems) {
    client.settleShared(explicit: explicit, &problems)
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
