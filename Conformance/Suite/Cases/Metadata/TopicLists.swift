import KafkaSchema
import KafkaWire
import NIOCore

/// Which topics an answer to Metadata has.
enum TopicLists {
  static var cases: [Case] {
    [
      v0EmptyListMeansAll, v1NullMeansAll, v1EmptyListMeansNone, unknownTopicAutoCreationOff,
      unknownTopicAutoCreationOn, autoCreationHonoursTheBrokerSwitch, illegalTopicName, duplicateNames,
      mixedKnownAndUnknown,
    ]
  }

  static var v0EmptyListMeansAll: Case {
    Case(
      "META-006", "v0 empty list means all", .must, since: "0.8", source: "guide",
      sends: "Metadata v0 with an empty array",
      expects: "All topics visible",
      kills: "No topics",
      api: .metadata, versions: 0...0
    ) { t in
      let topic = try await t.topic()
      try await listed(topic, nil, "an empty list means all topics in version 0", t)
    }
  }

  static var v1NullMeansAll: Case {
    Case(
      "META-007", "v1+ null means all", .must, since: "0.10", source: "guide",
      sends: "Metadata v1 to v12 with null",
      expects: "All visible topics",
      kills: "Null crashes or means none",
      api: .metadata, versions: 1...(.max)
    ) { t in
      let topic = try await t.topic()
      try await listed(topic, nil, "null means all topics", t)
    }
  }

  static var v1EmptyListMeansNone: Case {
    Case(
      "META-008", "v1+ empty list means none", .must, since: "0.10", source: "guide",
      sends: "Metadata v1+ with an empty array",
      expects: "No topics, but brokers and controller",
      kills: "Returns all: clients with idle subscriptions load the cluster",
      api: .metadata, versions: 1...(.max)
    ) { t in
      _ = try await t.topic()
      let reply = try await t.metadata([])
      try t.expect(
        reply["Topics"].count == 0, "an empty list means no topics", field: "Topics", got: "\(reply["Topics"].count)",
        want: "none", at: reply["Topics"])
      try t.expect(
        reply["Brokers"].count > 0, "the brokers are named whatever topics were asked for", field: "Brokers",
        got: "none",
        want: "1 or more", at: reply["Brokers"])
      let controller = reply["ControllerId"]
      let ids = reply["Brokers"].elements.compactMap { $0["NodeId"].int }
      try t.expect(
        controller.int == -1 || ids.contains(controller.int ?? -2),
        "the controller is named whatever topics were asked for", field: controller.path,
        got: controller.value?.text ?? "absent", want: "-1 or one of the brokers", at: controller)
    }
  }

