import KafkaSchema
import KafkaWire
import NIOCore

/// CreateTopics: what is made, and what the answer says of it.
enum TopicCreation {
  static var cases: [Case] {
    [
      createOneTopic, createWithBrokerDefaults, createWithManualAssignment, alreadyExists, sameNameTwiceInOneRequest,
      independentResults, validateOnly,
    ]
  }

  static var createOneTopic: Case {
    Case(
      "TOPIC-001", "Create one topic", .must, since: "0.10.1", source: "KIP-4",
      sends: "3 partitions, RF 1",
      expects: "Error 0; visible with 3 partitions and live leaders within 10 s",
      kills: "Answers before the topic is usable and never finishes",
      api: .createTopics, needs: [.metadata], deadline: .seconds(20)
    ) { t in
      let name = t.name("t")
      let created = try await t.createTopic(t.newTopic(name, partitions: 3))
      try t.accepted(created["ErrorCode"], "a topic is created")
      try t.equal(created["Name"], .string(name), "the answer names the topic")
      let topic = try await t.visible(name, partitions: 3)
      try t.expect(
        topic.partitions == 3, "a new topic has as many partitions as asked for", field: "Partitions",
        got: "\(topic.partitions)", want: "3")
    }
  }

  static var createWithBrokerDefaults: Case {
    Case(
      "TOPIC-002", "Create with broker defaults", .must, since: "2.4", source: "KIP-464",
      sends: "v4+: partitions -1, RF -1",
      expects: "Error 0; counts equal num.partitions and default.replication.factor",
      kills: "INVALID_PARTITIONS (37)",
      api: .createTopics, versions: 4...(.max), needs: [.metadata]
    ) { t in
      let name = t.name("t")
      let created = try await t.createTopic(t.newTopic(name, partitions: -1, replicas: -1))
      try t.accepted(created["ErrorCode"], "a topic is created with the broker's defaults")
      let topic = try await t.visible(name, partitions: 1)
      let count = t.target.options.configured["num.partitions"].flatMap { Int($0) }
      try t.expect(
        count == nil || topic.partitions == count, "a topic has num.partitions partitions by default",
        field: "Partitions",
        got: "\(topic.partitions)", want: count.map { "\($0)" } ?? "1 or more")
      if created["NumPartitions"].exists, created["NumPartitions"].int != -1 {
        try t.equal(created["NumPartitions"], Value(topic.partitions), "the answer tells the number of partitions")
      }
      let replicas = t.target.options.configured["default.replication.factor"].flatMap { Int($0) }
      let nodes = try await t.topicEntry(name)["Partitions"][0]["ReplicaNodes"]
      try t.expect(
        replicas.map { $0 == nodes.count } ?? (nodes.count > 0),
        "a topic has default.replication.factor replicas by default", field: nodes.path, got: "\(nodes.count)",
        want: replicas.map { "\($0)" } ?? "1 or more", at: nodes)
    }
  }

  static var createWithManualAssignment: Case {
    Case(
      "TOPIC-003", "Create with manual assignment", .must, since: "0.10.1", source: "KIP-4",
      sends: "Assignments {0:[b0],1:[b0]}, partitions -1, RF -1",
      expects: "Error 0; placement as asked",
      kills: "Assignment ignored",
      api: .createTopics, needs: [.metadata], deadline: .seconds(20)
    ) { t in
      let name = t.name("t")
      let broker = Int(t.target.discovery.brokers.last?.id ?? 0)
      let created = try await t.createTopic(
        t.newTopic(name, partitions: -1, replicas: -1, assignments: [(0, [broker]), (1, [broker])]))
      try t.accepted(created["ErrorCode"], "a topic is created with an assignment")
      _ = try await t.visible(name, partitions: 2)
      let partitions = try await t.topicEntry(name)["Partitions"]
      try t.expect(
        partitions.count == 2, "a topic has the partitions of its assignment", field: partitions.path,
        got: "\(partitions.count)", want: "2", at: partitions)
      for partition in partitions.elements {
        try t.equal(
          partition["ReplicaNodes"], .array([Value(broker)]), "partitions are on the brokers that the assignment names")
      }
    }
  }

