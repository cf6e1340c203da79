import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for OffsetCommit.
enum CommitMutants {
  static var mutants: [Mutant] { contents + members }

  /// A broker that keeps the highest offset.
  private static func keepsTheMaximum() -> Behaviour {
    var most: [Structure.Field: Int64] = [:]
    return .request(.offsetCommit) { body, _ in
      let group = body.string("GroupId") ?? ""
      body.each("Topics") { topic in
        let name = topic.string("Name") ?? ""
        let id = topic.uuid("TopicId").map { "\($0)" } ?? ""
        topic.each("Partitions") { partition in
          let key = Structure.Field(name: "\(group)/\(name)/\(id)", value: partition["PartitionIndex"] ?? nil)
          let highest = max(most[key] ?? -1, partition.int("CommittedOffset") ?? -1)
          most[key] = highest
          partition["CommittedOffset"] = .integer(highest)
        }
      }
    }
  }

  /// A broker that reads a commit before it has written the one in front of it: the last of each connection is lost.
  private static func losesUpdates() -> Behaviour {
    var last: [Int: Value] = [:]
    return .commits { partition, exchange in
      guard let offset = partition["CommittedOffset"] else { return }
      if let before = last[exchange.connection] { partition["CommittedOffset"] = before }
      last[exchange.connection] = offset
    }
  }

  /// A broker that takes no commits while somebody waits to join.
  private static func refusesInRebalances() -> Behaviour {
    let memory = Memory()
    return memory.learning().and(
      .committed { partition, exchange in
        if memory.joining[exchange.request?.string("GroupId") ?? ""] ?? 0 > 0 { partition["ErrorCode"] = 22 }
      })
  }

  /// A broker that knows no offset of before its last start.
  private static func losesAll() -> Behaviour {
    Behaviour.foundOffsets { partition, _, _ in partition["CommittedOffset"] = -1 }.afterRestart()
  }

  /// The shortest time for which offsets are kept.
  private static let retention = Stage.settings([
    "offsets.retention.minutes": "1", "offsets.retention.check.interval.ms": "2000",
  ])

  /// A broker that looks at nothing but the age of an offset.
  private static func expiresEarly() -> Behaviour {
    let memory = Memory()
    return memory.learning().and(
      .foundOffsets { partition, group, topic in
        guard let commit = memory.commits[memory.place(group, topic, partition)] else { return }
        if ContinuousClock.now - commit.time > .seconds(60) { partition["CommittedOffset"] = -1 }
      })
  }

  private static var contents: [Mutant] {
    [
      Mutant("COMMIT-001", "Only groups that were joined can commit") {
        .committed { partition, exchange in
          if exchange.request?.string("MemberId") == "" { partition["ErrorCode"] = 69 }
        }
      },
      Mutant("COMMIT-002", "The text beside an offset is lost") {
        .commits { partition, _ in partition["CommittedMetadata"] = "" }
      },
      Mutant("COMMIT-003", "A text of null is looked into") {
        .breaksDown(.offsetCommit) { body in
          body.structs("Topics").contains { $0.structs("Partitions").contains { $0["CommittedMetadata"] == .null } }
        }
      },
      Mutant("COMMIT-004", "One text that is too long fails all") {
        .response(.offsetCommit) { body, _ in if body.codes.contains(12) { body.recode([0], to: 12) } }
      },
      Mutant("COMMIT-005", "Leader epochs are not kept") {
        .commits { partition, _ in partition["CommittedLeaderEpoch"] = -1 }
      },
      Mutant("COMMIT-006", "Keeps the maximum") { keepsTheMaximum() },
      Mutant("COMMIT-007", "Offsets are checked against the log") {
        .committed { partition, exchange in
          let asked = exchange.request?.structs("Topics").first?.structs("Partitions").first
          if (asked?.int("CommittedOffset") ?? 0) > 1_000_000 { partition["ErrorCode"] = 1 }
        }
      },
      Mutant("COMMIT-008", "Offsets of topics that are not there are stored") { .recodes(.offsetCommit, [3]) },
      Mutant("COMMIT-009", "Offsets of unknown ids are stored under an empty name") { .recodes(.offsetCommit, [100]) },
      Mutant("COMMIT-018", "A group without a name hangs") {
        .decide(.offsetCommit) { exchange in exchange.request?.string("GroupId") == "" ? .swallow : .forward }
      },
      Mutant("COMMIT-019", "The first topic of none") {
        .breaksDown(.offsetCommit) { body in body.structs("Topics").isEmpty }
      },
      Mutant("COMMIT-034", "Only the first thousand partitions are stored") {
        .request(.offsetCommit) { body, _ in
          body.each("Topics") { topic in
            topic["Partitions"] = .array(topic.structs("Partitions").prefix(1000).map { .structure($0) })
          }
        }
      },
      Mutant("COMMIT-035", "An update is lost") { losesUpdates() },
      Mutant("COMMIT-046", "A commit with a retention time hangs") {
        .decide(.offsetCommit) { exchange in
          (exchange.request?.int("RetentionTimeMs") ?? -1) > 0 ? .swallow : .forward
        }
      },
    ]
  }

