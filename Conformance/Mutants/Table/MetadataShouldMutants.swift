import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for META: what clients suffer from, and live with.
enum MetadataShouldMutants {
  static var mutants: [Mutant] { topics + details + clusters + pages + coordinators }

  private static var topics: [Mutant] {
    [
      Mutant(
        "META-010", "A topic that is asked for is never made",
        on: .settings(["auto.create.topics.enable": "true"])
      ) {
        .request(.metadata) { body, exchange in if exchange.version >= 4 { body["AllowAutoTopicCreation"] = false } }
      },
      Mutant(
        "META-011", "The client's flag is stronger than the broker's switch",
        on: .settings(["auto.create.topics.enable": "false"])
      ) {
        .response(.metadata) { body, exchange in
          guard exchange.request?["AllowAutoTopicCreation"] == true else { return }
          let leader = body.structs("Brokers").first?["NodeId"] ?? 0
          body.each("Topics") { topic in
            guard topic.int("ErrorCode") == 3 else { return }
            topic["ErrorCode"] = 0
            topic["Partitions"] = [["LeaderId": leader, "ReplicaNodes": [leader], "IsrNodes": [leader]]]
          }
        }
      },
      Mutant("META-013", "A name that is there twice is an error") {
        .response(.metadata) { body, exchange in
          let names = (exchange.request?.structs("Topics") ?? []).compactMap { $0.string("Name") }
          body.each("Topics") { topic in
            if names.filter({ $0 == topic.string("Name") }).count > 1 { topic["ErrorCode"] = 42 }
          }
        }
      },
      Mutant("META-019", "A topic without a name ends the thread that serves it") {
        .decide(.metadata) { exchange in
          let topics = exchange.request?.structs("Topics") ?? []
          return exchange.version < 12 && topics.contains { $0["Name"] == .null } ? .swallow : .forward
        }
      },
      Mutant("META-023", "Internal topics are topics like others") {
        .response(.metadata) { body, exchange in
          if exchange.version >= 1 { body.each("Topics") { $0["IsInternal"] = false } }
        }
      },
      Mutant("META-030", "A listing is cut at a limit of its buffer") {
        .response(.metadata) { body, _ in
          body["Topics"] = .array(body.structs("Topics").prefix(512).map { .structure($0) })
        }
      },
    ]
  }

  private static var details: [Mutant] {
    [
      Mutant("META-022", "No rack is an empty rack") {
        .response(.metadata) { body, exchange in
          guard exchange.version >= 1 else { return }
          body.each("Brokers") { broker in if broker["Rack"] == .null { broker["Rack"] = "" } }
        }
      },
      Mutant("META-025", "Live replicas are offline, too") {
        .response(.metadata) { body, exchange in
          guard exchange.version >= 5 else { return }
          body.each("Topics") { topic in
            topic.each("Partitions") { $0["OfflineReplicas"] = $0["ReplicaNodes"] ?? [] }
          }
        }
      },
      Mutant("META-026", "Who does not ask for rights has none") {
        .response(.metadata) { body, exchange in
          guard exchange.version >= 8, exchange.request?["IncludeTopicAuthorizedOperations"] == false else { return }
          body.each("Topics") { $0["TopicAuthorizedOperations"] = 0 }
        }
      },
      Mutant("META-027", "The bits of operations are counted from one") {
        .response(.metadata) { body, exchange in
          guard exchange.request?["IncludeTopicAuthorizedOperations"] == true else { return }
          body.each("Topics") { topic in
            if let bits = topic.int("TopicAuthorizedOperations") {
              topic["TopicAuthorizedOperations"] = .integer(bits << 1)
            }
          }
        }
      },
    ]
  }

  private static var clusters: [Mutant] {
    [
      Mutant("META-035", "A broker describes itself to who asks for controllers") {
        .request(.describeCluster) { body, _ in if body.int("EndpointType") == 2 { body["EndpointType"] = 1 } }
      },
      Mutant("META-036", "Types of endpoints that it does not know are not looked at") {
        .request(.describeCluster) { body, _ in if body.int("EndpointType") ?? 0 > 2 { body["EndpointType"] = 1 } }
      },
      Mutant("META-037", "Fenced brokers are always listed", on: .fencing) {
        var fenced: Value?
        return .response(.describeCluster) { body, exchange in
          guard exchange.version >= 2 else { return }
          if let entry = body.structs("Brokers").first(where: { $0["IsFenced"] == true }) {
            fenced = .structure(entry)
          } else if let fenced, exchange.request?["IncludeFencedBrokers"] == false {
            body["Brokers"] = .array(body.structs("Brokers").map { .structure($0) } + [fenced])
          }
        }
      },
      Mutant("META-038", "Who does not ask for rights has none in the cluster") {
        .response(.describeCluster) { body, exchange in
          if exchange.request?["IncludeClusterAuthorizedOperations"] == false {
            body["ClusterAuthorizedOperations"] = 0
          }
        }
      },
    ]
  }

  private static var pages: [Mutant] {
    [
      Mutant("META-043", "A cursor that leads nowhere begins again") {
        .request(.describeTopicPartitions) { body, _ in
          guard case .structure(let cursor)? = body["Cursor"] else { return }
          let names = body.structs("Topics").compactMap { $0.string("Name") }
          let isLost = !names.isEmpty && !names.contains(cursor.string("TopicName") ?? "")
          if isLost || cursor.int("PartitionIndex") ?? 0 < 0 { body["Cursor"] = .null }
        }
      },
      Mutant("META-045", "A limit of nothing gives pages of nothing") {
        .response(.describeTopicPartitions) { body, exchange in
          guard exchange.request?.int("ResponsePartitionLimit") ?? 1 <= 0 else { return }
          body.each("Topics") { $0["Partitions"] = [] }
        }
      },
    ]
  }

  private static var coordinators: [Mutant] {
    [
      Mutant("META-050", "The first key of none is looked up") {
        .breaksDown(.findCoordinator) { $0["CoordinatorKeys"] == [] }
      },
      Mutant("META-051", "Every type of coordinator that it does not know is a group's") {
        .request(.findCoordinator) { body, _ in if body.int("KeyType") ?? 0 > 2 { body["KeyType"] = 0 } }
      },
      Mutant("META-053", "The parts of a key that has none are read", on: .pretends(.shareCoordinators)) {
        Behaviour.breaksDown(.findCoordinator) { request in
          guard request.int("KeyType") == 2, case .array(let keys)? = request["CoordinatorKeys"] else { return false }
          return keys.contains { key in if case .string(let text) = key { !text.contains(":") } else { false } }
        }.and(.shareCoordinators())
      },
    ]
  }
}