  static var alreadyExists: Case {
    Case(
      "TOPIC-004", "Already exists", .must, since: "0.10.1", source: "KIP-4",
      sends: "Same name again",
      expects: "TOPIC_ALREADY_EXISTS (36); topic unchanged",
      kills: "Error 0 and partitions reset: data loss",
      api: .createTopics, needs: [.metadata]
    ) { t in
      let topic = try await t.topic()
      let again = try await t.createTopic(t.newTopic(topic.name, partitions: 3))
      try t.code(again["ErrorCode"], 36, "a topic that is there is not created again")
      try await t.partitionCount(topic, is: 1, "a topic that is there stays as it is")
      if topic.id != .zero {
        try t.equal(
          try await t.topicEntry(topic.name)["TopicId"], .uuid(topic.id), "a topic that is there keeps its id")
      }
    }
  }

  static var sameNameTwiceInOneRequest: Case {
    Case(
      "TOPIC-018", "Same name twice in one request", .should, since: "0.10.1", source: "AK",
      sends: "Two entries \"x\"",
      expects: "INVALID_REQUEST (42) for x, nothing created; others independent",
      kills: "First wins silently",
      api: .createTopics, needs: [.metadata]
    ) { t in
      let twice = t.name("twice")
      let once = t.name("once")
      let reply = try await t.createTopics([t.newTopic(twice), t.newTopic(once), t.newTopic(twice)])
      for entry in reply["Topics"].elements where entry["Name"].string == twice {
        try t.code(entry["ErrorCode"], 42, "a name that is there twice in a request is refused")
      }
      try t.accepted(
        reply["Topics"].first("Name", .string(once))["ErrorCode"],
        "other topics of the request are created all the same")
      try t.expect(
        reply["Topics"].first("Name", .string(twice)).exists, "the refused name is answered for", field: "Topics",
        got: "no entry", want: twice, at: reply["Topics"])
      try await t.notThere(twice, "a name that is there twice in a request is not created")
    }
  }

  static var independentResults: Case {
    Case(
      "TOPIC-019", "Independent results", .must, since: "0.10.1", source: "KIP-4",
      sends: "One good, one bad, one existing",
      expects: "0, code, TOPIC_ALREADY_EXISTS (36)",
      kills: "All or nothing",
      api: .createTopics, needs: [.metadata], unconfirmed: true
    ) { t in
      let existing = try await t.topic()
      let good = t.name("good")
      let bad = t.name("bad")
      let reply = try await t.createTopics([
        t.newTopic(good), t.newTopic(bad, partitions: 0), t.newTopic(existing.name),
      ])
      let topics = reply["Topics"]
      try t.accepted(topics.first("Name", .string(good))["ErrorCode"], "the good topic is created")
      try t.code(topics.first("Name", .string(bad))["ErrorCode"], 37, "the bad topic has its own error")
      try t.code(
        topics.first("Name", .string(existing.name))["ErrorCode"], 36, "the topic that is there has its own error")
    }
  }

  static var validateOnly: Case {
    Case(
      "TOPIC-020", "Validate only", .must, since: "0.10.2", source: "KIP-4",
      sends: "v1+ validate_only=true, good and bad",
      expects: "Same codes as a real call; nothing created",
      kills: "Creates",
      api: .createTopics, versions: 1...(.max), needs: [.metadata]
    ) { t in
      let good = t.name("good")
      let bad = t.name("bad")
      let reply = try await t.createTopics([t.newTopic(good), t.newTopic(bad, partitions: 0)], validateOnly: true)
      try t.accepted(
        reply["Topics"].first("Name", .string(good))["ErrorCode"], "a topic that could be made is found good")
      try t.code(
        reply["Topics"].first("Name", .string(bad))["ErrorCode"], 37, "a topic that could not be made is found bad")
      try await t.notThere(good, "nothing is created when all is only to be looked at")
    }
  }
}
