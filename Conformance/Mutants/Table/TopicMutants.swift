import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for CreateTopics.
enum TopicMutants {
  static var mutants: [Mutant] {
    [
      Mutant("TOPIC-001", "Answers before the topic is usable, and never finishes") {
        .shown { partition in
          partition["ErrorCode"] = 5
          partition["LeaderId"] = -1
        }
      },
      Mutant("TOPIC-002", "-1 partitions are no number of partitions") {
        .creation { topic in if topic.int("NumPartitions") == -1 { topic["NumPartitions"] = 0 } }
      },
      Mutant("TOPIC-003", "Assignments are ignored") {
        .creation { topic in
          guard !topic.structs("Assignments").isEmpty else { return }
          topic["Assignments"] = []
          topic["NumPartitions"] = 1
          topic["ReplicationFactor"] = 1
        }
      },
      Mutant("TOPIC-004", "A topic that is there is made again") { .recodes(.createTopics, [36]) },
      Mutant("TOPIC-005", "A collision of metric names is a fault of the broker") {
        .recodes(.createTopics, [17], to: -1)
      },
      Mutant("TOPIC-006", "Any name makes a directory") { .recodes(.createTopics, [17]) },
      Mutant("TOPIC-007", "The name of the directory is too long for the disk") {
        .created { topic, asked in
          if (asked.string("Name") ?? "").count + "-0.00000000000000000000000000000000-delete".count > 255 {
            topic["ErrorCode"] = 56
          }
        }
      },
      Mutant("TOPIC-018", "The first of two entries wins") {
        .request(.createTopics) { body, _ in
          var seen: Set<String> = []
          body["Topics"] = .array(
            body.structs("Topics").filter { seen.insert($0.string("Name") ?? "").inserted }.map { .structure($0) })
        }
      },
      Mutant("TOPIC-019", "All or nothing") { .failsTogether(.createTopics) },
      Mutant("TOPIC-020", "Creates what was only to be looked at") {
        .request(.createTopics) { body, exchange in if exchange.version >= 1 { body["validateOnly"] = false } }
      },
      Mutant("TOPIC-021", "Configurations are accepted and forgotten") { .creation { $0["Configs"] = [] } },
      Mutant("TOPIC-022", "Unknown configurations are ignored") {
        .creation { topic in
          topic["Configs"] = .array(
            topic.structs("Configs").filter { $0.string("Name") != "foo.bar" }.map { .structure($0) })
        }
      },
      Mutant("TOPIC-023", "Any value of a configuration is stored") { .recodes(.createTopics, [40]) },
      Mutant("TOPIC-024", "A configuration of null is looked into") {
        .breaksDown(.createTopics) { body in
          body.structs("Topics").contains { $0.structs("Configs").contains { $0["Value"] == .null } }
        }
      },
      Mutant("TOPIC-025", "A message on success") { .created { topic, _ in topic["ErrorMessage"] = "done" } },
      Mutant("TOPIC-026", "No partitions in the answer") { .created { topic, _ in topic["NumPartitions"] = 0 } },
      Mutant("TOPIC-027", "No id in the answer") { .created { topic, _ in topic["TopicId"] = .uuid(.zero) } },
      Mutant("TOPIC-028", "No error and no topic when there is no time") {
        Behaviour.request(.createTopics) { body, exchange in
          if body.int("timeoutMs") == 0, exchange.version >= 1 { body["validateOnly"] = true }
        }.and(.recodes(.createTopics, [7]))
      },
      Mutant("TOPIC-029", "The metadata log is a topic like others") { .recodes(.createTopics, [17, 42]) },
      Mutant("TOPIC-030", "A broker that is not the controller hangs", on: .twoBrokers) {
        Behaviour.follower().and(.decide(.createTopics) { _ in .swallow })
      },
      Mutant("TOPIC-031", "Only the first hundred are made") {
        .request(.createTopics) { body, _ in
          body["Topics"] = .array(body.structs("Topics").prefix(100).map { .structure($0) })
        }
      },
      Mutant("TOPIC-032", "One broker never gets to know the topic") {
        .produceAnswer { partition, exchange in
          partition["ErrorCode"] = exchange.version >= 13 ? 100 : 3
          partition["BaseOffset"] = -1
        }
      },
      Mutant("TOPIC-033", "Two of many win") {
        var hasWonTwice = false
        return .created { topic, _ in
          guard topic.int("ErrorCode") == 36, !hasWonTwice else { return }
          hasWonTwice = true
          topic["ErrorCode"] = 0
        }
      },
    ] + layout
  }

  /// Numbers and assignments.
  private static var layout: [Mutant] {
    [
      Mutant("TOPIC-008", "A topic without partitions is made") {
        Behaviour.creation { topic in if topic.int("NumPartitions") == 0 { topic["NumPartitions"] = 1 } }
          .and(.response(.metadata) { body, _ in body.each("Topics") { $0["Partitions"] = [] } })
      },
      Mutant("TOPIC-009", "Every negative number is the default") {
        .creation { topic in if (topic.int("NumPartitions") ?? 0) < 0 { topic["NumPartitions"] = -1 } }
      },
      Mutant("TOPIC-010", "A topic without replicas is made") {
        .creation { topic in if topic.int("ReplicationFactor") == 0 { topic["ReplicationFactor"] = 1 } }
      },
      Mutant("TOPIC-011", "More replicas than brokers are accepted, and never in sync") {
        Behaviour.creation { topic in
          if (topic.int("ReplicationFactor") ?? 0) > 1 { topic["ReplicationFactor"] = 1 }
        }.and(
          .produceAnswer { partition, _ in
            partition["ErrorCode"] = 19
            partition["BaseOffset"] = -1
          })
      },
      Mutant("TOPIC-012", "The assignment wins over the number") {
        .creation { topic in if !topic.structs("Assignments").isEmpty { topic["NumPartitions"] = -1 } }
      },
      Mutant("TOPIC-013", "A broker that is named twice counts twice") { .recodes(.createTopics, [39]) },
      Mutant("TOPIC-014", "A partition without a leader for ever") { .recodes(.createTopics, [39]) },
      Mutant("TOPIC-015", "Partition 2 is made without partition 1") { .recodes(.createTopics, [39]) },
      Mutant("TOPIC-017", "The first replica of none") {
        .breaksDown(.createTopics) { body in
          body.structs("Topics").contains { $0.structs("Assignments").contains { $0["BrokerIds"] == [] } }
        }
      },
    ]
  }
}
