import KafkaSchema
import KafkaWire
import NIOCore

/// CreatePartitions: topics grow, and never shrink.
enum PartitionGrowth {
  static var cases: [Case] {
    [
      growPartitions, sameCount, shrink, count0OrNegative, unknownTopic, withAssignments, wrongNumberOfAssignments,
      assignmentWithUnknownBroker, duplicateTopicEntry, createpartitionsValidateOnly, oneResultPerTopic,
    ]
  }

  static var growPartitions: Case {
    Case(
      "TOPIC-046", "Grow partitions", .must, since: "1.0", source: "KIP-195",
      sends: "CreatePartitions 3 to 5",
      expects: "Error 0; partitions 3, 4 live; old data untouched",
      kills: "Rewrites existing partitions",
      api: .createPartitions, needs: [.metadata, .produce, .fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic(partitions: 3)
      let batch = t.batch(of: 2)
      try await t.store(topic, partition: 1, batch)
      try t.accepted(try await t.grow(topic, to: 5)["ErrorCode"], "a topic grows")
      let grown = try await t.visible(topic.name, partitions: 5)
      for partition in 3..<5 {
        let offset = try await t.store(grown, partition: partition, t.batch(of: 1))
        try t.expect(
          offset == 0, "a new partition takes records", field: "BaseOffset", got: "\(offset)", want: "0")
      }
      try t.same(
        try await t.fetchBack(grown, partition: 1), as: batch, at: 0, "old partitions keep their records")
    }
  }

  static var sameCount: Case {
    Case(
      "TOPIC-047", "Same count", .must, since: "1.0", source: "KIP-195",
      sends: "3 to 3",
      expects: "INVALID_PARTITIONS (37)",
      kills: "Error 0",
      api: .createPartitions, needs: [.metadata]
    ) { t in
      let topic = try await t.topic(partitions: 3)
      try t.code(try await t.grow(topic, to: 3)["ErrorCode"], 37, "a topic does not grow to the size that it has")
      try await t.partitionCount(topic, is: 3, "the topic stays as it is")
    }
  }

  static var shrink: Case {
    Case(
      "TOPIC-048", "Shrink", .must, since: "1.0", source: "KIP-195",
      sends: "3 to 2",
      expects: "INVALID_PARTITIONS (37); still 3",
      kills: "Drops a partition: data loss",
      api: .createPartitions, needs: [.metadata]
    ) { t in
      let topic = try await t.topic(partitions: 3)
      try t.code(try await t.grow(topic, to: 2)["ErrorCode"], 37, "a topic does not shrink")
      try await t.partitionCount(topic, is: 3, "the topic keeps its partitions")
    }
  }

  static var count0OrNegative: Case {
    Case(
      "TOPIC-049", "Count 0 or negative", .should, since: "1.0", source: "KIP-195",
      sends: "0, -1",
      expects: "INVALID_PARTITIONS (37)",
      kills: "Overflow",
      api: .createPartitions, needs: [.metadata]
    ) { t in
      let topic = try await t.topic(partitions: 3)
      for count in [0, -1] {
        try t.code(try await t.grow(topic, to: count)["ErrorCode"], 37, "a topic does not get \(count) partitions")
      }
      try await t.partitionCount(topic, is: 3, "the topic keeps its partitions")
    }
  }

  static var unknownTopic: Case {
    Case(
      "TOPIC-050", "Unknown topic", .must, since: "1.0", source: "KIP-195",
      sends: "CreatePartitions on an unknown name",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3)",
      kills: "Creates it",
      api: .createPartitions, needs: [.metadata]
    ) { t in
      let name = t.name("absent")
      let reply = try await t.createPartitions([(name, 3, nil)])
      try t.code(
        reply["Results"].first("Name", .string(name))["ErrorCode"], 3, "a topic that is not there does not grow")
      try await t.notThere(name, "a topic that is not there is not made")
    }
  }

  static var withAssignments: Case {
    Case(
      "TOPIC-051", "With assignments", .should, since: "1.0", source: "KIP-195",
      sends: "3 to 5 with two replica lists",
      expects: "Placement as asked",
      kills: "Ignored",
      api: .createPartitions, needs: [.metadata]
    ) { t in
      let topic = try await t.topic(partitions: 3)
      let broker = Int(t.target.discovery.brokers.last?.id ?? 0)
      let result = try await t.grow(topic, to: 5, assignments: [[broker], [broker]])
      try t.accepted(result["ErrorCode"], "a topic grows with an assignment")
      _ = try await t.visible(topic.name, partitions: 5)
      let partitions = try await t.topicEntry(topic.name)["Partitions"]
      for index in 3..<5 {
        try t.equal(
          partitions.first("PartitionIndex", Value(index))["ReplicaNodes"], .array([Value(broker)]),
          "new partitions are on the brokers that the assignment names")
      }
    }
  }

