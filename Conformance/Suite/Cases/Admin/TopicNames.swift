import KafkaSchema
import KafkaWire
import NIOCore

/// Names that topics may and may not have.
enum TopicNames {
  static var cases: [Case] {
    [
      nameCollidingAfterDotsBecomeUnderscores, illegalNames, longestLegalName, reservedName,
    ]
  }

  static var nameCollidingAfterDotsBecomeUnderscores: Case {
    Case(
      "TOPIC-005", "Name colliding after dots become underscores", .should, since: "0.10.1", source: "AK",
      sends: "Create a.b then a_b",
      expects: "INVALID_TOPIC_EXCEPTION (17). Also ok: error 0",
      kills: "Metric name collision",
      api: .createTopics
    ) { t in
      let base = t.name("n")
      let dotted = try await t.createTopic(t.newTopic("\(base).x"))
      try t.accepted(dotted["ErrorCode"], "a name with a dot is legal")
      let underscored = try await t.createTopic(t.newTopic("\(base)_x"))
      try t.code(
        underscored["ErrorCode"], 17, tolerating: [0],
        "a name that collides in metrics with one that is there is refused")
    }
  }

  static var illegalNames: Case {
    Case(
      "TOPIC-006", "Illegal names", .must, since: "0.10.1", source: "AK",
      sends: "\"\", \".\", \"..\", space, slash, non-ASCII, 250 characters",
      expects: "INVALID_TOPIC_EXCEPTION (17) each",
      kills: "Path traversal, or a directory that cannot be made",
      api: .createTopics, needs: [.metadata]
    ) { t in
      let names = ["", ".", "..", "a b", "a/b", "\(t.name())-\u{E9}", String(repeating: "x", count: 250)]
      let reply = try await t.createTopics(names.map { t.newTopic($0) })
      for name in names {
        let entry = reply["Topics"].first("Name", .string(name))
        try t.code(entry["ErrorCode"], 17, "the topic name \"\(name.prefix(40))\" is refused")
      }
    }
  }

  static var longestLegalName: Case {
    Case(
      "TOPIC-007", "Longest legal name", .must, since: "0.10.1", source: "AK",
      sends: "249 characters from [a-zA-Z0-9._-]",
      expects: "Error 0; produce and fetch work",
      kills: "File name too long (name + suffix > 255)",
      api: .createTopics, needs: [.metadata, .produce, .fetch, .listOffsets]
    ) { t in
      let name = t.longName(249)
      let created = try await t.createTopic(t.newTopic(name))
      try t.accepted(created["ErrorCode"], "a name of 249 characters is legal")
      let topic = try await t.visible(name, partitions: 1)
      let batch = t.batch(of: 1)
      let offset = try await t.store(topic, batch)
      try t.same(
        try await t.fetchBack(topic), as: batch, at: offset,
        "a topic with the longest name takes records and gives them back")
    }
  }

  static var reservedName: Case {
    Case(
      "TOPIC-029", "Reserved name", .should, since: "3.0", source: "AK",
      sends: "__cluster_metadata",
      expects: "INVALID_REQUEST (42) or INVALID_TOPIC_EXCEPTION (17)",
      kills: "Overwrites cluster state",
      api: .createTopics
    ) { t in
      let reply = try await t.createTopics([t.newTopic("__cluster_metadata")])
      try t.code(reply["Topics"][0]["ErrorCode"], 42, or: [17], "the name of the metadata log is refused")
    }
  }
}
