import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for META: brokers and topics.
enum MetadataMutants {
  static var mutants: [Mutant] { brokers + lists + ids }

  private static var brokers: [Mutant] {
    [
      Mutant("META-001", "Advertises port 0") {
        .response(.metadata) { body, _ in body.each("Brokers") { $0["Port"] = 0 } }
      },
      Mutant("META-002", "Every broker has the same id") {
        .response(.metadata) { body, _ in
          let brokers = body.structs("Brokers").map { Value.structure($0) }
          body["Brokers"] = .array(brokers + brokers)
        }
      },
      Mutant("META-003", "A leader that is not in the list") {
        .shown { partition in
          partition["LeaderId"] = 77
          partition["ReplicaNodes"] = [77]
          partition["IsrNodes"] = [77]
        }
      },
      Mutant("META-004", "The list of replicas in sync is empty") { .shown { $0["IsrNodes"] = [] } },
      Mutant("META-005", "The last partition is missing, and another is there twice") {
        .shown { partition in if partition.int("PartitionIndex") == 6 { partition["PartitionIndex"] = 5 } }
      },
      Mutant("META-020", "The controller is not in the list") {
        .response(.metadata) { body, exchange in if exchange.version >= 1 { body["ControllerId"] = 77 } }
      },
      Mutant("META-021", "Each API has its own id of the cluster") {
        .response(.describeCluster) { body, _ in body["ClusterId"] = "another" }
      },
      Mutant("META-024", "The leader's epoch is never known") { .shown { $0["LeaderEpoch"] = -1 } },
      Mutant("META-028", "One broker never learns of new topics", on: .twoBrokers) { .neverLearns() },
      Mutant("META-031", "Each broker names itself the leader of all", on: .twoBrokers) {
        .follower().and(.shown { $0["LeaderId"] = .integer(Behaviour.followerId) })
      },
      Mutant("META-032", "Clients from outside are told addresses of inside", on: .twoListeners) {
        .response(.metadata) { body, _ in
          body.each("Brokers") { broker in
            broker["Host"] = "broker.internal"
            broker["Port"] = 9092
          }
        }
      },
      Mutant("META-034", "DescribeCluster knows other brokers than Metadata") {
        .response(.describeCluster) { body, _ in body.each("Brokers") { $0["BrokerId"] = 77 } }
      },
    ]
  }

  private static var lists: [Mutant] {
    [
      Mutant("META-006", "No topics in version 0 are no topics") {
        .response(.metadata) { body, exchange in
          if exchange.version == 0, exchange.request?["Topics"] == [] { body["Topics"] = [] }
        }
      },
      Mutant("META-007", "Null means none") {
        .response(.metadata) { body, exchange in
          if exchange.version >= 1, exchange.request?["Topics"] == .null { body["Topics"] = [] }
        }
      },
      Mutant("META-008", "None means all") {
        .request(.metadata) { body, exchange in
          if exchange.version >= 1, body["Topics"] == [] { body["Topics"] = .null }
        }
      },
      Mutant("META-009", "Topics are made by who asks for them not to be") {
        .request(.metadata) { body, exchange in if exchange.version >= 4 { body["AllowAutoTopicCreation"] = true } }
      },
      Mutant("META-012", "Any name makes a directory") { .recodes(.metadata, [17]) },
      Mutant("META-014", "One error fails all") { .failsTogether(.metadata) },
      Mutant("META-029", "A topic that is deleted stays in the list") {
        var known: [String: Structure] = [:]
        return .response(.metadata) { body, _ in
          body.each("Topics") { topic in
            let name = topic.string("Name") ?? ""
            if topic.int("ErrorCode") == 0 { known[name] = topic }
            if topic.int("ErrorCode") == 3, let ghost = known[name] { topic = ghost }
          }
        }
      },
    ]
  }

  private static var ids: [Mutant] {
    [
      Mutant("META-015", "A topic has a new id in each answer") {
        var random = RandomSource.seeded(15)
        return .topicIds { _ in .random(using: &random) }
      },
      Mutant("META-016", "The id comes from the name") {
        .topicIds { name in
          var random = RandomSource.seeded(name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
          return .random(using: &random)
        }
      },
      Mutant("META-017", "Topics are not found by their ids") {
        .response(.metadata) { body, exchange in
          let asked = exchange.request?.structs("Topics").compactMap { $0.uuid("TopicId") } ?? []
          if asked.contains(where: { $0 != .zero }) { body.recode([0], to: 35) }
        }
      },
      Mutant("META-018", "An unknown id has an empty name") {
        .response(.metadata) { body, _ in
          body.each("Topics") { topic in if topic.int("ErrorCode") == 100 { topic["Name"] = "" } }
        }
      },
    ]
  }
}

extension Behaviour {
  /// Gives topics other ids in answers to Metadata.
  fileprivate static func topicIds(_ id: @escaping (_ name: String) -> KafkaUUID) -> Behaviour {
    .response(.metadata) { body, exchange in
      guard exchange.version >= 10 else { return }
      body.each("Topics") { topic in
        if topic.int("ErrorCode") == 0 { topic["TopicId"] = .uuid(id(topic.string("Name") ?? "")) }
      }
    }
  }

  /// A second broker that knows no topic that was made after it began.
  fileprivate static func neverLearns() -> Behaviour {
    .follower().and(
      .response(.metadata) { body, _ in
        body.each("Topics") { topic in
          topic["ErrorCode"] = 3
          topic["Partitions"] = []
        }
      })
  }
}
