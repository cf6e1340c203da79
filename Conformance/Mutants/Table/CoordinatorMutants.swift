import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for META: pages of partitions, and coordinators.
enum CoordinatorMutants {
  static var mutants: [Mutant] { pages + coordinators }

  private static var pages: [Mutant] {
    [
      Mutant("META-039", "Topics come in the order of the request") {
        .response(.describeTopicPartitions) { body, _ in
          body["Topics"] = .array(body.structs("Topics").reversed().map { .structure($0) })
        }
      },
      Mutant("META-040", "No topics means none") {
        .response(.describeTopicPartitions) { body, exchange in
          if exchange.request?["Topics"] == [] { body["Topics"] = [] }
        }
      },
      Mutant("META-041", "The cursor is off by one") {
        .response(.describeTopicPartitions) { body, _ in
          body.change("NextCursor") { cursor in
            cursor["PartitionIndex"] = .integer((cursor.int("PartitionIndex") ?? 0) + 1)
          }
        }
      },
      Mutant("META-042", "The cursor leaves out the rest of its topic") {
        .response(.describeTopicPartitions) { body, exchange in
          let names = (exchange.request?.structs("Topics") ?? []).compactMap { $0.string("Name") }.sorted()
          body.change("NextCursor") { cursor in
            guard cursor.int("PartitionIndex") != 0,
              let next = names.first(where: { $0 > cursor.string("TopicName") ?? "" })
            else { return }
            cursor["TopicName"] = .string(next)
            cursor["PartitionIndex"] = 0
          }
        }
      },
      Mutant("META-044", "An unknown topic is as good as any") { .recodes(.describeTopicPartitions, [3]) },
    ]
  }

  private static var coordinators: [Mutant] {
    [
      Mutant("META-046", "No node, and no error") { .coordinated { $0["NodeId"] = -1 } },
      Mutant("META-047", "Each broker claims every group", on: .twoBrokers) {
        .follower().and(.coordinated { $0["NodeId"] = .integer(Behaviour.followerId) })
      },
      Mutant("META-048", "Transactions have no coordinator", on: .pretends(.offsetTransactions)) {
        Behaviour.decide(.findCoordinator) { exchange in
          guard exchange.request?.int("KeyType") == 1 else { return .forward }
          return exchange.version >= 4
            ? .says(["Coordinators": [["Key": "", "NodeId": -1, "Host": "", "Port": -1, "ErrorCode": 42]]])
            : .says(["ErrorCode": 42, "NodeId": -1])
        }.and(.offsetTransactions())
      },
      Mutant("META-049", "Only the first of several keys is looked up") {
        .response(.findCoordinator) { body, _ in
          body["Coordinators"] = .array(body.structs("Coordinators").prefix(1).map { .structure($0) })
        }
      },
      Mutant("META-054", "A coordinator never comes") {
        .coordinated { found in
          found["ErrorCode"] = 15
          found["NodeId"] = -1
        }
      },
      Mutant("META-055", "Any broker serves a group", on: .twoBrokers) {
        .follower(answering: [.joinGroup, .heartbeat])
      },
    ]
  }
}

extension Behaviour {
  /// Changes what is said of each coordinator.
  fileprivate static func coordinated(_ change: @escaping (inout Structure) -> Void) -> Behaviour {
    .response(.findCoordinator) { body, exchange in
      if exchange.version >= 4 { body.each("Coordinators", change) } else { change(&body) }
    }
  }
}