  private static var members: [Mutant] {
    [
      Mutant("COMMIT-010", "The generation is compared with the next one") {
        .committed { partition, exchange in
          if (exchange.request?.int("GenerationIdOrMemberEpoch") ?? -1) >= 0, partition.int("ErrorCode") == 0 {
            partition["ErrorCode"] = 22
          }
        }
      },
      Mutant("COMMIT-011", "A zombie of another generation overwrites") { .commitsAsMember() },
      Mutant("COMMIT-012", "Anybody commits who knows the generation") { .commitsAsMember() },
      Mutant("COMMIT-013", "A simple commit is stored under the members' feet") {
        .commitsAsMember { $0.string("MemberId") == "" }
      },
      Mutant("COMMIT-014", "A commit makes a group") {
        .request(.offsetCommit) { body, exchange in
          guard exchange.version >= 1 else { return }
          body["MemberId"] = ""
          body["GenerationIdOrMemberEpoch"] = -1
        }
      },
      Mutant("COMMIT-015", "A replaced static member commits") { .commitsAsMember() },
      Mutant("COMMIT-016", "Commits are refused while members join") { refusesInRebalances() },
      Mutant("COMMIT-017", "A member without an assignment is unknown") { .recodes(.offsetCommit, [27], to: 25) },
      Mutant("COMMIT-030", "Any broker takes commits", on: .twoBrokers) { .follower(answering: [.offsetCommit]) },
      Mutant("COMMIT-031", "Offsets are lost in a restart", on: .restarts) { losesAll() },
      Mutant("COMMIT-032", "Offsets are lost in a crash", on: .restarts) { losesAll() },
      Mutant("COMMIT-033", "A new coordinator knows no offsets", on: .takeover) {
        .foundOffsets { partition, _, _ in partition["CommittedOffset"] = -1 }
      },
      Mutant("COMMIT-042", "Offsets of an empty group are kept for ever", on: retention) { Memory().neverForgets() },
      Mutant("COMMIT-044", "Offsets that nobody reads are kept for ever", on: retention) { Memory().neverForgets() },
      Mutant("COMMIT-045", "Offsets of simple consumers are kept for ever", on: retention) {
        Memory().neverForgets()
      },
      Mutant("COMMIT-043", "Offsets expire under a live consumer", on: retention) { expiresEarly() },
      Mutant("COMMIT-047", "A topic that is made again has the old offsets") { Memory().neverForgets() },
      Mutant("COMMIT-048", "Records of the broker's own format") {
        .fetched { partition, _ in
          guard let bytes = partition.bytes("Records"), let batches = try? BatchReader.batches(in: bytes) else {
            return
          }
          let own = batches.compactMap { batch in
            var forge = BatchForge(reading: batch)
            for index in forge.records.indices {
              guard var key = forge.records[index].key else { continue }
              key.setInteger(99 as Int16, at: key.readerIndex)
              forge.records[index].key = key
            }
            return try? forge.bytes()
          }
          if own.count == batches.count { partition.setBatches(own) }
        }
      },
    ]
  }
}