  static var unknownTopicAutoCreationOff: Case {
    Case(
      "META-009", "Unknown topic, auto-creation off", .must, since: "0.11", source: "KIP-4",
      sends: "Metadata v4+, allow_auto_topic_creation=false",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3), empty partitions; topic is not created",
      kills: "Creates the topic; or leaves the topic out of the answer",
      api: .metadata, versions: 4...(.max)
    ) { t in
      let name = t.name("absent")
      let topic = try await t.topicEntry(name)
      try t.code(topic["ErrorCode"], 3, "a topic that is not there is answered for with an error")
      try t.expect(
        topic["Partitions"].count == 0, "a topic that is not there has no partitions", field: topic["Partitions"].path,
        got: "\(topic["Partitions"].count)", want: "none", at: topic["Partitions"])
      try await t.notThere(name, "asking for a topic does not make it")
    }
  }

  static var unknownTopicAutoCreationOn: Case {
    Case(
      "META-010", "Unknown topic, auto-creation on", .should, since: "0.8", source: "AK auto.create.topics.enable",
      sends: "Metadata with allow=true on a broker with auto-creation enabled",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3) or LEADER_NOT_AVAILABLE (5) at first, then success within 10 s "
        + "with the default partition count",
      kills: "Never appears; or error 0 with zero partitions",
      tags: [.configured, .waits],
      api: .metadata, unconfirmed: true
    ) { t in
      let key = "auto.create.topics.enable"
      if t.target.options.configured[key] != "true" {
        throw CaseEnd.skipped("needs \(key)=true, and the run told of it")
      }
      try t.target.requireWrites()
      let name = t.name("auto")
      t.deleteAtEnd(name)
      let first = try await t.metadata([name], autoCreate: true)["Topics"].first("Name", .string(name))
      try t.code(first["ErrorCode"], 3, or: [5, 0], "a topic that is about to be made is answered for")
      let topic = try await t.eventually("a topic is made when a client asks for it") {
        let entry = try await t.metadata([name], autoCreate: true)["Topics"].first("Name", .string(name))
        return entry["ErrorCode"].int == 0 && (entry["Partitions"][0]["LeaderId"].int ?? -1) >= 0 ? entry : nil
      }
      let count = t.target.options.configured["num.partitions"].flatMap { Int($0) }
      try t.expect(
        count.map { $0 == topic["Partitions"].count } ?? (topic["Partitions"].count > 0),
        "a topic made for a client has the default number of partitions", field: topic["Partitions"].path,
        got: "\(topic["Partitions"].count)", want: count.map { "\($0)" } ?? "1 or more", at: topic["Partitions"])
    }
  }

  static var autoCreationHonoursTheBrokerSwitch: Case {
    Case(
      "META-011", "Auto-creation honours the broker switch", .should, since: "0.11", source: "AK",
      sends: "allow=true, broker switch off",
      expects: "Topic is not created",
      kills: "Request flag overrides the broker",
      tags: [.configured],
      api: .metadata, versions: 4...(.max)
    ) { t in
      let key = "auto.create.topics.enable"
      if t.target.options.configured[key] != "false" {
        throw CaseEnd.skipped("needs \(key)=false, and the run told of it")
      }
      try t.target.requireWrites()
      let name = t.name("auto")
      let entry = try await t.metadata([name], autoCreate: true)["Topics"].first("Name", .string(name))
      try t.code(entry["ErrorCode"], 3, "no topic is made where the broker does not allow it")
      try await t.notThere(name, "no topic is made where the broker does not allow it")
    }
  }

  static var illegalTopicName: Case {
    Case(
      "META-012", "Illegal topic name", .must, since: "0.8", source: "AK",
      sends: "Names \"\", \".\", \"..\", \"a b\", \"a/b\", 250 characters",
      expects: "INVALID_TOPIC_EXCEPTION (17) for each, others in the same request unaffected. \"\" before v1 "
        + "may differ",
      kills: "Creates a directory with that name",
      api: .metadata
    ) { t in
      let topic = try await t.topic()
      let version = try t.version(of: .metadata)
      var illegal = [".", "..", "a b", "a/b", String(repeating: "x", count: 250)]
      // In version 0 an empty name may stand for something else.
      if version >= 1 { illegal.append("") }
      for flag in version >= 4 ? [false, true] : [false] {
        let reply = try await t.metadata([topic.name] + illegal, autoCreate: flag)
        for name in illegal {
          try t.code(
            reply["Topics"].first("Name", .string(name))["ErrorCode"], 17,
            "the topic name \"\(name.prefix(20))\" is refused")
        }
        try t.accepted(
          reply["Topics"].first("Name", .string(topic.name))["ErrorCode"],
          "a topic that is there is answered for beside illegal names")
      }
    }
  }

  static var duplicateNames: Case {
    Case(
      "META-013", "Duplicate names", .should, since: "0.8", source: "AK",
      sends: "The same topic twice",
      expects: "One entry. Also ok: two equal entries",
      kills: "Error",
      api: .metadata
    ) { t in
      let topic = try await t.topic()
      let reply = try await t.metadata([topic.name, topic.name])
      let entries = reply["Topics"].elements.filter { $0["Name"].string == topic.name }
      let areEqual = entries.allSatisfy { $0.value == entries.first?.value }
      try t.expect(
        entries.count == 1 || (entries.count == 2 && areEqual), "a topic that is named twice is answered for once",
        field: "Topics", got: "\(entries.count) entries", want: "1", at: reply["Topics"])
      if entries.count == 2 { t.tolerate("two equal entries") }
      for entry in entries { try t.accepted(entry["ErrorCode"], "a topic that is named twice has no error") }
    }
  }

  static var mixedKnownAndUnknown: Case {
    Case(
      "META-014", "Mixed known and unknown", .must, since: "0.8", source: "guide",
      sends: "Known, unknown, illegal",
      expects: "Three entries with their own codes",
      kills: "One error fails all",
      api: .metadata
    ) { t in
      let topic = try await t.topic()
      let version = try t.version(of: .metadata)
      // Before version 4 asking would make the unknown one, where the broker allows it.
      let isKept = version >= 4 || t.target.options.configured["auto.create.topics.enable"] == "false"
      let unknown = t.name("absent")
      let reply = try await t.metadata([topic.name, "a b"] + (isKept ? [unknown] : []))
      let topics = reply["Topics"]
      try t.accepted(topics.first("Name", .string(topic.name))["ErrorCode"], "the known topic has no error")
      try t.code(topics.first("Name", "a b")["ErrorCode"], 17, "the illegal name has its own error")
      if isKept {
        try t.code(topics.first("Name", .string(unknown))["ErrorCode"], 3, "the unknown topic has its own error")
      }
    }
  }

  /// Requires that a listing has the topic.
  private static func listed(
    _ topic: TestTopic, _ names: [String]?, _ requirement: String, _ t: Trial
  ) async throws {
    let reply = try await t.metadata(names)
    let entry = reply["Topics"].first("Name", .string(topic.name))
    try t.accepted(entry["ErrorCode"], requirement)
    try t.expect(
      entry["Partitions"].count == topic.partitions, requirement, field: entry["Partitions"].path,
      got: "\(entry["Partitions"].count) partitions", want: "\(topic.partitions)", at: entry["Partitions"])
  }

}
