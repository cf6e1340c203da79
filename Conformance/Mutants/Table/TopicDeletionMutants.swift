import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for DeleteTopics.
enum TopicDeletionMutants {
  /// A broker that hides a deleted topic until its name is used again, and has all its records then.
  private static func resurrects() -> Behaviour {
    var hidden: Set<String> = []
    let deletes = Behaviour.keepsDeletedTopics { hidden.insert($0) }
    let creates = Behaviour.decide(.createTopics) { exchange in
      let names = (exchange.request?.structs("Topics") ?? []).compactMap { $0.string("Name") }
      guard !names.isEmpty, names.allSatisfy(hidden.contains) else { return .forward }
      hidden.subtract(names)
      return .says(["Topics": .array(names.map { ["Name": .string($0)] })])
    }
    let hides = Behaviour.response(.metadata) { body, _ in
      body.each("Topics") { topic in
        guard let name = topic.string("Name"), hidden.contains(name) else { return }
        topic["ErrorCode"] = 3
        topic["Partitions"] = []
      }
    }
    return deletes.and(creates).and(hides)
  }

  /// A broker that takes an old id for the name that it once stood for.
  private static func servesStaleIds() -> Behaviour {
    let memory = Memory()
    let fetches = Behaviour.request(.fetch) { body, _ in
      body.each("Topics") { topic in
        if let id = topic.uuid("TopicId"), let newest = memory.newest(of: id) { topic["TopicId"] = .uuid(newest) }
      }
    }
    let answers = Behaviour.response(.fetch) { body, exchange in
      let asked = exchange.request?.structs("Topics").first?.uuid("TopicId")
      body.each("Responses") { topic in if let asked { topic["TopicId"] = .uuid(asked) } }
    }
    return memory.learning().and(fetches).and(answers)
  }

  static var mutants: [Mutant] {
    [
      Mutant("TOPIC-034", "Answers 0, keeps the topic") { .keepsDeletedTopics() },
      Mutant("TOPIC-035", "A topic that is not there is deleted") { .recodes(.deleteTopics, [3]) },
      Mutant("TOPIC-036", "Deletes by the empty name") {
        .request(.deleteTopics) { body, _ in
          body.each("Topics") { topic in
            guard topic["Name"] == .null else { return }
            topic["Name"] = ""
            topic["TopicId"] = .uuid(.zero)
          }
        }
      },
      Mutant("TOPIC-037", "An unknown id is an unknown name") { .recodes(.deleteTopics, [100], to: 3) },
      Mutant("TOPIC-038", "The name wins over the id") {
        .request(.deleteTopics) { body, _ in
          body.each("Topics") { topic in if topic["Name"] != .null { topic["TopicId"] = .uuid(.zero) } }
        }
      },
      Mutant("TOPIC-039", "The second entry finds the topic deleted, and is content") {
        .recodes(.deleteTopics, [42])
      },
      Mutant("TOPIC-040", "Old records reappear") { resurrects() },
      Mutant("TOPIC-041", "The old id stands for the new topic") { servesStaleIds() },
      Mutant("TOPIC-042", "A new topic begins at old offsets") { Memory().neverForgets() },
      Mutant("TOPIC-043", "Deletes where that is disabled", on: .settings(["delete.topic.enable": "false"])) {
        .recodes(.deleteTopics, [42, 73])
      },
      Mutant("TOPIC-044", "A waiting fetch of a deleted topic hangs for ever") {
        .answer(.fetch) { exchange, _ in (exchange.request?.int("MaxWaitMs") ?? 0) >= 5_000 ? .swallow : .forward }
      },
      Mutant("TOPIC-045", "One fails all") { .failsTogether(.deleteTopics) },
    ]
  }
}

/// Broken brokers for CreatePartitions.
enum GrowthMutants {
  /// A broker that makes the old partitions anew, too.
  private static func rewrites() -> Behaviour {
    var hasGrown = false
    let grows = Behaviour.response(.createPartitions) { _, _ in hasGrown = true }
    let lists = Behaviour.listed { partition, _ in
      if hasGrown, partition.int("PartitionIndex") ?? 9 < 3 { partition["Offset"] = 0 }
    }
    let serves = Behaviour.fetched { partition, _ in
      guard hasGrown, partition.int("PartitionIndex") ?? 9 < 3 else { return }
      partition["HighWatermark"] = 0
      partition.setBatches([])
    }
    return grows.and(lists).and(serves)
  }

  /// A broker that shows the number of partitions of the first look for ever.
  private static func neverRefreshes() -> Behaviour {
    var counts: [String: Int] = [:]
    return .response(.metadata) { body, _ in
      body.each("Topics") { topic in
        let partitions = topic.structs("Partitions")
        guard let name = topic.string("Name"), !partitions.isEmpty else { return }
        let count = counts[name] ?? partitions.count
        counts[name] = count
        topic["Partitions"] = .array(
          partitions.filter { $0.int("PartitionIndex") ?? 0 < count }.map { .structure($0) })
      }
    }
  }

  static var mutants: [Mutant] {
    [
      Mutant("TOPIC-046", "Existing partitions are made anew") { rewrites() },
      Mutant("TOPIC-047", "The same number is no error") { .recodes(.createPartitions, [37]) },
      Mutant("TOPIC-048", "A partition is dropped") { .recodes(.createPartitions, [37]) },
      Mutant("TOPIC-049", "The number of new partitions overflows") {
        .breaksDown(.createPartitions) { body in body.structs("Topics").contains { ($0.int("Count") ?? 1) <= 0 } }
      },
      Mutant("TOPIC-050", "A topic that is not there is made") { .recodes(.createPartitions, [3]) },
      Mutant("TOPIC-051", "Assignments of new partitions are ignored") {
        .shown { partition in
          if partition.int("PartitionIndex") ?? 0 >= 3 { partition["ReplicaNodes"] = [77] }
        }
      },
      Mutant("TOPIC-052", "The assignment's index is out of range") { .breaksDown(.createPartitions, insteadOf: 39) },
      Mutant("TOPIC-053", "A new partition without a leader") { .recodes(.createPartitions, [39]) },
      Mutant("TOPIC-054", "Grows twice") { .recodes(.createPartitions, [42]) },
      Mutant("TOPIC-055", "Grows when all is only to be looked at") {
        .request(.createPartitions) { body, _ in body["ValidateOnly"] = false }
      },
      Mutant("TOPIC-056", "No results") { .response(.createPartitions) { body, _ in body["Results"] = [] } },
      Mutant("TOPIC-057", "The number of partitions is never refreshed") { neverRefreshes() },
    ]
  }
}
