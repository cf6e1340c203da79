import KafkaSchema
import KafkaWire
import NIOCore

/// Topics and partitions that are not there, topics by their id, and topics that are not for clients.
enum ProduceTopics {
  static var cases: [Case] {
    [
      unknownTopic, negativePartition, topicIdForm, unknownTopicId, internalTopicIsProtected,
    ]
  }

  static var unknownTopic: Case {
    Case(
      "PRODUCE-008", "Unknown topic", .must,
      since: "0.8", source: "guide",
      sends: "Unknown name, auto-creation off",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3)",
      kills: "Auto-creates from Produce",
      api: .produce,
      versions: 3...12,
      needs: [.metadata]
    ) { t in
      try t.target.requireWrites()
      let unknown = TestTopic(name: t.name("none"), id: .zero, partitions: 1)
      t.deleteAtEnd(unknown.name)
      let answer = try await t.produce(unknown, try t.batch(of: 1).bytes(), on: try await t.main)
      try t.code(answer["ErrorCode"], 3, "Produce to a topic that does not exist is refused")
      try await t.notThere(unknown.name, "Produce does not create a topic")
    }
  }

  static var negativePartition: Case {
    Case(
      "PRODUCE-009", "Negative partition", .must,
      since: "0.8", source: "AK",
      sends: "Partition -1",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3)",
      kills: "Index out of range",
      api: .produce,
      versions: 3...(.max)
    ) { t in
      let topic = try await t.readyTopic()
      let answer = try await t.produce(
        topic, partition: -1, try t.batch(of: 1).bytes(), on: try await t.leader(of: topic))
      try t.code(answer["ErrorCode"], 3, "a negative partition is refused")
      try await t.canary()
    }
  }

  static var topicIdForm: Case {
    Case(
      "PRODUCE-010", "Topic id form", .must,
      since: "4.1", source: "KIP-516",
      sends: "v13 with the topic id",
      expects: "Error 0",
      kills: "Id ignored",
      api: .produce,
      versions: 13...(.max),
      needs: [.fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      _ = try await t.stores(topic, t.batch(of: 2), "a batch for a topic named by its id is accepted")
    }
  }

  static var unknownTopicId: Case {
    Case(
      "PRODUCE-011", "Unknown topic id", .must,
      since: "4.1", source: "KIP-516",
      sends: "v13 with a random id",
      expects: "UNKNOWN_TOPIC_ID (100)",
      kills: "UNKNOWN_TOPIC_OR_PARTITION (3) only (NON-STRICT), or stored elsewhere",
      api: .produce,
      versions: 13...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.readyTopic()
      var other = topic
      other.id = t.randomId()
      let answer = try await t.produce(other, try t.batch(of: 1).bytes(), on: try await t.main)
      try t.code(answer["ErrorCode"], 100, tolerating: [3], "a topic id that no topic has is refused")
      try await t.notStored(topic, end: 0, "a batch for another topic id is not stored here")
    }
  }

  static var internalTopicIsProtected: Case {
    Case(
      "PRODUCE-078", "Internal topic is protected", .should,
      since: "0.9", source: "AK",
      sends: "Produce to __consumer_offsets with a normal client id",
      expects: "INVALID_TOPIC_EXCEPTION (17). TOPIC_AUTHORIZATION_FAILED (29) is ok",
      kills: "Corrupts group state",
      api: .produce,
      versions: 3...12
    ) { t in
      try t.target.requireWrites()
      // The topic comes to be with the first group.
      _ = try await t.coordinator(of: t.name("g"))
      let internalTopic = TestTopic(name: "__consumer_offsets", id: .zero, partitions: 1)
      let known = try await t.metadata([internalTopic.name])
      guard known["Topics"].first("Name", .string(internalTopic.name))["ErrorCode"].int == 0 else {
        throw CaseEnd.skipped("the broker has no topic __consumer_offsets yet")
      }
      let answer = try await t.produce(
        internalTopic, try t.batch(of: 1).bytes(), on: try await t.leader(of: internalTopic))
      try t.code(answer["ErrorCode"], 17, tolerating: [29], "clients cannot write to the topic of committed offsets")
    }
  }
}
