import KafkaSchema
import KafkaWire
import NIOCore

/// Topics by their ids (KIP-516).
enum TopicIds {
  static var cases: [Case] {
    [
      topicIdIsPresentAndStable, topicIdChangesOnReCreation, queryByTopicId, queryByUnknownId, nullNameBeforeV12,
    ]
  }

  static var topicIdIsPresentAndStable: Case {
    Case(
      "META-015", "Topic id is present and stable", .must, since: "2.8", source: "KIP-516",
      sends: "Metadata v10+ twice",
      expects: "Same non-zero id both times",
      kills: "Zero or random id per request",
      api: .metadata, versions: 10...(.max)
    ) { t in
      let topic = try await t.topic()
      let first = try await t.topicEntry(topic.name)["TopicId"]
      try t.expect(
        first.uuid ?? .zero != .zero, "a topic has an id", field: first.path, got: first.value?.text ?? "absent",
        want: "an id that is not zero", at: first)
      let peer = try await t.peer()
      let again = try await t.topicEntry(topic.name, from: peer)["TopicId"]
      try t.equal(again, first.value ?? .null, "a topic keeps its id")
    }
  }

  static var topicIdChangesOnReCreation: Case {
    Case(
      "META-016", "Topic id changes on re-creation", .must, since: "2.8", source: "KIP-516",
      sends: "Delete and create again",
      expects: "New id differs",
      kills: "Id derived from the name",
      api: .metadata, versions: 10...(.max), needs: [.createTopics, .deleteTopics],
      deadline: .seconds(30), unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.gone(topic)
      let new = try await t.madeAgain(topic)
      try t.expect(
        new.id != topic.id && new.id != .zero, "a topic that is made again has another id", field: "TopicId",
        got: "\(new.id)", want: "other than \(topic.id)")
    }
  }

  static var queryByTopicId: Case {
    Case(
      "META-017", "Query by topic id", .must, since: "3.1", source: "KIP-516",
      sends: "Metadata v12+, null name and id",
      expects: "Name and partitions",
      kills: "Unsupported although advertised",
      api: .metadata, versions: 12...(.max)
    ) { t in
      let topic = try await t.topic(partitions: 2)
      let reply = try await t.call(.metadata, ["Topics": [["TopicId": .uuid(topic.id), "Name": nil]]])
      let entry = reply["Topics"].first("TopicId", .uuid(topic.id))
      try t.accepted(entry["ErrorCode"], "a topic is found by its id")
      try t.equal(entry["Name"], .string(topic.name), "a topic that was asked for by its id is answered with its name")
      try t.expect(
        entry["Partitions"].count == 2, "a topic that was asked for by its id is answered with its partitions",
        field: entry["Partitions"].path, got: "\(entry["Partitions"].count)", want: "2", at: entry["Partitions"])
    }
  }

  static var queryByUnknownId: Case {
    Case(
      "META-018", "Query by unknown id", .must, since: "3.1", source: "KIP-516",
      sends: "Metadata v12+ with a random id",
      expects: "UNKNOWN_TOPIC_ID (100), name null",
      kills: "Empty name (not null), or entry left out",
      api: .metadata, versions: 12...(.max)
    ) { t in
      let id = t.randomId()
      let reply = try await t.call(.metadata, ["Topics": [["TopicId": .uuid(id), "Name": nil]]])
      let entry = reply["Topics"].first("TopicId", .uuid(id))
      try t.code(entry["ErrorCode"], 100, "an unknown id is answered with its own error")
      try t.equal(entry["Name"], .null, "an unknown id has no name")
    }
  }

  static var nullNameBeforeV12: Case {
    Case(
      "META-019", "Null name before v12", .should, since: "2.8", source: "AK",
      sends: "Metadata v10 or v11 with null name",
      expects: "INVALID_REQUEST (42). Also ok: closed",
      kills: "Null dereference",
      tags: [.rawFrames],
      api: .metadata, versions: 10...11
    ) { t in
      let version = try t.version(of: .metadata)
      var body = ByteBuffer(bytes: [2])
      body.writeRepeatingByte(0, count: 16)
      // No name, no tags, no auto-creation, no operations, no tags.
      body.writeRepeatingByte(0, count: version == 10 ? 6 : 5)
      let fate = try await t.fate(of: t.raw(.metadata, version: version, flexible: true, body))
      try t.refused(fate, 42, "a topic without a name is refused before version 12") { $0["Topics"][0]["ErrorCode"] }
      try await t.canary()
    }
  }
}