  static var wrongNumberOfAssignments: Case {
    Case(
      "TOPIC-052", "Wrong number of assignments", .should, since: "1.0", source: "KIP-195",
      sends: "3 to 5 with one list",
      expects: "INVALID_REPLICA_ASSIGNMENT (39)",
      kills: "Index out of range",
      api: .createPartitions, needs: [.metadata]
    ) { t in
      let topic = try await t.topic(partitions: 3)
      let broker = Int(t.target.discovery.brokers.first?.id ?? 0)
      let result = try await t.grow(topic, to: 5, assignments: [[broker]])
      try t.code(result["ErrorCode"], 39, "an assignment of fewer partitions than are new is refused")
      try await t.partitionCount(topic, is: 3, "the topic stays as it is")
    }
  }

  static var assignmentWithUnknownBroker: Case {
    Case(
      "TOPIC-053", "Assignment with unknown broker", .should, since: "1.0", source: "KIP-195",
      sends: "3 to 4 with [9999]",
      expects: "INVALID_REPLICA_ASSIGNMENT (39)",
      kills: "Leaderless partition",
      api: .createPartitions, needs: [.metadata]
    ) { t in
      let topic = try await t.topic(partitions: 3)
      let result = try await t.grow(topic, to: 4, assignments: [[9_999]])
      try t.code(result["ErrorCode"], 39, "an assignment to a broker that is not there is refused")
      try await t.partitionCount(topic, is: 3, "the topic stays as it is")
    }
  }

  static var duplicateTopicEntry: Case {
    Case(
      "TOPIC-054", "Duplicate topic entry", .should, since: "1.0", source: "AK",
      sends: "Same topic twice",
      expects: "INVALID_REQUEST (42)",
      kills: "Grows twice",
      api: .createPartitions, needs: [.metadata]
    ) { t in
      let topic = try await t.topic(partitions: 3)
      let reply = try await t.createPartitions([(topic.name, 5, nil), (topic.name, 5, nil)])
      let results = reply["Results"].elements.filter { $0["Name"].string == topic.name }
      try t.expect(
        !results.isEmpty, "a topic that is there twice is answered for", field: "Results", got: "none",
        want: "1 or more",
        at: reply["Results"])
      for result in results {
        try t.code(result["ErrorCode"], 42, "a topic that is there twice in a request is refused")
      }
      try await t.partitionCount(topic, is: 3, "the topic stays as it is")
    }
  }

  static var createpartitionsValidateOnly: Case {
    Case(
      "TOPIC-055", "CreatePartitions validate only", .must, since: "1.0", source: "KIP-195",
      sends: "validate_only=true",
      expects: "0, count unchanged",
      kills: "Grows",
      api: .createPartitions, needs: [.metadata]
    ) { t in
      let topic = try await t.topic(partitions: 3)
      let reply = try await t.createPartitions([(topic.name, 5, nil)], validateOnly: true)
      try t.accepted(
        reply["Results"].first("Name", .string(topic.name))["ErrorCode"], "growth that is possible is found good")
      try await t.partitionCount(topic, is: 3, "a topic does not grow when all is only to be looked at")
    }
  }

  static var oneResultPerTopic: Case {
    Case(
      "TOPIC-056", "One result per topic", .must, since: "1.0", source: "KIP-195",
      sends: "Two topics",
      expects: "Two results with names, error_message null when 0",
      kills: "Empty result list (seen in a real broker)",
      api: .createPartitions, needs: [.metadata], unconfirmed: true
    ) { t in
      let topics = [try await t.topic(), try await t.topic(partitions: 2)]
      let reply = try await t.createPartitions(topics.map { ($0.name, $0.partitions + 1, nil) })
      try t.expect(
        reply["Results"].count == 2, "each topic has one result", field: "Results", got: "\(reply["Results"].count)",
        want: "2", at: reply["Results"])
      for topic in topics {
        let result = reply["Results"].first("Name", .string(topic.name))
        try t.accepted(result["ErrorCode"], "each topic grows")
        try t.equal(result["ErrorMessage"], .null, "a result without an error has no message")
      }
    }
  }
}
