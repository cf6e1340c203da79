import KafkaSchema
import KafkaWire
import NIOCore

/// What the answer to CreateTopics says, and when it comes.
enum CreationAnswers {
  static var cases: [Case] {
    [
      errorMessagePresent, configsInTheResponse, topicIdInTheResponse, timeout0,
    ]
  }

  static var errorMessagePresent: Case {
    Case(
      "TOPIC-025", "Error message present", .should, since: "0.10.2", source: "KIP-4",
      sends: "v1+ with a bad entry",
      expects: "Non-empty message; null for good entries",
      kills: "Message on success",
      api: .createTopics, versions: 1...(.max), unconfirmed: true
    ) { t in
      let good = t.name("good")
      let bad = t.name("bad")
      let reply = try await t.createTopics([t.newTopic(good), t.newTopic(bad, partitions: 0)])
      try t.equal(
        reply["Topics"].first("Name", .string(good))["ErrorMessage"], .null, "a topic that was created has no message")
      let message = reply["Topics"].first("Name", .string(bad))["ErrorMessage"]
      try t.expect(
        !(message.string ?? "").isEmpty, "an error has a message", field: message.path,
        got: message.value?.text ?? "absent", want: "a text", at: message)
    }
  }

  static var configsInTheResponse: Case {
    Case(
      "TOPIC-026", "Configs in the response", .should, since: "2.4", source: "KIP-525",
      sends: "v5+",
      expects: "partitions, RF and configs of the new topic; codes allow -1 when hidden",
      kills: "Zero partitions in the answer",
      api: .createTopics, versions: 5...(.max)
    ) { t in
      let name = t.name("t")
      let created = try await t.createTopic(t.newTopic(name, partitions: 2, configs: [("retention.ms", "12345")]))
      try t.accepted(created["ErrorCode"], "a topic is created")
      if created["TopicConfigErrorCode"].int != 0 {
        try t.equal(created["NumPartitions"], -1, "what may not be shown is -1")
        t.note("details are hidden: error \(created["TopicConfigErrorCode"].int ?? -1)")
      } else {
        try t.equal(created["NumPartitions"], 2, "the answer tells the number of partitions")
        try t.equal(created["ReplicationFactor"], 1, "the answer tells the number of replicas")
        let config = created["Configs"].first("Name", "retention.ms")
        try t.equal(config["Value"], "12345", "the answer has the configuration that was set")
        try t.equal(config["ConfigSource"], 1, "the configuration that was set is the topic's own")
      }
    }
  }

  static var topicIdInTheResponse: Case {
    Case(
      "TOPIC-027", "Topic id in the response", .must, since: "2.8", source: "KIP-516",
      sends: "v7",
      expects: "Non-zero and equal to Metadata",
      kills: "Zero id",
      api: .createTopics, versions: 7...(.max), needs: [.metadata], unconfirmed: true
    ) { t in
      let name = t.name("t")
      let created = try await t.createTopic(t.newTopic(name))
      let id = created["TopicId"]
      try t.expect(
        id.uuid ?? .zero != .zero, "a new topic has an id", field: id.path, got: id.value?.text ?? "absent",
        want: "an id that is not zero", at: id)
      _ = try await t.visible(name, partitions: 1)
      let entry = try await t.topicEntry(name)
      if entry["TopicId"].exists {
        try t.equal(entry["TopicId"], id.value ?? .null, "Metadata has the id of the answer")
      }
    }
  }

  static var timeout0: Case {
    Case(
      "TOPIC-028", "Timeout 0", .should, since: "0.10.1", source: "AK",
      sends: "timeout_ms 0",
      expects: "Error 0 (topic appears) or REQUEST_TIMED_OUT (7) (topic appears or not); never half created",
      kills: "Error 0 without a topic; topic without leader",
      api: .createTopics, needs: [.metadata], deadline: .seconds(20)
    ) { t in
      let name = t.name("t")
      t.deleteAtEnd(name)
      let created = try await t.createTopic(t.newTopic(name, partitions: 2), timeout: 0)
      try t.code(created["ErrorCode"], 0, or: [7], "a topic is created, or the time is up")
      if created["ErrorCode"].int == 0 { _ = try await t.visible(name, partitions: 2) }
      func settled() async throws -> Node {
        try await t.eventually("a topic is there with all its leaders, or not at all") { () -> Node? in
          let entry = try await t.topicEntry(name)
          if entry["ErrorCode"].int == 3 { return entry }
          let leaders = entry["Partitions"].elements.filter { ($0["LeaderId"].int ?? -1) >= 0 }
          return entry["ErrorCode"].int == 0 && leaders.count == 2 ? entry : nil
        }
      }
      var entry = try await settled()
      if entry["ErrorCode"].int == 3 {
        // One that comes later has to come as a whole, too.
        try await Task.sleep(for: .milliseconds(200))
        entry = try await settled()
      }
      t.note("error \(created["ErrorCode"].int ?? -1), then \(entry["ErrorCode"].int == 0 ? "there" : "not there")")
    }
  }
}
